"""The office: mails to read and try again, the centre's card."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from maillage.core import centre, outbox
from maillage.core.models import AuditEntry, Centre, OutboxMessage, OutboxState
from tests.core.mails import again, promise

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
LIST, CARD = "/gestion/courriels/", "/gestion/centre/"


def signed_in(client: Client, *rights: str) -> Client:
    """`client` signed in as somebody of the office with these rights of ours."""
    user = get_user_model().objects.create_user("amina@example.org", is_staff=True)
    names = ["access_admin", *rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


@pytest.fixture
def reader(client: Client) -> Client:
    return signed_in(client, "view_outboxmessage")


@pytest.fixture
def keeper(client: Client) -> Client:
    return signed_in(client, "view_outboxmessage", "change_outboxmessage", "change_centre", "add_centre")


def refused(**changes: object) -> OutboxMessage:
    message = promise(to="gone@example.org")
    fields = {"state": OutboxState.BOUNCED, "problem": "smtp:550", "attempts": 1, "finished_at": NOON, **changes}
    OutboxMessage.objects.filter(pk=message.pk).update(**fields)
    return message


def test_list_shows_mails_and_why_they_did_not_arrive(reader: Client) -> None:
    refused()
    page = reader.get(LIST).content.decode()
    assert "gone@example.org" in page
    assert "Refusé par le serveur de messagerie (550)." in page


def test_list_is_filtered_by_state_and_kind_and_searched_by_address(reader: Client) -> None:
    refused()
    waiting = promise(to="waiting@example.org")
    for query, shown in [
        ("?state=pending", ["waiting@example.org"]),
        ("?state=bounced", ["gone@example.org"]),
        (f"?kind={waiting.kind}", ["waiting@example.org", "gone@example.org"]),
        ("?kind=test.gone", []),
        ("?q=waiting", ["waiting@example.org"]),
    ]:
        page = reader.get(LIST + "results/" + query).content.decode()
        assert [address for address in ["waiting@example.org", "gone@example.org"] if address in page] == shown, query


def test_list_costs_the_same_with_one_mail_and_with_three(keeper: Client, query_count) -> None:
    refused()
    one = query_count(keeper.get, LIST)
    refused()
    refused()
    assert query_count(keeper.get, LIST) == one


def test_one_mail_is_read_without_its_body(reader: Client) -> None:
    message = refused()
    page = reader.get(f"{LIST}inspect/{message.pk}/").content.decode()
    assert "gone@example.org" in page
    assert message.payload not in page


@pytest.mark.parametrize("door", ["new/", "edit/{pk}/", "delete/{pk}/", "copy/{pk}/"])
def test_nobody_writes_alters_or_deletes_a_mail(client: Client, door: str) -> None:
    root = get_user_model().objects.create_superuser("root@example.org", "x" * 12)
    client.force_login(root)
    assert client.get(LIST + door.format(pk=refused().pk), follow=True).status_code == 404


def test_trying_again_asks_first_then_sends_and_leaves_a_trace(keeper: Client) -> None:
    message = refused()
    url = f"{LIST}{message.pk}/essayer/"
    assert url in keeper.get(LIST).content.decode()
    assert "Envoyer de nouveau" in keeper.get(url).content.decode()
    assert again(message).state == OutboxState.BOUNCED
    assert keeper.post(url).status_code == 302
    renewed = again(message)
    assert (renewed.state, renewed.attempts, renewed.finished_at) == (OutboxState.PENDING, 0, None)
    entry = AuditEntry.objects.get(act="core.mail_tried_again")
    assert (entry.subject, entry.changes) == (f"core.outboxmessage:{message.pk}", {"state": ["bounced", "pending"]})
    assert entry.actor.email == "amina@example.org"


def test_trying_again_needs_the_right_and_the_token_of_the_form(reader: Client) -> None:
    message = refused()
    url = f"{LIST}{message.pk}/essayer/"
    assert url not in reader.get(LIST).content.decode()
    reader.post(url)
    assert again(message).state == OutboxState.BOUNCED
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url).status_code in {302, 403}
    assert again(message).state == OutboxState.BOUNCED


@pytest.mark.parametrize("gone", [{"payload": ""}, {"payload": "", "state": OutboxState.DELIVERED}, {"recipient": ""}])
def test_mail_whose_body_is_erased_is_not_tried_again(keeper: Client, gone: dict[str, object]) -> None:
    message = refused(**gone)
    url = f"{LIST}{message.pk}/essayer/"
    assert "rien à envoyer" in keeper.get(url).content.decode()
    keeper.post(url)
    assert again(message).state == gone.get("state", OutboxState.BOUNCED)
    with pytest.raises(outbox.NothingToSend):
        outbox.try_again(message, get_user_model().objects.get())


def test_office_without_the_right_sees_no_mail(client: Client) -> None:
    refused()
    answer = signed_in(client).get(LIST)
    assert "gone@example.org" not in answer.content.decode()
    assert answer.status_code in {302, 403}


CENTRE = {"name": "Nouveau nom", "short_name": "N", "email": "info@example.org"}


def test_centre_is_entered_once_then_changed_and_read_again(keeper: Client) -> None:
    assert centre.current().name == "Maillage"
    assert keeper.get(CARD).url.endswith("/centre/new/")
    assert keeper.post(CARD + "new/", CENTRE).status_code == 302
    assert Centre.objects.get().pk == 1
    assert centre.current().name == "Nouveau nom"
    assert keeper.get(CARD).url.endswith("/centre/edit/1/")
    assert keeper.get(CARD + "edit/1/").status_code == 200
    assert keeper.post(CARD + "edit/1/", {**CENTRE, "name": "Encore un autre"}).status_code == 302
    assert centre.current().name == "Encore un autre"
    changed = AuditEntry.objects.filter(act="core.centre_changed").order_by("-pk").first()
    assert changed.changes == {"fields": ["name"]}


def test_centre_is_never_deleted_and_changed_only_with_the_right(reader: Client) -> None:
    Centre.objects.create(pk=1, name="Avant", short_name="C", email="info@example.org")
    reader.post(CARD + "edit/1/", CENTRE)
    assert Centre.objects.get().name == "Avant"
    assert reader.post(CARD + "delete/1/", follow=True).status_code == 404
    assert Centre.objects.exists()
