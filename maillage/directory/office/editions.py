"""The office's screen of a directory's printed editions: what would change, one button, papers as they come."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.accounts.access import team_only
from maillage.core.languages import READY
from maillage.directory.actions import editions
from maillage.directory.models import Directory, Edition, Paper
from maillage.directory.office.imports_door import who
from maillage.directory.rules import errata
from maillage.directory.selectors import booklets
from maillage.directory.selectors.secrecy import withheld

PAPERS = 2 * len(READY)  # of an edition: ordinary and large letters in each language


class NoteForm(forms.Form):
    """A word for the readers of the paper."""

    note = forms.CharField(
        label=gettext_lazy("Mot de l’éditeur"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Imprimé à la dernière page."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@team_only
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The editions of a directory; a POST prints the next one."""
    directory = get_object_or_404(Directory.objects.prefetch_related("words"), pk=pk)
    form = NoteForm(request.POST) if request.method == "POST" else NoteForm()
    if request.method == "POST" and form.is_valid():
        try:
            edition = editions.publish(directory, who(request), form.cleaned_data["note"])
        except editions.NothingToPrint:
            form.add_error(None, _("Ce répertoire ne contient aucune fiche : rien n’est imprimé."))
        else:
            told = _("L’édition n° %(number)s est publiée. Ses PDF arrivent dans les minutes qui viennent.")
            messages.success(request, told % {"number": edition.number})
            return redirect("directory_directories:editions", pk)
    return render(
        request, "directory/office/editions.html", _context(directory, form), status=422 if form.errors else 200
    )


def _context(directory: Directory, form: NoteForm) -> dict[str, Any]:
    printed = list(directory.editions.order_by("-number"))
    made: dict[int, int] = {}
    for edition in (
        Paper.objects.filter(edition__directory=directory.pk).order_by("pk").values_list("edition", flat=True)
    ):
        made[edition] = made.get(edition, 0) + 1
    now = booklets.snapshot(directory)["entries"]
    changes = errata.errata(printed[0].snapshot["entries"], now) if printed else []
    secret = withheld(printed)
    edit = reverse("directory_directories:edit", args=[directory.pk])
    return {
        "directory": directory,
        "form": form,
        "size": len(now),
        "rows": [_row(edition, made.get(edition.pk, 0), secret=edition.pk in secret) for edition in printed],
        "changes": [(errata.kind_name(one.kind), one.facts["name"], errata.what(one)) for one in changes],
        "page": reverse("directory:editions", args=[directory.slug]),
        "header_title": _("Éditions imprimées"),
        "header_icon": "doc-full",
        "breadcrumbs_items": [
            {"url": reverse("directory_directories:list"), "label": _("Répertoires")},
            {"url": edit, "label": directory.title},
            {"url": "", "label": _("Éditions imprimées")},
        ],
    }


def _row(edition: Edition, made: int, *, secret: bool) -> dict[str, Any]:
    ready, whole = made >= PAPERS, edition.is_whole
    return {"edition": edition, "made": made, "wanted": PAPERS, "ready": ready, "whole": whole, "secret": secret}
