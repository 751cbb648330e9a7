"""Maillage: the workspace of a regional integration centre and its network."""
