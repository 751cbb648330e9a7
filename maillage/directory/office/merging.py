"""Merging two records in the office: choose the other, compare, merge; the merges that were done, and undoing one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from maillage.accounts.access import team_only
from maillage.directory.actions.journal import Touched
from maillage.directory.actions.merging import MERGEABLE, DraftWaits, candidate_of, merge, unmerge
from maillage.directory.models import Act, DuplicateCandidate, Location, Organization, Service
from maillage.directory.office.comparing import compare
from maillage.directory.office.imports_door import who
from maillage.directory.office.merge_door import show
from maillage.directory.office.pair_words import in_words, reasons

KINDS: dict[str, Any] = {"operateurs": Organization, "services": Service, "lieux": Location}
NAMED_BY = {  # where a word is looked for
    Organization: ("name", "alternate_name", "kbo", "municipality__name"),
    Service: ("name", "organization__name", "organization__alternate_name"),
    Location: ("name", "organization__name", "municipality__name"),
}
BESIDE = {Organization: ("municipality",), Service: ("organization",), Location: ("municipality", "organization")}
PER_PAGE = 25


def choose_url(record: Any) -> str:
    """Where the other record is chosen."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(record, model))
    return reverse("directory_duplicates:choose", args=[kind, record.pk])


def compare_url(first: Any, second: Any) -> str:
    """Where two records are compared and merged."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(first, model))
    return reverse("directory_duplicates:compare", args=[kind, first.pk, second.pk])


@require_safe
@never_cache
@team_only
def choose(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Choose, by a word of its name, the record to compare with; those near come first, unasked."""
    model = _model(kind)
    record = get_object_or_404(model, pk=pk)
    text = request.GET.get("q", "").strip()
    found = _named(model, text) if text else _near(record)
    found = found.exclude(pk=pk).select_related(*BESIDE[model])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    title = _("Fusionner « %(record)s » avec…") % {"record": record}
    context = {"record": record, "kind": kind, "page": page, "q": text, "beside": BESIDE[model][-1]}
    return show(request, "merge_choose", title, trail=[("", title)], **context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@team_only
def compare_two(request: HttpRequest, kind: str, first: int, second: int) -> HttpResponse:
    """Two records side by side; a POST merges them as was chosen."""
    model = _model(kind)
    found = model.objects.select_related(*BESIDE[model]).in_bulk([first, second])
    if len(found) != 2:
        raise Http404
    pair = (found[first], found[second])
    seen = "/".join(record.modified_at.isoformat() for record in pair)
    status = 200
    if request.method == "POST":
        if request.POST.get("seen") == seen and request.POST.get("keep") in {str(first), str(second)}:
            done = _merge(request, pair)
            if done:
                return done
        else:
            messages.warning(request, _("Une des deux fiches a changé entre-temps : regardez encore une fois."))
        status = 409
    title = _("Comparer et fusionner")
    told = compare(*pair, request.POST.dict() if request.method == "POST" else None)
    context: dict[str, Any] = {"told": told, "seen": seen, "kind": kind, **_known(pair)}
    return show(request, "merge_compare", title, trail=[("", title)], status=status, **context)


def _known(pair: tuple[Any, Any]) -> dict[str, Any]:
    """Why the two were found, if they were; whether one is a confidential place."""
    candidate = candidate_of(*pair) if isinstance(pair[0], Organization) else None
    alike, unlike = reasons(candidate) if candidate else ([], [])
    return {
        "candidate": candidate,
        "likeness": in_words(candidate.score) if candidate else "",
        "alike": alike,
        "unlike": unlike,
        "hidden": any(getattr(record, "confidential", False) for record in pair),
    }


def _merge(request: HttpRequest, pair: tuple[Any, Any]) -> HttpResponse | None:
    """Merge as was posted, and lead to the record that stays; None when it was refused, which is told."""
    kept, lost = sorted(pair, key=lambda record: str(record.pk) != request.POST["keep"])
    taken = {names[0] for names in MERGEABLE[type(kept)] if request.POST.get(names[0]) == str(lost.pk)}
    try:
        act = merge(kept, lost, taken, who(request))
    except DraftWaits as waits:
        told = _("Rien n’est fusionné : des modifications attendent d’être publiées dans %(records)s.")
        names = ", ".join(waits.records)
        advice = _("Publiez-les ou abandonnez-les d’abord.")
        messages.error(request, f"{told % {'records': names}} {advice}")
        return None
    button = messages.button(reverse("directory_duplicates:undo", args=[act.pk]), _("Défaire"))
    messages.success(request, _("Les deux fiches n’en font plus qu’une."), buttons=[button])
    return redirect(AdminURLFinder(request.user).get_edit_url(kept))


@require_safe
@never_cache
@team_only
def merges(request: HttpRequest) -> HttpResponse:
    """The merges that were done, the latest first."""
    acts = Act.objects.filter(kind=Act.Kind.MERGE).select_related("by")
    page = Paginator(acts, PER_PAGE).get_page(request.GET.get("p"))
    title = _("Fusions faites")
    return show(request, "merge_list", title, here="merges", trail=[("", title)], page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@team_only
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then undo; refused where somebody worked on those records since."""
    act = get_object_or_404(Act.objects.select_related("by"), pk=pk, kind=Act.Kind.MERGE)
    touched: list[str] = []
    if request.method == "POST":
        try:
            unmerge(act, who(request))
        except Touched as stand:
            touched = stand.records
        else:
            messages.success(request, _("La fusion est défaite : les deux fiches sont comme avant."))
            return redirect("directory_duplicates:merges")
    title = _("Défaire une fusion")
    trail = [(reverse("directory_duplicates:merges"), _("Fusions faites")), ("", title)]
    return show(request, "merge_undo", title, trail=trail, status=409 if touched else 200, act=act, touched=touched)


def _model(kind: str) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _named(model: Any, text: str) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.all()
    for word in text.split():
        found = found.filter(Q(*((f"{name}__icontains", word) for name in NAMED_BY[model]), _connector=Q.OR))
    return found


def _near(record: Any) -> QuerySet[Any]:
    """Operators that look alike, or the other services or places of the same operator."""
    if not isinstance(record, Organization):
        of_same: QuerySet[Any] = type(record).objects.filter(organization=record.organization_id)
        return of_same if record.organization_id else of_same.none()
    pairs = DuplicateCandidate.objects.filter(decision=DuplicateCandidate.Decision.WAITING)
    ours = pairs.filter(Q(left=record) | Q(right=record)).values_list("left", "right")
    return Organization.objects.filter(pk__in={key for pair in ours for key in pair})


def urls() -> list[URLPattern]:
    """The screens of merging."""
    return [
        path("fusions/", merges, name="merges"),
        path("fusions/<int:pk>/defaire/", undo_merge, name="undo"),
        path("fusionner/<str:kind>/<int:pk>/", choose, name="choose"),
        path("fusionner/<str:kind>/<int:first>/<int:second>/", compare_two, name="compare"),
    ]
