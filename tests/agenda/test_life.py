"""What becomes of an event: shown before it is done, done once, told to everybody in their language, undone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.enums import Role
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import cancel
from maillage.agenda.enums import EventState, SeatState
from maillage.agenda.models import Event, ProgrammeItem, Registration, Seat
from maillage.agenda.office.life_forms import a_year_later, next_slug
from maillage.core import clock
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.ui.components.signs import unbroken
from tests.agenda.letters import only_mail
from tests.factories import EventFactory, OrganizationFactory, RegistrationFactory, UserFactory, WorkshopFactory
from tests.plugins.clock import Clock
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
TIMES = {
    "announced_at": datetime(2026, 8, 1, 7, tzinfo=UTC),
    "opens_at": datetime(2026, 8, 15, 7, tzinfo=UTC),
    "closes_at": datetime(2026, 11, 10, 16, tzinfo=UTC),
    "starts_at": datetime(2026, 11, 17, 8, 30, tzinfo=UTC),
    "ends_at": datetime(2026, 11, 17, 15, 0, tzinfo=UTC),
}
ACTS = {"postpone": "agenda.postponed", "call_off": "agenda.called_off", "tell": "agenda.news"}


@pytest.fixture
def office(clock: Clock) -> Client:
    """A browser in the hands of a coordinator, on the first of September 2026."""
    clock.set(NOW)
    client = Client(headers={"accept-language": "fr"})
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """A meeting on 17 November 2026, with two who read French, one Arabic, and one without address."""
    with written_once(django_db_blocker), clock.at(NOW):
        found = EventFactory(title="Plénière d’automne", slug="pleniere-2026", **TIMES)
        for language, email in (("fr", "anne@example.org"), ("fr", "bruno@example.org"), ("ar", "amal@example.org")):
            RegistrationFactory(event=found, language=language, email=email, first_name=email.partition("@")[0].title())
        RegistrationFactory(event=found, first_name="Denise", email="")
        OutboxMessage.objects.all().delete()
        yield found.pk


@pytest.fixture
def event(written: int, db: None) -> Event:
    """The meeting of `written`."""
    return Event.objects.get(pk=written)


def address(event: Event, act: str) -> str:
    return reverse(f"agenda_office:{act}", args=[event.pk])


def typed(step: str, **fields: str) -> dict[str, str]:
    return {"step": step, "note_fr": "La salle est prise.", "note_ar": "القاعة محجوزة.", "starts_at": "", **fields}


def whole(event: Event) -> dict[str, object]:
    """All that the event's row says."""
    return Event.objects.filter(pk=event.pk).values().get()


@pytest.mark.parametrize("act", ACTS)
def test_preview_shows_who_would_be_told_what_and_nothing_stays(office, event, act):
    before, traces = whole(event), AuditEntry.objects.count()
    assert office.get(address(event, act)).status_code == 200
    response = office.post(address(event, act), typed("preview"))
    page = response.content.decode()
    assert [(each.language.code, len(each.people)) for each in response.context["readers"]] == [("fr", 2), ("ar", 1)]
    assert response.context["silent"] == 1
    french, arabic = response.context["letters"]
    assert (french.person.first_name, arabic.person.first_name) == ("Anne", "Amal")
    assert "La salle est prise." in french.text
    assert "القاعة محجوزة." in arabic.text
    assert "Plénière d’automne" in french.subject
    assert page.count("القاعة محجوزة.") >= 2, "in the letter, and kept for the confirmation"
    assert (whole(event), AuditEntry.objects.count()) == (before, traces)
    assert not OutboxMessage.objects.exists()


def test_preview_does_not_show_what_opens_a_registration(office, event):
    page = office.post(address(event, "postpone"), typed("preview")).content.decode()
    assert not [person for person in Registration.objects.all() if person.private_token in page]


@pytest.mark.parametrize("act", ACTS)
def test_confirmed_it_is_done_and_everybody_with_an_address_is_written_to_once(office, event, act):
    seen = office.post(address(event, act), typed("preview")).context["seen"]
    response = office.post(address(event, act), typed("confirm", seen=str(seen)), follow=True)
    assert unbroken("Un courriel part vers 3 personnes. Sans adresse : 1 personne") in response.content.decode()
    assert sorted(OutboxMessage.objects.values_list("recipient", flat=True)) == [
        "amal@example.org",
        "anne@example.org",
        "bruno@example.org",
    ]
    assert set(OutboxMessage.objects.values_list("kind", flat=True)) == {ACTS[act]}
    phase = {"postpone": EventState.POSTPONED, "call_off": EventState.CANCELLED, "tell": EventState.OPEN}
    assert Event.objects.get().phase() == phase[act]


