"""Which records are the same operator? A spelling, a move or a second list makes two sheets of one body.

`compare` weighs two records, `candidates` finds the pairs in a whole directory, `Index` answers for one new record
against what is there. Pure computation: no database, no decision; a person decides, and reads the reasons.
"""

from maillage.directory.likeness.blocking import Index, candidates
from maillage.directory.likeness.record import Code, Likeness, Reason, Record
from maillage.directory.likeness.scoring import THRESHOLD, compare

__all__ = ["THRESHOLD", "Code", "Index", "Likeness", "Reason", "Record", "candidates", "compare"]
