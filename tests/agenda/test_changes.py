"""Changing a registration by its private link, choosing workshops in the form, coming online, finding a lost link."""

import re
from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from maillage.agenda import selectors
from maillage.agenda.actions.register import cancel
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Event, NeedAnswer, Registration
from maillage.core import clock
from maillage.core.models import OutboxMessage
from tests.agenda.letters import messages, only_mail, write
from tests.agenda.reader import ANSWERS, Reader, counts, path_of, token_address
from tests.factories import EventFactory, RegistrationFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
ONLINE = "https://visio.example.org/salle-secrete"


def with_workshops(places: int = 1, **event: object) -> Event:
    """An event with two workshops at 10:45 and one at 14:00."""
    found = EventFactory(**event)
    for slug, starts, ends in (
        ("logement", time(10, 45), time(12)),
        ("emploi", time(10, 45), time(12)),
        ("sante", time(14), time(15, 30)),
    ):
        WorkshopFactory(event=found, slug=slug, title=slug.title(), starts=starts, ends=ends, capacity=places)
    return found


def seats(registration: Registration) -> dict[str, str]:
    return {seat.bucket: str(seat.state) for seat in selectors.standing(registration).seats}


def change(registration: Registration, **answers: object):
    """Open the page that changes, send its form with some other answers."""
    client = Client()
    address = token_address(registration, "private", "modification/")
    form = BeautifulSoup(client.get(address).content, "lxml").main.find("form")
    fields: dict[str, object] = {}
    for field in form.find_all("input"):
        if field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            fields[field["name"]] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    for area in form.find_all("textarea"):
        fields[area["name"]] = area.get_text().strip()
    for choice in form.find_all("select"):
        chosen = choice.find("option", selected=True)
        value = chosen["value"] if chosen else ""
        fields.setdefault(choice["name"], [])
        fields[choice["name"]] = [*fields[choice["name"]], value] if choice["name"] == "workshops" else value
    return client.post(address, {**fields, **answers})


def test_form_asks_for_each_stretch_of_time_in_order_of_preference():
    page = Reader().form(with_workshops(places=3))
    selects = page.main.find_all("select", attrs={"name": "workshops"})
    assert [len(select.find_all("option")) for select in selects] == [3, 3, 2]
    assert all(page.soup.find("label", attrs={"for": select["id"]}) for select in selects)
    assert len({select["id"] for select in selects}) == 3
    assert "il reste 3 places" in page.main.get_text()


def test_form_without_workshops_says_nothing_of_them():
    page = Reader().form(EventFactory())
    assert not page.main.find(attrs={"name": re.compile("workshops|accept_queue|mode")})


def test_chosen_workshops_are_on_the_receipt_and_in_the_mail():
    event = with_workshops()
    page = Reader().register(event, workshops=["emploi", "logement", "sante"])
    assert "Emploi" in page.main.get_text()
    assert "Sante" in page.main.get_text()
    registration = event.registrations.get()
    assert seats(registration) == {"day": "confirmed", "emploi": "confirmed", "sante": "confirmed"}
    mail = only_mail(registration)
    assert "10h45\u00a0– 12h00 : Emploi".replace("\u00a0", " ") in mail.text.replace("\u00a0", " ")


def test_full_first_choice_is_waited_for_at_the_persons_wish_and_the_page_says_so():
    event = with_workshops()
    RegistrationFactory(event=event, workshops=("emploi",))
    page = Reader().register(event, workshops=["emploi", "logement"], accept_queue="on")
    text = " ".join(page.main.get_text().split())
    assert "Logement" in text
    assert "Liste d’attente, position 1" in text


def test_unknown_workshop_is_refused_beside_its_field_and_nothing_is_stored():
    event = with_workshops()
    reader = Reader()
    hidden = reader.hidden(event)
    before = counts()
    page = reader.send(event, hidden, workshops=["emploi", "../autre"])
    assert page.status == 422
    assert "autre" in page.error("workshops")
    assert page.value("first_name") == ANSWERS["first_name"]
    assert counts() == before


