"""Short addresses made of titles."""

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
    if stem not in taken:
        return stem
    # By leaps, then back by halves: many operators call a service « Cours de français ».
    known, number = 1, 2
    while f"{stem}-{number}" in taken:
        known, number = number, number * 2
    while number - known > 1:
        middle = (known + number) // 2
        known, number = (middle, number) if f"{stem}-{middle}" in taken else (known, middle)
    return f"{stem}-{number}"
