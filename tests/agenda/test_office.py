"""Events in the office, as a coordinator meets them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.enums import Role
from maillage.agenda.actions.desk import set_capacity
from maillage.agenda.errors import CapacityBelowTaken
from maillage.agenda.models import Bucket, Event
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.ui.components.signs import unbroken
from tests.agenda.plenary import day_bucket
from tests.factories import EventFactory, MunicipalityFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/gestion/agenda/"
WHOLE_MINUTES = {
    "starts_at": datetime(2027, 5, 19, 7, 30, tzinfo=UTC),
    "ends_at": datetime(2027, 5, 19, 14, 0, tzinfo=UTC),
}


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


EMPTY = {  # no moment of the programme, no document
    f"{name}-{count}": number
    for name in ("programme", "documents")
    for count, number in {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}.items()
}


def typed(**changes: str) -> dict[str, str]:
    """What a coordinator types for a new event; `changes` replaces fields."""
    return {
        **EMPTY,
        "title": "Plénière de printemps",
        "slug": "",
        "kind": "plenary",
        "language": "fr",
        "summary": "Une journée pour faire le point.",
        "text": "null",
        "starts_at": "2027-05-19 09:30",
        "ends_at": "2027-05-19 16:00",
        "announced_at": "2027-03-01 09:00",
        "opens_at": "2027-03-15 09:00",
        "closes_at": "2027-05-14 17:00",
        "retention_days": "90",
        "capacity": "120",
        "venue_name": "La Marlagne",
        "venue_address": "Wépion",
        "municipality": "",
        "online_url": "",
        "organization": "",
        "postponed_at": "",
        **changes,
    }


def as_typed(event: Event, **changes: str) -> dict[str, str]:
    """The form of an existing event as it stands, with `changes`."""
    local = {
        name: timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        for name in ("starts_at", "ends_at", "announced_at", "opens_at", "closes_at")
        if (value := getattr(event, name))
    }
    capacity = day_bucket(event).capacity
    same = {name: getattr(event, name) for name in ("title", "slug", "kind", "summary", "venue_name", "venue_address")}
    return typed(**{**same, **local, "capacity": "" if capacity is None else str(capacity), **changes})


def errors(response) -> dict[str, list[str]]:
    """The messages of the refused form by field."""
    assert response.status_code == 200
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def edit(event: Event) -> str:
    return reverse("agenda_office:edit", args=[event.pk])


def test_creating_an_event_makes_it_with_its_places_and_a_short_address(office):
    response = office.post(reverse("agenda_office:add"), typed())
    assert response.status_code == 302
    event = Event.objects.get()
    assert (event.slug, day_bucket(event).capacity) == ("pleniere-de-printemps", 120)
    assert event.starts_at == datetime(2027, 5, 19, 7, 30, tzinfo=UTC)
    assert AuditEntry.objects.get(act="agenda.event_saved").actor is not None
    assert event.latest_revision is not None


def test_short_address_that_somebody_has_gets_a_number(office):
    EventFactory(slug="pleniere-de-printemps")
    office.post(reverse("agenda_office:add"), typed())
    assert Event.objects.filter(slug="pleniere-de-printemps-2").exists()


def test_no_capacity_means_no_limit(office):
    office.post(reverse("agenda_office:add"), typed(capacity=""))
    assert Bucket.objects.get().capacity is None


def test_form_shows_the_capacity_there_is(office):
    event = EventFactory(capacity=37)
    assert office.get(edit(event)).context["form"]["capacity"].value() == 37


def test_lowering_the_capacity_below_the_places_taken_is_refused_and_keeps_what_was_typed(office):
    event = EventFactory(capacity=10)
    for _ in range(3):
        RegistrationFactory(event=event)
    response = office.post(edit(event), as_typed(event, capacity="2", title="Un autre titre"))
    assert errors(response) == {
        "capacity": [unbroken("3 places sont déjà prises : le nombre de places ne peut pas être plus petit.")]
    }
    assert "Un autre titre" in response.content.decode()
    event.refresh_from_db()
    assert (event.title != "Un autre titre", day_bucket(event).capacity) == (True, 10)


def test_capacity_refused_by_the_act_itself_is_told_at_the_field(office):
    """Two people register between the check of the form and the lock of the act."""
    event = EventFactory(capacity=10)
    late = iter([event, event])

    def hurry(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith('UPDATE "agenda_event"'):
            for one in late:
                RegistrationFactory(event=one)
        return result

    with connection.execute_wrapper(hurry):
        response = office.post(edit(event), as_typed(event, capacity="1", title="Trop tard"))
    assert errors(response) == {
        "capacity": [unbroken("2 places sont déjà prises : le nombre de places ne peut pas être plus petit.")]
    }
    assert "Trop tard" in response.content.decode()
    event.refresh_from_db()
    assert (event.title != "Trop tard", day_bucket(event).capacity) == (True, 10)


def test_raising_the_capacity_promotes_the_queue_in_order(office):
    event = EventFactory(capacity=1)
    first, second, third = (RegistrationFactory(event=event) for _ in range(3))
    assert office.post(edit(event), as_typed(event, capacity="2")).status_code == 302
    states = [person.seats.get().state for person in (first, second, third)]
    assert states == ["confirmed", "confirmed", "waitlisted"]
    assert OutboxMessage.objects.filter(kind="agenda.promotion").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ends_at": "2027-05-19 09:00"}, "ends_at", "La fin doit venir après le début."),
        ({"ends_at": "2027-05-19 09:30"}, "ends_at", "La fin doit venir après le début."),
        ({"closes_at": "2027-03-14 09:00"}, "closes_at", "La clôture doit venir après l’ouverture."),
        ({"opens_at": "2027-03-28 02:30"}, "opens_at", "Cette heure n’existe pas"),
        ({"opens_at": "2026-10-25 02:30"}, "opens_at", "existe deux fois"),
        ({"starts_at": "demain"}, "starts_at", "valide"),
        ({"capacity": "0"}, "capacity", "1"),
        ({"capacity": "-4"}, "capacity", "1"),
        ({"capacity": "99999999999999999999"}, "capacity", "100000"),
        ({"title": ""}, "title", "requis"),
        ({"slug": "avec espace"}, "slug", "lettres"),
    ],
)
def test_bad_values_are_told_at_their_field_in_french_and_nothing_is_saved(office, changes, field, words):
    response = office.post(reverse("agenda_office:add"), typed(**changes))
    told = errors(response)
    assert list(told) == [field]
    assert words in told[field][0].replace("\xa0", "").replace("\u202f", "")
    assert "La Marlagne" in response.content.decode()
    assert not Event.objects.exists()


def test_moving_an_event_raises_its_calendar_sequence(office):
    event = EventFactory(**WHOLE_MINUTES)
    office.post(edit(event), as_typed(event, title="Autre titre"))
    event.refresh_from_db()
    assert event.sequence == 0
    office.post(edit(event), as_typed(event, venue_name="Ailleurs"))
    event.refresh_from_db()
    assert event.sequence == 1


def test_list_shows_state_places_and_queue(office):
    event = EventFactory(capacity=2, title="Petite rencontre")
    for _ in range(5):
        RegistrationFactory(event=event)
    page = office.get(LIST).content.decode()
    assert "Petite rencontre" in page
    assert "2 / 2" in page
    assert "complet, liste d’attente" in page
    row = next(found for found in office.get(LIST).context["object_list"] if found.pk == event.pk)
    assert row.waiting == 3


def test_list_makes_as_many_queries_for_one_event_as_for_three(office, query_count):
    EventFactory()
    office.get(LIST)
    one = query_count(office.get, LIST)
    EventFactory.create_batch(2, municipality=MunicipalityFactory())
    assert query_count(office.get, LIST) == one


@pytest.mark.parametrize("stands", ["draft", "upcoming", "open", "full", "held", "off"])
def test_list_filters_by_where_events_stand(office, stands):
    full = EventFactory(capacity=1, title="full")
    RegistrationFactory(event=full)
    for trait in ("draft", "announced", "closed", "held", "postponed", "cancelled"):
        EventFactory(**{trait: True}, title=trait)
    EventFactory(title="open")
    expected = {
        "draft": {"draft"},
        "upcoming": {"draft", "announced", "closed", "open", "full"},
        "open": {"open", "full"},
        "full": {"full"},
        "held": {"held"},
        "off": {"postponed", "cancelled"},
    }
    response = office.get(LIST, {"stands": stands})
    assert {event.title for event in response.context["object_list"]} == expected[stands]


def test_list_searches_titles(office):
    EventFactory(title="Récits d’arrivée")
    EventFactory(title="Autre chose")
    response = office.get(LIST, {"q": "arrivée"})
    assert [event.title for event in response.context["object_list"]] == ["Récits d’arrivée"]


def test_registrations_list_says_who_stands_where(office):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, first_name="Amina", last_name="Belkacem", message="Je viens en bus.")
    RegistrationFactory(event=event, first_name="Ivan", last_name="Petrov")
    RegistrationFactory(event=event, first_name="Rosa", last_name="Fernandes")
    response = office.get(reverse("agenda_office:registrations", args=[event.pk]))
    page = response.content.decode()
    for words in (
        "Amina Belkacem",
        "Je viens en bus.",
        "confirmée",
        "en liste d’attente, n° 1",
        "en liste d’attente, n° 2",
    ):
        assert words in page


def test_position_in_the_queue_is_the_same_when_the_list_is_searched(office):
    event = EventFactory(capacity=1)
    for name in ("Un", "Deux", "Trois"):
        RegistrationFactory(event=event, last_name=name)
    page = office.get(reverse("agenda_office:registrations", args=[event.pk]), {"q": "Trois"}).content.decode()
    assert "en liste d’attente, n° 2" in page
    assert "Deux" not in page


def test_needs_are_counted_and_not_shown(office):
    event = EventFactory()
    RegistrationFactory(event=event, needs={"needs_access": "fauteuil roulant", "needs_interpreting": "ar"})
    RegistrationFactory(event=event, needs={"needs_interpreting": "ar"})
    page = office.get(reverse("agenda_office:registrations", args=[event.pk])).content.decode()
    assert "Accès : 1" in page
    assert "Interprète (العربية) : 2" in page
    assert "fauteuil" not in page


@pytest.mark.parametrize("role", [Role.CARRIER_SECRETARY, Role.PARTNER_MEMBER, Role.POLICY_MAKER])
def test_registrations_are_for_the_team_alone(role):
    event = EventFactory()
    client = Client()
    client.force_login(UserFactory(role=role))
    assert client.get(reverse("agenda_office:registrations", args=[event.pk])).status_code in {302, 403}


def test_deleting_an_event_with_registrations_is_refused_with_the_reason(office):
    event = EventFactory(title="Avec du monde")
    RegistrationFactory(event=event)
    response = office.post(reverse("agenda_office:delete", args=[event.pk]), follow=True)
    assert unbroken("Des personnes sont inscrites : « Avec du monde »") in response.content.decode()
    assert Event.objects.filter(pk=event.pk).exists()


def test_deleting_in_bulk_is_refused_too(office):
    events = [EventFactory(), EventFactory()]
    RegistrationFactory(event=events[0])
    url = reverse("wagtail_bulk_action", args=["agenda", "event", "delete"])
    office.post(f"{url}?id={events[0].pk}&id={events[1].pk}&next={LIST}")
    assert Event.objects.count() == 2


def test_deleting_an_event_that_nobody_registered_for_is_allowed(office):
    event = EventFactory()
    assert office.post(reverse("agenda_office:delete", args=[event.pk])).status_code == 302
    assert not Event.objects.exists()


def test_history_keeps_former_versions_and_gives_one_back(office):
    event = EventFactory(venue_name="Ici", **WHOLE_MINUTES)
    office.post(edit(event), as_typed(event, venue_name="Là"))
    first = Event.objects.get().latest_revision
    office.post(edit(event), as_typed(event, venue_name="Ailleurs"))
    assert office.get(reverse("agenda_office:history", args=[event.pk])).status_code == 200
    revert = reverse("agenda_office:revisions_revert", args=[event.pk, first.pk])
    assert office.post(revert, as_typed(event, venue_name="Là")).status_code == 302
    event.refresh_from_db()
    assert (event.venue_name, event.sequence) == ("Là", 3)


def test_preview_shows_the_public_page_of_an_event_not_saved_yet(office):
    url = reverse("agenda_office:preview_on_add")
    assert office.post(url, typed()).json() == {"is_valid": True, "is_available": True}
    page = office.get(url).content.decode()
    assert "Plénière de printemps" in page
    assert "La Marlagne" in page


def test_form_never_saves_while_one_types(office):
    assert office.get(edit(EventFactory())).context["autosave_enabled"] is False


def test_state_panel_names_the_present_state_and_the_path(office):
    page = office.get(edit(EventFactory(announced=True))).content.decode()
    assert unbroken("Maintenant : inscriptions bientôt.") in page
    assert "<strong>inscriptions bientôt</strong>" in page


def test_act_refuses_less_than_taken():
    event = EventFactory(capacity=3)
    RegistrationFactory(event=event)
    with pytest.raises(CapacityBelowTaken):
        set_capacity(day_bucket(event), 0)


def test_events_in_the_past_can_still_be_described(office):
    event = EventFactory(held=True)
    assert office.post(edit(event), as_typed(event, summary="Ce que nous retenons.")).status_code == 302
    event.refresh_from_db()
    assert event.summary == "Ce que nous retenons."
    assert event.ends_at < timezone.now() + timedelta(days=1)
