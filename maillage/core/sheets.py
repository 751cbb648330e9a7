"""What a spreadsheet may open: text that is never taken for a formula; and how it is handed over."""

import csv
import io
import re
from collections.abc import Iterable

from django.http import HttpResponse

from maillage.core import clock

# What spreadsheets take for a formula, full-width signs of East Asian keyboards included (OWASP, CSV injection).
FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
PHONE = re.compile(r"\+\d[\d \u00a0\u202f./()-]{5,24}", re.ASCII)
PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}  # for XlsxWriter
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def harmless(text: str) -> str:
    """The text as a spreadsheet may open it: what begins like a formula gets an apostrophe, a phone number stays."""
    return f"'{text}" if FORMULA.match(text) and not PHONE.fullmatch(text) else text


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Text for spreadsheets of here: UTF-8 with its mark, semicolons, every cell harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def download(content: bytes, name: str, ending: str, *, dated: bool = True) -> HttpResponse:
    """A sheet to keep, `name-2026-11-26.csv`; `ending` is one of KINDS."""
    whole = f"{name}-{clock.today().isoformat()}" if dated else name
    headers = {"Content-Disposition": f'attachment; filename="{whole}.{ending}"'}
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)
