"""What the tests of record pages share: a service with everything on its page, and the page as a reader opens it."""

import json
from datetime import date
from typing import Any

from maillage.accounts.enums import Role
from maillage.directory.enums import Scheme
from maillage.directory.models import (
    Capacity,
    Contact,
    CostOption,
    CourseOffer,
    Language,
    Location,
    Organization,
    Phone,
    Program,
    Schedule,
    Service,
    ServiceAtLocation,
    Term,
    TermWords,
)
from tests.agenda.reader import Page, Reader
from tests.factories import MunicipalityFactory, OrganizationFactory, UserFactory

WORDS = {
    "learn-french": {"fr": "Apprendre le français", "ar": "تعلّم الفرنسية", "nl": "Frans leren"},
    "women": {"fr": "Femmes", "ar": "نساء", "nl": "Vrouwen"},
    "A1": {"fr": "A1", "ar": "A1", "nl": "A1"},
}
PLAIN = {"A1": {"fr": "Se présenter.", "ar": "التعريف بالنفس.", "nl": "Zich voorstellen."}}


def term(scheme: str, key: str) -> Term:
    """A term with its words in French, Arabic and Dutch."""
    found, new = Term.objects.get_or_create(scheme=scheme, key=key)
    for language, name in WORDS.get(key, {"fr": key}).items() if new else ():
        plain = PLAIN.get(key, {}).get(language, "")
        TermWords.objects.create(term=found, language=language, name=name, plain=plain)
    return found


def service(name: str = "Cours de français", *keys: str, **fields: Any) -> Service:
    """A service of an operator of its own, with needs of these keys."""
    owner = fields.pop("organization", None) or OrganizationFactory(name=f"Alpha {name}")
    made = Service.objects.create(organization=owner, name=name, **fields)
    made.terms.set([term(Scheme.NEED, key) for key in keys])
    made.save()
    return made


def place(of: Service, hours: str = "", **fields: Any) -> ServiceAtLocation:
    """A place of a service in a commune of its own, with these hours."""
    commune = fields.pop("municipality", None) or MunicipalityFactory()
    address = {"address": "Rue Haute 1", "postcode": "5000", "latitude": 50.46, "longitude": 4.86}
    location = Location.objects.create(organization=of.organization, municipality=commune, **address | fields)
    at = ServiceAtLocation.objects.create(service=of, location=location)
    if hours:
        Schedule.objects.create(service_at_location=at, hours=hours)
    return at


def furnished(count: int = 1, **fields: Any) -> Service:
    """A service with `count` of everything that may stand on its page."""
    owner: Organization = OrganizationFactory(name="Alpha Namur", website="https://alpha.example", sector="public")
    told = {
        "description": "On apprend <ensemble>.", "application_process": "Téléphonez à Anne.", "fees_cents": 2000,
        "eligibility": "Habiter Namur.", "minimum_age": 6, "maximum_age": 12, "interpretation": "Sur demande.",
        "childcare": True, "to_bring": "Un cahier.", "assured_on": date(2026, 11, 5), "alert": "Fermé vendredi.",
        "program": Program.objects.create(name=f"Parcours {count}"),
    }  # fmt: skip
    made = service(organization=owner, **told | fields)
    made.terms.set([term(Scheme.NEED, "learn-french"), term(Scheme.PUBLIC, "women")])
    made.save()
    term(Scheme.LEVEL, "A1")
    day = date(2026, 11, 20)
    Capacity.objects.create(service=made, free_places=3, places=12, updated_on=day, expires_on=date(2027, 1, 1))
    for number in range(count):
        at = place(made, "Mo-Fr 09:00-12:00", address=f"Rue Haute {number}", access="Bus 4", name=f"Salle {number}")
        at.service_area.add(MunicipalityFactory())
        at.save()
        Phone.objects.create(service_at_location=at, number=f"+3281000{number:03}", languages=["ar"])
        Language.objects.create(service_at_location=at, code="ar", days=f"lundi {number}")
        Language.objects.create(service=made, code="ti", mode="interpreter_by_phone", days=f"{number}")
        CourseOffer.objects.create(service=made, levels=["A1"], tags=["fle"], hours_a_week="4.5", placement_test=True)
        CostOption.objects.create(service=made, option=f"Caution {number}", cents=500)
        Contact.objects.create(organization=owner, title=f"Accueil {number}", email="accueil@alpha.example")
    return made


def page(of: Service, language: str = "fr", end: str = "") -> Page:
    """The page of the service for a reader of this language."""
    found = Reader(language).open(f"/{language}/annuaire/services/{of.slug}/{end}")
    assert found.status == 200
    return found


def words(found: Page) -> str:
    """What the page says, spaces made one."""
    return " ".join(found.main.get_text(" ").split())


def data(found: Page) -> dict[str, Any]:
    """What the page tells to search engines."""
    (block,) = found.soup.find_all("script", type="application/ld+json")
    told: dict[str, Any] = json.loads(block.string)
    return told


def coordinator() -> Any:
    """Somebody of the team."""
    return UserFactory(role=Role.COORDINATOR)