def test_what_was_chosen_is_kept_when_the_form_comes_back():
    event = with_workshops()
    page = Reader().send(event, workshops=["logement", "emploi"], email="faux")
    assert page.status == 422
    chosen = [
        option["value"]
        for select in page.main.find_all("select", attrs={"name": "workshops"})
        for option in select.find_all("option", selected=True)
    ]
    assert chosen == ["logement", "emploi"]


def test_change_of_nothing_changes_no_seat_and_keeps_every_answer():
    event = with_workshops(places=2)
    registration = RegistrationFactory(event=event, workshops=("emploi", "sante"), needs={"needs_meal": "sans porc"})
    numbers = list(registration.seats.order_by("pk").values_list("bucket", "number", "state"))
    assert change(registration).status_code == 302
    assert list(registration.seats.order_by("pk").values_list("bucket", "number", "state")) == numbers
    registration.refresh_from_db()
    assert selectors.needs_of(registration) == {"needs_meal": "sans porc"}
    assert selectors.wished(registration) == ["emploi", "sante"]


def test_change_of_workshop_hands_the_place_on_and_tells_both():
    event = with_workshops()
    first = RegistrationFactory(event=event, workshops=("emploi",))
    second = RegistrationFactory(event=event, workshops=("emploi",))
    assert change(first, workshops=["logement", "", ""]).status_code == 302
    assert seats(first) == {"day": "confirmed", "logement": "confirmed"}
    assert seats(second) == {"day": "confirmed", "emploi": "confirmed"}
    assert "Logement" in only_mail(first, "change").text
    assert "Emploi" in only_mail(second, "workshop").subject


def test_change_of_data_is_written_and_needs_are_replaced():
    registration = RegistrationFactory(needs={"needs_meal": "sans porc"})
    answers = {"first_name": "Zoé", "organization": "Autre", "needs_meal": "", "needs_access": "fauteuil"}
    assert change(registration, **answers).status_code == 302
    found = Registration.objects.select_related("booking").get(pk=registration.pk)
    assert (found.first_name, found.booking.organization_name) == ("Zoé", "Autre")
    assert selectors.needs_of(found) == {"needs_access": "fauteuil"}
    assert NeedAnswer.objects.count() == 1


def test_change_to_the_name_of_another_registration_is_refused_beside_the_field():
    event = EventFactory()
    RegistrationFactory(event=event, first_name="Ali", email="equipe@example.org")
    registration = RegistrationFactory(event=event, first_name="Anne", email="equipe@example.org")
    before = counts()
    answer = change(registration, first_name="Ali")
    assert answer.status_code == 422
    assert "porte déjà ce nom" in answer.content.decode()
    assert counts() == before
    assert Registration.objects.get(pk=registration.pk).first_name == "Anne"


@pytest.mark.parametrize("access", ["receipt", "private"])
def test_change_is_for_the_private_link_and_until_its_hour(access: str):
    event = EventFactory(editable_until=clock.now() + timedelta(days=1))
    registration = RegistrationFactory(event=event)
    address = token_address(registration, access, "modification/")
    assert Client().get(address).status_code == (404 if access == "receipt" else 200)
    with clock.at(clock.now() + timedelta(days=2)):
        assert Client().get(address).status_code == (404 if access == "receipt" else 302)
        assert Client().post(address, ANSWERS).status_code == (404 if access == "receipt" else 422)


def test_cancelled_registration_is_not_changed_any_more():
    registration = RegistrationFactory()
    cancel(Registration.objects.select_related("event", "booking").get(pk=registration.pk))
    assert Client().post(token_address(registration, "private", "modification/"), ANSWERS).status_code == 302
    assert seats(registration) == {"day": "cancelled"}


def test_change_left_open_too_long_comes_back_filled_in_and_changes_nothing():
    registration = RegistrationFactory()
    before = counts()
    client = Client(enforce_csrf_checks=True)
    answer = client.post(token_address(registration, "private", "modification/"), {**ANSWERS, "first_name": "Zoé"})
    assert answer.status_code == 403
    page = BeautifulSoup(answer.content, "lxml")
    assert page.main.find("input", attrs={"name": "first_name"})["value"] == "Zoé"
    assert "trop longtemps" in page.main.get_text()
    assert counts() == before


