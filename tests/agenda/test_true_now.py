"""What somebody registered is told follows the event and the person as they are now, not as they were."""

import pytest
from django.test import Client

from maillage.agenda.actions import events as acts
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event, Registration
from maillage.core.models import OutboxMessage
from tests.agenda.letters import messages, only_mail, write
from tests.agenda.reader import ANSWERS, Page, Reader, token_address
from tests.factories import EventFactory, RegistrationFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", ["receipt", "private"])
ONLINE = "https://visio.example.org/salle-secrete"


def api(client: Client, event: Event, key: str) -> int:
    """The answer to the person of ANSWERS registering through the API."""
    typed = {name: value for name, value in ANSWERS.items() if not name.startswith("needs")} | {"consent": True}
    address = f"/api/v1/evenements/{event.slug}/inscriptions"
    return client.post(address, typed, "application/json", headers={"Idempotency-Key": key}).status_code


def refused(event: Event) -> None:
    """The same person is refused by the form and the API under a new key, and hears nothing by mail."""
    sent = OutboxMessage.objects.count()
    page = Page(Client().post(f"/fr/agenda/{event.slug}/inscription/", {**ANSWERS, "nonce": "n" * 24}))
    assert page.status == 409
    assert api(Client(), event, "une-autre-cle") == 409
    assert OutboxMessage.objects.count() == sent
    assert api(Client(), event, "premiere-cle") == 201  # the same act gives the same answer for ever


def registered(client: Client, **fields: object) -> Event:
    event = EventFactory(**fields)
    assert api(client, event, "premiere-cle") == 201
    return event


def test_repeat_after_the_closing_is_refused_like_anybody(client: Client, clock: Clock):
    event = registered(client)
    assert api(client, event, "une-autre-cle") == 201
    clock.set(event.closes_at)
    refused(event)


def test_repeat_for_a_cancelled_event_confirms_nothing(client: Client):
    event = registered(client)
    acts.call_off(event, {})
    refused(event)


@KINDS
@pytest.mark.parametrize("capacity", [1, 0])
def test_page_of_a_cancelled_event_says_so_before_anything_else(kind: str, capacity: int):
    registration = RegistrationFactory(event=EventFactory(capacity=capacity))
    before = Reader().open(token_address(registration, kind)).soup.h1.get_text()
    acts.call_off(registration.event, {})
    page = Reader().open(token_address(registration, kind))
    assert page.soup.h1.get_text(strip=True) == "Cette rencontre est annulée."
    assert before not in page.main.get_text()
    assert not page.main.select(
        "a[href*='annulation'], a[href*='modification'], a[href$='/inscription/'], a[href$='.ics']"
    )
    assert page.main.select_one(".facts s time")
    acts.restore(registration.event, {})
    assert Reader().open(token_address(registration, kind)).soup.h1.get_text() == before


def test_nobody_is_asked_to_give_up_a_place_in_a_cancelled_event(client: Client):
    registration = RegistrationFactory()
    acts.call_off(registration.event, {})
    address = token_address(registration, "private")
    assert client.get(f"{address}annulation/")["Location"] == address


@KINDS
def test_page_of_a_held_event_says_so(kind: str, clock: Clock):
    registration = RegistrationFactory()
    assert "confirmée" in Reader().open(token_address(registration, kind)).soup.h1.get_text()
    clock.set(registration.event.ends_at)
    assert Reader().open(token_address(registration, kind)).soup.h1.get_text(strip=True) == "Cette rencontre a eu lieu."


def test_who_cancelled_may_come_back_only_while_registrations_are_open(clock: Clock):
    registration = RegistrationFactory()
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    address, again = token_address(registration, "private"), "a[href$='/inscription/']"
    assert Reader().open(address).main.select(again)
    clock.set(registration.event.closes_at)
    assert not Reader().open(address).main.select(again)


@pytest.mark.parametrize("act", ["postpone", "tell_news"])
def test_who_waits_is_told_so_in_news_and_not_that_a_place_is_theirs(act: str):
    event = EventFactory(capacity=1)
    has, waits = RegistrationFactory(event=event), RegistrationFactory(event=event)
    if act == "postpone":
        acts.postpone(event, None, {})
    else:
        acts.tell_news(event, {})
    (kind,) = {message.kind for message in messages(waits)} - {"agenda.receipt"}
    mine, theirs = only_mail(has, kind), only_mail(waits, kind)
    assert "liste d’attente, position 1" in theirs.text
    assert "reste valable" not in theirs.text
    assert "liste d’attente" not in mine.text
    assert ("reste valable" in mine.text) == (act == "postpone")


def test_mail_says_to_who_comes_online_that_it_is_online(client: Client):
    event = EventFactory(online_url=ONLINE)
    save_event(event, 5, online_capacity=5)
    client.post(f"/fr/agenda/{event.slug}/inscription/", {**ANSWERS, "mode": "online", "nonce": "n" * 24})
    mail = only_mail(Registration.objects.get())
    assert "En ligne" in mail.text
    assert event.venue_name not in mail.text
    assert event.venue_name in only_mail(RegistrationFactory(event=event)).text


