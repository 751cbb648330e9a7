"""The office's screens of duplicates: pairs of operators that look alike, why, and what people decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.viewsets.base import ViewSet

from maillage.accounts.access import team_only
from maillage.directory.actions import duplicates, merging
from maillage.directory.models import DuplicateCandidate, Service
from maillage.directory.office import merging as merges
from maillage.directory.office.imports_door import who
from maillage.directory.office.merge_door import show
from maillage.directory.office.pair_words import in_words, reasons

Decision = DuplicateCandidate.Decision
PER_PAGE = 25
SHOWN = [(Decision.WAITING, gettext_lazy("À décider")), (Decision.DIFFERENT, gettext_lazy("Dits différents"))]


def pairs(decision: str, text: str = "") -> QuerySet[Any]:
    """Pairs with that decision, one of whose names holds `text`, with the number of services of both."""
    found = DuplicateCandidate.objects.filter(decision=decision)
    if text:
        names = [f"{side}__{name}__icontains" for side in ("left", "right") for name in ("name", "alternate_name")]
        found = found.filter(Q(*((name, text) for name in names), _connector=Q.OR))
    found = found.select_related("left__municipality", "right__municipality", "decided_by")
    return found.annotate(left_services=_services("left"), right_services=_services("right")).order_by("-score", "pk")


def _services(side: str) -> Any:
    of_it = Service.objects.filter(organization=OuterRef(f"{side}_id")).order_by().values("organization")
    return Coalesce(Subquery(of_it.annotate(n=Count("pk")).values("n")), 0)


@require_safe
@never_cache
@team_only
def index(request: HttpRequest) -> HttpResponse:
    """The pairs, the surest first."""
    decision = request.GET.get("decision", "")
    decision = decision if decision in {value for value, _label in SHOWN} else Decision.WAITING
    text = request.GET.get("q", "").strip()
    page = Paginator(pairs(decision, text), PER_PAGE).get_page(request.GET.get("p"))
    rows = []
    for pair in page:
        alike, unlike = reasons(pair)
        sides = [(pair.left, pair.left_services), (pair.right, pair.right_services)]
        rows.append({"pair": pair, "likeness": in_words(pair.score), "for": alike, "against": unlike, "sides": sides})
    context: dict[str, Any] = {"page": page, "rows": rows, "q": text, "decision": decision, "shown": SHOWN}
    return show(request, "duplicate_list", _("Doublons"), here="index", **context)


@require_POST
@team_only
def search(request: HttpRequest) -> HttpResponse:
    """Look through the whole directory, and say how many pairs are new."""
    found = duplicates.search()
    told = ngettext("%(n)s nouveau doublon possible.", "%(n)s nouveaux doublons possibles.", found) % {"n": found}
    messages.success(request, told if found else _("Aucun nouveau doublon : tout a été regardé."))
    return redirect("directory_duplicates:index")


def _deciding(decide: Callable[..., None], done: Any) -> Callable[..., HttpResponse]:
    """A view that decides on one pair."""

    @require_POST
    @team_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        pair = get_object_or_404(DuplicateCandidate.objects.select_related("left", "right"), pk=pk)
        decide(pair, who(request))
        messages.success(request, done % {"left": pair.left, "right": pair.right})
        return redirect("directory_duplicates:index")

    return view


class DuplicatesViewSet(ViewSet):
    """Duplicates in the menu of the directory."""

    name = "directory_duplicates"
    url_prefix = "doublons"
    icon = "copy"
    menu_label = gettext_lazy("Doublons")
    menu_order = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list first: the menu leads there."""
        apart = _deciding(
            merging.tell_apart,
            gettext_lazy("« %(left)s » et « %(right)s » sont différents : ils ne seront plus proposés."),
        )
        again = _deciding(merging.doubt_again, gettext_lazy("« %(left)s » et « %(right)s » sont de nouveau à décider."))
        return [
            path("", index, name="index"),
            path("chercher/", search, name="search"),
            path("<int:pk>/differents/", apart, name="apart"),
            path("<int:pk>/revoir/", again, name="again"),
            *merges.urls(),
        ]
