"""An entry of a directory in the words of one language, as paper says it: a fact on each line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.links import absolute
from maillage.directory.enums import CourseTag, LanguageMode, Level, Status, TextOrigin
from maillage.directory.models.translations import SOURCE
from maillage.directory.rules import addresses, sayings, weeks
from maillage.directory.sheets.choices import read_yes
from maillage.directory.sheets.phones import national
from maillage.ui import moments
from maillage.ui.pdf.booklets import Entry, Line, Text

Facts = dict[str, Any]
Names = Mapping[str, str]  # of terms (`need.papers`) in the language
BY_INTERPRETER = {LanguageMode.INTERPRETER_ON_SITE, LanguageMode.INTERPRETER_BY_PHONE}


def printed(facts: Facts, names: Names, address: str, on: date, key: str) -> Entry:
    """The entry for the active language. `address`: the path of its page; `on`: the day that it is told on."""
    return Entry(
        key=key,
        name=Text(facts["name"], SOURCE),
        subtitle=facts["operator"] if facts["operator"] != facts["name"] else "",
        lines=tuple(line for line in _lines(facts, names, on) if line.value),
        url=absolute(address),
        note=confirmed(facts["assured"]),
        flag=_("exemple") if facts["example"] else "",
    )


def confirmed(day: str | None) -> str:
    """« Confirmé le 3 octobre 2026 »: paper has no today, so it says the day."""
    if not day:
        return _("Jamais confirmé")
    return _("Confirmé le %(day)s") % {"day": moments.day(date.fromisoformat(day))}


def _lines(facts: Facts, names: Names, on: date) -> Iterable[Line]:
    yield Line("", _told(_("Ce service est en pause") if facts["status"] == Status.INACTIVE else ""), icon="warning")
    yield Line("", (_text(facts, "alert"),) if facts["alert"] else (), icon="warning")
    yield Line("", (_text(facts, "description"),) if facts["description"] else ())
    yield Line(_("Pour"), _told(_(", ").join(names[term] for term in facts["terms"] if _is_of(term, "need", names))))
    yield Line(_("Où"), _places(facts))
    yield Line(_("Quand"), _when(facts, on))
    yield Line(_("Téléphone"), _numbers(facts["phones"]), href=f"tel:{facts['phones'][0]}" if facts["phones"] else "")
    yield Line(_("Courriel"), _foreign(facts["email"]), href=f"mailto:{facts['email']}" if facts["email"] else "")
    yield Line(_("Site"), _foreign(facts["website"]), href=facts["website"])
    yield Line(_("Langues parlées"), _told(_languages(facts["languages"])))
    yield Line(_("Interprétation"), (_text(facts, "interpretation"),) if facts["interpretation"] else ())
    yield Line(_("Cours"), _told(_course(facts)))
    yield Line(_("Public"), _told(_public(facts, names)))
    yield Line(_("Prix"), _price(facts))
    yield Line(_("Garderie"), _told(_("oui") if facts["childcare"] else ""))
    yield Line(_("Comment s’inscrire"), _enrolment(facts))
    yield Line(_("Conditions"), (_text(facts, "eligibility"),) if facts["eligibility"] else ())
    yield Line(_("À apporter"), (_text(facts, "to_bring"),) if facts["to_bring"] else ())


def _enrolment(facts: Facts) -> tuple[Text, ...]:
    """How to enrol; what says no more than yes or no says whether one makes an appointment, as on the web."""
    appointment = read_yes(facts["application_process"]) if facts["application_process"] else None
    if appointment is not None:
        return (Text(_("Prenez rendez-vous d’abord") if appointment else _("Venez sans rendez-vous")),)
    return (_text(facts, "application_process"),) if facts["application_process"] else ()


def _is_of(term: str, scheme: str, names: Names) -> bool:
    return term.startswith(f"{scheme}.") and term in names


def _told(words: str) -> tuple[Text, ...]:
    return (Text(words),) if words else ()


def _foreign(words: str) -> tuple[Text, ...]:
    """An address of the web or of a mailbox: no language reads it out."""
    return (Text(words, "und"),) if words else ()


def _text(facts: Facts, field: str) -> Text:
    """A free text in the language of the paper where somebody translated it as it is now, else in French."""
    language = get_language() or SOURCE
    translated = facts["translations"].get(field, {}).get(language)
    if not translated or translated[2]:
        return Text(facts[field], SOURCE)
    words = translated[0]
    return Text(f"{words} ({_('traduit par une machine')})" if translated[1] == TextOrigin.MACHINE else words, language)


def _places(facts: Facts) -> tuple[Text, ...]:
    """Each address once, in French as it is written; that one is kept silent in the words of the paper."""
    told = (Text(addresses.of(place), "" if place["hidden"] else SOURCE) for place in facts["at"])
    return tuple(line for line in dict.fromkeys(told) if line.value)


def _when(facts: Facts, on: date) -> tuple[Text, ...]:
    """The hours; with several places and different hours, each after the name of its place."""
    told = [(place, weeks.said(place["hours"], on)) for place in facts["at"]]
    lines = [(place["name"] or place["locality"] or place["town"], line) for place, said in told for line in said]
    if len(facts["at"]) == 1 or (len({line for _name, line in lines}) == 1 and all(said for _place, said in told)):
        return tuple(dict.fromkeys(line for _name, line in lines))
    there = _("%(place)s : %(hours)s")
    return tuple(Text(there % {"place": name, "hours": line.value}, line.language) for name, line in lines)


def _numbers(phones: list[str]) -> tuple[Text, ...]:
    return _told(_(", ").join(f"\u2066{national(number)}\u2069".replace(" ", "\u00a0") for number in phones))


def _languages(spoken: list[list[str]]) -> str:
    by_team = dict.fromkeys(sayings.language_name(code) for code, mode in spoken if mode not in BY_INTERPRETER)
    names = dict.fromkeys(sayings.language_name(code) for code, _mode in spoken)
    others = [_("%(language)s (interprète)") % {"language": name} for name in names if name not in by_team]
    return _(", ").join([*by_team, *others])


def _course(facts: Facts) -> str:
    tags = [str(CourseTag(tag).label) for tag in facts["tags"]]
    levels = [str(Level(level).label) for level in facts["levels"]]
    return _(", ").join([*tags, *levels])


def _public(facts: Facts, names: Names) -> str:
    publics = [names[term] for term in facts["terms"] if _is_of(term, "public", names)]
    return _(", ").join(filter(None, [*publics, sayings.ages(*facts["ages"])]))


def _price(facts: Facts) -> tuple[Text, ...]:
    """The amount, the words of the operator where they say more, and other prices."""
    amount = "" if facts["cents"] is None else sayings.money(facts["cents"])
    words = facts["fees"].strip()
    more = [Text(f"{option} : {sayings.money(cents)}", SOURCE) for option, cents in facts["costs"]]
    if words and words.casefold().rstrip(" .") not in {amount.casefold(), "gratuit"}:
        more.insert(0, _text(facts, "fees"))
    return (*_told(amount), *more)
