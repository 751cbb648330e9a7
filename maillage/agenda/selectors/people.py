"""People: found by their links, and what they may, need and are told."""

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from maillage.agenda.enums import ATTENDANCE, NOTHING_TO_COME_TO, SeatState
from maillage.agenda.models import (
    Event,
    Interest,
    NeedAnswer,
    Registration,
    Seat,
)
from maillage.core import clock, seals
from maillage.core.models import OutboxMessage
from maillage.core.statements import Kept

KEY_LENGTH = 32  # hexadecimal characters of a registration's key at the head of its tokens


Access = Literal["receipt", "private"]


def reminder_key(event: Event, days: int) -> str:
    """What tells a reminder apart from those of another date of the same event."""
    return f"{days}:{event.starts_at:%Y%m%d}"


def to_remind(event: Event, days: int) -> QuerySet[Registration]:
    """Who has a place since before the reminder of `days` before was due, an address, and no such reminder yet."""
    sent = Concat(Value("agenda.reminder:"), Cast(OuterRef("pk"), CharField()), Value(f":{reminder_key(event, days)}"))
    has_place = Seat.objects.filter(registration=OuterRef("pk"), bucket__kind__in=ATTENDANCE, state=SeatState.CONFIRMED)
    people = expected(event).filter(booking__created_at__lt=event.starts_at - timedelta(days=days))
    return (
        people.exclude(booking__email="")
        .filter(Exists(has_place.order_by()))
        .exclude(Exists(OutboxMessage.objects.filter(key=sent).order_by()))
    )


def wished(registration: Registration) -> list[str]:
    """The short addresses of the workshops that the person would like, the dearest first."""
    return list(registration.wishes.order_by("rank").values_list("bucket__slug", flat=True))


def needs_of(registration: Registration) -> dict[str, str]:
    """What the person told that they need, by field name; for them alone."""
    needs = NeedAnswer.objects.filter(registration=registration).first()
    return seals.unseal(needs.sealed) if needs else {}


def standing_under(email: str) -> list[Registration]:
    """Who is registered under an address for something that is not over."""
    found = Registration.objects.filter(
        booking__email__iexact=email, identity__isnull=False, event__ends_at__gt=clock.now()
    )
    return list(found.order_by("event__starts_at", "pk"))


def find_interest(token: str) -> Interest | None:
    """Who asked to be told, by the link that proves the address; None for any wrong token."""
    key = _proved_key("interest", token)
    if key is None:
        return None
    return Interest.objects.select_related("event__municipality").filter(key=key).first()


def _proved_key(purpose: str, token: str) -> UUID | None:
    """The key at the head of `token`, if the rest proves that the site gave it for this purpose."""
    key, proof = token[:KEY_LENGTH], token[KEY_LENGTH:]
    right = proof and proof.isascii() and seals.token_is_right(f"agenda.{purpose}", key, proof)
    return UUID(key) if right else None


def expected(event: Event) -> QuerySet[Registration]:
    """Who is registered and did not cancel, in the order of arrival."""
    return event.registrations.filter(identity__isnull=False).select_related("booking").order_by("pk")


def may_change(registration: Registration, by: Any = None) -> bool:
    """Whether the registration may still be changed: by the person until the hour set for it, by the team to the end."""
    over = registration.event.phase() in NOTHING_TO_COME_TO
    return not over and (by is not None or clock.now() < registration.event.change_closes_at)


def find_by_token(token: str) -> tuple[Registration, Access] | None:
    """The registration that `token` opens and what it allows; None for any wrong token."""
    for access, registrations in _BY_KEY.items():
        if key := _proved_key(access, token):
            return next(((found, access) for found in registrations.rows(key=key)), None)
    return None


def find_by_pk(pk: int) -> Registration | None:
    """The registration with its booking and its event; None once it is erased. Asked for every mail."""
    return next(iter(_BY_PK.rows(pk=pk)), None)


def _by(*shown: str, **mark: Any) -> Kept[Registration]:
    standing = Registration.objects.filter(anonymised_at=None).select_related(*shown).order_by()
    return Kept(standing.filter, **mark)


_BY_KEY: dict[Access, Kept[Registration]] = {
    "receipt": _by("event__municipality", key=UUID(int=1)),
    "private": _by("booking", "event__municipality", key=UUID(int=1)),
}
_BY_PK = _by("booking", "event__municipality", pk=-1)
