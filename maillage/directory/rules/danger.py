"""Which pages somebody may have to leave in a hurry."""

from collections.abc import Iterable

# Who looks for these may be watched at home: by a partner, a family, an exploiter. A page about them has a quick exit.
ALWAYS = frozenset({"violence", "trafficking", "lgbtqia"})
# A shelter is one of them when it is for women: it is from somebody that they are sheltered.
FOR_WOMEN = frozenset({"emergency-shelter", "women-space"})


def needs_quick_exit(keys: Iterable[str]) -> bool:
    """Whether a page with these terms (their keys) has a quick exit."""
    found = set(keys)
    return bool(found & ALWAYS) or ("women" in found and bool(found & FOR_WOMEN))