def hybrid(capacity: int = 1, online: int | None = None) -> Event:
    from maillage.agenda.actions.events import save_event

    event = EventFactory(online_url=ONLINE, capacity=capacity)
    return save_event(event, capacity, online_capacity=online)


def test_hybrid_event_asks_how_one_comes_and_counts_apart():
    event = hybrid(capacity=1)
    Reader().register(event, mode="online")
    here = RegistrationFactory(event=event, mode="onsite")
    online = event.registrations.exclude(pk=here.pk).get()
    assert (seats(online), seats(here)) == ({"online": "confirmed"}, {"day": "confirmed"})
    assert ONLINE in only_mail(online).text
    assert ONLINE not in only_mail(here).text
    assert selectors.standing(RegistrationFactory(event=event)).state == SeatState.WAITLISTED


def test_hybrid_change_of_mode_frees_the_place_for_the_next():
    event = hybrid(capacity=1)
    first, second = RegistrationFactory(event=event), RegistrationFactory(event=event)
    assert change(first, mode="online").status_code == 302
    assert (seats(first), seats(second)) == ({"online": "confirmed"}, {"day": "confirmed"})


def test_hybrid_change_to_a_full_side_is_refused_and_keeps_the_place():
    event = hybrid(capacity=1)
    RegistrationFactory(event=event)
    online = RegistrationFactory(event=event, mode="online")
    answer = change(online, mode="onsite")
    assert answer.status_code == 422
    assert "Vous gardez votre place" in answer.content.decode()
    assert seats(online) == {"online": "confirmed"}


def test_workshops_of_a_hybrid_event_are_on_the_spot():
    event = with_workshops(online_url=ONLINE)
    page = Reader().send(event, mode="online", workshops=["emploi"])
    assert page.status == 422
    assert "sur place" in page.error("workshops")


def test_lost_link_mails_every_link_and_answers_the_same_for_a_stranger():
    event = EventFactory()
    people = [
        RegistrationFactory(event=event, first_name=name, email="equipe@example.org", language="ar")
        for name in ("Anne", "Ali")
    ]
    RegistrationFactory(event=EventFactory(held=False), email="autre@example.org")
    client = Client()
    known = client.post("/fr/inscriptions/lien-perdu/", {"email": "Equipe@Example.org"})
    stranger = client.post("/fr/inscriptions/lien-perdu/", {"email": "inconnu@example.org"})
    assert known.status_code == stranger.status_code == 200
    texts = [
        BeautifulSoup(answer.content, "lxml").main.get_text().lower().replace(address, "…")
        for answer, address in ((known, "equipe@example.org"), (stranger, "inconnu@example.org"))
    ]
    assert texts[0] == texts[1]
    (message,) = OutboxMessage.objects.filter(kind="agenda.links")
    mail = write(message)
    for person in people:
        assert person.private_token in mail.text
        assert person.first_name in mail.text


def test_lost_link_does_not_flood_an_address():
    RegistrationFactory(email="anne@example.org")
    for _ in range(10):
        Client().post("/fr/inscriptions/lien-perdu/", {"email": "anne@example.org"})
    assert OutboxMessage.objects.filter(kind="agenda.links").count() == 3


def test_wrong_address_for_a_lost_link_is_said_beside_the_field():
    answer = Client().post("/fr/inscriptions/lien-perdu/", {"email": "pas une adresse"})
    assert answer.status_code == 422
    assert "pas une adresse" in answer.content.decode()


def test_link_of_who_cannot_come_asks_once_more_then_cancels():
    registration = RegistrationFactory()
    link = next(a["href"] for a in only_mail(registration).soup.find_all("a") if "annulation" in a["href"])
    client = Client()
    before = counts()
    page = BeautifulSoup(client.get(path_of(link)).content, "lxml")
    assert counts() == before
    assert page.main.find("form", method="post")
    assert client.post(path_of(link)).status_code == 302
    assert seats(registration) == {"day": "cancelled"}
    assert messages(registration, "cancellation")
