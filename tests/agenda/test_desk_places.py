"""Places and workshops at the desk."""

from datetime import time, timedelta

import pytest
from django.test import Client

from maillage.agenda.models import Bucket, Event
from maillage.agenda.selectors import standing
from maillage.core import clock as clock_of_the_site
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, desk, plenary, told, words, workshop
from tests.agenda.plenary import day_bucket
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def set_places(office: Client, event: Event, bucket: Bucket, capacity: str):
    """What comes of typing a number of places."""
    return office.post(desk(event, "places"), {"bucket": bucket.pk, "capacity": capacity}, follow=True)


def test_raising_lets_the_queue_in_and_says_how_many(office):
    event = plenary(capacity=1)
    people = [RegistrationFactory(event=event) for _ in range(3)]
    response = set_places(office, event, day_bucket(event), "3")
    assert told(response) == unbroken("Journée : c’est changé. 2 personnes entrent et le savent.")
    assert [standing(person).state for person in people] == ["confirmed"] * 3


@pytest.mark.parametrize(
    ("typed", "words_of_refusal"),
    [("1", "2 places sont déjà prises"), ("-1", "0"), ("beaucoup", "entier"), ("1000000", "100")],
)
def test_lowering_under_what_is_taken_is_refused_beside_the_field_with_what_was_typed(office, typed, words_of_refusal):
    event = plenary(capacity=3)
    atelier = workshop(event, "recits", capacity=3)
    for _ in range(2):
        RegistrationFactory(event=event, workshops=("recits",))
    for bucket in (day_bucket(event), atelier):
        response = set_places(office, event, bucket, typed)
        assert response.status_code == 422
        form = {figure.bucket.pk: form for figure, form in response.context["rows"]}[bucket.pk]
        assert words_of_refusal in form.errors["capacity"][0]
        assert f'value="{typed}"' in response.content.decode()
        bucket.refresh_from_db()
        assert bucket.capacity == 3


def test_no_number_means_no_limit(office):
    event = plenary(capacity=3)
    set_places(office, event, day_bucket(event), "")
    assert day_bucket(event).capacity is None


@pytest.mark.parametrize("bucket", ["", "abc", "999999"])
def test_unknown_bucket_is_not_found(office, bucket):
    event = plenary()
    response = office.post(desk(event, "places"), {"bucket": bucket, "capacity": "3"}, follow=True)
    assert response.status_code == 404


def test_next_are_let_in_by_hand_also_after_the_freeze(office):
    event = plenary(capacity=1)
    people = [RegistrationFactory(event=event) for _ in range(3)]
    Event.objects.filter(pk=event.pk).update(promotion_frozen_at=clock_of_the_site.now() - timedelta(hours=1))
    set_places(office, event, day_bucket(event), "2")
    assert standing(people[1]).state == "waitlisted"
    page = words(office.get(desk(event, "places")))
    assert "Les listes d’attente sont figées" in page
    assert "(en attente : 2)" in page
    address = desk(event, "promote", day_bucket(event).pk)
    assert told(office.post(address, follow=True)) == "1 personne entre et le sait."
    assert [standing(person).state for person in people] == ["confirmed", "confirmed", "waitlisted"]
    assert "Personne n’entre" in told(office.post(address, follow=True))
    assert AuditEntry.objects.get(act="agenda.promoted").actor is not None


def sheet(**changes: str) -> dict[str, str]:
    """What a coordinator types for a workshop."""
    hours = {"day": "1", "starts": "10:00", "ends": "11:30"}
    return {
        "title": "Accueillir",
        **hours,
        "room": "Salle 2",
        "speakers": "Ana",
        "text": "",
        "capacity": "12",
        **changes,
    }


