"""Every address of the site × everybody: see `permission_table` for what must be."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from wagtail.models import Locale, Page, Site

from maillage.accounts.actions import ensure_roles
from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.directory.models import (
    Directory,
    Edition,
    ImportRun,
    Location,
    OperatorMap,
    Paper,
    Program,
    SchoolBreak,
    Service,
    Term,
)
from maillage.directory.selectors.booklets import snapshot
from maillage.territory.models import Locality
from tests.accounts import permission_table as table
from tests.factories import (
    CentreFactory,
    EventFactory,
    MunicipalityFactory,
    OrganizationFactory,
    RegistrationFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.plugins.databases import written_once

PART = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")
SIGNS = re.compile(r"[\^$\\]")


def patterns(found: list, route: str = "", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(route, name with namespaces) of every URL pattern."""
    for item in found:
        here = route + str(item.pattern)
        if isinstance(item, URLPattern):
            yield here, ":".join((*names, item.name)) if item.name else ""
        else:
            yield from patterns(item.url_patterns, here, (*names, *filter(None, [item.namespace])))


ALL = list(patterns(get_resolver().url_patterns))


def row_of(route: str, name: str) -> tuple[str, table.Row]:
    """The one row of an address, and its key. AssertionError when it has none, or two."""
    key = name or route
    if key in table.OURS:
        return key, table.OURS[key]
    found = [start for start in table.BEHIND_THE_OFFICE_DOOR if name.startswith(start)]
    assert len(found) == 1, f"{route} ({name or 'without name'}): rows {found}"
    answers = table.BEHIND_THE_OFFICE_DOOR[found[0]]
    return found[0], table.Row(answers, answers | dict.fromkeys(table.TEAM, "not tried"))


def address(route: str, name: str, parts: dict[str, str]) -> str:
    """An address that `route` matches; `parts` may hold a `pk` for one family of names (`wagtailsites:pk`)."""
    known = {**parts, "pk": parts.get(f"{name.partition(':')[0]}:pk", table.ANY_NUMBER)}
    if route in table.EXAMPLES:
        return "/" + table.EXAMPLES[route]
    filled = PART.sub(lambda part: known.get(part[1] or part[2], table.ANY_NUMBER), route)
    return "/" + SIGNS.sub("", filled)


def said(client: Client, response: HttpResponse) -> str:
    """The answer in the words of the table."""
    if response.status_code not in {301, 302}:
        return str(response.status_code)
    target = response["Location"].partition("?")[0]
    if target == f"/fr{response.request['PATH_INFO']}" and target not in {"/fr/", "/fr/espace/"}:
        return said(client, client.get(target))  # what is not found is looked for under the language
    leads = {
        "/espace/": "space",
        "/gestion/login/": "sign-in",
        "/fr/compte/connexion/": "sign-in",
        "/gestion/": "office",
    }
    if target.startswith("/fr/compte/preuve/"):
        return "prove"
    return "home" if target in {"/", "/fr/"} else leads.get(target, "elsewhere")


def fits(answer: str, expected: str) -> bool:
    """Whether `answer` is what the word `expected` of the table means."""
    match expected:
        case "inside":
            return answer not in {"sign-in", "403", "500"}
        case "refused":
            return answer in {"403", "office"}
        case "invalid":
            return answer in {"200", "400", "422"}
        case _:
            return answer == expected


