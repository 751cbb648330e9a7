"""What reading a sheet found, and what taking it in wrote: by tab, filtered by the address, fifty at a time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.directory.enums import ImportState, LineKind
from maillage.directory.models import Change, ImportLine, ImportRun, Location, Organization, Service

PER_PAGE = 50


@dataclass(frozen=True)
class Tab:
    """A part of a sheet's page. `kinds`: the lines that it shows, none for parts that show other things."""

    key: str
    label: str | Promise
    kinds: tuple[LineKind, ...] = ()
    count: int | None = None


PROBLEMS = Tab("problemes", _("Problèmes"), (LineKind.FORBIDDEN, LineKind.ERROR, LineKind.WARNING))
CHANGES = Tab("changements", _("Changements"), (LineKind.CHANGE,))
NEW = Tab("nouvelles", _("Nouvelles fiches"), (LineKind.NEW,))
COLUMNS = Tab("colonnes", _("Colonnes"))
WRITTEN = Tab("fiches", _("Fiches écrites"))
LEFT = Tab("avertissements", _("Avertissements"), (LineKind.ERROR, LineKind.WARNING))
GRAVEST_FIRST = Case(
    *(When(kind=kind, then=rank) for rank, kind in enumerate(LineKind.values)), output_field=IntegerField()
)
TABS: dict[str, tuple[Tab, ...]] = {
    ImportState.WAITING: (PROBLEMS, CHANGES, NEW, COLUMNS),
    ImportState.DONE: (WRITTEN, LEFT, COLUMNS),
    ImportState.UNDONE: (LEFT, COLUMNS),
}
# Where records are edited.
DOORS: dict[str, tuple[Any, str, str | Promise]] = {
    "directory.organization": (Organization.objects, "directory_office", _("opérateur")),
    "directory.service": (Service.objects, "directory_services", _("service")),
    "directory.location": (Location.objects.select_related("municipality"), "directory_places", _("lieu")),
}


def tabs(run: ImportRun) -> list[Tab]:
    """The parts of the page that this state of the sheet has, with the number of lines of each."""
    found = run.lines.order_by().values_list("kind").annotate(n=Count("pk"))
    counted: dict[str, int] = dict(found)
    return [
        Tab(tab.key, tab.label, tab.kinds, sum(counted.get(kind, 0) for kind in tab.kinds) if tab.kinds else None)
        for tab in TABS.get(run.state, ())
    ]


def chosen(request: HttpRequest, offered: list[Tab]) -> Tab | None:
    """The tab that the address names, else the first that has something to show."""
    named = [tab for tab in offered if tab.key == request.GET.get("voir")]
    return next(iter([*named, *(tab for tab in offered if tab.count != 0)]), None)


def lines(run: ImportRun, tab: Tab, request: HttpRequest) -> QuerySet[ImportLine]:
    """The lines of the tab, the gravest first, narrowed by `sorte` (a kind) and `colonne` of the address."""
    found = run.lines.filter(kind__in=tab.kinds).order_by(GRAVEST_FIRST, "number", "pk")
    if kind := request.GET.get("sorte"):
        found = found.filter(kind=kind)
    if column := request.GET.get("colonne"):
        found = found.filter(column=column)
    return found


def page_of_lines(run: ImportRun, tab: Tab, request: HttpRequest) -> dict[str, Any]:
    """A page of lines with its filters: two queries and one for the names of the columns."""
    columns = run.lines.filter(kind__in=tab.kinds).exclude(column="").order_by("column")
    return {
        "page": page(lines(run, tab, request), request),
        "kinds": [(kind.value, kind.label) for kind in tab.kinds],
        "columns": list(columns.values_list("column", flat=True).distinct()),
        "kind": request.GET.get("sorte", ""),
        "column": request.GET.get("colonne", ""),
    }


def page_of_records(run: ImportRun, request: HttpRequest) -> dict[str, Any]:
    """A page of the records that the sheet made or changed, with where to edit them: a query, and one for each table."""
    shown = page(_written(run), request)
    rows: dict[str, dict[int, Any]] = {
        table: objects.in_bulk([key for of, key, _kind in shown.object_list if of == table])
        for table, (objects, _door, _what) in DOORS.items()
    }
    records = []
    for table, key, kind in shown.object_list:
        record = rows[table].get(key)
        _objects, door, what = DOORS[table]
        records.append({
            "name": str(record) if record else "",
            "what": what,
            "is_new": kind == Change.Kind.CREATED,
            "url": reverse(f"{door}:edit", args=[key]) if record else "",
        })  # fmt: skip
    return {"page": shown, "records": records}


def page(found: Any, request: HttpRequest) -> Page[Any]:
    """The page that `p` of the address names."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("p"))


def _written(run: ImportRun) -> list[tuple[str, int, str]]:
    """Table, key, and what was done, each record once."""
    written = Change.objects.filter(act=run.act_id, table__in=DOORS).exclude(kind=Change.Kind.DELETED).order_by("pk")
    found: dict[tuple[str, int], str] = {}
    for table, kind, rows in written.values_list("table", "kind", "rows"):
        for row in rows:
            found.setdefault((table, row if kind == Change.Kind.CREATED else row["pk"]), kind)
    return [(table, key, kind) for (table, key), kind in found.items()]
