"""The event's whole form: languages, image, programme, documents, invitations, places online; what acts decide stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from maillage.accounts.enums import Role
from maillage.agenda.actions.events import save_event
from maillage.agenda.enums import BucketKind
from maillage.agenda.models import Bucket, Event
from maillage.core import clock
from maillage.core.models import OutboxMessage
from maillage.directory.models import Organization
from maillage.ui.components.signs import unbroken
from tests.agenda.test_office import WHOLE_MINUTES, as_typed, edit, errors, typed
from tests.factories import EventFactory, OrganizationFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "/gestion/agenda/add/"
HYBRID = {"online_url": "https://visio.example.org/salle-secrete"}


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


def moments(*lines: tuple[str, str, str]) -> dict[str, str]:
    """New moments of the programme, as (from, to, title)."""
    found = {"programme-TOTAL_FORMS": str(len(lines))}
    for number, (starts, ends, title) in enumerate(lines):
        words = {"day": "1", "starts": starts, "ends": ends, "title": title, "speakers": "", "id": ""}
        found |= {f"programme-{number}-{name}": value for name, value in words.items()}
    return found


def documents(*found: Document) -> dict[str, str]:
    """New documents of the event."""
    fields = {"documents-TOTAL_FORMS": str(len(found))}
    for number, document in enumerate(found):
        fields |= {f"documents-{number}-document": str(document.pk), f"documents-{number}-id": ""}
    return fields


def a_document(title: str = "Ordre du jour") -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"texte", name="ordre-du-jour.txt"))


def test_everything_that_was_typed_is_saved(office):
    invited, document = OrganizationFactory.create_batch(2), a_document()
    image = Image.objects.create(title="Salle", file=get_test_image_file())
    more = {
        "audience": "Les partenaires",
        "spoken": ["fr", "ar"],
        "image": str(image.pk),
        "image_text": "La salle vue de la scène",
        "access_notes": "Bus 4, ascenseur.",
        "invited": [str(one.pk) for one in invited],
        "editable_until": "2027-05-17 12:00",
        "promotion_frozen_at": "2027-05-18 18:00",
        **HYBRID,
        "online_capacity": "40",
        **moments(("09:30", "10:00", "Accueil"), ("10:00", "", "Exposé")),
        **documents(document),
    }
    assert office.post(ADD, typed(**more)).status_code == 302
    event = Event.objects.get()
    assert (event.audience, event.spoken, event.image_text) == (
        "Les partenaires",
        ["fr", "ar"],
        "La salle vue de la scène",
    )
    assert set(event.invited.all()) == set(invited)
    assert [str(one) for one in event.programme.all()] == ["Accueil", "Exposé"]
    assert [one.document for one in event.documents.all()] == [document]
    assert event.editable_until is not None
    assert event.promotion_frozen_at is not None
    capacities = dict(Bucket.objects.order_by("pk").values_list("kind", "capacity"))
    assert capacities == {BucketKind.DAY: 120, BucketKind.ONLINE: 40}


def test_languages_are_named_as_their_speakers_do(office):
    page = office.get(ADD).content.decode()
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in page
    assert '<bdi lang="uk" dir="ltr">Українська</bdi>' in page


def test_image_without_words_is_refused_and_nothing_typed_is_lost(office):
    image = Image.objects.create(title="Salle", file=get_test_image_file())
    document = a_document()
    kept = {**moments(("09:30", "10:00", "Accueil du matin")), **documents(document), "spoken": ["nl"]}
    response = office.post(ADD, typed(image=str(image.pk), **kept))
    assert list(errors(response)) == ["image_text"]
    page = response.content.decode()
    assert "Accueil du matin" in page
    assert response.context["form"]["spoken"].value() == ["nl"]
    assert response.context["form"].formsets["documents"].forms[0]["document"].value() == str(document.pk)
    assert not Event.objects.exists()


def test_moment_that_ends_before_it_begins_is_refused_in_words(office):
    response = office.post(ADD, typed(**moments(("10:00", "09:00", "Accueil"))))
    told = response.context["form"].formsets["programme"].forms[0].errors
    assert dict(told) == {"ends": ["La fin doit venir après le début."]}
    assert not Event.objects.exists()


def test_hundreds_of_organisations_cost_one_query(office, query_count):
    OrganizationFactory.create_batch(3)
    office.get(ADD)
    few = query_count(office.get, ADD)
    hundreds = OrganizationFactory.build_batch(400)
    Organization.objects.bulk_create([Organization(name=each.name, slug=f"n-{n}") for n, each in enumerate(hundreds)])
    assert query_count(office.get, ADD) == few


def test_organisations_are_found_by_their_short_name_too(office):
    OrganizationFactory(name="Centre public d’action sociale", alternate_name="CPAS")
    page = office.get(ADD).content.decode()
    assert "Centre public d’action sociale (CPAS)" in page
    assert "agenda/office/filtered-checks" in page


def test_places_online_below_those_taken_are_refused(office):
    event = EventFactory(**HYBRID, **WHOLE_MINUTES)
    save_event(event, 10, online_capacity=5)
    for _ in range(2):
        RegistrationFactory(event=event, mode="online")
    response = office.post(edit(event), as_typed(event, **HYBRID, online_capacity="1"))
    assert errors(response) == {
        "online_capacity": [unbroken("2 places sont déjà prises : le nombre de places ne peut pas être plus petit.")]
    }
    assert office.get(edit(event)).context["form"]["online_capacity"].value() == 5


def test_preview_writes_nothing(office):
    event = EventFactory(title="Avant", **WHOLE_MINUTES)
    add, change = reverse("agenda_office:preview_on_add"), reverse("agenda_office:preview_on_edit", args=[event.pk])
    office.post(add, typed(**moments(("09:30", "10:00", "Accueil"))))
    assert office.get(add).status_code == 200
    office.post(change, as_typed(event, title="Après", **moments(("09:30", "10:00", "Accueil"))))
    assert "Après" in office.get(change).content.decode()
    assert [(one.title, one.programme.count()) for one in Event.objects.all()] == [("Avant", 0)]


def test_acts_alone_postpone_and_call_off(office):
    event = EventFactory(cancelled=True, **WHOLE_MINUTES)
    fields = office.get(edit(event)).context["form"].fields
    assert not {"cancelled_at", "postponed_at"} & set(fields)
    office.post(edit(event), as_typed(event, cancelled_at=""))
    event.refresh_from_db()
    assert event.cancelled_at is not None


def test_version_from_before_the_calling_off_does_not_revive_the_event(office):
    event = EventFactory(venue_name="Ici", **WHOLE_MINUTES)
    office.post(edit(event), as_typed(event, **moments(("09:30", "10:00", "Accueil"))))
    first = Event.objects.get().latest_revision
    Event.objects.update(cancelled_at=clock.now())
    moment = Event.objects.get().programme.get()
    gone = {"programme-TOTAL_FORMS": "1", "programme-INITIAL_FORMS": "1", "programme-0-DELETE": "1"}
    line = {"programme-0-id": str(moment.pk), "programme-0-starts": "09:30", "programme-0-title": "Accueil"}
    office.post(edit(event), as_typed(event, **gone, **line, **{"programme-0-day": "1"}))
    assert Event.objects.get().programme.count() == 0
    url = reverse("agenda_office:revisions_revert", args=[event.pk, first.pk])
    shown = office.get(url).context["form"].formsets["programme"].forms
    assert [(form.instance.title, form["id"].value()) for form in shown] == [("Accueil", None)]
    again = {"programme-TOTAL_FORMS": "1", "programme-INITIAL_FORMS": "1", **line, "programme-0-day": "1"}
    assert office.post(url, as_typed(event, **{**again, "programme-0-id": ""})).status_code == 302
    event = Event.objects.get()
    assert event.cancelled_at is not None
    assert [one.title for one in event.programme.all()] == ["Accueil"]


@pytest.mark.parametrize(
    ("change", "offered"),
    [({"venue_name": "Ailleurs"}, True), ({"starts_at": "2027-05-19 10:30"}, True), ({"title": "Autrement"}, False)],
)
def test_change_of_time_or_place_offers_to_tell_those_registered(office, change, offered):
    event = EventFactory(**WHOLE_MINUTES)
    RegistrationFactory(event=event)
    OutboxMessage.objects.all().delete()
    page = office.post(edit(event), as_typed(event, **change), follow=True).content.decode()
    tell = reverse("agenda_office:tell", args=[event.pk])
    assert ("1 personne inscrite ne le sait pas encore" in page) == offered
    assert ("Prévenir les personnes inscrites" in page) == offered
    assert (f'href="{tell}"' in page) == offered
    assert not OutboxMessage.objects.exists()


def test_nobody_registered_nobody_to_tell(office):
    event = EventFactory(**WHOLE_MINUTES)
    page = office.post(edit(event), as_typed(event, venue_name="Ailleurs"), follow=True).content.decode()
    assert "Prévenir les personnes inscrites" not in page


def test_state_panel_leads_to_what_can_be_done(office):
    def doors(event: Event) -> set[str]:
        page = office.get(edit(event)).content.decode()
        names = ("registrations", "duplicate", "postpone", "call_off", "tell", "restore")
        return {name for name in names if f'href="{reverse(f"agenda_office:{name}", args=[event.pk])}"' in page}

    always = {"registrations", "duplicate"}
    assert doors(EventFactory()) == always | {"postpone", "call_off", "tell"}
    assert doors(EventFactory(cancelled=True)) == always | {"restore"}
    assert doors(EventFactory(held=True)) == always
    old = clock.now() - timedelta(days=30)
    undated = EventFactory(
        postponed=True, opens_at=old - timedelta(days=9), closes_at=old, starts_at=old, ends_at=old + timedelta(hours=2)
    )
    assert "postpone" in doors(undated), "a new date may still be given"


def test_row_of_the_list_leads_to_desk_workshops_and_copy(office):
    event = EventFactory()
    page = office.get("/gestion/agenda/").content.decode()
    for name in ("registrations", "duplicate"):
        assert f'href="{reverse(f"agenda_office:{name}", args=[event.pk])}"' in page


def test_event_with_people_does_not_move_into_the_past(office):
    """Their data would be erased some weeks later, and no correction would bring them back."""
    event = EventFactory(**WHOLE_MINUTES)
    days = {"starts_at": "2025-05-19 09:30", "ends_at": "2025-05-19 16:00"}
    past = {**days, "opens_at": "2025-03-15 09:00", "closes_at": "2025-05-14 17:00"}
    registration = RegistrationFactory(event=event)
    answer = office.post(edit(event), as_typed(event, **past))
    assert errors(answer) == {"ends_at": ["Cette date est passée."]}
    registration.delete()
    assert office.post(edit(event), as_typed(event, **past)).status_code == 302


def test_announced_event_is_somewhere(office):
    nowhere = {"venue_name": "", "online_url": ""}
    assert errors(office.post(ADD, typed(**nowhere))) == {
        "venue_name": [unbroken("Dites où : un lieu, ou un lien de réunion.")]
    }
    assert office.post(ADD, typed(**nowhere, announced_at="")).status_code == 302


@pytest.mark.parametrize("year", ["0001", "1066", "9999"])
def test_year_that_nobody_means_is_refused(office, year):
    answer = office.post(ADD, typed(opens_at=f"{year}-01-01 00:00"))
    assert list(errors(answer)) == ["opens_at"]
    assert not Event.objects.exists()
