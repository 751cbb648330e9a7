"""Sign-in by a code sent by mail."""

import threading

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client

from maillage.core import outbox
from maillage.core.models import LimitCounter, OutboxMessage
from tests.accounts.doorstep import CODE, SIGN_IN, ask, code_in, come_in, is_in, last_code, mails_to
from tests.factories import CentreFactory, UserFactory


@pytest.fixture
def person(db):
    CentreFactory()
    return UserFactory(email="lea@example.org", first_name="Léa")


def test_code_opens_a_session_and_leads_to_the_space(client, person):
    asked = ask(client, "Lea@Example.org ")
    assert (asked.status_code, asked["Location"]) == (302, CODE)
    assert not is_in(client)
    page = client.get(CODE)
    assert "lea@example.org" in page.content.decode()
    answer = client.post(CODE, {"code": last_code("lea@example.org")})
    assert (answer.status_code, answer["Location"]) == (302, "/espace/")
    assert "Bonjour <bdi>Léa</bdi>" in client.get("/espace/").content.decode()


def test_code_is_sealed_in_its_promise_and_said_in_the_mail(client, person):
    ask(client, person.email)
    (promised,) = mails_to(person.email)
    code = code_in(promised)
    assert len(code.replace("-", "")) == 8
    assert code.replace("-", "").isdigit()
    assert code not in promised.payload
    assert promised.language == "fr"
    written = outbox.writer(promised.kind)({"code": code, "until": "2999-01-01T00:00:00+00:00"})
    assert code in written.subject
    assert f"    {code}\n" in written.body
    assert "parce que votre adresse a été écrite" in written.body
    assert django_mail.outbox == []


def test_code_is_not_sent_once_it_has_expired(client, person, clock):
    ask(client, person.email)
    payload = {"code": "1234-5678", "until": "2020-01-01T00:00:00+00:00"}
    with pytest.raises(outbox.NothingToSay):
        outbox.writer("accounts.code")(payload)


def test_code_may_be_written_without_dash_or_in_other_digits(client, person):
    ask(client, person.email)
    code = last_code(person.email).replace("-", " ")
    eastern = code.translate({ord(str(digit)): chr(0x0660 + digit) for digit in range(10)})
    assert client.post(CODE, {"code": f" {eastern} "})["Location"] == "/espace/"


def test_code_serves_once(client, person):
    come_in(client, person.email)
    code = last_code(person.email)
    other = Client()
    ask(other, person.email)
    assert other.post(CODE, {"code": code}).status_code == 200
    assert not is_in(other)


def test_wrong_codes_are_counted(client, person):
    ask(client, person.email)
    code = last_code(person.email)
    assert client.post(CODE, {"code": "0000-0000"}).status_code == 200
    assert "Ce code n’est pas le bon" in client.post(CODE, {"code": "0000-0001"}).content.decode()
    refused = client.post(CODE, {"code": "0000-0002"})
    assert (refused.status_code, refused["Location"]) == (302, SIGN_IN)
    assert "Trop d’essais" in client.get(SIGN_IN).content.decode()
    assert client.post(CODE, {"code": code})["Location"] == SIGN_IN
    assert not is_in(client)


def test_code_tried_after_a_rewound_session_is_still_counted(client, person):
    """Somebody who sends many tries at once meets the database's count, not only the session's."""
    ask(client, person.email)
    session = client.session
    kept = dict(session.items())
    for number in range(3):
        client.post(CODE, {"code": f"0000-000{number}"})
        session.update(kept)
        session.save()
    answer = client.post(CODE, {"code": last_code(person.email)})
    assert "Trop d’essais" in answer.content.decode()
    assert not is_in(client)


def test_code_expires(client, person):
    ask(client, person.email)
    session = client.session
    stage = session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    stage["at"] -= 601
    session.save()
    answer = client.post(CODE, {"code": last_code(person.email)})
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert not is_in(client)


