"""One person at the desk: what is shown, what is never shown, what the team does there."""

import pytest
from django.test import Client

from maillage.accounts.models import User
from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Registration
from maillage.agenda.selectors import needs_of, standing, wished
from maillage.core.models import AuditEntry, OutboxMessage, OutboxState
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, desk, plenary, told, words, workshop
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db
SCREENS = ["registrations", "registrations_print", "export_csv", "person", "person_change", "person_cancel"]


@pytest.fixture
def team() -> tuple[Client, User]:
    """A coordinator's browser, and the coordinator."""
    return coordinator()


@pytest.fixture
def office(team: tuple[Client, User]) -> Client:
    """The browser alone."""
    return team[0]


def filled(person: Registration, **changes) -> dict:
    """The form of a change as it stands, with `changes`."""
    same = {"first_name": person.first_name, "last_name": person.last_name, "organization": "Maison de quartier"}
    return {**same, "role": "animation", "workshops": wished(person), **changes}


def test_page_tells_who_where_and_what_was_written(office):
    event = plenary(capacity=1)
    workshop(event, "recits", capacity=5)
    RegistrationFactory(event=event)
    person = RegistrationFactory(event=event, first_name="Rosa", message="J’arrive tard.", workshops=("recits",))
    OutboxMessage.objects.filter(about=f"agenda.registration:{person.pk}").update(
        state=OutboxState.BOUNCED, payload="", problem="dsn:5.1.1"
    )
    page = words(office.get(desk(event, "person", person.pk)))
    for said in (
        "Rosa Dupont",
        person.booking.email,
        "Maison de quartier",
        "J’arrive tard.",
        "journée : en liste d’attente, position 1 · n° 2",
        "Inscription en liste d’attente (n° 2).",
        "Sur la liste d’attente : Atelier recits (n° 1).",
        "Confirmation avec le lien personnel refusé par le destinataire",
        "Revenu de la boîte du destinataire (5.1.1).",
    ):
        assert said in page


def test_history_tells_acts_in_words_and_who_of_the_team_did_them(office):
    event = plenary(capacity=1)
    workshop(event, "recits")
    first, person = RegistrationFactory(event=event), RegistrationFactory(event=event)
    cancel(first)
    office.post(desk(event, "person_seat", person.pk), {"workshop": "recits"})
    office.post(desk(event, "person_cancel", person.pk))
    page = words(office.get(desk(event, "person", person.pk)))
    for said in (
        "De la liste d’attente à une place : journée.",
        "Appelé·e de la liste d’attente : journée.",
        "Mis·e dans un atelier par l’équipe : Atelier recits. Nadia Coordinatrice",
        "Place rendue : Atelier recits. Nadia Coordinatrice",
        "Inscription annulée. Nadia Coordinatrice",
    ):
        assert said in page


@pytest.mark.parametrize("screen", SCREENS)
def test_needs_are_never_beside_a_name(office, screen):
    event = plenary()
    person = RegistrationFactory(
        event=event, needs={"needs_access": "fauteuil de tante Zélie", "needs_meal": "sans céleri"}
    )
    more = [person.pk] if screen.startswith("person") else []
    page = office.get(desk(event, screen, *more)).content.decode()
    assert "fauteuil de tante Zélie" not in page
    assert "sans céleri" not in page


def test_changing_data_keeps_needs_that_nobody_saw(office):
    event = plenary()
    person = RegistrationFactory(event=event, needs={"needs_access": "fauteuil de tante Zélie", "needs_meal": "halal"})
    address = desk(event, "person_change", person.pk)
    response = office.post(address, filled(person, first_name="Rosalie", needs_meal="végétarien"), follow=True)
    assert "C’est changé" in told(response)
    person.refresh_from_db()
    assert person.first_name == "Rosalie"
    assert needs_of(person) == {"needs_access": "fauteuil de tante Zélie", "needs_meal": "végétarien"}


def test_changing_workshops_seats_the_person_anew_and_says_so(office, team):
    event = plenary()
    workshop(event, "recits")
    workshop(event, "papiers")
    person = RegistrationFactory(event=event, workshops=("recits",))
    address = desk(event, "person_change", person.pk)
    page = office.get(address).content.decode()
    assert '<option value="recits" selected>' in page
    office.post(address, filled(person, workshops=["papiers", ""]))
    assert [seat.bucket for seat in standing(person).workshops] == ["papiers"]
    assert AuditEntry.objects.get(act="agenda.changed").actor == team[1]


