"""Firstlight: what is known about human trafficking in a place, what is not, and whom to ask.

The library. It knows nothing of Django and runs without a database.
"""

__version__ = "0.1.0"