def test_workshop_is_entered_and_listed(office):
    event = plenary()
    response = office.post(desk(event, "workshop_add"), sheet(), follow=True)
    assert unbroken("« Accueillir » est enregistré.") in told(response)
    assert "10h00 – 11h30 Accueillir Salle 2 0 / 12 0 accueillir" in words(response)
    made = Bucket.objects.workshops().get()
    assert (made.starts, made.ends, made.speakers, made.capacity) == (time(10), time(11, 30), "Ana", 12)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": ""}, "title", "requis"),
        ({"starts": "10:05"}, "starts", "au quart"),
        ({"ends": "11:31"}, "ends", "au quart"),
        ({"ends": "10:00"}, "ends", "La fin doit venir après le début."),
        ({"ends": "09:30"}, "ends", "La fin doit venir après le début."),
        ({"starts": "08:45"}, "starts", "pas encore commencé"),
        ({"ends": "17:15"}, "ends", "fini"),
        ({"day": "2"}, "day", "valide"),
        ({"starts": "midi"}, "starts", "valide"),
        ({"capacity": "-1"}, "capacity", "0"),
    ],
)
def test_bad_workshop_is_told_beside_its_field_and_keeps_what_was_typed(office, changes, field, said):
    event = plenary()
    response = office.post(desk(event, "workshop_add"), sheet(room="Salle des fêtes", **changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert said in response.context["form"].errors[field][0]
    assert "Salle des fêtes" in response.content.decode()
    assert not Bucket.objects.workshops().exists()


def test_event_of_two_days_offers_both(office):
    event = plenary()
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(days=1))
    office.post(desk(event, "workshop_add"), sheet(day="2"))
    assert Bucket.objects.workshops().get().day == 2


def test_moving_hours_shows_first_who_changes_place_then_tells_them(office):
    event = plenary()
    recits = workshop(event, "recits")
    workshop(event, "papiers", starts=time(14), ends=time(15))
    person = RegistrationFactory(event=event, first_name="Rosa", workshops=("recits", "papiers"))
    other = RegistrationFactory(event=event, first_name="Ana", workshops=("papiers",))
    OutboxMessage.objects.all().delete()
    address = desk(event, "workshop", recits.pk)
    moved = sheet(title="Atelier recits", starts="14:00", ends="15:00", capacity="10")
    response = office.post(address, moved)
    page = words(response)
    assert "1 personne est placée de nouveau" in page
    assert "Rosa Dupont Atelier recits; Atelier papiers Atelier recits Oui" in page
    recits.refresh_from_db()
    assert (recits.starts, OutboxMessage.objects.count()) == (time(10), 0)
    assert [seat.bucket for seat in standing(person).workshops] == ["recits", "papiers"]
    hidden = {name: response.context["form"][name].value() for name in moved}
    response = office.post(address, {**hidden, "confirmed": "1"}, follow=True)
    assert "1 personne en est prévenue." in told(response)
    assert [seat.bucket for seat in standing(person).workshops] == ["recits"]
    assert [seat.bucket for seat in standing(other).workshops] == ["papiers"]
    assert [mail.about for mail in OutboxMessage.objects.all()] == [f"agenda.registration:{person.pk}"]


def test_changing_words_of_a_workshop_asks_nothing_and_tells_nobody(office):
    event = plenary()
    recits = workshop(event, "recits")
    RegistrationFactory(event=event, workshops=("recits",))
    OutboxMessage.objects.all().delete()
    response = office.post(desk(event, "workshop", recits.pk), sheet(title="Récits de vie"), follow=True)
    assert told(response) == unbroken("« Récits de vie » est enregistré.")
    assert not OutboxMessage.objects.exists()


def test_workshop_keeps_its_places_taken(office):
    event = plenary()
    recits = workshop(event, "recits", capacity=3)
    for _ in range(2):
        RegistrationFactory(event=event, workshops=("recits",))
    response = office.post(desk(event, "workshop", recits.pk), sheet(capacity="1"))
    assert "2 places sont déjà prises" in response.context["form"].errors["capacity"][0]


def test_withdrawing_asks_with_the_number_of_people_then_tells_them(office):
    event = plenary()
    recits = workshop(event, "recits", capacity=1)
    workshop(event, "papiers")
    people = [RegistrationFactory(event=event, workshops=("recits", "papiers")) for _ in range(2)]
    address = desk(event, "workshop_remove", recits.pk)
    page = words(office.get(address))
    assert "1 personne y a une place, 0 attend" in page
    assert "2 personnes l’avaient choisi" in page
    assert Bucket.objects.filter(pk=recits.pk).exists()
    assert "2 personnes en sont prévenues." in told(office.post(address, follow=True))
    assert [seat.bucket for person in people for seat in standing(person).workshops] == ["papiers", "papiers"]


def test_the_day_itself_is_no_workshop(office):
    event = plenary()
    for name in ("workshop", "workshop_remove"):
        assert office.get(desk(event, name, day_bucket(event).pk), follow=True).status_code == 404


@pytest.mark.parametrize("name", ["places", "workshops"])
def test_screens_make_the_same_queries_whatever_the_number_of_workshops(office, query_count, name):
    costs = set()
    for number in (1, 3, 20):
        event = plenary()
        for rank in range(number):
            workshop(event, f"atelier-{rank}")
        office.get(desk(event, name))
        costs.add(query_count(office.get, desk(event, name)))
    assert len(costs) == 1
