"""The form in French and Arabic: errors beside their fields, nothing typed is lost, nothing wrong is stored."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import gettext, override

from maillage.agenda.models import Booking, Event, NeedAnswer, Registration
from maillage.core import seals
from maillage.core.models import AuditEntry, OutboxMessage
from tests.agenda.cases import ACCEPTED, REFUSED, Typed
from tests.agenda.reader import ANSWERS, Reader, counts
from tests.factories import EventFactory, OrganizationFactory
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])
ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def event(django_db_setup: None, django_db_blocker: Any) -> Iterator[Event]:
    """A meeting open for registrations, which no test changes."""
    with written_once(django_db_blocker):
        yield EventFactory()


def nothing_stored() -> bool:
    people = Booking.objects.exists() or Registration.objects.exists() or NeedAnswer.objects.exists()
    return not (people or OutboxMessage.objects.exists() or AuditEntry.objects.filter(act="agenda.registered").exists())


@LANGUAGES
def test_every_field_has_a_label_and_its_help(language: str, event: Event):
    page = Reader(language).form(event)
    assert page.soup.html["lang"] == language
    assert page.soup.html["dir"] == {"fr": "ltr", "ar": "rtl"}[language]
    assert len(page.soup.find_all("h1")) == 1
    for name in ANSWERS:
        field = page.field(name)
        label = page.soup.find("label", attrs={"for": field["id"]})
        assert label is not None, name
        assert label.get_text(strip=True), name
    for name in ("email", "needs_access"):
        assert page.described(name), f"the help of {name} is tied to it"


def test_form_works_without_script_and_asks_no_browser_messages(event: Event):
    form = Reader().form(event).form(event)
    assert form["method"].lower() == "post"
    assert form.has_attr("novalidate")
    assert form.find("button", type="submit") or form.find("button", type=None)
    assert not form.find_all(style=True)


def test_organisations_are_suggested(event: Event):
    OrganizationFactory(name="L’Atelier & Cie")
    page = Reader().form(event)
    suggestions = page.soup.find("datalist", id=page.field("organization")["list"])
    assert "L’Atelier & Cie" in [option["value"] for option in suggestions.find_all("option")]


@LANGUAGES
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.field} - {case.why}")
def test_wrong_answer_is_told_beside_its_field_and_the_rest_is_kept(case: Typed, language: str, event: Event):
    page = Reader(language).send(event, **{case.field: case.value})
    assert page.status == 422
    assert nothing_stored()
    assert page.error(case.field), "no message tied to the field"
    if language == "ar":
        assert ARABIC.search(page.error(case.field)), page.error(case.field)
    for name, typed in ANSWERS.items():
        if name != case.field:
            assert page.value(name) == typed
            assert not page.error(name)


# A choice that does not exist cannot be shown chosen, nor can a null byte be written in HTML.
CAN_BE_SHOWN = [
    case for case in REFUSED if case.field not in {"needs_interpreting", "consent"} and "\0" not in case.value
]


@pytest.mark.parametrize("case", CAN_BE_SHOWN, ids=lambda case: f"{case.field} - {case.why}")
def test_wrong_answer_itself_is_kept_for_mending(case: Typed, event: Event):
    page = Reader().send(event, **{case.field: case.value})
    shown = page.value(case.field).replace("\r\n", "\n").replace("\r", "\n")
    assert shown == case.value.replace("\r\n", "\n").replace("\r", "\n")


@LANGUAGES
def test_all_errors_are_summed_up_and_lead_to_their_fields(language: str, event: Event):
    page = Reader(language).send(event, first_name="", email="x", consent="")
    links = {link["href"] for link in page.main.find_all("a", href=lambda href: href and href.startswith("#"))}
    wanted = {f"#{page.field(name)['id']}" for name in ("first_name", "email", "consent")}
    assert wanted <= links
    with override(language):
        assert page.soup.title.get_text().startswith(gettext("Erreur :"))


@LANGUAGES
def test_corrected_form_registers(language: str, event: Event):
    reader = Reader(language)
    wrong = reader.send(event, email="x")
    hidden = {field["name"]: field["value"] for field in wrong.form(event).find_all("input", type="hidden")}
    assert reader.send(event, hidden).status == 302
    assert Booking.objects.get().language == language


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: f"{case.field} - {case.why}")
def test_right_answer_is_stored_as_typed(case: Typed, event: Event):
    Reader().register(event, **{case.field: case.value})
    registration = Registration.objects.select_related("booking", "needs").get()
    needs = seals.unseal(registration.needs.sealed)
    kept = {
        "first_name": registration.first_name,
        "last_name": registration.last_name,
        "role": registration.role,
        "email": registration.booking.email,
        "organization": registration.booking.organization_name,
        "message": registration.booking.message.replace("\r\n", "\n"),
        **needs,
    }
    assert kept[case.field] == case.value.replace("\r\n", "\n")


def test_needs_are_unreadable_in_the_database_and_have_their_day_of_erasure(event: Event):
    Reader().register(event)
    needs = NeedAnswer.objects.get()
    assert "fauteuil" not in needs.sealed
    assert needs.erase_after > event.ends_at


def test_without_needs_nothing_is_kept_about_them(event: Event):
    Reader().register(event, needs_access="", needs_interpreting="", needs_childcare="", needs_meal="", message="")
    assert not NeedAnswer.objects.exists()


@LANGUAGES
def test_page_left_open_too_long_comes_back_filled_in(language: str, event: Event):
    reader = Reader(language)
    hidden = {**reader.hidden(event), "csrfmiddlewaretoken": "a" * 64}
    before = counts()
    page = reader.send(event, hidden)
    assert page.status == 403
    assert counts() == before
    assert page.soup.html["lang"] == language
    for name, typed in ANSWERS.items():
        assert page.value(name) == typed
    again = {field["name"]: field["value"] for field in page.form(event).find_all("input", type="hidden")}
    assert reader.send(event, again).status == 302


def test_form_from_elsewhere_without_any_token_stores_nothing(event: Event):
    page = Reader().send(event, {"nonce": "a1b2c3d4e5f6a7b8"})
    assert page.status == 403
    assert nothing_stored()
    assert page.value("first_name") == "Anne"


def test_form_has_a_nonce_of_its_own_each_time_it_is_opened(event: Event):
    nonces = {Reader().hidden(event)["nonce"] for _ in range(20)}
    assert len(nonces) == 20
    assert all(16 <= len(nonce) <= 64 for nonce in nonces)


def test_form_is_never_kept_by_a_cache(event: Event):
    response = Reader().form(event).response
    assert "no-store" in response["Cache-Control"]
