"""« Tell me when it opens »: proved by a link, told once in waves, then erased. And the reminders."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from maillage.agenda import housekeeping
from maillage.agenda.actions import interests, rounds
from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event, Interest, Registration
from maillage.core import clock, outbox
from maillage.core.models import OutboxMessage
from tests.agenda.letters import messages, write
from tests.agenda.reader import counts, path_of
from tests.factories import EventFactory, RegistrationFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def announced() -> Event:
    return EventFactory(announced=True)


def ask(event: Event, email: str = "anne@example.org", language: str = "fr") -> BeautifulSoup:
    answer = Client().post(f"/{language}/agenda/{event.slug}/prevenez-moi/", {"email": email})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def proof(event: Event) -> str:
    """The address of the last proof that was mailed."""
    message = OutboxMessage.objects.filter(kind="agenda.interest").order_by("-pk").first()
    return path_of(write(message).soup.a["href"])


def test_address_is_on_the_list_only_once_its_owner_pressed_the_button():
    event = announced()
    ask(event)
    interest = Interest.objects.get()
    link = proof(event)
    before = counts()
    assert Client().get(link).status_code == 200
    assert counts() == before, "a mail scanner opens links too"
    interest.refresh_from_db()
    assert interest.proved_at is None
    assert Client().post(link).status_code == 302
    interest.refresh_from_db()
    assert interest.proved_at is not None


def test_asking_twice_answers_the_same_and_writes_once_proved_nothing():
    event = announced()
    first = ask(event)
    Client().post(proof(event))
    again = ask(event, "Anne@Example.org")
    assert Interest.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="agenda.interest").count() == 1
    assert first.main.get_text().lower() == again.main.get_text().lower()


def test_who_changed_their_mind_is_erased():
    event = announced()
    ask(event)
    link = proof(event)
    Client().post(link, {"forget": "1"})
    assert not Interest.objects.exists()
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + "abc", "é" * 60])
def test_guessed_link_opens_nothing(token: str):
    assert Client().get(f"/fr/prevenez-moi/{token}/").status_code == 404


def test_open_event_has_nothing_to_wait_for():
    event = EventFactory()
    address = f"/fr/agenda/{event.slug}/prevenez-moi/"
    assert Client().post(address, {"email": "anne@example.org"}).status_code == 302
    assert not Interest.objects.exists()


def test_opening_is_told_in_waves_in_the_order_of_asking_once_each_in_their_language():
    event = announced()
    people = interests.WAVE + 5
    for number in range(people):
        interests.ask(event, f"p{number}@example.org", "ar" if number % 2 else "fr")
        interests.prove(Interest.objects.get(email=f"p{number}@example.org"))
    interests.ask(event, "jamais-prouve@example.org", "fr")
    told = OutboxMessage.objects.filter(kind="agenda.opening").order_by("pk")
    rounds.openings()
    assert not told.exists(), "not open yet"
    with clock.at(event.opens_at + timedelta(minutes=1)):
        rounds.openings()
        assert [message.recipient for message in told.all()] == [f"p{n}@example.org" for n in range(interests.WAVE)]
        rounds.openings()
        rounds.openings()
        assert told.count() == people
        mail = write(told.all()[1])
        assert mail.soup.html["lang"] == "ar"
        assert f"/ar/agenda/{event.slug}/inscription/" in mail.text


def test_opening_that_closed_before_the_mail_left_is_not_told():
    event = announced()
    interests.ask(event, "anne@example.org", "fr")
    interests.prove(Interest.objects.get())
    with clock.at(event.opens_at + timedelta(minutes=1)):
        rounds.openings()
    with clock.at(event.closes_at + timedelta(minutes=1)), pytest.raises(outbox.NothingToSay):
        write(OutboxMessage.objects.get(kind="agenda.opening"))


def test_addresses_are_erased_once_told_or_never_proved_or_too_late():
    event = announced()
    for name in ("told", "unproved", "proved"):
        interests.ask(event, f"{name}@example.org", "fr")
    Interest.objects.exclude(email="unproved@example.org").update(proved_at=clock.now())
    Interest.objects.filter(email="told@example.org").update(told_at=clock.now())
    assert housekeeping.interests(dry_run=True) == 0
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert housekeeping.interests(dry_run=False) == 2
    with clock.at(event.closes_at + timedelta(minutes=1)):
        assert housekeeping.interests(dry_run=False) == 1


def reminded(registration: Registration) -> int:
    return len(messages(registration, "reminder"))


def test_reminders_go_out_a_week_and_a_day_before_once_each():
    event = EventFactory(access_notes="Bus 4, arrêt Marlagne.")
    WorkshopFactory(event=event, slug="emploi", title="Emploi")
    registration = RegistrationFactory(event=event, workshops=("emploi",), language="fr")
    for days, expected in ((8, 0), (6.9, 1), (6.8, 1), (3, 1), (0.9, 2), (0.8, 2), (0.05, 2)):
        with clock.at(event.starts_at - timedelta(days=days)):
            rounds.reminders()
            assert reminded(registration) == expected, days
    week, day = (write(message) for message in messages(registration, "reminder"))
    assert "semaine" in week.text
    assert "demain" in day.text
    assert "Emploi" in day.text
    assert "Bus 4" in day.text
    assert f"{registration.private_token}/annulation/" in day.text


def test_reminder_is_for_places_and_for_who_registered_before_it_was_due():
    event = EventFactory(capacity=2)
    first, gone = RegistrationFactory(event=event), RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event)
    cancel(Registration.objects.select_related("event", "booking").get(pk=gone.pk))
    nameless = RegistrationFactory(event=EventFactory(), email="")
    with clock.at(event.starts_at - timedelta(days=6.5)):
        event.closes_at = event.starts_at
        event.save()
        late = RegistrationFactory(event=event)
        rounds.reminders()
    assert [reminded(one) for one in (first, gone, late, nameless)] == [1, 0, 0, 0]
    assert reminded(waiting) == 1, "the place came free long before"


def test_reminder_is_not_written_for_a_place_given_up_or_an_event_called_off():
    event = EventFactory()
    registration = RegistrationFactory(event=event)
    with clock.at(event.starts_at - timedelta(days=6.9)):
        rounds.reminders()
    (message,) = messages(registration, "reminder")
    event.cancelled_at = clock.now()
    event.save()
    with pytest.raises(outbox.NothingToSay):
        write(message)


def test_worker_away_for_long_does_not_say_a_week_when_it_is_tomorrow():
    event = EventFactory()
    registration = RegistrationFactory(event=event)
    with clock.at(event.starts_at - timedelta(days=3)):
        rounds.reminders()
    assert reminded(registration) == 0
