"""How the cell of each field is read: a function from cleaned text to an outcome."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from maillage.directory.hours import read_all
from maillage.directory.sheets import choices, languages, levels, links, numbers, phones, prices
from maillage.directory.sheets.hours_cells import read_hours
from maillage.directory.sheets.outcomes import Outcome

Reader = Callable[[str], Outcome]
BELGIUM = {"latitude": (49.4, 51.6), "longitude": (2.4, 6.5)}  # degrees
_LIST = re.compile(r"\s*[;|\n]\s*")


def _text(text: str) -> Outcome:
    return Outcome(text)


def _list(text: str) -> Outcome:
    return Outcome(tuple(dict.fromkeys(one for one in _LIST.split(text) if one)))


def _phone(text: str) -> Outcome:
    found = phones.read_phones(text)
    if found.numbers:
        return Outcome(found.numbers, found.rest)
    return Outcome(kept=text, message=_("Ce numéro de téléphone ne semble pas exister ; nous le gardons comme texte."))


def _email(text: str) -> Outcome:
    found = links.read_emails(text)
    if not found.values:
        return Outcome(None, text, _("Cette adresse e-mail n’est pas valable."), "error", found.proposal)
    others = [*found.values[2:], *([found.rest] if found.rest else [])]
    return Outcome(found.values[0], ", ".join(others), also=tuple(("email_2", one) for one in found.values[1:2]))


def _url(text: str) -> Outcome:
    found = links.read_url(text)
    if found.values:
        return Outcome(found.values[0], found.rest)
    return Outcome(None, text, _("Cette adresse web n’est pas valable."), "error", found.proposal)


def _kbo(text: str) -> Outcome:
    if number := links.read_kbo(text):
        return Outcome(number)
    return Outcome(
        None, text, _("Ce numéro d’entreprise (BCE) n’est pas valable : dix chiffres, dont deux de contrôle."), "error"
    )


def _own_hours(text: str) -> Outcome:
    written = read_hours(text)
    return Outcome(written) if written else _hours(text)


def _hours(text: str) -> Outcome:
    readings = tuple(read_all(text))
    understood = tuple(reading for reading in readings if reading.osm or reading.by_appointment)
    rest = " ; ".join(reading.rest for reading in readings if reading.rest)
    if not rest and understood:
        return Outcome(understood)
    message = format_lazy(_("Horaire gardé comme texte. Pas compris : « {rest} »."), rest=rest or text)
    return Outcome(understood or None, text, message)


def _languages(text: str) -> Outcome:
    spoken = languages.read_languages(text)
    also = (("language_modes", dict(spoken.modes)),) if spoken.modes else ()
    if not spoken.rest:
        return Outcome(spoken.codes, also=also)
    message = format_lazy(_("Langue non reconnue : « {rest} »."), rest=spoken.rest)
    return Outcome(spoken.codes, spoken.rest, message, proposal=spoken.proposal, also=also)


def _level(text: str) -> Outcome:
    read = levels.read_levels(text)
    message = format_lazy(_("Niveau non reconnu en entier : « {text} »."), text=text) if read.rest else ""
    return Outcome(read.levels or None, read.rest, message, also=(("course_tags", read.tags),) if read.tags else ())


def _course_tags(text: str) -> Outcome:
    read = levels.read_levels(text)
    message = format_lazy(_("Type de cours non reconnu en entier : « {text} »."), text=text) if read.rest else ""
    return Outcome(read.tags or None, read.rest, message, also=(("level", read.levels),) if read.levels else ())


def _price(text: str) -> Outcome:
    price = prices.read_price(text)
    return Outcome(price, "" if price.understood else text)


def _childcare(text: str) -> Outcome:
    answer = choices.read_childcare(text)
    if answer is None:
        return Outcome(kept=text, message=_("Garde d’enfants : écrivez oui ou non. Nous gardons votre texte."))
    return Outcome(answer, "" if choices.read_yes(text) is not None or answer == "unknown" else text)


def _confidential(text: str) -> Outcome:
    answer = choices.read_yes(text)
    if answer is None:  # an address shown by mistake cannot be taken back
        return Outcome(True, text, _("Confidentiel : écrivez oui ou non. Dans le doute, l’adresse reste cachée."))
    return Outcome(answer)


def _degrees(field: str) -> Reader:
    low, high = BELGIUM[field]

    def read(text: str) -> Outcome:
        degrees = numbers.read_degrees(text)
        if degrees is None:
            return Outcome(None, text, _("Écrivez des degrés décimaux, comme 50,4669."), "error")
        if not low <= degrees <= high:
            return Outcome(None, text, _("Ce point n’est pas en Belgique : latitude et longitude inversées ?"), "error")
        return Outcome(degrees)

    return read


def _or_told(read: Callable[[str], Any], message: str | Promise, severity: Any = "error") -> Reader:
    """A reader of one value that gives None where it does not understand."""

    def reader(text: str) -> Outcome:
        value = read(text)
        return Outcome(value) if value is not None else Outcome(None, text, message, severity)

    return reader


_whole = _or_told(numbers.read_whole, _("Écrivez un nombre entier, sans signe."))
_date = _or_told(numbers.read_date, _("Écrivez une date, comme 15/09/2026."))

READERS: dict[str, Reader] = {
    **dict.fromkeys(["accreditation", "contact", "themes", "needs", "publics"], _list),
    **dict.fromkeys(["phone", "phone_2"], _phone),
    **dict.fromkeys(["email", "email_2", "organization_email"], _email),
    **dict.fromkeys(["website", "organization_website", "source_url"], _url),
    "schedule": _hours,
    "hours": _own_hours,
    **dict.fromkeys(["min_age", "max_age", "places", "free_places", "price_cents"], _whole),
    **dict.fromkeys(["next_intake", "confirmed_on"], _date),
    **{field: _degrees(field) for field in BELGIUM},
    "kbo": _kbo,
    "languages": _languages,
    "level": _level,
    "course_tags": _course_tags,
    "childcare": _childcare,
    "price": _price,
    "confidential": _confidential,
    "waiting_weeks": _or_told(numbers.read_weeks, _("Écrivez un nombre de semaines.")),
    "sector": _or_told(choices.read_sector, _("Secteur : associatif, public ou privé."), "warning"),
    "status": _or_told(choices.read_status, _("Statut : en activité, en pause ou n’existe plus."), "warning"),
    "example": _or_told(choices.read_yes, _("Exemple : écrivez oui ou non."), "warning"),
}
TEXT: Reader = _text
