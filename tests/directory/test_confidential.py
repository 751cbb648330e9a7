"""A confidential address stands in no output: every page that links lead to, the API, exports, imports on their way."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from lxml import html

from maillage.accounts.models import User
from maillage.config import example
from maillage.core.audit import AuditEntry
from maillage.core.languages import READY
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
MOST_PAGES = 900  # all that there is to see is fewer
MOST_RECORDS = 4  # that one view shows; all of those of who has a hidden place
UNREADABLE = r"^/(static|media)/|\.(pdf|xlsx)$"  # what is packed tells no word to who looks for words
IN_LANGUAGE = re.compile(r"/([a-z]{2})/")
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


class Kinds:
    """What was seen of each view: one page in each language, and some of its records, whatever the language.

    The roots count, but they are always wanted; pages written by the staff are each a kind.
    """

    def __init__(self) -> None:
        self.languages: dict[str, set[str]] = defaultdict(set)
        self.records: dict[str, set[str]] = defaultdict(set)

    def wants(self, path: str) -> bool:
        """Whether this address shows something new; it then has been seen."""
        language = IN_LANGUAGE.match(path)
        code = language[1] if language else ""
        try:
            with translation.override(code or "fr"):
                found = resolve(path)
        except Resolver404:  # found under a language, or nowhere
            return True
        view, record = found.view_name, str(sorted(found.kwargs.items()))
        if view == "wagtail_serve":
            return True
        new = record not in self.records[view] and len(self.records[view]) < MOST_RECORDS
        if not new and code in self.languages[view]:
            return False
        self.languages[view].add(code)
        self.records[view].add(record)
        return True


def crawl(client: Client, roots: tuple[str, ...], skip: re.Pattern[str]) -> dict[str, str]:
    """The pages that links lead to from `roots`, by path: each path once, some of each kind, and all of the roots."""
    waiting, seen, found, kinds = deque(roots), set(), {}, Kinds()
    while waiting:
        path = waiting.popleft()
        bare = path.partition("?")[0]
        if bare in seen or skip.search(bare):
            continue
        seen.add(bare)
        if not kinds.wants(bare) and path not in roots:
            continue
        response = client.get(path, follow=True)
        if response.status_code != 200:
            continue
        found[path] = texts(response)
        assert len(found) < MOST_PAGES, "the crawl does not come to its end"
        if "text/html" in response["Content-Type"]:
            page = html.fromstring(found[path] or "<html/>")
            links = dict.fromkeys(page.xpath("//a/@href|//link/@href"))
            told = (urldefrag(urljoin(path, link))[0] for link in links)
            waiting.extend(link for link in told if link.startswith("/"))
    return found


def near() -> list[Service]:
    """The services that have something at a hidden place."""
    found = Service.objects.filter(service_at_locations__location__confidential=True).select_related("organization")
    return list(found.distinct().order_by("pk"))


def records() -> list[str]:
    """What the public may open of them and of their operators, in every language."""
    found, services = [], near()
    for language in READY:
        with translation.override(language.code):
            for service in services:
                for view, slug in (("service", service.slug), ("organization", service.organization.slug)):
                    found += [reverse(f"directory:{view}{end}", args=[slug]) for end in ("", "_vcard")]
    return list(dict.fromkeys(found))


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
    roots = (*ROOTS, *records(), *(["/espace/"] if email else []))
    pages = crawl(client, roots, re.compile(rf"/deconnexion/|{UNREADABLE}"))
    assert set(records()) <= set(pages)
    assert len(pages) > 200
    assert told(pages) == []


def test_no_screen_of_the_office_tells_it_but_the_form_of_the_place():
    client = Client()
    client.force_login(User.objects.get(email="coordination@exemple.be"))
    forms = "|".join(f"/lieux/edit/{place.pk}/" for place in Location.objects.filter(confidential=True))
    edits = [
        address
        for service in near()
        for address in (f"/gestion/services/edit/{service.pk}/", f"/gestion/operateurs/edit/{service.organization_id}/")
    ]
    skip = re.compile(rf"logout|deconnexion|{UNREADABLE}|{forms}")
    pages = crawl(client, (*OFFICE_ROOTS, *edits, *records()), skip)
    assert set(edits) <= set(pages)
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
