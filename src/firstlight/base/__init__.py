"""Which nouns does every room share?

Place, zone, period, cell, quantity, provenance, observation, indicator value and the
errors. Each stands in a file of its own name; nothing here reads a file or a clock.
"""
