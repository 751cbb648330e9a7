"""Sheets that leave the imports' screens: an empty one to fill in, and all lines of what reading found."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.core.sheets import PLAIN, as_csv, download
from maillage.directory.models import ImportRun
from maillage.directory.sheets.titles import LABELS

WIDTHS = (12, 8, 30, 22, 50, 50)  # characters


def model() -> HttpResponse:
    """The headings that imports know, in French whatever the reader's language, to fill in."""
    with translation.override("fr"):
        titles = [str(label) for label in LABELS.values()]
    return download(as_csv([titles]), "modele-repertoire", "csv", dated=False)


def lines_csv(run: ImportRun) -> HttpResponse:
    """All lines, as text for spreadsheets of here: UTF-8 with its mark, semicolons, nothing taken for a formula."""
    return download(as_csv(_table(run)), _name(run), "csv")


def lines_xlsx(run: ImportRun) -> HttpResponse:
    """All lines as a workbook in which every cell is text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **PLAIN}) as book:
        page = book.add_worksheet(_("Lignes"))
        title = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for number, row in enumerate(_table(run)):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell, text if number else title)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
    return download(content.getvalue(), _name(run), "xlsx")


def _table(run: ImportRun) -> Iterable[list[str]]:
    """Titles, then a row for each line: of a problem its message and proposal, of a change what was and what would be."""
    yield [_("Sorte"), _("Ligne"), _("Fiche"), _("Colonne"), _("Avant, ou problème"), _("Après, ou proposition")]
    for line in run.lines.order_by("number", "pk").iterator(chunk_size=500):
        yield [str(line.get_kind_display()), str(line.number), line.record, line.column, line.before, line.after]


def _name(run: ImportRun) -> str:
    return f"importation-{run.pk}"
