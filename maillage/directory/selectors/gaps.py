"""What is missing in a record, as questions to the database: one query for a list, whatever its length."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from maillage.core import clock
from maillage.directory.enums import Scheme
from maillage.directory.models import Language, Phone, Schedule, Service, ServiceAtLocation, Term

STALE_AFTER = timedelta(days=365)
MARK = "gap_"  # how the annotation of a gap begins


class Gap(NamedTuple):
    """Something missing: how a list calls it, and the condition that it is, or what tells the condition of today."""

    label: Any
    missing: Any


def _stale() -> Q:
    return Q(assured_on=None) | Q(assured_on__lt=clock.today() - STALE_AFTER)


def _none(rows: QuerySet[Any]) -> Any:
    return ~Exists(rows)


@cache
def of_services() -> Mapping[str, Gap]:
    """What may be missing in a service, by key."""
    here = {"service": OuterRef("pk")}
    there = {"service_at_location__service": OuterRef("pk")}
    hours = Schedule.objects.filter(**there).filter(~Q(hours="") | Q(by_appointment=True))
    phones = Phone.objects.filter(Q(**here) | Q(**there) | Q(organization__services=OuterRef("pk")))
    return {
        "where": Gap(_("lieu"), _none(ServiceAtLocation.objects.filter(**here, location__municipality__isnull=False))),
        "hours": Gap(_("heures"), _none(hours)),
        "phone": Gap(_("téléphone"), _none(phones)),
        "languages": Gap(_("langues"), _none(Language.objects.filter(Q(**here) | Q(**there)))),
        "theme": Gap(_("thème"), _none(Term.objects.filter(services=OuterRef("pk"), scheme=Scheme.THEME))),
        "need": Gap(_("besoin"), _none(Term.objects.filter(services=OuterRef("pk"), scheme=Scheme.NEED))),
        "description": Gap(_("description"), Q(description="")),
        "price": Gap(_("prix"), Q(fees="", fees_cents=None)),
        "process": Gap(_("comment s’inscrire"), Q(application_process="")),
        "assured": Gap(_("confirmation de moins d’un an"), _stale),
    }


@cache
def of_organizations() -> Mapping[str, Gap]:
    """What may be missing in an operator, by key."""
    here = {"organization": OuterRef("pk")}
    phones = Phone.objects.filter(
        Q(**here)
        | Q(service__organization=OuterRef("pk"))
        | Q(service_at_location__service__organization=OuterRef("pk"))
    )
    return {
        "services": Gap(_("services"), _none(Service.objects.filter(**here))),
        "where": Gap(_("commune"), Q(municipality=None)),
        "phone": Gap(_("téléphone"), _none(phones)),
        "web": Gap(_("site ou courriel"), Q(website="", email="")),
        "kbo": Gap(_("numéro d’entreprise"), Q(kbo="")),
        "sector": Gap(_("secteur"), Q(sector="")),
        "assured": Gap(_("confirmation de moins d’un an"), _stale),
    }


def marked(records: QuerySet[Any], gaps: Mapping[str, Gap]) -> QuerySet[Any]:
    """The records, each with `gap_<key>`: whether that is missing."""
    no, yes = Value(False), Value(True)
    return records.annotate(
        **{
            MARK + key: Case(
                When(gap.missing() if callable(gap.missing) else gap.missing, then=yes),
                default=no,
                output_field=BooleanField(),
            )
            for key, gap in gaps.items()
        }
    )


def missing(record: Any, gaps: Mapping[str, Gap]) -> list[Any]:
    """The labels of what is missing in a marked record."""
    return [gap.label for key, gap in gaps.items() if getattr(record, MARK + key)]
