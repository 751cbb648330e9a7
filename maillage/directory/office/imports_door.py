"""The door and the frame of the imports' screens: the team alone comes in."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import team_only
from maillage.accounts.models import User
from maillage.directory.models import ImportRun

Screen = Callable[..., HttpResponse]
Crumb = tuple[str, str]  # address, label


def of_sheets(screen: Screen) -> Screen:
    """A view for the team alone."""
    return never_cache(team_only(screen))


def of_one_sheet(screen: Screen) -> Screen:
    """A view of one file for the team alone: it is given the file, without its bytes. 404 without such a file."""

    @of_sheets
    @wraps(screen)
    def view(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        runs = ImportRun.objects.defer("content").select_related("by", "act")
        return screen(request, get_object_or_404(runs, pk=pk), **kwargs)

    return view


def who(request: HttpRequest) -> User:
    """Who acts, once the door let them in."""
    return cast("User", request.user)


def show(
    request: HttpRequest,
    screen: str,
    title: str,
    *,
    run: ImportRun | None = None,
    trail: Sequence[Crumb] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The screen `directory/office/import_<screen>.html` in Wagtail's frame; `trail` leads on from the list and `run`."""
    crumbs = [(reverse("directory_imports:index"), _("Importations"))]
    if run:
        crumbs.append((reverse("directory_imports:run", args=[run.pk]), run.file_name))
    crumbs += trail
    last = len(crumbs) - 1
    frame = {
        "run": run,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": "" if rank == last else url, "label": label} for rank, (url, label) in enumerate(crumbs)
        ],
    }
    return render(request, f"directory/office/import_{screen}.html", {**frame, **context}, status=status)
