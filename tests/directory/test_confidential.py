"""A confidential address stands in no output: every page that links lead to, the API, exports, imports on their way."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from lxml import html

from maillage.accounts.models import User
from maillage.config import example
from maillage.core.audit import AuditEntry
from maillage.core.models import OutboxMessage
from maillage.directory.actions import exports
from maillage.directory.actions.imports.runs import look_into, receive
from maillage.directory.models import ImportLine, Location, Service, SourceRecord
from maillage.directory.selectors import alike

pytestmark = [pytest.mark.django_db]

HIDDEN = ("Secret-Gardé", "Tue-Lieu", "Cachée 99")
ROOTS = (
    "/fr/", "/ar/", "/fr/agenda/", "/fr/agenda.ics", "/fr/agenda.atom", "/api/openapi.json", "/api/v1/evenements/", "/sante",
)  # fmt: skip
OFFICE_ROOTS = (
    "/gestion/", "/gestion/operateurs/", "/gestion/services/", "/gestion/lieux/", "/gestion/importations/",
    "/gestion/doublons/", "/gestion/operateurs/export.csv", "/gestion/rapports/", "/espace/",
)  # fmt: skip
MOST_PAGES, MOST_ALIKE = 900, 4  # pages; of addresses that differ by a number only
NUMBER = re.compile(r"\d+")
SHEET = """Organisme;Service;Adresse;Code postal;Commune;Confidentiel;Horaires
Refuge (exemple);Hébergement;Rue Cachée 99;5000;Namur;oui;lu 9h-12h
Refuge (exemple);Accueil;Rue Cachée 99;5500;Namur;oui;on verra
"""


@pytest.fixture(scope="module", autouse=True)
def _example(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The example, with a sheet on its way that has a confidential address too."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert example.load_if_empty()
        look_into(receive("refuges.csv", SHEET.encode()))
        yield
        transaction.set_rollback(True)


def texts(response: HttpResponse) -> str:
    """What an answer says, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "ignore")


def crawl(client: Client, roots: tuple[str, ...], skip: re.Pattern[str]) -> dict[str, str]:
    """The pages that links lead to from `roots`, by path: each path once, some of each kind, and all of the roots."""
    waiting, seen, found, alike_ones = deque(roots), set(), {}, Counter()
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        bare = path.partition("?")[0]
        if bare in seen or skip.search(path):
            continue
        seen.add(bare)
        alike_ones[NUMBER.sub("0", bare)] += 1
        if alike_ones[NUMBER.sub("0", bare)] > MOST_ALIKE and path not in roots:
            continue
        response = client.get(path, follow=True)
        if response.status_code != 200:
            continue
        found[path] = texts(response)
        if "text/html" in response["Content-Type"]:
            page = html.fromstring(found[path] or "<html/>")
            links = (urldefrag(urljoin(path, link))[0] for link in page.xpath("//a/@href|//link/@href"))
            waiting.extend(link for link in links if link.startswith("/"))
    return found


def told(pages: dict[str, str]) -> list[str]:
    """The paths of the pages that tell a hidden address."""
    return [path for path, text in pages.items() if any(word in text for word in HIDDEN)]


def test_places_of_the_example_are_hidden_for_real():
    hidden = Location.objects.filter(confidential=True)
    assert {any(word in place.address for word in HIDDEN) for place in hidden} == {True}
    assert all(word not in str(place) for place in hidden for word in HIDDEN)


@pytest.mark.parametrize("email", [None, "partenaire@exemple.be"])
def test_no_page_for_the_public_or_a_partner_tells_it(email: str | None):
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    pages = crawl(client, (*ROOTS, *(["/espace/"] if email else [])), re.compile(r"/(deconnexion|static|media)/"))
    assert len(pages) > 20
    assert told(pages) == []


def test_no_screen_of_the_office_tells_it_but_the_form_of_the_place():
    client = Client()
    client.force_login(User.objects.get(email="coordination@exemple.be"))
    forms = "|".join(f"/lieux/edit/{place.pk}/" for place in Location.objects.filter(confidential=True))
    near = [
        address
        for place in Location.objects.filter(confidential=True)
        for service in Service.objects.filter(service_at_locations__location=place)
        for address in (f"/gestion/services/edit/{service.pk}/", f"/gestion/operateurs/edit/{service.organization_id}/")
    ]
    pages = crawl(client, (*OFFICE_ROOTS, *near), re.compile(rf"logout|deconnexion|/static/|/media/|{forms}"))
    assert len(pages) > 100
    assert told(pages) == []


def test_no_export_trace_or_copy_of_a_row_tells_it():
    kept = [
        exports.write_csv().decode(),
        *(repr(row) for row in SourceRecord.objects.values()),
        *(repr(row) for row in ImportLine.objects.values()),
        *(repr(row) for row in AuditEntry.objects.values()),
        *(repr(row) for row in OutboxMessage.objects.values()),
        *(repr(record) for record in alike.records()),
    ]
    assert not any(word in text for text in kept for word in HIDDEN)
    assert not Location.objects.open().filter(confidential=True).exists()
