"""One record, for everybody, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.core import clock
from maillage.core.links import absolute
from maillage.directory.selectors.opening import school_breaks
from maillage.directory.selectors.operators import OperatorRecord, find_organization
from maillage.directory.selectors.places import Place
from maillage.directory.selectors.records import ServiceRecord, find_service
from maillage.directory.views import showing, structured, vcard
from maillage.directory.views.around import around
from maillage.directory.views.standing import standing, towns
from maillage.territory.selectors.where import Gazetteer
from maillage.ui import qr
from maillage.ui.structured import data_block

QR_SCALE = 4  # pixels of one of its squares


@require_safe
@gzip_page
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, for whom, when, where, in which languages, at what price, and how to come."""
    record, now, breaks = _service(request, slug), clock.now(), school_breaks()
    doors = showing.doors(record, now, breaks)
    weeks = [(door.place, door.days) for door in doors]
    context = {
        "record": record,
        "service": record.service,
        "doors": doors,
        "told": [door for door in doors if door.says_when] or doors[:1],
        "opening": showing.opening_of(record, now, breaks),
        "written": next((words for door in doors for words in door.unread), ""),
        "main_way": showing.main_way(record),
        "today": clock.today(),
        "appointment": showing.by_appointment(record),
        "fees_say_more": showing.fees_say_more(record),
        "sentence_language": showing.sentence_language(),
        **_map(record.places),
        "around": around(request, slug),
        "quick_exit": settings.QUICK_EXIT_URL if showing.quick_exit(record) else "",
        "structured": data_block(structured.of_service(record, weeks, request.path)),
        "trail": _trail(record.service.name),
    }
    return render(request, "directory/service.html", context)


@require_safe
@gzip_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, where, how to reach it, and what it offers."""
    record = _organization(request, slug)
    context = {
        "record": record,
        "organization": record.organization,
        **_map(record.places),
        "structured": data_block(structured.of_organization(record, request.path)),
        "trail": _trail(record.organization.name),
    }
    return render(request, "directory/organization.html", context)


@require_safe
def service_vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """The service for the contacts of a phone."""
    record = _service(request, slug)
    return _card(vcard.of_service(record, reverse("directory:service", args=[slug])), slug)


@require_safe
def organization_vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """The operator for the contacts of a phone."""
    record = _organization(request, slug)
    return _card(vcard.of_organization(record, reverse("directory:organization", args=[slug])), slug)


@require_safe
def service_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of the service's page, to be read by the camera of a phone."""
    _service(request, slug)
    return HttpResponse(qr.svg(absolute(reverse("directory:service", args=[slug])), QR_SCALE), "image/svg+xml")


def _map(places: Iterable[Place]) -> dict[str, Any]:
    gazetteer = Gazetteer.kept()
    return {"points": standing(places, gazetteer), "towns": towns(gazetteer)}


def _card(body: bytes, slug: str) -> HttpResponse:
    disposition = f'attachment; filename="{slug}.vcf"'
    return HttpResponse(body, "text/vcard; charset=utf-8", headers={"Content-Disposition": disposition})


def _service(request: HttpRequest, slug: str) -> ServiceRecord:
    found = find_service(request.user, slug)
    if found is None:
        raise Http404
    return found


def _organization(request: HttpRequest, slug: str) -> OperatorRecord:
    found = find_organization(request.user, slug)
    if found is None:
        raise Http404
    return found


def _trail(name: str) -> list[tuple[str, Any]]:
    return [(_("Annuaire"), reverse("directory:search")), (name, "")]
