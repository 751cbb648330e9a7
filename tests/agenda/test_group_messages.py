"""Messages of the team to a group: seen before they leave, a minute to take them back, told truthfully after."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.agenda.actions.messages import send, undo
from maillage.agenda.actions.register import cancel
from maillage.agenda.emails.groups import message_key, text_for
from maillage.agenda.models import Event, GroupMessage, Registration
from maillage.agenda.office.deliveries import Fate, counted, deliveries
from maillage.core import outbox
from maillage.core.delivery import deliver_batch
from maillage.core.leases import Pace, claim
from maillage.core.models import AuditEntry, OutboxMessage
from tests.agenda.letters import write
from tests.factories import EventFactory, OutboxMessageFactory, RegistrationFactory, UserFactory
from tests.plugins.clock import Clock
from tests.plugins.databases import written_once
from tests.plugins.smtp import Sink

pytestmark = pytest.mark.django_db
FRENCH = {"subject": "La salle change", "body": "Rendez-vous au deuxième étage.\n\nÀ bientôt."}
ARABIC = {"subject": "تغيّرت القاعة", "body": "موعدنا في الطابق الثاني."}
TEXTS = {"fr": FRENCH, "ar": ARABIC}
TYPED = {f"{name}_{language}": text for language, texts in TEXTS.items() for name, text in texts.items()}


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[User, Event]]:
    """A coordinator, and two places: Anne and Amal have them; Bruno waits; Denise waits and has no address."""
    with written_once(django_db_blocker):
        found = EventFactory(title="Rencontre d’hiver", capacity=2)
        for name, language in (("Anne", "fr"), ("Amal", "ar"), ("Bruno", "fr")):
            RegistrationFactory(event=found, first_name=name, language=language, email=f"{name}@example.org".lower())
        RegistrationFactory(event=found, first_name="Denise", email="")
        OutboxMessage.objects.all().delete()
        yield UserFactory(role=Role.COORDINATOR), found


@pytest.fixture
def coordinator(written: tuple[User, Event], db: None) -> User:
    return User.objects.get(pk=written[0].pk)


@pytest.fixture
def office(coordinator: User) -> Client:
    """A browser in the hands of a coordinator."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(coordinator)
    return client


@pytest.fixture
def event(written: tuple[User, Event], db: None) -> Event:
    """The meeting of `written`."""
    return Event.objects.get(pk=written[1].pk)


def new(event: Event, query: str = "") -> str:
    return reverse("agenda_office:message_add", args=[event.pk]) + query


def people(event: Event) -> list[Registration]:
    return list(event.registrations.select_related("booking").order_by("pk"))


def fates(message: GroupMessage) -> dict[str, Fate]:
    message.refresh_from_db()
    return {each.person.first_name: each.fate for each in deliveries(message)}


def sent_by(office: Client, event: Event, query: str = "", **typed: str) -> GroupMessage:
    """The message that leaves when all is confirmed."""
    response = office.post(new(event, query), {"step": "preview", **TYPED, **typed})
    seen = response.context["seen"]
    office.post(new(event, query), {"step": "confirm", "seen": seen, **TYPED, **typed})
    return GroupMessage.objects.latest("pk")


def test_form_says_how_many_read_which_language_and_who_has_no_address(office, event):
    response = office.get(new(event))
    assert [(part.language.code, part.people) for part in response.context["form"].parts] == [("fr", 2), ("ar", 1)]
    assert response.context["silent"] == 1
    assert "1 personne sans adresse" in response.content.decode()


def test_filters_of_the_desk_choose_the_group(office, event):
    response = office.get(new(event, "?state=waitlisted"))
    assert [person.first_name for each in response.context["readers"] for person in each.people] == ["Bruno"]
    message = sent_by(office, event, "?state=waitlisted")
    assert sorted(message.recipients.values_list("first_name", flat=True)) == ["Bruno", "Denise"]


def test_who_cancelled_is_written_to_only_when_asked_for(office, event):
    cancel(Registration.objects.get(first_name="Anne"))
    assert "Anne" not in [p.first_name for each in office.get(new(event)).context["readers"] for p in each.people]
    found = office.get(new(event, "?state=cancelled")).context["readers"]
    assert [p.first_name for each in found for p in each.people] == ["Anne"]


def test_list_of_the_desk_leads_to_the_message_with_its_filters(office, event):
    page = office.get(reverse("agenda_office:registrations", args=[event.pk]), {"state": "waitlisted"})
    assert f"{new(event)}?state=waitlisted" in page.content.decode()


