"""Measures: `make bench NAME=registration`. Each measure is one JSON line on standard output, the rest goes to
standard error. A measure beside which nothing stands has no reference and no ratio.
"""
