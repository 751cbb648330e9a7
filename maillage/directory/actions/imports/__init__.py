"""Bringing a sheet into the base, in stages that trust only the one before.

`facts` (what a row says of whom) ← `base` (who that is among what is there) ← `plan` (what would change; writes nothing)
← `writing` (one transaction) ← `runs` (a sheet from its arrival to its undoing).
"""