def test_preview_is_the_letter_in_each_language_and_nothing_is_written(office, event):
    response = office.post(new(event), {"step": "preview", **TYPED})
    french, arabic = response.context["letters"]
    assert french.subject == FRENCH["subject"]
    assert "Bonjour Anne," in french.text
    assert "Rendez-vous au deuxième étage." in french.text
    assert arabic.subject == ARABIC["subject"]
    assert ARABIC["body"] in arabic.text
    page = response.content.decode()
    assert not [person for person in people(event) if person.private_token in page]
    assert not GroupMessage.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_letter_shown_is_the_letter_sent(office, event):
    shown = office.post(new(event), {"step": "preview", **TYPED}).context["letters"]
    sent_by(office, event)
    for specimen in shown:
        mail = write(OutboxMessage.objects.get(recipient=specimen.person.booking.email))
        assert mail.subject == specimen.subject
        assert mail.text.replace(specimen.person.private_token, "…").strip() == specimen.text.strip()


def test_back_from_the_preview_everything_is_still_there(office, event):
    page = office.post(new(event), {"step": "form", **TYPED}).content.decode()
    for words in (FRENCH["subject"], "Rendez-vous au deuxième étage.", ARABIC["subject"], ARABIC["body"]):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject_fr": ""}, "subject_fr"),
        ({"body_fr": ""}, "body_fr"),
        ({"subject_fr": "   "}, "subject_fr"),
        ({"subject_fr": "Salle\r\nBcc: autre@example.org"}, "subject_fr"),
        ({"subject_fr": "Salle\n"}, "subject_fr"),
        ({"subject_ar": "قاعة\u2028أخرى"}, "subject_ar"),
        ({"subject_fr": "Salle\x00"}, "subject_fr"),
        ({"subject_fr": "a" * 161}, "subject_fr"),
        ({"body_fr": "a" * 5001}, "body_fr"),
        ({"subject_ar": ""}, "subject_ar"),
        ({"body_ar": ""}, "body_ar"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field_and_kept(office, event, changes, field):
    for step in ("preview", "confirm"):
        response = office.post(new(event), {"step": step, **TYPED, **changes})
        assert list(response.context["form"].errors) == [field]
        assert "À bientôt." in response.content.decode() or field == "body_fr"
    assert not GroupMessage.objects.exists()


def test_other_language_left_out_is_read_in_french(office, event):
    message = sent_by(office, event, subject_ar="", body_ar="")
    assert message.texts == {"fr": FRENCH}
    assert text_for(message, "ar") == FRENCH
    mail = write(OutboxMessage.objects.get(recipient="amal@example.org"))
    assert mail.subject == FRENCH["subject"]


def test_without_their_language_people_read_french_whatever_else_was_written(event, coordinator):
    message = send(event, {"ar": ARABIC, "fr": FRENCH}, people(event), coordinator)
    message.refresh_from_db()
    assert text_for(message, "nl") == FRENCH


def test_group_that_changed_since_the_preview_is_shown_again(office, event):
    seen = office.post(new(event), {"step": "preview", **TYPED}).context["seen"]
    RegistrationFactory(event=event, first_name="Clara")
    response = office.post(new(event), {"step": "confirm", "seen": seen, **TYPED})
    assert response.context["seen"] != seen
    assert "Ce groupe a changé entre-temps" in response.content.decode()
    assert not GroupMessage.objects.exists()


def test_button_pressed_twice_is_one_message(office, event):
    sent_by(office, event)
    sent_by(office, event)
    assert GroupMessage.objects.count() == 1
    assert OutboxMessage.objects.count() == 3


def test_same_words_to_others_are_another_message(office, event):
    sent_by(office, event)
    sent_by(office, event, "?state=waitlisted", subject_ar="", body_ar="")
    assert GroupMessage.objects.count() == 2


def test_message_leaves_after_a_minute_and_not_before(event, coordinator, clock: Clock, smtp_sink: Sink):
    clock.forward()
    message = send(event, TEXTS, people(event), coordinator)
    clock.forward(seconds=59)
    assert deliver_batch() is None
    assert set(fates(message).values()) == {Fate.WAITING, Fate.NO_ADDRESS}
    clock.forward(seconds=1)
    assert deliver_batch().delivered == 3
    subjects = {mail["To"]: mail["Subject"] for mail in smtp_sink.received}
    assert subjects == {
        "anne@example.org": FRENCH["subject"],
        "bruno@example.org": FRENCH["subject"],
        "amal@example.org": ARABIC["subject"],
    }
    assert fates(message) == {
        "Anne": Fate.DELIVERED,
        "Amal": Fate.DELIVERED,
        "Bruno": Fate.DELIVERED,
        "Denise": Fate.NO_ADDRESS,
    }


def test_message_taken_back_in_time_reaches_nobody(office, event, clock: Clock, smtp_sink: Sink):
    clock.forward()
    message = sent_by(office, event)
    url = reverse("agenda_office:message", args=[event.pk, message.pk])
    assert "Part dans 60 secondes" in office.get(url).content.decode()
    clock.forward(seconds=30)
    assert "Part dans 30 secondes" in office.get(url).content.decode()
    response = office.post(reverse("agenda_office:message_undo", args=[event.pk, message.pk]), follow=True)
    assert "3 courriels sont repris et ne partiront pas." in response.content.decode()
    clock.forward(hours=1)
    assert deliver_batch() is None
    assert smtp_sink.received == []
    assert set(fates(message).values()) == {Fate.TAKEN_BACK, Fate.NO_ADDRESS}


def test_taken_back_half_way_says_who_was_written_to(office, event, coordinator, clock: Clock, smtp_sink: Sink):
    clock.forward()
    message = send(event, TEXTS, people(event), coordinator)
    clock.forward(seconds=61)
    deliver_batch(Pace(batch=1))
    assert undo(message, coordinator) == 2
    clock.forward(hours=1)
    assert deliver_batch() is None
    assert [mail["To"] for mail in smtp_sink.received] == ["anne@example.org"]
    assert counted(deliveries(message)) == [(Fate.DELIVERED, 1), (Fate.TAKEN_BACK, 2), (Fate.NO_ADDRESS, 1)]
    page = office.get(reverse("agenda_office:message", args=[event.pk, message.pk])).content.decode()
    assert "remis : 1" in page
    assert "repris, jamais parti : 2" in page


def test_mail_that_a_worker_holds_is_not_taken_from_it_and_is_not_written_either(
    event, coordinator, clock: Clock, smtp_sink: Sink
):
    clock.forward()
    message = send(event, TEXTS, people(event), coordinator)
    clock.forward(seconds=61)
    taken = []

    def take_back(step: str, mail: OutboxMessage | None) -> None:
        if step == "recorded" and not taken:
            assert set(fates(message).values()) == {Fate.DELIVERED, Fate.LEAVING, Fate.WAITING, Fate.NO_ADDRESS}
            taken.append(undo(message, coordinator))

    batch = deliver_batch(Pace(batch=2), on_step=take_back)
    assert (taken, batch.delivered, batch.given_up) == ([1], 1, 1)
    assert len(smtp_sink.received) == 1
    assert counted(deliveries(message)) == [(Fate.DELIVERED, 1), (Fate.TAKEN_BACK, 2), (Fate.NO_ADDRESS, 1)]


def test_too_late_is_said_and_changes_nothing(office, event, coordinator, clock: Clock, smtp_sink: Sink):
    clock.forward()
    message = send(event, TEXTS, people(event), coordinator)
    clock.forward(seconds=61)
    deliver_batch()
    response = office.post(reverse("agenda_office:message_undo", args=[event.pk, message.pk]), follow=True)
    assert "Trop tard" in response.content.decode()
    message.refresh_from_db()
    assert message.undone_at is None


def test_refused_address_and_full_box_are_told_for_each_person(
    office, event, coordinator, clock: Clock, smtp_sink: Sink
):
    clock.forward()
    message = send(event, TEXTS, people(event), coordinator)
    clock.forward(seconds=61)
    smtp_sink.refusals["bruno@example.org"] = "550 5.1.1 unknown"
    smtp_sink.refusals["amal@example.org"] = "450 4.7.1 greylisted"
    deliver_batch()
    assert fates(message) == {
        "Anne": Fate.DELIVERED,
        "Amal": Fate.WAITING,
        "Bruno": Fate.BOUNCED,
        "Denise": Fate.NO_ADDRESS,
    }
    page = office.get(reverse("agenda_office:message", args=[event.pk, message.pk])).content.decode()
    assert "refusé par la boîte du destinataire" in page
    assert "550" in page


def test_words_and_people_of_a_message_taken_back_are_there_for_the_next(office, event):
    message = sent_by(office, event, "?state=waitlisted", subject_ar="", body_ar="")
    office.post(reverse("agenda_office:message_undo", args=[event.pk, message.pk]))
    response = office.get(new(event, f"?de={message.pk}"))
    assert response.context["form"]["body_fr"].value().split() == FRENCH["body"].split()
    again = sent_by(office, event, f"?de={message.pk}", subject_ar="", body_ar="")
    assert again.pk != message.pk
    assert sorted(again.recipients.values_list("first_name", flat=True)) == ["Bruno", "Denise"]


@pytest.mark.parametrize("query", ["?de=999999", "?de=abc", "?de=" + "9" * 40, "?state=nonsense", "?q=%00"])
def test_strange_addresses_do_no_harm(office, event, query):
    assert office.get(new(event, query), follow=True).status_code in {200, 404}


def test_nobody_to_write_to_is_said(office):
    event = EventFactory()
    RegistrationFactory(event=event, email="")
    response = office.post(new(event), {"step": "preview", **TYPED})
    assert "1 personne, sans adresse" in response.content.decode()
    assert "Il n’y a personne à qui écrire" in office.get(new(event, "?q=zzz")).content.decode()


def test_traces_say_who_and_how_many_and_no_words(event, coordinator):
    message = send(event, TEXTS, people(event), coordinator)
    undo(message, coordinator)
    traces = AuditEntry.objects.filter(act__startswith="agenda.message").order_by("pk")
    assert [(one.act, one.actor, one.changes) for one in traces] == [
        ("agenda.message_sent", coordinator, {"people": 4, "languages": ["ar", "fr"]}),
        ("agenda.message_undone", coordinator, {"mails": 3}),
    ]


def test_undoing_touches_no_other_message(event, coordinator):
    first = send(event, TEXTS, people(event), coordinator)
    others = [send(event, {"fr": {"subject": f"n° {n}", "body": "…"}}, people(event), coordinator) for n in range(11)]
    assert undo(first, coordinator) == 3
    assert OutboxMessage.objects.count() == 33
    assert len({message_key(one) for one in [first, *others]}) == 12


def test_withdraw_leaves_what_left_and_what_a_worker_holds(clock: Clock):
    clock.forward()
    for number in range(3):
        OutboxMessageFactory(key=f"suite:1:{number}")
    other = OutboxMessageFactory(key="suite:10:0")
    claim(Pace(batch=1))
    assert outbox.withdraw("suite:1:") == 2
    assert OutboxMessage.objects.filter(key__startswith="suite:1:").count() == 1
    assert OutboxMessage.objects.filter(pk=other.pk).exists()
    clock.forward(minutes=11)
    assert outbox.withdraw("suite:1:") == 1, "a dead worker's lease is over"
    assert outbox.withdraw("suite:1:") == 0


def test_pages_make_as_many_queries_for_one_person_as_for_twenty(office, coordinator, query_count):
    counts = []
    for size in (1, 3, 20):
        event = EventFactory(capacity=100)
        for _ in range(size):
            RegistrationFactory(event=event)
        message = send(event, {"fr": FRENCH}, people(event), coordinator)
        pages = [new(event), reverse("agenda_office:message", args=[event.pk, message.pk])]
        office.get(pages[0])
        preview = query_count(office.post, new(event), {"step": "preview", **TYPED})
        withdrawn = query_count(outbox.withdraw, message_key(message))
        counts.append([*(query_count(office.get, page) for page in pages), preview, withdrawn])
    assert counts[0] == counts[1] == counts[2]


def test_list_of_messages_makes_as_many_queries_for_one_as_for_three(office, event, coordinator, query_count):
    url = reverse("agenda_office:messages", args=[event.pk])
    assert "Aucun message pour le moment." in office.get(url).content.decode()
    send(event, TEXTS, people(event), coordinator)
    one = query_count(office.get, url)
    for number in range(2):
        send(event, {"fr": {"subject": f"n° {number}", "body": "…"}}, people(event), UserFactory(role=Role.COORDINATOR))
    assert query_count(office.get, url) == one
    assert [message.people for message in office.get(url).context["written"]] == [4, 4, 4]


@pytest.mark.parametrize("role", [Role.PARTNER_MEMBER, Role.CARRIER_SECRETARY, Role.POLICY_MAKER])
def test_messages_are_for_the_team_alone(event, coordinator, role):
    message = send(event, TEXTS, people(event), coordinator)
    client = Client()
    client.force_login(UserFactory(role=role))
    one = [message.pk]
    for name, numbers in (("messages", []), ("message_add", []), ("message", one), ("message_undo", one)):
        url = reverse(f"agenda_office:{name}", args=[event.pk, *numbers])
        assert client.get(url).status_code in {302, 403}
        assert client.post(url, {"step": "confirm", **TYPED}).status_code in {302, 403}
    assert OutboxMessage.objects.count() == 3
    assert message.leaves_at - message.written_at == timedelta(seconds=60)
