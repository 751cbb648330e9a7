"""Short addresses made of titles."""

from itertools import count
from typing import Protocol

from django.utils.text import slugify


class Taken(Protocol):
    """Says whether an address is taken: a set of them, or a table that is asked."""

    def __contains__(self, slug: object, /) -> bool: ...


def free_slug(title: str, taken: Taken, *, longest: int, fallback: str) -> str:
    """An address made of `title` (or `fallback`) that is not among `taken`: numbered from 2 on where it would be.

    The stem is cut at `longest`; the number comes after it.
    """
    stem = slugify(title)[:longest].strip("-") or fallback
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(slug for slug in candidates if slug not in taken)
