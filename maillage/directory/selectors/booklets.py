"""A directory as paper: what stands on its pages, in one language, from entries that are read now or were frozen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.centre import current
from maillage.core.links import absolute
from maillage.directory.enums import Arrangement
from maillage.directory.models import Directory, Edition, Term
from maillage.directory.models.translations import SOURCE
from maillage.directory.rules import errata, printed, sayings
from maillage.directory.selectors.entries import Entry as Facts
from maillage.directory.selectors.entries import entries
from maillage.directory.selectors.selections import services_of
from maillage.directory.sheets.spelling import fold
from maillage.ui.pdf.booklets import Booklet, Change, Index, Section, Text

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is printed. `number`: of the edition, None for the directory as it is today; `before`: the entries of the
    edition before it; `words`: title and introduction by language."""

    slug: str
    words: dict[str, dict[str, str]]
    entries: list[Facts]
    on: date
    number: int | None = None
    note: str = ""
    fingerprint: str = ""
    before: list[Facts] | None = None
    before_number: int | None = None


def snapshot(directory: Directory) -> dict[str, Any]:
    """All that a directory says now, as JSON keeps it."""
    words = {one.language: {"title": one.title, "introduction": one.introduction} for one in directory.words.all()}
    told = entries(list(services_of(directory).values_list("pk", flat=True)))
    if within := {commune.nis for commune in directory.municipalities.all()}:
        told = [{**one, "at": [place for place in one["at"] if place["nis"] in within]} for one in told]
    return {"slug": directory.slug, "arrangement": directory.arrangement, "words": words, "entries": told}


def as_it_is(directory: Directory, on: date) -> Contents:
    """The directory of today, with what changed since its last edition."""
    told, last = snapshot(directory), directory.editions.order_by("-number").first()
    return Contents(
        directory.slug,
        told["words"],
        told["entries"],
        on,
        before=last.snapshot["entries"] if last else None,
        before_number=last.number if last else None,
    )


def as_printed(edition: Edition) -> Contents:
    """An edition, with what had changed since the one before."""
    said = edition.snapshot
    last = Edition.objects.filter(directory=edition.directory_id, number__lt=edition.number).order_by("-number").first()
    return Contents(
        said["slug"],
        said["words"],
        said["entries"],
        edition.published_on,
        edition.number,
        edition.note,
        edition.fingerprint,
        last.snapshot["entries"] if last else None,
        last.number if last else None,
    )


def booklet(contents: Contents, arrangement: str, *, large: bool = False) -> Booklet:
    """The booklet in the active language: two queries."""
    language = get_language() or SOURCE
    terms = Term.objects.prefetch_related("words").order_by("scheme", "position", "key")
    names = {f"{term.scheme}.{term.key}": term.name() for term in terms}
    title, _said_in = _word(contents, "title", language)
    introduction, said_in = _word(contents, "introduction", language)
    by_theme = arrangement == Arrangement.THEME
    sections = tuple(_by_theme(contents, names) if by_theme else _by_commune(contents, names))
    return Booklet(
        language=language,
        title=title or contents.slug,
        subtitle="",
        publisher=current().name,
        edition=_edition(contents),
        date=contents.on,
        introduction=tuple(Text(part, said_in) for part in _parts(introduction)),
        sections=sections,
        indexes=tuple(one for one in _indexes(contents, names, _order(sections), by_theme=by_theme) if one.items),
        contents_title=_("Sommaire"),
        about=tuple(_about(contents)),
        large=large,
        **_changes(contents),
    )


def _word(contents: Contents, what: str, language: str) -> tuple[str, str]:
    """A text of the directory and its language: French where nobody wrote it in `language`."""
    told = contents.words.get(language, {}).get(what, "")
    return (told, language) if told else (contents.words.get(SOURCE, {}).get(what, ""), SOURCE)


def _edition(contents: Contents) -> str:
    return _("Édition n° %(number)s") % {"number": contents.number} if contents.number else _("Version du jour")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]


def _entry(facts: Facts, names: Names, contents: Contents, key: str) -> Any:
    return printed.printed(facts, names, reverse("directory:service", args=[facts["slug"]]), contents.on, key)


