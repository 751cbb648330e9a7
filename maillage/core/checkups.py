"""What `doctor` looks at. Each room registers its own checkups; this file knows none of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Finding:
    """One sentence about the site's health; `wrong` when somebody must act."""

    text: str
    wrong: bool = False


Checkup = Callable[[], Iterable[Finding]]
_checkups: dict[str | Promise, Checkup] = {}


def checkup(label: str | Promise) -> Callable[[Checkup], Checkup]:
    """Register a checkup under the name of what it looks at. It yields findings, at least one."""

    def register(look: Checkup) -> Checkup:
        _checkups[label] = look
        return look

    return register


def run() -> Iterator[tuple[str, list[Finding]]]:
    """Every checkup's label and findings; a checkup that breaks is itself a wrong finding."""
    for label, look in _checkups.items():
        try:
            findings = list(look())
        except Exception as error:  # a sick site is just what is looked at
            findings = [Finding(_("Impossible à vérifier : %(error)s") % {"error": type(error).__name__}, wrong=True)]
        yield str(label), findings
