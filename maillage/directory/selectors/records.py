"""One service with all that its page says of it, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from maillage.core import clock
from maillage.directory.enums import LanguageMode, PhoneKind, Scheme
from maillage.directory.models import (
    Capacity,
    Contact,
    CostOption,
    CourseOffer,
    Language,
    Organization,
    Phone,
    Service,
    Term,
)
from maillage.directory.selectors.places import Place, places
from maillage.directory.selectors.texts import Text, texts

INTERPRETERS = frozenset({LanguageMode.INTERPRETER_ON_SITE, LanguageMode.INTERPRETER_BY_PHONE})


class Spoken(NamedTuple):
    """A language: who speaks it, on which days; `where` names the places when it is not spoken at all of them."""

    code: str
    mode: LanguageMode
    days: str
    where: str

    @property
    def by_interpreter(self) -> bool:
        """Whether the team itself does not speak it."""
        return self.mode in INTERPRETERS


class Call(NamedTuple):
    """A number to call; `where` names its place when the service has several."""

    phone: Phone
    where: str


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A service as everybody may see it."""

    service: Service
    organization: Organization
    terms: dict[str, tuple[Term, ...]]
    texts: dict[str, Text]
    places: tuple[Place, ...]
    calls: tuple[Call, ...]
    languages: tuple[Spoken, ...]
    courses: tuple[CourseOffer, ...]
    levels: dict[str, Term]
    costs: tuple[CostOption, ...]
    capacity: Capacity | None
    contacts: tuple[Contact, ...]

    @property
    def email(self) -> str:
        """Whom to write to."""
        return self.service.email or self.organization.email

    @property
    def website(self) -> str:
        """The page on the web."""
        return self.service.website or self.organization.website

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, each once."""
        return tuple(dict.fromkeys(one.code for one in self.languages))

    @property
    def interpreted(self) -> tuple[Spoken, ...]:
        """The languages for which there is an interpreter."""
        return tuple(one for one in self.languages if one.by_interpreter)

    @property
    def topics(self) -> tuple[Term, ...]:
        """What it is for: needs, or themes where no need is said."""
        return self.terms[Scheme.NEED] or self.terms[Scheme.THEME]


def find_service(user: Any, slug: str) -> ServiceRecord | None:
    """The service at this address as `user` may see it, texts in the reader's language; None when there is none."""
    visible = Service.objects.visible_to(user).select_related("organization", "program")
    service = visible.filter(slug=slug, organization__in=Organization.objects.visible_to(user)).first()
    if service is None:
        return None
    own = {"service": service.pk}
    at = places(service.pk)
    courses = tuple(CourseOffer.objects.filter(**own).order_by("pk"))
    return ServiceRecord(
        service=service,
        organization=service.organization,
        terms=_terms(service),
        texts=texts(service),
        places=at,
        calls=_calls(service, at),
        languages=_spoken(Language.objects.filter(**own).order_by("pk"), at),
        courses=courses,
        levels=_levels(courses),
        costs=tuple(CostOption.objects.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()), **own).order_by("pk")),
        capacity=Capacity.objects.filter(**own).order_by("pk").first(),
        contacts=tuple(Contact.objects.filter(organization=service.organization_id).order_by("pk")),
    )


def _terms(service: Service) -> dict[str, tuple[Term, ...]]:
    found = Term.objects.filter(services=service.pk).order_by("position", "key").prefetch_related("words")
    terms = list(found)
    return {scheme.value: tuple(term for term in terms if term.scheme == scheme) for scheme in Scheme}


def _levels(courses: Iterable[CourseOffer]) -> dict[str, Term]:
    keys = {level for course in courses for level in course.levels}
    found = Term.objects.filter(scheme=Scheme.LEVEL, key__in=keys).prefetch_related("words").order_by("position")
    return {term.key: term for term in found}


def _calls(service: Service, at: tuple[Place, ...]) -> tuple[Call, ...]:
    """The service's own numbers, those of its places, then the operator's; each once, no fax."""
    owned = Phone.objects.filter(service=service.pk) | Phone.objects.filter(organization=service.organization_id)
    general = sorted(owned, key=lambda phone: (phone.service_id is None, phone.pk))
    calls = [Call(phone, "") for phone in general if phone.service_id]
    calls += [Call(phone, place.title if len(at) > 1 else "") for place in at for phone in place.phones]
    calls += [Call(phone, "") for phone in general if not phone.service_id]
    seen: dict[str, Call] = {}
    for call in calls:
        if call.phone.kind != PhoneKind.FAX:
            seen.setdefault(call.phone.number, call)
    return tuple(seen.values())


def _spoken(general: Iterable[Language], at: tuple[Place, ...]) -> tuple[Spoken, ...]:
    """Languages of the service, then of its places, those of the team before those of an interpreter."""
    where: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for language in general:
        where[language.code, language.mode, language.days] = [""]
    for place in at:
        for language in place.languages:
            where[language.code, language.mode, language.days].append(place.title)
    found = [
        Spoken(code, LanguageMode(mode), days, "" if "" in names or len(names) == len(at) else ", ".join(names))
        for (code, mode, days), names in where.items()
        if mode in LanguageMode.values
    ]
    return tuple(sorted(found, key=lambda one: list(LanguageMode).index(one.mode)))


__all__ = ["Call", "Place", "ServiceRecord", "Spoken", "Text", "find_service"]
