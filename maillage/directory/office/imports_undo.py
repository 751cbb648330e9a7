"""Undoing a whole import: first what that means, then what stands against it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.directory.actions import journal
from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportRun
from maillage.directory.office.imports_door import of_one_sheet, show, who

MOST_NAMED = 50  # records on the page


@require_http_methods(["GET", "HEAD", "POST"])
@of_one_sheet
def undo(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Ask, then undo. Where somebody worked on the records since, name them and ask whether that may be lost too."""
    if run.state != ImportState.DONE:
        messages.error(request, _("Cette importation ne peut pas être défaite : elle n’est pas dans la base."))
        return redirect("directory_imports:run", run.pk)
    if request.method != "POST":
        return _ask(request, run)
    lose = request.POST.get("even_touched") == "on"
    try:
        runs.undo(run, who(request), even_touched=lose)
    except journal.Touched as stand:
        return _ask(request, run, stand.records, needed=lose)
    except runs.Overtaken:
        messages.error(request, _("Quelqu’un d’autre l’a défaite entre-temps."))
    else:
        messages.success(request, _("L’importation est défaite : la base est comme avant elle."))
    return redirect("directory_imports:run", run.pk)


def _ask(
    request: HttpRequest, run: ImportRun, touched: list[str] | None = None, *, needed: bool = False
) -> HttpResponse:
    """The question. `touched`: records that others worked on or use; `needed`: the site cannot do without them."""
    names = list(dict.fromkeys(touched or ()))
    return show(
        request,
        "undo",
        _("Défaire cette importation"),
        run=run,
        trail=[("", _("Défaire cette importation"))],
        status=409 if names else 200,
        touched=names[:MOST_NAMED],
        more=max(0, len(names) - MOST_NAMED),
        needed=needed,
        new={what: run.counts.get(f"new_{what}", 0) for what in ("operators", "services", "places")},
        changed={what: run.counts.get(f"changed_{what}", 0) for what in ("operators", "services", "places")},
    )