def test_codes_asked_are_limited_for_one_address_wherever_they_are_asked(db, person):
    for _ in range(5):
        assert ask(Client(), person.email).status_code == 302
    refused = ask(Client(REMOTE_ADDR="192.0.2.7"), person.email.upper())
    assert refused.status_code == 200
    assert "Trop d’essais" in refused.content.decode()
    assert person.email in refused.content.decode().lower()
    assert len(mails_to(person.email)) == 5


def test_forty_colleagues_behind_one_address_of_the_network_all_come_in(db):
    CentreFactory()
    people = [UserFactory() for _ in range(40)]
    for person in people:
        client = Client(REMOTE_ADDR="192.0.2.1")
        assert come_in(client, person.email)["Location"] == "/espace/"


def test_code_may_be_sent_again_within_the_limit(client, person):
    ask(client, person.email)
    first = last_code(person.email)
    assert client.post(CODE, {"action": "resend"})["Location"] == CODE
    assert len(mails_to(person.email)) == 2
    client.post(CODE, {"action": "resend"})
    client.post(CODE, {"action": "resend"})
    assert len(mails_to(person.email)) == 3
    assert client.post(CODE, {"code": first}).status_code == 200
    assert client.post(CODE, {"code": last_code(person.email)})["Location"] == "/espace/"


def test_address_may_be_changed_before_the_code_is_written(client, person):
    ask(client, "faute@example.org")
    assert client.get(SIGN_IN)["Location"] == CODE
    assert client.post("/fr/compte/deconnexion/", {"next": SIGN_IN})["Location"] == SIGN_IN
    assert come_in(client, person.email)["Location"] == "/espace/"


@pytest.mark.parametrize("unknown", ["personne@example.org", "ferme@example.org"])
def test_unknown_address_gets_the_same_answer(person, unknown):
    UserFactory(email="ferme@example.org", is_active=False)
    answers = []
    for email in (person.email, unknown):
        client = Client()
        asked = ask(client, email)
        page, wrong = client.get(CODE), client.post(CODE, {"code": "0000-0000"})
        answers.append(
            [
                (r.status_code, r.headers.get("Location"), without_secrets(r.content.decode(), email))
                for r in (asked, page, wrong)
            ]
        )
        last = [client.post(CODE, {"code": "0000-0001"}) for _ in range(2)][-1]
        answers[-1].append((last.status_code, last["Location"]))
    assert answers[0] == answers[1]
    (told,) = mails_to(unknown, "accounts.no_account")
    assert "aucun compte ne la porte" in outbox.writer(told.kind)({}).body
    assert mails_to(unknown) == []


def without_secrets(page: str, email: str) -> str:
    """The page without what differs from one reader to the next: address and CSRF token."""
    lines = [line for line in page.replace(email, "ADDRESS").splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines)


def test_code_of_an_unknown_address_is_never_empty(client, db):
    """No account, no code: nothing that is written may fit."""
    CentreFactory()
    ask(client, "personne@example.org")
    for code in ("", " ", "-"):
        assert client.post(CODE, {"code": code}).status_code in {200, 302}
    assert not is_in(client)


@pytest.mark.parametrize(
    "bad", ["", "pas une adresse", "a@b", "x" * 300 + "@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_bad_address_is_said_and_kept_in_the_field(client, db, bad):
    answer = ask(client, bad)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert OutboxMessage.objects.count() == LimitCounter.objects.count() == 0


@pytest.mark.parametrize("action", ["sign-in", "code"])
def test_door_without_csrf_token_is_refused(person, action):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(SIGN_IN if action == "sign-in" else CODE, {"login": person.email, "code": "1"})
    assert answer.status_code == 403
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_one_code_tried_from_many_threads_is_tried_three_times():
    """The limit holds when all tries arrive at once."""
    from maillage.accounts.actions import may_try_code

    answers, together = [], threading.Barrier(8)

    def one_try() -> None:
        together.wait()
        try:
            answers.append(may_try_code("lea@example.org:1:0"))
        finally:
            connection.close()

    threads = [threading.Thread(target=one_try) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 5 + [True] * 3
