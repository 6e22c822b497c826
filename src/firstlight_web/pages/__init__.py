"""The pages: choose a place, the assessment of it, one measure of it.

An address is read in `forms`, the answer looked up in `selectors`, the page put together in
`views`. Nothing is written anywhere, so there is no further floor.
"""
