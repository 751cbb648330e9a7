"""What a row says, sorted by whom it says it of. Nothing here asks the database."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from maillage.directory.enums import Scheme, Weeks
from maillage.directory.selectors.vocabulary import Vocabulary
from maillage.directory.sheets.cells import Parsed
from maillage.directory.sheets.hours_cells import Written

Values = dict[str, Any]  # column → value
FRESH_FOR = timedelta(days=60)  # how long free places told on a day are believed


@dataclass(frozen=True, slots=True)
class Facts:
    """What one row says. Absent columns say nothing. Children are canonical tuples, None where nothing is said."""

    external_id: str
    organization: Values
    service: Values
    location: Values
    commune: Any  # the gazetteer's, or None
    terms: dict[str, tuple[int, ...]]  # scheme → keys of the terms that the row names itself
    guessed: tuple[int, ...]  # keys of terms that its category and kind of service amount to
    phones: tuple[str, ...] | None
    languages: tuple[tuple[str, str], ...] | None  # code, mode
    schedules: tuple[tuple[Any, ...], ...] | None  # SCHEDULE columns
    course: tuple[tuple[str, ...], tuple[str, ...]] | None  # levels, tags
    capacity: Values
    origin: Values  # of an operator that is new
    contacts: tuple[str, ...]
    accreditations: tuple[str, ...]
    program: str = ""


SCHEDULE = ("hours", "written", "kind", "by_appointment", "weeks", "alternate_from", "follows_school")
_SERVICE = {
    "description": "description", "appointment": "application_process", "interpretation": "interpretation",
    "to_bring": "to_bring", "min_age": "minimum_age", "max_age": "maximum_age", "status": "status", "alert": "alert",
    "service": "kind", "category": "category",
}  # fmt: skip
_ORIGIN = {"source_url": "source_url", "example": "example", "confirmed_on": "assured_on"}
_SITES = {"website": "website", "email": "email"}
_ORGANIZATION = {
    "alternate_name": "alternate_name", "legal_form": "legal_form", "sector": "sector", "kbo": "kbo",
    "organization_website": "website", "organization_email": "email", "organization_description": "description",
}  # fmt: skip
# Whether it is confidential comes first: what is said of it afterwards is then hidden.
_LOCATION = {"confidential": "confidential", "address": "address", "access": "access", "example": "example"}
_CAPACITY = ("places", "free_places", "waiting_weeks", "next_intake")
_UNTOLD = re.compile(
    r"confidentiel|\badresse (?:est )?secr|\bsecr[eè]te\b|non communiqu", re.IGNORECASE
)  # for an address
LONGEST = {
    "name": 200,
    "alternate_name": 200,
    "legal_form": 60,
    "category": 200,
    "kind": 200,
    "address": 200,
    "access": 300,
    "fees": 300,
    "interpretation": 300,
    "alert": 300,
}


def facts(parsed: Parsed, vocabulary: Vocabulary, today: date, *, lists_services: bool) -> Facts:
    """Sort what `parsed` says. `lists_services`: the sheet has a column for organisations beside that of services."""
    values, kept = parsed.values, parsed.kept
    return Facts(
        external_id=str(values.get("id", ""))[:120],
        organization=_cut(_operator(values, lists_services)),
        service=_cut(_service(values, lists_services)),
        location=_cut(_place(values)),
        commune=values.get("commune"),
        terms=_terms(values, vocabulary),
        guessed=_guessed(values, vocabulary),
        phones=_phones(values, kept),
        languages=_languages(values),
        schedules=_schedules(values, kept),
        course=_course(values),
        capacity=_capacity(values, today),
        origin=_renamed(values, _ORIGIN),
        contacts=tuple(name[:120] for name in values.get("contact", [])),
        accreditations=tuple(label[:120] for label in values.get("accreditation", [])),
        program=str(values.get("program", "")),
    )


def _operator(values: Values, lists_services: bool) -> Values:
    """What a row says of the operator. In a list of services the site and the e-mail are those of the service."""
    said = _renamed(values, _ORGANIZATION)
    said["name"] = str(values.get("organization") or values.get("name") or "")
    return said if lists_services else said | _renamed(values, _SITES)


def _service(values: Values, lists_services: bool) -> Values:
    said = _renamed(values, _SERVICE | _ORIGIN | (_SITES if lists_services else {}))
    name = next((values[key] for key in ("name", "service", "category", "organization") if values.get(key)), "")
    said["name"] = str(name)
    if values.get("childcare") in {"yes", "no"}:
        said["childcare"] = values["childcare"] == "yes"
    if price := values.get("price"):
        said["fees"] = price.text
        if price.free or price.amount is not None:
            said["fees_cents"] = 0 if price.free else price.amount
    if values.get("price_cents") is not None:
        said["fees_cents"] = values["price_cents"]
    return said


def _renamed(values: Values, names: dict[str, str]) -> Values:
    return {column: values[name] for name, column in names.items() if values.get(name) is not None}


def _cut(values: Values) -> Values:
    return {
        name: value[: LONGEST.get(name, 4000)] if isinstance(value, str) else value for name, value in values.items()
    }


def _place(values: Values) -> Values:
    place = _renamed(values, {**_LOCATION, "postcode": "postcode", "locality": "locality_name"})
    if _UNTOLD.search(str(place.get("address", ""))):
        place |= {"confidential": True, "address": ""}
    if values.get("commune") is not None:
        place["municipality_id"] = values["commune"].pk
    if values.get("latitude") is not None and values.get("longitude") is not None:
        place["latitude"], place["longitude"] = values["latitude"], values["longitude"]
    return place


def _terms(values: Values, vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """The themes, needs and publics that the row names, where it has a cell for them."""
    return {
        scheme: tuple(sorted({term.pk for word in values[name] for term in vocabulary.find(word, scheme)}))
        for name, scheme in (("themes", Scheme.THEME), ("needs", Scheme.NEED), ("publics", Scheme.PUBLIC))
        if values.get(name)
    }


def _guessed(values: Values, vocabulary: Vocabulary) -> tuple[int, ...]:
    """What the operator's own words for category and service amount to, in themes and needs."""
    texts = [str(values.get(key, "")) for key in ("category", "service", "name")]
    schemes = (Scheme.THEME, Scheme.NEED)
    found = [term for text in texts for term in vocabulary.find(text, *schemes)]
    if not any(term.scheme == Scheme.THEME for term in found):
        found += [term for text in texts for term in vocabulary.within(text, *schemes)]
    return tuple(sorted({term.pk for term in found}))


