"""What the tests of directories share: a country, services in it, directories of them, pages as readers open them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bs4 import BeautifulSoup
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.signal_handlers import disable_reference_index_auto_update

from maillage.accounts.enums import Role
from maillage.directory.actions import indexing, terms
from maillage.directory.models import (
    Directory,
    DirectoryWords,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
)
from maillage.territory import demo as communes
from maillage.territory.models import Municipality
from tests.factories import CentreFactory, OrganizationFactory, UserFactory

SECRET = "Rue du Secret-Bien-Gardé 12"
STRANGE = (
    "   ",
    "a" * 5_000,
    "💡🏠",
    "\x00",
    "'; DROP TABLE directory_service; --",
    "\u202e\u2066דרך\u2069",
    "<b>x</b>",
    "-1",
)


@contextmanager
def country() -> Iterator[None]:
    """The communes and the words of the taxonomies, for the tests of one file; all is taken back at the end."""
    with transaction.atomic():
        CentreFactory()
        communes.load()
        terms.load()
        yield
        transaction.set_rollback(True)


def commune(name: str) -> Municipality:
    """A commune of the province."""
    return Municipality.objects.get(name=name)


def term(name: str) -> Term:
    """« need.papers »."""
    scheme, _dot, key = name.partition(".")
    return Term.objects.get(scheme=scheme, key=key)


def held(name: str, *names: str, at: str | None = "Namur", hours: str = "", phone: str = "", **fields: Any) -> Service:
    """A service with terms of these names, at an address of a commune (`at` None: nowhere), found at once."""
    operator = fields.pop("organization", None) or OrganizationFactory()
    service = Service(organization=operator, name=name, **fields)
    service.terms.set([term(one) for one in names])
    with disable_reference_index_auto_update():
        service.save()
    if at:
        place(service, at, hours=hours, phone=phone)
    indexing.refresh([service.pk])
    return service


def place(of: Service, at: str, *, hours: str = "", phone: str = "", **fields: Any) -> ServiceAtLocation:
    """One more place of a service, in a commune."""
    told = {"address": "Rue Haute 1", "postcode": "5000"} | fields
    with disable_reference_index_auto_update():
        location = Location.objects.create(organization=of.organization, municipality=commune(at), **told)
        placed = ServiceAtLocation.objects.create(service=of, location=location)
    if hours:
        Schedule.objects.create(service_at_location=placed, hours=hours)
    if phone:
        Phone.objects.create(service_at_location=placed, number=phone)
    return placed


def hidden(name: str, *names: str, at: str = "Dinant", **fields: Any) -> Service:
    """A service at a confidential place of a commune."""
    service = held(name, *names, at=None, **fields)
    told = {"name": "Refuge de la rue secrète", "access": "sonner deux fois", "latitude": 50.2001, "longitude": 4.9001}
    place(service, at, address=SECRET, postcode="5503", confidential=True, **told)
    renewed(service)
    return service


def renewed(service: Service) -> None:
    """What hangs on a service was changed: all goes by what it is now, as after a save in the office."""
    with disable_reference_index_auto_update():
        service.save()
    indexing.refresh([service.pk])


def directory(slug: str = "cours", *names: str, titles: dict[str, str] | None = None, **fields: Any) -> Directory:
    """A published directory of services with terms of these names; `communes` and `programs` narrow it."""
    places: Iterable[Municipality] = fields.pop("communes", ())
    programs = fields.pop("programs", ())
    made = Directory(slug=slug, **{"published": True} | fields)
    made.terms.set([term(one) for one in names])
    made.municipalities.set(places)
    made.programs.set(programs)
    told = titles or {"fr": "Cours de français"}
    made.words.set([DirectoryWords(language=code, title=title) for code, title in told.items()])
    with disable_reference_index_auto_update():
        made.save()
    return made


def answered(address: str, client: Client | None = None, **asked: str) -> HttpResponse:
    """What an address answers."""
    return (client or Client()).get(address, asked)


def page(address: str, client: Client | None = None, **asked: str) -> BeautifulSoup:
    """The page at an address; AssertionError when it does not answer."""
    response = answered(address, client, **asked)
    assert response.status_code == 200, (address, asked, response.status_code)
    return BeautifulSoup(response.content, "lxml")


def names(soup: BeautifulSoup) -> list[str]:
    """The names of the services on a list, in its order."""
    return [link.get_text(strip=True) for link in soup.select(".row__name a")]


def words(found: Any) -> str:
    """What something of a page says, spaces made one."""
    return " ".join(found.get_text(" ").split())


def signed_in(role: Role) -> Client:
    """A browser in the hands of somebody with a role."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(UserFactory(role=role))
    return client
