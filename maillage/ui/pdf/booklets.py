"""Booklets: a directory of operators on paper, by communes or themes, with indexes and what changed."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel.dates import format_date

from maillage.core.languages import BY_CODE
from maillage.ui.pdf import drawings
from maillage.ui.pdf.colours import colours
from maillage.ui.pdf.typesetting import PrintingRefused, typeset
from maillage.ui.pdf.words import Text, address, plain, said

__all__ = [
    "Booklet",
    "Change",
    "Entry",
    "Index",
    "Line",
    "PrintingRefused",
    "Section",
    "Text",
    "booklet_pdf",
]

# How many lines of how many letters a page holds at the very least, in usual and in large print.
PAGE, LARGE_PAGE = (30, 50), (16, 28)


@dataclass(frozen=True)
class Line:
    """A fact: what it is (`label`) and its value; several values are several paragraphs. `icon` is one of the sprite.

    Without `label` it is a paragraph of its own; without value nothing is printed. `href` is where the values lead:
    the web, a mailbox or a telephone; another address is left out.
    """

    label: str
    value: Text | tuple[Text, ...]
    href: str = ""
    icon: str = ""

    @property
    def values(self) -> tuple[Text, ...]:
        """The value or values."""
        return (self.value,) if isinstance(self.value, Text) else self.value


@dataclass(frozen=True)
class Entry:
    """One record. `key` is its own in the booklet; `url` its page on the web, printed as a QR code that is a link."""

    key: str
    name: Text
    subtitle: str
    lines: tuple[Line, ...]
    url: str
    note: str
    flag: str = ""


@dataclass(frozen=True)
class Section:
    """A commune or a theme, and its records in their order. `language` is that of the title; "" the booklet's."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""


@dataclass(frozen=True)
class Index:
    """Words in their order, each with the keys of the entries where it is found."""

    title: str
    items: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Change:
    """What changed since the edition before, in the booklet's language: kind of change, name of the record, what."""

    kind: str
    name: str
    what: str


@dataclass(frozen=True)
class Booklet:
    """All that is printed, words in `language` (BCP 47), one of the site's. `large` is large print: 18 points."""

    language: str
    title: str
    subtitle: str
    publisher: str
    edition: str
    date: datetime.date
    introduction: tuple[Text, ...]
    sections: tuple[Section, ...]
    indexes: tuple[Index, ...] = ()
    changes: tuple[Change, ...] = ()
    changes_title: str = ""
    changes_head: tuple[str, str, str] = ("", "", "")
    contents_title: str = ""
    about: tuple[str, ...] = ()
    large: bool = False


def booklet_pdf(booklet: Booklet) -> bytes:
    """The booklet as tagged PDF (PDF/UA-1) on A4, dated `booklet.date`; the same data give the same bytes.

    Signs that no font of ours has are printed as �. ValueError: an unknown language or icon, a key twice or a key in
    an index that no entry has. PrintingRefused: what the typesetter refuses.
    """
    _check(booklet)
    language = booklet.language
    data = {
        "name": plain(booklet.title),
        "title": said(booklet.title, language),
        "subtitle": said(booklet.subtitle, language),
        "author": plain(booklet.publisher),
        "publisher": said(booklet.publisher, language),
        "edition": said(booklet.edition, language),
        "date": format_date(booklet.date, "long", locale=language),
        "introduction": [said(text, language) for text in booklet.introduction],
        "sections": [_section(section, booklet) for section in booklet.sections],
        "indexes": [_index(index, language) for index in booklet.indexes],
        "changes": [[said(cell, language) for cell in (row.kind, row.name, row.what)] for row in booklet.changes],
        "changes_title": said(booklet.changes_title, language),
        "changes_head": [said(cell, language) for cell in booklet.changes_head],
        "contents_title": said(booklet.contents_title, language),
        "about": [said(text, language) for text in booklet.about],
        "large": booklet.large,
        "icons": _icons(booklet),
    }
    return typeset("booklet", language, data, booklet.date)


def _check(booklet: Booklet) -> None:
    if booklet.language not in BY_CODE:
        raise ValueError(f"{booklet.language!r} is none of the site's languages")
    keys = [entry.key for section in booklet.sections for entry in section.entries]
    if len(set(keys)) != len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ValueError(f"keys that more than one entry has: {', '.join(twice)}")
    unknown = {key for index in booklet.indexes for _word, found in index.items for key in found} - set(keys)
    if unknown:
        raise ValueError(f"keys in an index that no entry has: {', '.join(sorted(unknown))}")


def _icons(booklet: Booklet) -> dict[str, str]:
    names = {line.icon for section in booklet.sections for entry in section.entries for line in entry.lines}
    return {name: drawings.icon(name, colours()["river"]) for name in sorted(names - {""})}


def _section(section: Section, booklet: Booklet) -> dict[str, Any]:
    return {
        "title": said(Text(section.title, section.language), booklet.language),
        "entries": [_entry(entry, booklet.language, booklet.large) for entry in section.entries],
    }


def _entry(entry: Entry, language: str, large: bool) -> dict[str, Any]:
    url = address(entry.url)
    lines = [line for line in (_line(line, language) for line in entry.lines) if line["values"]]
    return {
        "key": _label(entry.key),
        "name": said(entry.name, language),
        "plain": plain(entry.name.value),
        "subtitle": said(entry.subtitle, language),
        "flag": said(entry.flag, language),
        "facts": [list(group) for _labelled, group in groupby(lines, key=lambda line: bool(line["label"]["p"]))],
        "short": _short(entry, large=large),
        "note": said(entry.note, language),
        "url": url,
        "qr": drawings.qr(url) if url else "",
    }


def _line(line: Line, language: str) -> dict[str, Any]:
    texts = (said(text, language) for text in line.values)
    return {
        "label": said(line.label, language),
        "values": [text for text in texts if text["p"]],
        "href": address(line.href),
        "icon": line.icon,
    }


def _short(entry: Entry, *, large: bool) -> bool:
    """Whether the entry surely fits on one page, which then need not be tried."""
    lines, letters = LARGE_PAGE if large else PAGE
    needed = 4 + sum(len(text) // letters for text in (entry.name.value, entry.subtitle, entry.note))
    for line in entry.lines:
        values = line.values
        needed += large + len(values) + sum(len(text.value) // letters + text.value.count("\n") for text in values)
    return needed <= lines


def _index(index: Index, language: str) -> dict[str, Any]:
    items = [[said(word, language), [_label(key) for key in keys]] for word, keys in index.items]
    return {"title": said(index.title, language), "items": items}


def _label(key: str) -> str:
    """What an entry is called inside the document, so that no key is a name that the templates use."""
    return f"entry {key}"