def _phones(values: Values, kept: dict[str, str]) -> tuple[str, ...] | None:
    said = [*values.get("phone", []), *values.get("phone_2", [])]
    said += [kept[name][:40] for name in ("phone", "phone_2") if kept.get(name) and not values.get(name)]
    return tuple(dict.fromkeys(said)) if said else None


def _languages(values: Values) -> tuple[tuple[str, str], ...] | None:
    if not values.get("languages"):
        return None
    modes = values.get("language_modes", {})
    return tuple(sorted((code, str(modes.get(code, "staff"))) for code in dict.fromkeys(values["languages"])))


def _schedules(values: Values, kept: dict[str, str]) -> tuple[tuple[Any, ...], ...] | None:
    readings = values.get("hours") or values.get("schedule") or []
    rest = kept.get("hours") or kept.get("schedule") or ""
    rows = [
        (
            reading.osm,
            reading.rest[:400],
            str(reading.kind or ("course" if values.get("level") else "reception")),
            reading.by_appointment,
            str(Weeks.ALTERNATE if reading.alternate else Weeks.EVERY),
            getattr(reading, "alternate_from", None),
            reading.school_calendar,
        )
        for reading in readings
        if reading.osm or reading.by_appointment or isinstance(reading, Written)
    ]
    if not rows and rest:
        rows = [
            ("", rest[:400], "course" if values.get("level") else "reception", False, str(Weeks.EVERY), None, False)
        ]
    return tuple(rows) or None


def _course(values: Values) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    levels, tags = values.get("level") or [], values.get("course_tags") or []
    return (tuple(map(str, levels)), tuple(map(str, tags))) if levels or tags else None


def _capacity(values: Values, today: date) -> Values:
    said = {name: values[name] for name in _CAPACITY if values.get(name) is not None}
    places, free = said.get("places"), said.get("free_places")
    if places is not None and free is not None and free > places:
        del said["free_places"]
    if said:
        day = values.get("confirmed_on") or today
        said |= {"updated_on": day, "expires_on": day + FRESH_FOR}
    return said
