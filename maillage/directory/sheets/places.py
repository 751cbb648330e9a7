"""Commune, locality and postcode of a row, read together."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from maillage.directory.sheets.outcomes import Outcome, Parsed
from maillage.directory.sheets.spelling import fold

LIKE_ENOUGH = 60  # of 100, of a name and a slip of it
PLACE_FIELDS = ("commune", "locality", "postcode")
_SEVERAL = re.compile(r"[,;/|]")
_POSTCODE = re.compile(r"(?:BE?\s?-?\s?)?([1-9]\d{3})(?:[.,]0+)?\b")


class Commune(Protocol):
    """What the cells need to know of a commune. Postcodes have four digits."""

    @property
    def nis(self) -> Any: ...
    @property
    def name(self) -> Any: ...
    @property
    def postcodes(self) -> Any: ...


class Gazetteer(Protocol):
    """Who knows the communes."""

    def commune(self, text: str, postcode: str = "") -> Commune | None:
        """The commune that `text` (its name or a locality’s) is; None when unknown."""

    def of_postcode(self, postcode: str) -> Sequence[Commune]:
        """The communes that share the postcode."""

    def suggest(self, text: str) -> Sequence[Any]:
        """Near spellings, the best first."""


def read_place(raw: dict[str, str], communes: Gazetteer, into: Parsed) -> None:
    """Write `commune` (the gazetteer’s object), `postcode` and `locality` of the cleaned cells `raw` into `into`."""
    postcode = _read_postcode(raw, into)
    commune = _read_commune(raw, postcode, communes, into)
    if commune is None:
        if postcode:
            into.take("postcode", Outcome(postcode))
        return
    into.take("commune", Outcome(commune))
    written = _without_postcode(raw.get("commune", ""))
    if _SEVERAL.search(written):
        message = format_lazy(
            _("Plusieurs lieux dans une cellule : nous n’avons lu que {commune}."), commune=commune.name
        )
        into.take("commune", Outcome(kept=written, message=message))
    elif not raw.get("locality") and fold(written) not in {"", fold(commune.name)} and "commune" not in into.kept:
        into.values["locality"] = written
    if postcode and postcode not in commune.postcodes:
        into.take("postcode", _foreign_postcode(postcode, commune, communes))
    elif postcode:
        into.take("postcode", Outcome(postcode))


def _read_postcode(raw: dict[str, str], into: Parsed) -> str:
    """The postcode of its own cell, else the one written before the commune’s or the locality’s name."""
    if text := raw.get("postcode"):
        if found := _POSTCODE.match(text):
            return found[1]
        into.take(
            "postcode", Outcome(kept=text, message=_("Un code postal belge a quatre chiffres."), severity="error")
        )
    for name in ("commune", "locality"):
        if found := _POSTCODE.match(raw.get(name, "")):
            return found[1]
    return ""


def _read_commune(raw: dict[str, str], postcode: str, communes: Gazetteer, into: Parsed) -> Commune | None:
    locality = raw.get("locality", "")
    if locality:
        into.values["locality"] = _without_postcode(locality) or locality
    for name in ("commune", "locality"):
        text = _without_postcode(raw.get(name, ""))
        if not text:
            continue
        if found := communes.commune(text, postcode):
            return found
        if name == "commune":
            return _by_postcode_alone(text, postcode, communes, into)
    return _commune_of_postcode(locality, postcode, communes, into)


def _by_postcode_alone(text: str, postcode: str, communes: Gazetteer, into: Parsed) -> Commune | None:
    """Where the name is none of ours: the commune of the postcode if that has but one, for a person to look at.

    People write the village there, and we know few villages before localities are imported.
    """
    sharing = communes.of_postcode(postcode) if postcode else []
    if len(sharing) != 1:
        into.take("commune", _unknown_commune(text, postcode, communes))
        return None
    message = format_lazy(_("« {text} » n’est pas une commune que nous connaissons ; d’après le code postal {postcode} : {name}."),
                          text=text, postcode=postcode, name=sharing[0].name)  # fmt: skip
    # A slip of the commune's own name is no village.
    slip = fuzz.ratio(fold(text), fold(str(sharing[0].name))) >= LIKE_ENOUGH
    into.take("commune", Outcome(kept=text if slip else "", message=message, proposal=str(sharing[0].name)))
    return sharing[0]


def _commune_of_postcode(locality: str, postcode: str, communes: Gazetteer, into: Parsed) -> Commune | None:
    """Where no commune is written: the only one that has the postcode."""
    sharing = communes.of_postcode(postcode) if postcode else []
    if len(sharing) == 1:
        return sharing[0]
    if len(sharing) > 1:
        message = format_lazy(_("Plusieurs communes ont le code postal {postcode} : {names}. Écrivez laquelle."),
                              postcode=postcode, names=", ".join(str(one.name) for one in sharing))  # fmt: skip
        into.take("commune", Outcome(message=message, severity="error"))
    elif locality:
        into.take("commune", _unknown_commune(_without_postcode(locality) or locality, postcode, communes))
    elif postcode:
        message = format_lazy(_("Nous ne connaissons pas de commune au code postal {postcode}."), postcode=postcode)
        into.take("postcode", Outcome(message=message, severity="error"))
    return None


def _unknown_commune(text: str, postcode: str, communes: Gazetteer) -> Outcome:
    near = [str(getattr(one, "name", one)) for one in communes.suggest(text)]
    sharing = [str(one.name) for one in communes.of_postcode(postcode)] if postcode else []
    likely = [*(name for name in near if name in sharing), *(name for name in near if _is_near(text, name)), *sharing]
    if near:
        message = format_lazy(_("La commune « {text} » nous est inconnue. Peut-être : {names}."),
                              text=text, names=", ".join(near[:3]))  # fmt: skip
    else:
        message = format_lazy(_("La commune « {text} » nous est inconnue."), text=text)
    return Outcome(kept=text, message=message, severity="error", proposal=likely[0] if likely else None)


def _is_near(text: str, name: str) -> bool:
    """Whether a slip of the pen may have made `text` of `name`."""
    return fuzz.ratio(fold(text), fold(name)) >= 75 or fold(name).startswith(fold(text))


def _foreign_postcode(postcode: str, commune: Commune, communes: Gazetteer) -> Outcome:
    """A postcode of somewhere else. The right one is proposed where the commune has but one."""
    right = [str(one) for one in commune.postcodes]
    elsewhere = ", ".join(str(one.name) for one in communes.of_postcode(postcode))
    message = format_lazy(_("Le code postal {postcode} n’est pas à {commune} ({right})."),
                          postcode=postcode, commune=commune.name, right=", ".join(right))  # fmt: skip
    if elsewhere:
        message = format_lazy(_("{message} C’est celui de : {elsewhere}."), message=message, elsewhere=elsewhere)
    return Outcome(kept=postcode, message=message, severity="error", proposal=right[0] if len(right) == 1 else None)


def _without_postcode(text: str) -> str:
    return _POSTCODE.sub("", text, count=1).strip(" -–,") if _POSTCODE.match(text) else text
