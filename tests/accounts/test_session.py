"""The session: its cookies, its beginning and its end, where it leads."""

import pytest
from django.conf import settings
from django.test import Client

from tests.accounts.doorstep import CODE, SIGN_IN, ask, come_in, is_in, last_code
from tests.factories import CentreFactory, UserFactory


@pytest.fixture
def person(db):
    CentreFactory()
    return UserFactory(email="lea@example.org")


def test_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client, person):
    cookie = come_in(client, person.email).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["secure"]  # the demo speaks http; see the test of the settings of a real site


def test_session_gets_a_new_key_at_sign_in_and_is_gone_at_sign_out(client, person):
    ask(client, person.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(CODE, {"code": last_code(person.email)})
    inside = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != inside
    old = Client()
    old.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not is_in(old)
    assert client.post("/fr/compte/deconnexion/").status_code == 302
    assert not is_in(client)
    old.cookies[settings.SESSION_COOKIE_NAME] = inside
    assert not is_in(old)


def test_sign_out_is_never_by_a_get(client, person):
    come_in(client, person.email)
    assert client.get("/fr/compte/deconnexion/").status_code == 200
    assert client.get("/gestion/logout/").status_code == 200
    assert is_in(client)


def test_account_closed_during_a_session_is_out_at_once(client, person):
    come_in(client, person.email)
    person.is_active = False
    person.save()
    assert not is_in(client)


def test_account_closed_while_the_code_travels_does_not_come_in(client, person):
    ask(client, person.email)
    person.is_active = False
    person.save()
    assert client.post(CODE, {"code": last_code(person.email)})["Location"] == "/fr/compte/ferme/"
    assert not is_in(client)


def test_next_leads_where_one_was_going(client, person):
    wanted = client.get("/espace/")["Location"]
    assert wanted == f"{SIGN_IN}?next=/espace/"
    asked = client.post(SIGN_IN, {"login": person.email, "next": "/fr/agenda/"})
    assert asked["Location"] == f"{CODE}?next=%2Ffr%2Fagenda%2F"
    page = client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/fr/agenda/">' in page
    answer = client.post(CODE, {"code": last_code(person.email), "next": "/fr/agenda/"})
    assert answer["Location"] == "/fr/agenda/"


ELSEWHERE = [
    "https://example.com/",
    "//example.com/",
    "///example.com",
    "http:example.com",
    "/\\example.com",
    "javascript:alert(1)",
    " https://example.com/",
    "https://testserver@example.com/",
    "\thttps://example.com",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_never_leads_off_the_site(client, person, target):
    client.post(SIGN_IN, {"login": person.email, "next": target})
    answer = client.post(CODE, {"code": last_code(person.email), "next": target})
    assert answer["Location"] == "/espace/"
    assert client.get(SIGN_IN, {"next": target})["Location"] == "/espace/"
    assert client.post("/fr/compte/deconnexion/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_wagtails_doors_never_lead_off_the_site(client, db, target):
    assert client.get("/gestion/login/", {"next": target})["Location"] == f"{SIGN_IN}?next=%2Fgestion%2F"
    assert client.get("/fr/_util/login/", {"next": target})["Location"] == SIGN_IN


def test_wagtails_door_keeps_where_one_was_going(client, db):
    asked = client.get("/gestion/pages/")
    assert asked["Location"] == "/gestion/login/?next=/gestion/pages/"
    assert client.get(asked["Location"])["Location"] == f"{SIGN_IN}?next=%2Fgestion%2Fpages%2F"


def test_language_of_the_sign_in_page_is_kept_for_the_space(person):
    client = Client(headers={"accept-language": "fr"})
    client.post("/ar/compte/connexion/", {"login": person.email})
    client.post("/ar/compte/connexion/code/", {"code": last_code(person.email)})
    assert 'lang="ar" dir="rtl"' in client.get("/espace/").content.decode()
    client.get("/fr/espace/")
    assert 'lang="fr" dir="ltr"' in client.get("/espace/").content.decode()


def test_visitors_get_no_cookie_before_they_write_something(client, db):
    CentreFactory()
    client.get("/fr/agenda/")
    assert not client.cookies
    client.get(SIGN_IN)
    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}


def test_pages_of_accounts_are_not_kept_by_caches(client, person):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]
    come_in(client, person.email)
    for path in ("/espace/", "/fr/compte/securite/"):
        assert "no-store" in client.get(path)["Cache-Control"]
