"""Short addresses made of titles."""

from collections.abc import Collection

from django.utils.text import slugify


def free_slug(title: str, taken: Collection[str], *, longest: int, fallback: str) -> str:
    """An address made of `title` (or `fallback`) that is not among `taken`: numbered from 2 on where it would be.

    The stem is cut at `longest`; the number comes after it.
    """
    stem = slugify(title)[:longest].strip("-") or fallback
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
