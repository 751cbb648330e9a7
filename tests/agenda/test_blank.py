"""The page of an empty form is kept between readers, its secrets and whatever changed are not."""

import pytest
from django.test import Client

from maillage.agenda.actions.events import save_event
from maillage.core import centre
from tests.burst.client import hidden_fields
from tests.factories import CentreFactory, EventFactory, OrganizationFactory, RegistrationFactory, UserFactory

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


def test_blank_page_of_one_language_is_not_given_in_another():
    address = f"agenda/{EventFactory().slug}/inscription/"
    assert '<html lang="fr"' in page(f"/fr/{address}")
    assert '<html lang="ar"' in page(f"/ar/{address}")


def test_blank_page_of_somebody_signed_in_is_not_kept():
    from maillage.agenda.views import blank

    address = f"/fr/agenda/{EventFactory().slug}/inscription/"
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    before = len(blank._kept)
    page(address, client)
    assert len(blank._kept) == before
