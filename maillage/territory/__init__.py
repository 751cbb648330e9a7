"""Communes and what is known of them.

Words: a *municipality* (commune) has a NIS code given by Statbel.
"""