@pytest.mark.parametrize("act", ACTS)
def test_button_pressed_twice_writes_once(office, event, act):
    seen = office.post(address(event, act), typed("preview")).context["seen"]
    for _ in range(2):
        office.post(address(event, act), typed("confirm", seen=str(seen)))
    assert OutboxMessage.objects.count() == 3


def test_letter_shown_is_the_letter_sent(office, event):
    response = office.post(address(event, "postpone"), typed("preview", starts_at="2026-12-15 10:00"))
    shown = response.context["letters"][0]
    office.post(
        address(event, "postpone"),
        typed("confirm", starts_at="2026-12-15 10:00", seen=str(response.context["seen"])),
    )
    person = Registration.objects.get(first_name="Anne")
    sent = only_mail(person, "postponed")
    assert sent.subject == shown.subject
    assert sent.text.replace(person.private_token, "…").strip() == shown.text.strip()
    assert "15 décembre 2026" in sent.text
    assert shown.files == ("inscription.ics",)


def test_new_date_takes_the_closing_along(office, event):
    seen = office.post(address(event, "postpone"), typed("preview")).context["seen"]
    office.post(address(event, "postpone"), typed("confirm", starts_at="2026-12-15 10:00", seen=str(seen)))
    event = Event.objects.get()
    assert timezone.localtime(event.starts_at).isoformat() == "2026-12-15T10:00:00+01:00"
    assert event.closes_at == TIMES["closes_at"] + timedelta(days=28)
    assert event.postponed_at is None


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        ("2026-08-20 10:00", "Cette date est passée."),
        ("2026-11-17 09:30", "C’est la date actuelle."),
        ("2027-03-28 02:30", "Cette heure n’existe pas"),
        ("demain", "valide"),
    ],
)
def test_date_that_cannot_be_is_refused_and_what_was_typed_stays(office, event, starts_at, words):
    response = office.post(address(event, "postpone"), typed("preview", starts_at=starts_at))
    assert words in str(response.context["form"].errors["starts_at"])
    page = response.content.decode()
    assert "La salle est prise." in page
    assert starts_at in page
    assert not OutboxMessage.objects.exists()


def test_closing_before_the_opening_is_refused(office):
    event = EventFactory(**{**TIMES, "opens_at": NOW + timedelta(days=60)})
    response = office.post(address(event, "postpone"), typed("preview", starts_at="2026-10-01 10:00"))
    assert "avant de s’ouvrir" in str(response.context["form"].errors["starts_at"])


def test_back_from_the_preview_everything_is_still_there(office, event):
    response = office.post(address(event, "postpone"), typed("form", starts_at="2026-12-15 10:00"))
    page = response.content.decode()
    assert "agenda/office/life.html" in [template.name for template in response.templates]
    assert "2026-12-15 10:00" in page
    assert "القاعة محجوزة." in page


def test_event_changed_since_the_preview_is_shown_again(office, event):
    seen = office.post(address(event, "call_off"), typed("preview")).context["seen"]
    event.venue_name = "Ailleurs"
    save_event(event, 10)
    response = office.post(address(event, "call_off"), typed("confirm", seen=str(seen)))
    assert response.context["seen"] == seen + 1
    assert Event.objects.get().cancelled_at is None


def test_restored_event_takes_place_and_its_people_hear_of_it(office, event):
    seen = office.post(address(event, "call_off"), typed("preview")).context["seen"]
    office.post(address(event, "call_off"), typed("confirm", seen=str(seen)))
    OutboxMessage.objects.all().delete()
    page = office.get(address(event, "restore")).content.decode()
    assert "la rencontre aura bien lieu" in page
    seen = office.post(address(event, "restore"), typed("preview")).context["seen"]
    office.post(address(event, "restore"), typed("confirm", seen=str(seen)))
    event = Event.objects.get()
    assert (event.phase(), event.sequence) == (EventState.OPEN, 2)
    assert OutboxMessage.objects.filter(kind="agenda.news").count() == 3
    assert AuditEntry.objects.filter(act="agenda.event_restored", actor__isnull=False).count() == 1


def test_news_of_the_calling_off_that_did_not_leave_does_not_leave_after_the_restoring(office, event):
    from maillage.core.delivery import deliver_batch

    for act in ("call_off", "restore"):
        seen = office.post(address(event, act), typed("preview")).context["seen"]
        office.post(address(event, act), typed("confirm", seen=str(seen)))
    batch = deliver_batch()
    assert (batch.delivered, batch.given_up) == (3, 3)


