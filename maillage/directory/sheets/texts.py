"""Text files of cells (CSV and kin): their encoding, their separator, their records."""

import codecs
import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from maillage.directory.sheets.columns import field_surely
from maillage.directory.sheets.errors import SheetError

SEPARATORS = ";,\t|"
_SAMPLE = 1 << 16  # bytes
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = ("cp1252", "latin-1", "mac_roman", "cp850")  # Windows, Unix, old Excel on a Mac, DOS
_OURS = frozenset("éèêëàâçîïôöûùüÉÈÊÀÇœ’°€«»")
_BINARY = frozenset(map(chr, [*range(9), *range(14, 32), 127]))


def encoding_of(path: Path) -> str:
    """The encoding of the file as a Python codec: by its mark, else UTF-8 if it is, else the likeliest old one."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    if zeros := start.count(0):
        at_odd = start[1::2].count(0)
        return "utf-16-le" if at_odd * 2 > zeros else "utf-16-be"
    return "utf-8" if _decodes(path, "utf-8") else _legacy_encoding(path)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_SAMPLE):
                pass
    except UnicodeError:
        return False
    return True


def _legacy_encoding(path: Path) -> str:
    """The one in which most signs beyond ASCII are those of our languages; Windows’ own where nothing tells."""
    with path.open("rb") as file:
        beyond = bytes(byte for chunk in iter(lambda: file.read(_SAMPLE), b"") for byte in chunk if byte > 127)
    likely = {encoding: sum(sign in _OURS for sign in beyond.decode(encoding, "replace")) for encoding in _LEGACY}
    encoding = max(_LEGACY, key=lambda one: likely[one])
    return encoding if encoding != "cp1252" or _decodes(path, encoding) else "latin-1"


def separator_of(path: Path, encoding: str) -> str:
    """The sign that parts cells: the one with which most titles are known, else that cuts the rows most evenly.

    Raises SheetError where the file is no text.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            start = file.read(_SAMPLE)
    except UnicodeError:
        raise SheetError(_("Ce fichier n’est pas un tableau que nous savons lire.")) from None
    if _BINARY & set(start) or start.lstrip("\ufeff \r\n\t").startswith(("<", "{\\rtf", "%PDF")):
        raise SheetError(_("Ce fichier n’est pas un tableau. Enregistrez-le en .xlsx, .ods ou .csv."))
    if start.casefold().startswith("sep=") and start[4:5] in SEPARATORS:
        return start[4]
    return max(SEPARATORS, key=lambda separator: _evenness(start, separator))


def _evenness(text: str, separator: str) -> tuple[int, float]:
    """How many titles one row has at most, then the cells that most rows have times the share of these rows."""
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
        rows = [row for row in itertools.islice(reader, 40) if row]
    except csv.Error:
        return 0, 0.0
    titles = max((len(set(map(field_surely, row)) - {None}) for row in rows), default=0)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count, default=0)
    return titles, (usual - 1) * widths.count(usual) / max(len(widths), 1)


def records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows numbered as a spreadsheet shows them (from 1; a quoted line break does not count). Streams the file.

    Raises SheetError at a row that cannot be read.
    """
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        if file.read(4).casefold() == "sep=":
            file.readline()
        else:
            file.seek(0)
        try:
            for number, row in enumerate(csv.reader(file, delimiter=separator), 1):
                yield number, row
        except (csv.Error, UnicodeError):
            message = _("La ligne {number} ne peut pas être lue : un guillemet n’y est peut-être pas refermé.")
            raise SheetError(message.format(number=number + 1)) from None