def test_refused_change_says_why_beside_the_field_and_keeps_what_was_typed(office):
    event = plenary()
    RegistrationFactory(event=event, first_name="Ana", email="equipe@example.org")
    person = RegistrationFactory(event=event, first_name="Bea", email="equipe@example.org")
    response = office.post(
        desk(event, "person_change", person.pk), filled(person, first_name="Ana", role="Direction du CPAS")
    )
    assert response.status_code == 422
    assert response.context["form"].errors["last_name"] == ["Une autre inscription porte déjà ce nom et ce courriel."]
    assert "Direction du CPAS" in response.content.decode()


def test_putting_somebody_in_a_full_workshop_queues_them_and_says_where(office):
    event = plenary()
    workshop(event, "recits", capacity=1)
    RegistrationFactory(event=event, workshops=("recits",))
    person = RegistrationFactory(event=event)
    response = office.post(desk(event, "person_seat", person.pk), {"workshop": "recits"}, follow=True)
    assert told(response) == unbroken("En liste d’attente de « Atelier recits », position 1.")


@pytest.mark.parametrize("slug", ["", "ailleurs"])
def test_putting_somebody_in_no_workshop_changes_nothing(office, slug):
    event = plenary()
    workshop(event, "recits")
    person = RegistrationFactory(event=event)
    response = office.post(desk(event, "person_seat", person.pk), {"workshop": slug}, follow=True)
    assert told(response) == "Choisissez un atelier de la liste."
    assert standing(person).workshops == ()


def test_cancelling_asks_first_and_hands_the_place_on(office):
    event = plenary(capacity=1)
    person, following = RegistrationFactory(event=event), RegistrationFactory(event=event)
    address = desk(event, "person_cancel", person.pk)
    assert "Oui, annuler l’inscription" in words(office.get(address))
    assert standing(person).state == "confirmed"
    office.post(address)
    assert (standing(person).state, standing(following).state) == ("cancelled", "confirmed")
    assert "déjà annulée" in told(office.post(address, follow=True))


def test_cancelled_person_can_be_read_and_nothing_more(office):
    event = plenary()
    person = RegistrationFactory(event=event)
    cancel(person)
    page = words(office.get(desk(event, "person", person.pk)))
    for button in ("Changer données", "Envoyer le lien", "Annuler l’inscription", "Mettre dans"):
        assert button not in page
    for name in ("person_change", "person_seat", "person_link"):
        assert told(office.post(desk(event, name, person.pk), follow=True))
    assert OutboxMessage.objects.filter(kind="agenda.receipt").count() == 1


def test_link_is_sent_again_with_a_trace(office, team):
    event = plenary()
    person = RegistrationFactory(event=event)
    office.post(desk(event, "person_link", person.pk))
    assert OutboxMessage.objects.filter(about=f"agenda.registration:{person.pk}", kind="agenda.receipt").count() == 2
    assert AuditEntry.objects.get(act="agenda.link_sent").actor == team[1]
    assert "Lien envoyé de nouveau." in words(office.get(desk(event, "person", person.pk)))


def test_person_without_address_gets_no_link(office):
    event = plenary()
    person = RegistrationFactory(event=event)
    type(person.booking).objects.update(email="")
    page = office.get(desk(event, "person", person.pk))
    assert "pas de courriel" in words(page)
    assert desk(event, "person_link", person.pk) not in page.content.decode()
    assert "pas donné de courriel" in told(office.post(desk(event, "person_link", person.pk), follow=True))


def test_page_makes_the_same_queries_whatever_happened(office, query_count):
    costs = set()
    for number in (1, 3, 20):
        event = plenary(capacity=None)
        for rank in range(number):
            workshop(event, f"atelier-{rank}")
        person = RegistrationFactory(event=event, workshops=tuple(f"atelier-{rank}" for rank in range(number)))
        for _ in range(number):
            office.post(desk(event, "person_link", person.pk))
        office.get(desk(event, "person", person.pk))
        costs.add(query_count(office.get, desk(event, "person", person.pk)))
    assert len(costs) == 1
