"""One shape for every mail, and nothing that people type forges a header."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillage.core import centre
from maillage.core.letters import Letter, compose
from maillage.core.models import Centre

pytestmark = pytest.mark.django_db
FULL = Letter(
    subject="Inscription confirmée",
    greeting="Bonjour Amina,",
    paragraphs=["Votre place est confirmée."],
    reason="Vous avez donné cette adresse.",
    facts=[("Quand", "mardi")],
    code="123456",
    action_label="Voir mon inscription",
    action_url="https://example.org/fr/inscriptions/x/",
    after=["Ce lien est personnel."],
)


def test_letter_says_the_same_in_text_and_html() -> None:
    message = compose(FULL)
    html = message.alternatives[0].content
    for words in ["Bonjour Amina,", "Votre place est confirmée.", "mardi", "123456", FULL.action_url, FULL.reason]:
        assert words in message.body
        assert words in html


def test_letter_escapes_what_people_wrote_in_html_only() -> None:
    message = compose(Letter(subject="x", greeting="<b>Amina</b> & co", paragraphs=[], reason=""))
    assert "<b>Amina</b> & co" in message.body
    assert "&lt;b&gt;Amina&lt;/b&gt; &amp; co" in message.alternatives[0].content


@given(st.text(max_size=80))
def test_subject_is_one_line_whatever_is_typed(text: str) -> None:
    subject = compose(Letter(subject=text, greeting="", paragraphs=[], reason="")).subject
    assert len(subject.splitlines()) <= 1
    assert not set(subject) & set("\r\n")


@pytest.mark.parametrize(
    "name", ['Le "Centre"', "Centre\nBcc: all@example.org", "Centre, asbl", "Centre <x@y.be>", "مركز"]
)
def test_name_of_the_centre_cannot_forge_the_sender(name: str) -> None:
    Centre.objects.create(pk=1, name=name, short_name="C", email="info@example.org")
    message = compose(FULL)
    message.to = ["amina@example.org"]
    sent = message.message()
    assert sent["From"].count("info@example.org") == 1
    assert sent["From"].endswith("<info@example.org>")
    assert sent["Bcc"] is None
    assert message.recipients() == ["amina@example.org"]


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org\r\n"])
def test_address_with_a_line_break_is_refused(address: str) -> None:
    message = EmailMultiAlternatives("x", "x", "info@example.org", [address])
    with pytest.raises(ValueError, match="newline"):
        message.message()


def test_letter_comes_from_a_placeholder_before_the_centre_was_entered() -> None:
    assert compose(FULL).from_email == "Maillage <noreply@localhost>"


def test_telephone_keeps_its_order_in_a_text_written_from_the_right() -> None:
    Centre.objects.create(pk=1, name="Centre", short_name="C", email="info@example.org", phone="081 00 00 00")
    with translation.override("ar"):
        message = compose(FULL)
    assert "\N{LEFT-TO-RIGHT ISOLATE}081 00 00 00\N{POP DIRECTIONAL ISOLATE}" in message.body
    assert '<bdi dir="ltr">081 00 00 00</bdi>' in message.alternatives[0].content
    assert "\N{LEFT-TO-RIGHT ISOLATE}" not in compose(FULL).body


def test_centre_is_kept_and_read_again_once_forgotten() -> None:
    Centre.objects.create(pk=1, name="Avant", short_name="C", email="info@example.org")
    assert centre.current().name == "Avant"
    Centre.objects.update(name="Après")
    assert centre.current().name == "Avant"
    centre.forget()
    assert centre.current().name == "Après"
