"""What the agenda erases once its time is over, and how it is checked."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from maillage.agenda import housekeeping, selectors
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import Answers, Receipt, register
from maillage.agenda.models import Bucket, Event, NeedAnswer, Registration
from maillage.core import outbox, purges
from maillage.core.delivery import deliver_batch
from maillage.core.models import OutboxMessage
from tests.plugins.clock import Clock
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture
def event(clock: Clock) -> Event:
    """An open event of next week with one place, kept ninety days."""
    clock.set(NOON)
    event = Event(
        slug="pleniere",
        title="Plénière",
        starts_at=NOON + timedelta(days=7),
        ends_at=NOON + timedelta(days=7, hours=6),
        announced_at=NOON,
        opens_at=NOON,
        closes_at=NOON + timedelta(days=6),
        retention_days=90,
    )
    save_event(event, 1)
    return event


def come(event: Event, name: str) -> Receipt:
    answers = Answers(
        first_name=name,
        last_name="Ben Salah",
        email=f"{name}@example.org",
        organization="La Maison",
        role="formatrice",
        message="Je viens en train",
        needs={"needs_access": "fauteuil"},
    )
    return register(event, answers, nonce=f"nonce-{name}", language="fr")


def test_people_are_made_anonymous_after_the_retention_and_their_seats_stay(event: Event, clock: Clock) -> None:
    receipts = [come(event, "amina"), come(event, "bilal")]
    token = receipts[0].registration.private_token
    clock.set(event.ends_at + timedelta(days=90))
    assert housekeeping.people(dry_run=True) == housekeeping.people(dry_run=False) == 0
    clock.forward(seconds=1)
    assert housekeeping.people(dry_run=True) == 2
    assert Registration.objects.filter(anonymised_at=None).count() == 2
    assert housekeeping.people(dry_run=False) == 2
    for registration in Registration.objects.select_related("booking").order_by("pk"):
        kept = [registration.first_name, registration.last_name, registration.role, registration.identity]
        assert [*kept, registration.booking.email, registration.booking.message] == ["", "", "", None, "", ""]
        assert registration.booking.organization_name == ""
    assert not NeedAnswer.objects.exists()
    assert Bucket.objects.get().taken == 1
    assert sorted(seat.state for seat in Bucket.objects.get().seats.all()) == ["confirmed", "waitlisted"]
    assert selectors.find_by_token(token) is None
    assert housekeeping.people(dry_run=False) == 0


def test_other_events_keep_their_people(event: Event, clock: Clock) -> None:
    come(event, "amina")
    longer = Event.objects.get(pk=event.pk)
    longer.pk, longer.slug, longer.uid, longer.retention_days = None, "longer", uuid.uuid4(), 365
    save_event(longer, 1)
    come(longer, "bilal")
    clock.set(event.ends_at + timedelta(days=91))
    assert housekeeping.people(dry_run=False) == 1
    assert Registration.objects.get(anonymised_at=None).first_name == "bilal"


def test_needs_go_before_the_rest(event: Event, clock: Clock) -> None:
    come(event, "amina")
    clock.set(event.ends_at + timedelta(days=14, seconds=1))
    assert housekeeping.needs(dry_run=True) == housekeeping.needs(dry_run=False) == 1
    assert not NeedAnswer.objects.exists()
    assert Registration.objects.get().first_name == "amina"


def test_mail_about_somebody_erased_is_not_sent(event: Event, clock: Clock, smtp_sink: Sink) -> None:
    come(event, "amina")
    clock.set(event.ends_at + timedelta(days=91))
    list(purges.run())
    deliver_batch()
    assert smtp_sink.received == []
    assert OutboxMessage.objects.get().problem == "nothing"
    assert not outbox.can_try_again(OutboxMessage.objects.get())


def test_counter_that_drifted_is_said(event: Event) -> None:
    come(event, "amina")
    assert [finding.wrong for finding in housekeeping.places()] == [False]
    Bucket.objects.update(taken=0)
    (finding,) = housekeeping.places()
    assert finding.wrong
    assert "pleniere" in finding.text
