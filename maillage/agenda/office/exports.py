"""Taking the list along as a workbook or as text: the columns of the list, its filters, and never a formula."""

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.agenda import selectors
from maillage.agenda.models import Event
from maillage.agenda.office import sheet
from maillage.agenda.office.door import at_the_desk
from maillage.agenda.office.needs import texts_counted
from maillage.agenda.office.people import people
from maillage.core.sheets import PLAIN, as_csv, download

WIDEST = 40  # characters of a column
Table = tuple[list[str], list[list[str]]]


def table(event: Event, request: HttpRequest) -> Table:
    """Titles and lines of what the address shows: filters, search and order apply."""
    found = sheet.for_sheet(sheet.ordered(people(event, request.GET), request.GET.get("ordering")))
    columns = sheet.exported(bool(selectors.workshops(event)))
    return [str(fact.label) for fact in columns], sheet.rows(found, columns)


@require_safe
@at_the_desk
def export_csv(request: HttpRequest, event: Event) -> HttpResponse:
    """The list as text."""
    titles, lines = table(event, request)
    return download(as_csv([titles, *lines]), f"inscriptions-{event.slug}", "csv")


@require_safe
@at_the_desk
def export_xlsx(request: HttpRequest, event: Event) -> HttpResponse:
    """A workbook: the list, and on a second sheet the needs of the whole event, counted without a name."""
    needs = [(need, text, str(count)) for need, text, count in texts_counted(event)]
    return download(workbook(table(event, request), needs), f"inscriptions-{event.slug}", "xlsx")


def workbook(people_table: Table, needs: Iterable[tuple[str, str, str]]) -> bytes:
    """The workbook's bytes. Every cell is text, except the counts."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **PLAIN}) as book:
        title, text = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        text.set_quote_prefix()  # stays text when somebody edits the cell
        titles, lines = people_table
        _fill(book.add_worksheet(_("Inscriptions")), [titles, *lines], title, text)
        rows = [[_("Besoin"), _("Précision"), _("Personnes")], *map(list, needs)]
        second = book.add_worksheet(_("Besoins"))
        _fill(second, rows, title, text)
        for number, row in enumerate(rows[1:], start=1):
            second.write_number(number, 2, int(row[2]))
    return content.getvalue()


def _fill(page: Any, rows: list[list[str]], title: Any, text: Any) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write_string(number, column, cell, text if number else title)
    for column, cells in enumerate(zip(*rows, strict=True)):
        page.set_column(column, column, min(WIDEST, max(map(len, cells)) + 2))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