def _by_commune(contents: Contents, names: Names) -> Iterable[Section]:
    """By commune in order of name; a service with places in several stands in each, with the places that are there."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for facts in contents.entries:
        towns = dict.fromkeys(place["town"] for place in facts["at"]) or {"": None}
        for town in towns:
            there = [place for place in facts["at"] if place["town"] == town]
            found[town].append({**facts, "at": there} if len(towns) > 1 else facts)
    for town in sorted(found, key=lambda name: (not name, fold(name))):
        entries_there = tuple(_entry(facts, names, contents, _key(facts, town)) for facts in found[town])
        yield Section(town or _("Sans adresse connue"), entries_there, language=SOURCE if town else "")


def _by_theme(contents: Contents, names: Names) -> Iterable[Section]:
    """By the first need that each service answers, in the order of the taxonomy."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for facts in contents.entries:
        found[_main_need(facts)].append(facts)
    known = [term for term in names if term in found]
    for term in [*known, *(other for other in found if other not in names)]:
        told = tuple(_entry(facts, names, contents, _key(facts, "")) for facts in found[term])
        yield Section(names.get(term) or _("Autres services"), told)


def _main_need(facts: Facts) -> str:
    return next((term for term in facts["terms"] if term.startswith("need.")), "")


def _key(facts: Facts, town: str) -> str:
    """What an entry is called inside the booklet."""
    return f"{facts['slug']}.{fold(town).replace(' ', '-')}" if town else str(facts["slug"])


def _order(sections: Iterable[Section]) -> dict[str, int]:
    """Where each entry stands in the booklet, by its key."""
    return {
        entry.key: number for number, entry in enumerate(entry for section in sections for entry in section.entries)
    }


def _indexes(contents: Contents, names: Names, order: dict[str, int], *, by_theme: bool) -> Iterable[Index]:
    """By language spoken, by need, and by commune where the booklet is not arranged so."""
    languages: dict[str, list[str]] = defaultdict(list)
    needs: dict[str, list[str]] = defaultdict(list)
    communes: dict[str, list[str]] = defaultdict(list)
    for facts in contents.entries:
        key = _key(facts, "" if by_theme else next((place["town"] for place in facts["at"]), ""))
        for name in dict.fromkeys(sayings.language_name(code) for code, _mode in facts["languages"]):
            languages[name].append(key)
        for term in facts["terms"]:
            if term.startswith("need.") and term in names:
                needs[names[term]].append(key)
        for town in dict.fromkeys(place["town"] for place in facts["at"] if place["town"]):
            communes[town].append(key)
    yield Index(_("Par langue parlée"), _sorted(languages, order))
    yield Index(_("Par besoin"), _sorted(needs, order))
    if by_theme:
        yield Index(_("Par commune"), _sorted(communes, order))


def _sorted(found: dict[str, list[str]], order: dict[str, int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words in order, the entries of each in that of the booklet."""
    return tuple((word, tuple(sorted(found[word], key=order.__getitem__))) for word in sorted(found, key=fold))


def _changes(contents: Contents) -> dict[str, Any]:
    """What changed since the edition before; nothing where there was none."""
    if contents.before is None:
        return {}
    found = errata.errata(contents.before, contents.entries)
    rows = [Change(errata.kind_name(one.kind), one.facts["name"], errata.what(one)) for one in found]
    title = _("Ce qui a changé depuis l’édition n° %(number)s") % {"number": contents.before_number}
    return {
        "changes": tuple(rows),
        "changes_title": title,
        "changes_head": (_("Quoi"), _("Service"), _("Détail")),
    }


def _about(contents: Contents) -> Sequence[str]:
    online = absolute(reverse("directory:directory", args=[contents.slug]))
    lines = [
        contents.note,
        _("La version en ligne est tenue à jour : %(address)s") % {"address": online},
        _("Une erreur ? Dites-le nous : %(address)s") % {"address": absolute(f"/{get_language() or SOURCE}/contact/")},
        _("Empreinte du contenu : %(fingerprint)s") % {"fingerprint": contents.fingerprint[:16]}
        if contents.fingerprint
        else "",
    ]
    return [line for line in lines if line]
