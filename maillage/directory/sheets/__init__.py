"""From a file as people have it to recognised columns and typed cells: files → columns → cells.

Each stage trusts only the one before; none of them knows the database.
"""