def test_queue_moves_when_the_event_is_restored(office):
    event = EventFactory(capacity=1, **TIMES)
    first, second = RegistrationFactory(event=event), RegistrationFactory(event=event)
    Event.objects.update(cancelled_at=clock.now())
    first.refresh_from_db()
    cancel(Registration.objects.get(pk=first.pk))
    assert Seat.objects.get(registration=second).state == SeatState.WAITLISTED
    seen = office.post(address(event, "restore"), typed("preview")).context["seen"]
    office.post(address(event, "restore"), typed("confirm", seen=str(seen)))
    assert Seat.objects.get(registration=second).state == SeatState.CONFIRMED


@pytest.mark.parametrize(
    ("trait", "possible"), [("cancelled", {"restore"}), ("held", set()), ("closed", {"postpone", "call_off", "tell"})]
)
def test_only_what_makes_sense_is_possible(office, trait, possible):
    event = EventFactory(**{trait: True})
    for act in ("postpone", "call_off", "tell", "restore"):
        for method in (office.get, office.post):
            response = method(address(event, act))
            assert (response.status_code == 200) == (act in possible)


def test_preview_costs_the_same_reads_for_one_reader_as_for_three(office, query_count):
    """Promises are written one by one, inside the rehearsal; what is read is not."""
    event = EventFactory(**TIMES)
    RegistrationFactory(event=event)
    office.get(address(event, "tell"))
    one = query_count(office.get, address(event, "tell"))
    for _ in range(2):
        RegistrationFactory(event=event)
    assert query_count(office.get, address(event, "tell")) == one


def test_copy_is_a_draft_with_all_that_was_prepared(office, event):
    WorkshopFactory(event=event, capacity=12)
    ProgrammeItem.objects.create(event=event, starts=hour(9, 30), title="Accueil")
    event = Event.objects.get(pk=event.pk)
    event.invited.set([OrganizationFactory()])
    event.save()
    shown = office.get(address(event, "duplicate")).context["form"]
    assert shown["slug"].value() == "pleniere-2027"
    assert f"{shown['starts_at'].value():%Y-%m-%d %H:%M}" == "2027-11-16 09:30"
    response = office.post(address(event, "duplicate"), {"starts_at": "2027-11-16 09:30", "slug": "pleniere-2027"})
    copy = Event.objects.get(slug="pleniere-2027")
    assert response["Location"] == reverse("agenda_office:edit", args=[copy.pk])
    assert (copy.phase(), copy.copied_from, copy.registrations.count()) == (EventState.DRAFT, event, 0)
    assert [one.title for one in copy.programme.all()] == ["Accueil"]
    assert copy.invited.count() == 1
    assert sorted(copy.buckets.values_list("kind", "capacity")) == [("day", 10), ("workshop", 12)]
    assert copy.programme.get().pk != event.programme.get().pk
    assert not OutboxMessage.objects.exists()


def test_address_of_another_event_is_refused_and_what_was_typed_stays(office, event):
    response = office.post(address(event, "duplicate"), {"starts_at": "2027-11-16 09:30", "slug": "pleniere-2026"})
    assert "déjà cette adresse" in str(response.context["form"].errors["slug"])
    assert 'value="2027-11-16 09:30"' in response.content.decode()
    assert Event.objects.count() == 1


def test_proposed_date_keeps_weekday_and_hour_and_is_to_come(clock):
    clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    proposed = timezone.localtime(a_year_later(TIMES["starts_at"]))
    assert (proposed.weekday(), proposed.hour, proposed.minute) == (1, 9, 30)
    assert clock.forward() < proposed < clock.forward() + timedelta(weeks=52)


def test_proposed_address_is_free(event):
    EventFactory(slug="pleniere-2027")
    assert next_slug(event, TIMES["starts_at"] + timedelta(weeks=52)) == "pleniere-2027-2"
    assert next_slug(EventFactory(slug="fete", **TIMES), TIMES["starts_at"] + timedelta(weeks=52)) == "fete-2027"


@pytest.mark.parametrize("act", [*ACTS, "restore", "duplicate"])
@pytest.mark.parametrize("role", [Role.PARTNER_MEMBER, Role.CARRIER_SECRETARY, Role.POLICY_MAKER])
def test_acts_are_for_the_team_alone(office, event, act, role):
    client = Client()
    client.force_login(UserFactory(role=role))
    for answer in (client.get(address(event, act)), client.post(address(event, act), typed("confirm", seen="0"))):
        assert answer.status_code in {302, 403}
    assert Event.objects.count() == 1
    assert Event.objects.get().sequence == 0
