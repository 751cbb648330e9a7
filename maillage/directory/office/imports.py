"""The office's screens of imports: what was brought in, one file, and the steps from its arrival to its undoing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.viewsets.base import ViewSet

from maillage.core import beats, clock
from maillage.core.diagnosis import WORKER_SILENT
from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState, LineKind
from maillage.directory.models import ImportRun
from maillage.directory.office import imports_download, imports_lines
from maillage.directory.office.imports_door import of_one_sheet, of_sheets, show, who
from maillage.directory.office.imports_forms import ColumnsForm, UploadForm
from maillage.directory.office.imports_undo import undo

PER_PAGE = 50


@require_safe
@of_sheets
def index(request: HttpRequest) -> HttpResponse:
    """The files that were brought in, the last first."""
    found = ImportRun.objects.defer("content", "columns").select_related("by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return show(request, "list", _("Importations"), page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@of_sheets
def add(request: HttpRequest) -> HttpResponse:
    """Send a file; a bad one is refused beside the field."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        run = runs.receive(form.cleaned_data["file"].name, form.content, who(request))
        return redirect("directory_imports:run", run.pk)
    status = 422 if request.method == "POST" else 200
    title = _("Importer un fichier")
    return show(request, "add", title, trail=[("", title)], status=status, form=form)


@require_safe
@of_sheets
def model(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the headings that we know."""
    return imports_download.model()


@require_safe
@of_one_sheet
def one(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """A file, as it stands now."""
    return _one(request, run)


@require_safe
@of_one_sheet
def progress(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """How far the worker is: a piece of the page, asked for again and again."""
    return show(request, "progress", run.file_name, run=run, **_progress(run))


@require_safe
@of_one_sheet
def download(request: HttpRequest, run: ImportRun, kind: str) -> HttpResponse:
    """All lines of the file."""
    return imports_download.lines_xlsx(run) if kind == "xlsx" else imports_download.lines_csv(run)


@require_POST
@of_one_sheet
def columns(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Have the file read again with corrected columns."""
    form = ColumnsForm(run, request.POST)
    if run.state == ImportState.WAITING and not form.is_valid():
        return _one(request, run, form=form, status=422)
    try:
        runs.choose_columns(run, form.corrected() if form.is_valid() else {})
    except runs.Overtaken:
        _say_overtaken(request)
    return redirect("directory_imports:run", run.pk)


@require_POST
@of_one_sheet
def order(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Have the file taken in."""
    try:
        runs.order(run)
    except runs.Overtaken:
        _say_overtaken(request)
    return redirect("directory_imports:run", run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_one_sheet
def discard(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Ask, then put the file aside."""
    if request.method != "POST":
        title = _("Mettre ce fichier de côté")
        possible = run.state not in {ImportState.DONE, ImportState.UNDONE, ImportState.DISCARDED}
        return show(request, "discard", title, run=run, trail=[("", title)], possible=possible)
    try:
        runs.discard(run)
    except runs.Overtaken:
        _say_overtaken(request)
        return redirect("directory_imports:run", run.pk)
    messages.success(request, _("« %(file)s » est mis de côté : rien n’a changé.") % {"file": run.file_name})
    return redirect("directory_imports:index")


def _one(request: HttpRequest, run: ImportRun, *, form: ColumnsForm | None = None, status: int = 200) -> HttpResponse:
    if run.state in runs.WORK:
        return show(request, "run", run.file_name, run=run, **_progress(run))
    offered = imports_lines.tabs(run)
    tab = imports_lines.COLUMNS if form else imports_lines.chosen(request, offered)
    context: dict[str, Any] = {"tabs": offered, "tab": tab, "part": "", "running": False}
    if tab and tab.kinds:
        context |= {"part": "lines", **imports_lines.page_of_lines(run, tab, request)}
    elif tab and tab.key == imports_lines.WRITTEN.key:
        context |= {"part": "written", **imports_lines.page_of_records(run, request)}
    elif tab:
        editable = run.state == ImportState.WAITING and not run.counts.get(LineKind.FORBIDDEN)
        context |= {"part": "columns", "form": form or ColumnsForm(run), "editable": editable}
    return show(request, "run", run.file_name, run=run, status=status, **_summary(run), **context)


RECORDS = [
    ("operators", gettext_lazy("Opérateurs")),
    ("services", gettext_lazy("Services")),
    ("places", gettext_lazy("Lieux")),
]


def _summary(run: ImportRun) -> dict[str, Any]:
    """What the last reading found, counted: of each table the records new, changed and unchanged."""
    found = run.counts
    table = [
        (label, *(found.get(f"{state}_{what}", 0) for state in ("new", "changed", "same"))) for what, label in RECORDS
    ]
    return {
        "counts": table,
        "operators": table[0],
        "forbidden": found.get(LineKind.FORBIDDEN, 0),
        "errors": found.get(LineKind.ERROR, 0),
        "problems": sum(found.get(kind, 0) for kind in imports_lines.PROBLEMS.kinds),
        "rows": run.rows_all or found.get("rows", 0),
        "changes": any(new or changed for _label, new, changed, _same in table),
        "duplicates": found.get("duplicates", 0),
    }


def _progress(run: ImportRun) -> dict[str, Any]:
    """`running`: the worker has to do with it; `asleep`: but no worker is alive."""
    now, seen = clock.now(), beats.last_worker()
    held = run.leased_until is not None and run.leased_until > now
    asleep = not held and (seen is None or now - seen > WORKER_SILENT)
    return {"running": run.state in runs.WORK, "held": held, "asleep": asleep}


def _say_overtaken(request: HttpRequest) -> None:
    messages.error(request, _("Ce fichier n’en est plus là : voici où il en est maintenant."))


class ImportsViewSet(ViewSet):
    """Imports in the menu of the directory."""

    name = "directory_imports"
    url_prefix = "importations"
    icon = "upload"
    menu_label = gettext_lazy("Importations")
    menu_order = 40

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list first: the menu leads there."""
        return [
            path("", index, name="index"),
            path("nouvelle/", add, name="add"),
            path("modele.csv", model, name="model"),
            path("<int:pk>/", one, name="run"),
            path("<int:pk>/avancement/", progress, name="progress"),
            path("<int:pk>/lignes.csv", download, {"kind": "csv"}, name="lines_csv"),
            path("<int:pk>/lignes.xlsx", download, {"kind": "xlsx"}, name="lines_xlsx"),
            path("<int:pk>/colonnes/", columns, name="columns"),
            path("<int:pk>/importer/", order, name="order"),
            path("<int:pk>/mettre-de-cote/", discard, name="discard"),
            path("<int:pk>/defaire/", undo, name="undo"),
        ]
