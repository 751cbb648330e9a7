"""Why two operators may be one, in the reader's words."""

from django.utils.translation import gettext_lazy

from maillage.directory.likeness import Code, Reason
from maillage.directory.models import DuplicateCandidate

LIKENESS = [  # from this score on
    (0.95, gettext_lazy("presque sûr")),
    (0.8, gettext_lazy("probable")),
    (0.0, gettext_lazy("possible")),
]


def in_words(score: float) -> str:
    """How sure it is that two operators are one."""
    return next(str(words) for least, words in LIKENESS if score >= least)


def reasons(pair: DuplicateCandidate) -> tuple[list[str], list[str]]:
    """What speaks for one operator, and what for two, as sentences in the reader's language."""
    told = [Reason(Code(one["code"]), one["weight"], one["left"], one["right"]) for one in pair.reasons]
    return [one.say() for one in told if one.weight > 0], [one.say() for one in told if one.weight <= 0]
