"""The page of an empty form, and a receipt, are kept between readers; their secrets and whatever changed are not."""

import re
from datetime import time

import pytest
from django.test import Client

from maillage.agenda import selectors
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.register import cancel
from maillage.agenda.actions.workshops import save_workshop
from maillage.agenda.models import ProgrammeItem, Registration
from maillage.core import centre
from tests.burst.client import hidden_fields
from tests.factories import (
    CentreFactory,
    EventFactory,
    OrganizationFactory,
    RegistrationFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_blank_page_gives_each_reader_secrets_of_their_own():
    address = f"/fr/agenda/{EventFactory().slug}/inscription/"
    found = [hidden_fields(page(address)) for _ in range(3)]
    assert all(len(secret) >= 32 for fields in found for secret in fields.values())
    assert len({fields["nonce"] for fields in found}) == 3
    assert len({fields["csrfmiddlewaretoken"] for fields in found}) == 3


def test_blank_page_token_is_the_one_of_the_cookie():
    client = Client(enforce_csrf_checks=True)
    address = f"/fr/agenda/{EventFactory().slug}/inscription/"
    page(address)
    fields = hidden_fields(page(address, client))
    assert client.post(address, fields).status_code == 422  # empty answers, and no 403


def test_blank_page_shows_what_changed_at_once():
    event = EventFactory(capacity=1)
    CentreFactory(short_name="Avant")
    address = f"/fr/agenda/{event.slug}/inscription/"
    first = page(address)
    assert "Avant" in first
    assert "liste d’attente" not in first
    RegistrationFactory(event=event)
    assert "liste d’attente" in page(address)
    event.title = "Un autre titre"
    save_event(event, 5)
    OrganizationFactory(name="Une autre association")
    CentreFactory._meta.model.objects.update(short_name="Après")
    centre.forget()
    last = page(address)
    assert all(text in last for text in ("Un autre titre", "Une autre association", "Après"))
    assert "liste d’attente" not in last


def test_blank_page_tells_the_places_left_in_each_workshop_now():
    event = EventFactory()
    first, second, _endless = (WorkshopFactory(event=event, capacity=places) for places in (2, 3, None))
    address = f"/fr/agenda/{event.slug}/inscription/"
    told = re.compile(r"il reste \d places?|complet, liste d’attente|sans limite de places")
    assert told.findall(page(address)) == ["il reste 2 places", "il reste 3 places", "sans limite de places"]
    RegistrationFactory(event=event, workshops=[first.slug])
    assert told.findall(page(address)) == ["il reste 1 place", "il reste 3 places", "sans limite de places"]
    RegistrationFactory(event=event, workshops=[first.slug])
    RegistrationFactory(event=event, workshops=[second.slug])
    full = page(address)
    assert told.findall(full) == ["complet, liste d’attente", "il reste 2 places", "sans limite de places"]
    assert "<small>complet, liste d’attente</small>" in full


def test_blank_page_of_one_language_is_not_given_in_another():
    address = f"agenda/{EventFactory().slug}/inscription/"
    assert '<html lang="fr"' in page(f"/fr/{address}")
    assert '<html lang="ar"' in page(f"/ar/{address}")


def test_blank_page_of_somebody_signed_in_is_not_kept():
    from maillage.ui.kept import _pages

    address = f"/fr/agenda/{EventFactory().slug}/inscription/"
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    before = len(_pages)
    page(address, client)
    assert len(_pages) == before


def test_kept_receipt_says_to_each_their_own_position_and_token():
    event = EventFactory(capacity=1)
    WorkshopFactory(event=event, slug="emploi", capacity=1)
    WorkshopFactory(event=event, slug="logement", capacity=1)
    wishes = ((), (), ("emploi",), (), ("emploi",), ("logement", "emploi"))
    people = [RegistrationFactory(event=event, workshops=workshops) for workshops in wishes]
    for _ in range(2):
        for person in people:
            standing = selectors.standing(person)
            text = page(f"/fr/inscriptions/{person.receipt_token}/")
            assert f"/fr/inscriptions/{person.receipt_token}/agenda.ics" in text
            assert not any(other.receipt_token in text for other in people if other != person)
            told = [int(number) for number in re.findall(r"position (\d+)", text.split("<main")[1])]
            assert told == [seat.position for seat in standing.seats if seat.position]


def test_kept_receipt_shows_what_changed_at_once():
    event = EventFactory()
    person = RegistrationFactory(event=event)
    address = f"/fr/inscriptions/{person.receipt_token}/"
    assert "confirmée" in page(address)
    event.venue_name = "Une autre salle"
    save_event(event, 10)
    assert "Une autre salle" in page(address)
    cancel(Registration.objects.select_related("event", "booking").get(pk=person.pk))
    assert "annulée" in page(address)


def test_kept_event_shows_what_changed_at_once():
    event = EventFactory(capacity=2)
    workshop = WorkshopFactory(event=event, title="Logement", capacity=5)
    address = f"/fr/agenda/{event.slug}/"
    assert "Il reste 2 places" in page(address)
    RegistrationFactory(event=event, workshops=(workshop.slug,))
    text = page(address)
    assert "Il reste 1 place" in text
    assert "il reste 4 places" in text
    event.programme.add(ProgrammeItem(starts=time(9), title="Accueil et café"))
    save_event(event, 2)
    assert "Accueil et café" in page(address)
    workshop.title = "Se loger"
    save_workshop(workshop, 5)
    assert "Se loger" in page(address)
    assert "Accueil et café" in page(f"/ar/agenda/{event.slug}/")