@pytest.mark.parametrize(("capacity", "status"), [(1, "CONFIRMED"), (0, "TENTATIVE")])
def test_calendar_of_a_person_says_how_they_stand(client: Client, capacity: int, status: str):
    registration = RegistrationFactory(event=EventFactory(capacity=capacity))
    address = token_address(registration, "private", "agenda.ics")
    assert f"STATUS:{status}" in client.get(address).content.decode()
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    assert "STATUS:CANCELLED" in client.get(address).content.decode()
    assert "STATUS:CONFIRMED" in client.get(f"/fr/agenda/{registration.event.slug}.ics").content.decode()


def test_mail_of_a_cancellation_takes_the_event_out_of_the_calendar():
    registration = RegistrationFactory()
    confirmed = only_mail(registration).calendar()
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    taken_out = only_mail(registration, "cancellation").calendar()
    assert taken_out.method.value == "CANCEL"
    assert taken_out.vevent.status.value == "CANCELLED"
    assert taken_out.vevent.uid.value == confirmed.vevent.uid.value


def test_mail_of_a_cancellation_leaves_the_calendar_of_who_came_back(client: Client):
    event = registered(client)
    first = Registration.objects.select_related("event", "booking").get()
    cancel(first)
    assert api(client, event, "une-autre-cle") == 201
    assert write(messages(first, "cancellation")[0]).calendar().method.value == "CANCEL"
    again = Registration.objects.exclude(pk=first.pk).get()
    assert only_mail(again).calendar().vevent.status.value == "CONFIRMED"


@pytest.mark.parametrize(
    ("onsite", "online", "state", "left", "full"),
    [
        (1, 3, "open", 4, []),
        (0, 3, "open", 3, ["onsite"]),
        (2, 0, "open", 2, ["online"]),
        (0, 0, "full", 0, ["onsite", "online"]),
        (0, None, "open", None, ["onsite"]),
        (None, 0, "open", None, ["online"]),
    ],
)
def test_hybrid_event_is_full_when_both_sides_are_and_the_form_says_which(client, onsite, online, state, left, full):
    event = EventFactory(online_url=ONLINE)
    save_event(event, onsite, online_capacity=online)
    (told,) = client.get("/api/v1/evenements/").json()["items"]
    assert (told["state"], told["places_left"]) == (state, left)
    page = Reader().open(f"/fr/agenda/{event.slug}/")
    assert ("liste d’attente" in page.main.get_text()) == (state == "full")
    for answers in (None, {**ANSWERS, "email": "anne@"}):
        form = Reader().open(f"/fr/agenda/{event.slug}/inscription/")
        if answers:
            form = Page(Client().post(f"/fr/agenda/{event.slug}/inscription/", answers))
        labels = {box["value"]: box.parent.get_text() for box in form.main.select("[name=mode]")}
        assert sorted(mode for mode, text in labels.items() if "complet" in text) == sorted(full)
        assert len(labels) == 2


def test_kept_form_says_that_a_side_is_full_as_soon_as_it_is(client: Client):
    event = EventFactory(online_url=ONLINE)
    save_event(event, 5, online_capacity=1)
    address = f"/fr/agenda/{event.slug}/inscription/"
    assert "complet" not in Reader().open(address).main.get_text()
    client.post(address, {**ANSWERS, "mode": "online", "nonce": "n" * 24})
    assert "complet" in Reader().open(address).main.select_one("[name=mode][value=online]").parent.get_text()


def test_mail_of_a_restored_event_speaks_of_no_change():
    event = EventFactory(capacity=1)
    has, waits = RegistrationFactory(event=event), RegistrationFactory(event=event)
    acts.call_off(event, {})
    acts.restore(event, {"fr": "Nous l’avions annulée : la rencontre aura bien lieu."})
    for person in (has, waits):
        mail = write(messages(person, "news")[-1])
        assert "aura bien lieu" in mail.text
        assert "a changé" not in mail.text
    acts.tell_news(event, {})
    assert "L’heure ou le lieu a changé" in write(messages(has, "news")[-1]).text


def test_change_that_comes_too_late_is_refused_in_words_and_kept_in_sight(client: Client, clock: Clock):
    registration = RegistrationFactory(first_name="Anne")
    clock.set(registration.event.change_closes_at)
    address = token_address(registration, "private", "modification/")
    page = Page(client.post(address, {**ANSWERS, "first_name": "Anna"}))
    assert page.status == 422
    assert "Il est trop tard" in page.main.get_text()
    assert page.fields["first_name"]["value"] == "Anna"
    assert Registration.objects.get().first_name == "Anne"
    assert client.get(address).status_code == 302
