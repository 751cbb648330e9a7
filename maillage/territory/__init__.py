"""Communes, their localities and where an address lies.

Words: a *municipality* (commune) has a NIS code given by Statbel; a *locality* is a village or a quarter of one, with
a postcode; a *boundary* is a commune's outline. A *gazetteer* finds them by the names that people write.
"""