@pytest.fixture(scope="module")
def parts(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """What fills the blanks of addresses."""
    with written_once(django_db_blocker):
        yield filled_in()


def filled_in() -> dict[str, str]:
    """Write one of each thing; its keys and short addresses."""
    ensure_roles()
    CentreFactory()
    registration = RegistrationFactory(event=EventFactory(slug="rencontre-du-tableau"))
    workshop = WorkshopFactory(event=registration.event)
    owned = {
        "agenda_office": registration.event,
        "territory_office": MunicipalityFactory(),
        "territory_localities": Locality.objects.create(
            postcode="5000", name="Beez", municipality=MunicipalityFactory()
        ),
        "directory_office": (operator := OrganizationFactory(slug="rencontre-du-tableau")),
        "directory_services": (
            service := Service.objects.create(name="Accueil", slug="rencontre-du-tableau", organization=operator)
        ),
        "directory_directories": (directory := Directory.objects.create(slug="rencontre-du-tableau", published=True)),
        "directory_maps": OperatorMap.objects.create(slug="rencontre-du-tableau", published=True),
        "directory_imports": ImportRun.objects.create(file_name="liste.csv", content=b"Organisme", state="waiting"),
        "directory_places": Location.objects.create(organization=service.organization),
        "directory_terms": Term.objects.create(scheme="theme", key="french"),
        "directory_programs": Program.objects.create(name="ILI"),
        "directory_breaks": SchoolBreak.objects.create(
            name="Hiver", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 4)
        ),
        "wagtailusers_users": UserFactory(),
        "wagtailusers_groups": Group.objects.get(name=Role.PARTNER_MEMBER),
        "wagtailsites": Site.objects.get_or_create(defaults={"root_page": Page.objects.get(depth=1)})[0],
        "wagtaillocales": Locale.objects.get_or_create(language_code="fr")[0],
    }
    edition = Edition.objects.create(directory=directory, number=1, snapshot=snapshot(directory), size=1)
    for large in (False, True):
        Paper.objects.create(edition=edition, language="fr", large=large, content=b"%PDF-1.7", size=8)
    numbers = {f"{name}:pk": str(row.pk) for name, row in owned.items()}
    person = RegistrationFactory(event=registration.event)  # cancelled at the desk, while the other stands
    met = {"person": str(person.pk), "workshop": str(workshop.pk), "bucket": str(workshop.pk)}
    return {
        **table.PARTS,
        **numbers,
        **met,
        "slug": "rencontre-du-tableau",
        "nis": owned["territory_office"].nis,
        "token": registration.private_token,
    }


def person_of(subject: str) -> User | None:
    """Whom `subject` stands for."""
    if subject == "anonymous":
        return None
    return UserFactory(role=Role.ADMINISTRATOR if subject == "inactive" else Role(subject))


def stands(session: str) -> bool:
    """Whether the session was not ended. Asked before each of thousands of requests, hence without a queryset."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_session WHERE session_key = %s", [session])
        return cursor.fetchone() is not None


def hand_over(client: Client, person: User | None, kept: dict[str, str], active: bool) -> None:
    """Put the browser in the hands of `person`; if not `active`, the account was closed since.

    `kept` holds the key of the session, used again as long as no address ended it.
    """
    client.cookies.clear()
    if person is None:
        return
    if not stands(kept.get("key", "")):
        User.objects.filter(pk=person.pk).update(is_active=True)
        client.force_login(person)
        kept["key"] = client.cookies[settings.SESSION_COOKIE_NAME].value
        User.objects.filter(pk=person.pk).update(is_active=active)
    client.cookies[settings.SESSION_COOKIE_NAME] = kept["key"]


@pytest.fixture
def _contexts_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's client copies the context of every template that is rendered, for tests that look at it: none here."""
    monkeypatch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))


def test_every_address_has_its_row():
    used = {row_of(route, name)[0] for route, name in ALL}
    assert set(table.OURS) | set(table.BEHIND_THE_OFFICE_DOOR) == used


@pytest.mark.parametrize("name", ["", "nouvelle:adresse", "wagtailnouveau:index"])
def test_address_without_row_is_refused(name):
    with pytest.raises(AssertionError):
        row_of("nouvelle/adresse/", name)


@pytest.mark.django_db
@pytest.mark.usefixtures("_contexts_left_alone")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("subject", table.SUBJECTS)
def test_every_address_answers_as_the_table_says(parts, subject, method):
    wrong = []
    # One for all: each new one reads the static files anew.
    client = Client(raise_request_exception=False, headers={"accept-language": "fr"})
    person, kept = person_of(subject), {}
    for route, name in ALL:
        expected = getattr(row_of(route, name)[1], method)[subject]
        if expected == "not tried":
            continue
        hand_over(client, person, kept, subject != "inactive")
        answer = said(client, getattr(client, method)(address(route, name, parts)))
        if not fits(answer, expected):
            wrong.append(f"{address(route, name, parts)} ({name}): {answer}, not {expected}")
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.django_db
def test_an_address_reaches_the_view_it_was_made_for(parts):
    """Else the table would speak of another address than the one tried. Ours, standing first, hide Wagtail's."""
    hidden = {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_error_test", "wagtailcore_login"}
    hidden |= {f"wagtailadmin_password_reset{end}" for end in ("", "_done", "_confirm", "_complete")}
    for route, name in ALL:
        found = resolve(address(route, name, parts))
        same = found.route.replace("^", "") == route.replace("^", "")
        assert same or name in hidden or found.view_name == name, (route, found.route)
