"""Directories for everybody: on the web, as a sheet, in print, and their editions."""

from typing import Any, cast

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.core import clock
from maillage.core.languages import BY_CODE, READY
from maillage.core.sheets import download
from maillage.directory.actions import exports
from maillage.directory.enums import Arrangement
from maillage.directory.models import Directory, Edition, Paper
from maillage.directory.rules import errata
from maillage.directory.selectors import booklets
from maillage.directory.selectors.search import Knowledge
from maillage.directory.selectors.secrecy import withheld
from maillage.directory.selectors.selections import chosen, find, listed, services_of
from maillage.directory.views import listing
from maillage.directory.views.paper import on_paper, pdf
from maillage.ui.pdf.booklets import booklet_pdf

Trail = list[tuple[str, Any]]


@require_safe
@gzip_page
def directories(request: HttpRequest) -> HttpResponse:
    """All directories, with how many services each holds and its last edition."""
    known, found = Knowledge.load(), listed(Directory, request.user)
    printed = Edition.objects.filter(directory__in=found).order_by("directory").values_list("directory")
    last = dict(printed.annotate(last=Max("number")))
    shown = [{"directory": one, "size": chosen(one, known).size, "number": last.get(one.pk)} for one in found]
    return render(request, "directory/directories.html", {"directories": shown})


@require_safe
@gzip_page
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    """What a directory holds, by commune; to be narrowed, put in order, taken along."""
    known = Knowledge.load()
    found = _find(request, slug, known)
    told = listing.read(request.GET, found, {}, known)
    page = told.page(request.GET.get("page", ""))
    context = {
        "directory": found,
        "listing": told,
        "page": page,
        "items": told.items_of(page),
        "choices": listing.choices(found, known),
        "edition": found.editions.defer("snapshot").order_by("-number").first(),
        "arrangements": Arrangement.choices,
        "trail": _trail((found.title, "")),
    }
    return render(request, "directory/directory.html", context)


@require_safe
def directory_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The directory of today on paper; `par=commune|theme`, `grand=1` for large letters."""
    found = _find(request, slug, Knowledge.load())
    arrangement = request.GET.get("par", found.arrangement)
    if arrangement not in Arrangement.values:
        arrangement = found.arrangement
    contents = booklets.as_it_is(found, clock.today())
    paper = on_paper(booklets.booklet(contents, arrangement, large=request.GET.get("grand") == "1"), booklet_pdf)
    return pdf(paper, f"{slug}-{clock.today().isoformat()}")


@require_safe
def directory_sheet(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The directory as a sheet, `csv` or `xlsx`, in the columns that the import takes back."""
    found = _find(request, slug, Knowledge.load())
    keys = list(services_of(found).values_list("pk", flat=True))
    write = exports.write_csv if ending == "csv" else exports.write_xlsx
    return download(write(services=keys), slug, ending)


@require_safe
@gzip_page
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was printed, the latest first, in every language; and what changed since."""
    found = _find(request, slug, Knowledge.load())
    printed = list(found.editions.defer("snapshot").order_by("-number"))
    secret = _withheld(request, printed)
    papers: dict[int, list[Paper]] = {}
    for paper in Paper.objects.filter(edition__directory=found.pk).defer("content").order_by("large", "pk"):
        papers.setdefault(paper.edition_id, []).append(paper)
    changes = errata.errata(printed[0].snapshot["entries"], booklets.snapshot(found)["entries"]) if printed else []
    context = {
        "directory": found,
        "editions": [
            (edition, [] if edition.pk in secret else _by_language(papers.get(edition.pk, []))) for edition in printed
        ],
        "changes": [(one.kind, errata.kind_name(one.kind), one.facts, errata.what(one)) for one in changes],
        "trail": _trail((found.title, reverse("directory:directory", args=[slug])), (_("Éditions imprimées"), "")),
    }
    return render(request, "directory/editions.html", context)


@require_safe
def edition_pdf(request: HttpRequest, slug: str, number: int, language: str, large: bool = False) -> HttpResponse:
    """A paper of an edition: the very file that was made when it was published."""
    found = _find(request, slug, Knowledge.load())
    papers = Paper.objects.select_related("edition").defer("edition__snapshot")
    paper = papers.filter(edition__directory=found.pk, edition__number=number, language=language, large=large).first()
    if paper is None or _withheld(request, [paper.edition]):
        raise Http404
    response = pdf(bytes(paper.content), f"{slug}-{number}-{language}{'-grand' if large else ''}")
    response["ETag"] = f'"{paper.fingerprint}"'
    return cast("HttpResponse", get_conditional_response(request, etag=response["ETag"], response=response))


def _find(request: HttpRequest, slug: str, known: Knowledge) -> Directory:
    found = find(Directory, request.user, slug, known)
    if found is None:
        raise Http404
    return found


def _withheld(request: HttpRequest, printed: list[Edition]) -> set[int]:
    """The editions that tell an address which is confidential now; the team may still read them."""
    return set() if getattr(request.user, "is_team", False) else withheld(printed)


def _trail(*more: tuple[str, Any]) -> Trail:
    return [(_("Répertoires"), reverse("directory:directories")), *more]


def _by_language(papers: list[Paper]) -> list[dict[str, Any]]:
    """For each language of the site its papers: `plain` and `large`, None while they are being made."""
    found = {(paper.language, paper.large): paper for paper in papers}
    rows = [
        {"language": BY_CODE[one.code], "plain": found.get((one.code, False)), "large": found.get((one.code, True))}
        for one in READY
    ]
    own = get_language()
    return sorted(rows, key=lambda row: row["language"].code != own)
