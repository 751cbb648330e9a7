"""The words that components accept, and the refusal of others."""

from collections.abc import Collection
from typing import TypeVar

T = TypeVar("T")

TONES = {"good": "check", "warn": "warning", "bad": "close", "info": "info", "muted": "info"}
"""What a state feels like, and the sign shown when none is asked for: colour never speaks alone."""

VARIANTS = frozenset({"primary", "secondary", "quiet", "danger"})
SIZES = frozenset({"", "small", "large"})
LEVELS = frozenset({2, 3, 4})


def one_of(kind: str, value: T, allowed: Collection[T]) -> T:
    """`value` if it is allowed; ValueError naming the choices if not, so that a typing error is seen at once."""
    if value not in allowed:
        choices = ", ".join(sorted(str(choice) or "(rien)" for choice in allowed))
        raise ValueError(f"{kind}: {value!r} is none of {choices}")
    return value
