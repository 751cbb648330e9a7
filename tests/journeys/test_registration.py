"""From the agenda to the mail and back: a phone's width, a keyboard, French and Arabic, with and without JavaScript."""

import io
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
import vobject
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.mailbox import attached, link_in, subject_of, text_of
from tests.journeys.registering import head_of, person, register
from tests.journeys.scenes import LANGUAGES, SCRIPTS
from tests.journeys.words import counted, django_says, said

CONSENT = "J’accepte que le centre garde ces données pour organiser cet événement."
NEEDS = "J’ai besoin de quelque chose pour participer"
WRONG = "amina@"


def frame(language: str, brand: str) -> tuple[list[str], list[str]]:
    """What the focus meets before and after the content of every page."""
    own_name = {"fr": "Français", "ar": "العربية"}[language]
    menu = f"{said(language, 'Langue :')} {own_name}"
    doors = [said(language, "Annuaire"), said(language, "Cartes"), said(language, "Agenda")]
    before = [said(language, "Aller au contenu"), brand, *doors, said(language, "Espace pro"), menu]
    footer = ("Contact", "Accessibilité", "Vie privée", "Mentions légales")
    return before, [said(language, name) for name in footer]


def form_order(language: str) -> list[str]:
    """What the focus meets in the form."""
    optional = " " + said(language, "(facultatif)")
    return [
        said(language, "Retour à l’événement"),
        *(said(language, name) for name in ("Prénom", "Nom", "Courriel")),
        *(said(language, name) + optional for name in ("Organisation", "Fonction")),
        said(language, NEEDS),
        said(language, "Message") + optional,
        said(language, CONSENT),
        said(language, "Vie privée"),
        said(language, "M’inscrire"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_registration_by_keyboard_alone(visit, house, language, script):
    event = house.events[f"parcours-{language}-{script}"]
    visitor = visit(language=language, script=SCRIPTS[script])
    page = visitor.open(f"/{language}/agenda/")
    keys, who = Keyboard(page), person(language, f"clavier-{language}-{script}")
    go_to_the_form(page, keys, language, event)
    assert visitor.look(page)["title"].startswith(said(language, "Inscription : %(event)s", event=event.title))
    send_with_mistakes(keys, language, who)
    look = visitor.look(page)
    assert look["title"].startswith(said(language, "Erreur :"))
    hear_of_mistakes(page, keys, language, who)
    send_corrected(page, keys, language, who)
    look = visitor.look(page)
    assert look["heads"] == [said(language, "Votre place est confirmée")]
    assert look["title"].startswith(said(language, "Inscription : %(event)s", event=event.title))

    mail = house.mailbox.wait(who.email)
    read_confirmation(mail, language, event, who)
    assert link_in(mail).startswith(f"{house.url}/{language}/inscriptions/")
    next_one = person(language, f"suivante-{language}-{script}")
    waiting = register(visit(language=language), event, next_one)
    assert head_of(waiting) == said(language, "Vous êtes en liste d’attente, position %(n)s", n=1)

    visitor.open(link_in(mail) + "annulation/", page)  # opened ahead of time by a scanner of mails: nothing happens
    visitor.open(link_in(mail), page)
    assert head_of(page) == said(language, "Votre place est confirmée")
    cancel_by_keyboard(keys, language)
    assert visitor.look(page)["heads"] == [said(language, "Votre inscription est annulée")]
    promotion = house.mailbox.wait(next_one.email, 2)
    assert subject_of(promotion) == said(language, "Inscription confirmée : %(event)s", event=event.title)
    farewell = house.mailbox.wait(who.email, 2)
    assert subject_of(farewell) == said(language, "Inscription annulée : %(event)s", event=event.title)
    assert [len(house.mailbox.of(one.email)) for one in (who, next_one)] == [2, 2]


def go_to_the_form(page, keys, language, event):
    """List, event, form; the first stop is the skip link, and it works."""
    before, after = frame(language, page.locator(".brand bdi").inner_text())
    titles = [" ".join(title.split()) for title in page.locator("main h3 a").all_inner_texts()]
    choices = [said(language, name) for name in ("Liste", "Mois", "Sorte de rencontre", "Commune", "Afficher")]
    order = before + choices + titles + [said(language, "S’abonner à l’agenda")] + after
    assert keys.walk(order[0]) == order[:1]
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert keys.walk(after[-1]) == order[len(before) :]
    page.goto(page.url.partition("#")[0])  # a reload would keep the place of the focus
    assert keys.walk(event.title) == order[: order.index(event.title) + 1]
    keys.follow()
    assert head_of(page) == event.title
    call = said(language, "M’inscrire")
    assert keys.walk(call) == [*before, call]
    keys.follow()
    assert head_of(page) == said(language, "M’inscrire")
    assert keys.walk(after[-1]) == before + form_order(language) + after
    page.goto(page.url.partition("#")[0])  # a reload would keep the place of the focus


def send_with_mistakes(keys, language, who):
    """No first name, half an address, no consent."""
    keys.walk(said(language, "Nom"))
    keys.type(who.last_name)
    assert keys.tab().name == said(language, "Courriel")
    keys.type(WRONG)
    keys.walk(said(language, NEEDS))
    keys.press("Enter")
    assert keys.tab().name == said(language, "Accès") + " " + said(language, "(facultatif)")
    keys.type("Fauteuil roulant")
    keys.walk(said(language, "M’inscrire"))
    keys.follow()


def hear_of_mistakes(page, keys, language, who):
    """The focus is on the summary; its links lead to the fields, which say what is wrong; what was typed is there."""
    needed = django_says(language, "This field is required.")
    address = django_says(language, "Enter a valid email address.")
    consent = said(language, "Sans votre accord, nous ne pouvons pas vous inscrire.")
    expected = [("first_name", "Prénom", needed), ("email", "Courriel", address), ("consent", CONSENT, consent)]
    summary = page.locator("#erreurs")
    expect(summary).to_be_focused()  # the browser sets it with the first frame it draws
    assert keys.heard().role == "alert"
    assert summary.locator("h2").inner_text() == counted(
        language, "Un point à corriger", "%(count)s points à corriger", 3
    )
    links = summary.locator("a").all()
    assert len(links) == len(expected)
    for link, (name, label, error) in zip(links, expected, strict=True):
        assert link.get_attribute("href") == f"#id_{name}"
        assert said(language, label).rstrip(".") in link.inner_text()
        assert error in link.inner_text()
        keys.tab()
    page.locator("#erreurs").focus()
    for number, (name, label, error) in enumerate(expected):
        page.locator("#erreurs a").nth(number).focus()
        keys.press("Enter")
        assert page.evaluate("document.activeElement.name") == name
        heard = keys.heard()
        assert heard.name == said(language, label)
        assert heard.invalid
        assert error in heard.description
    assert page.locator("[name=last_name]").input_value() == who.last_name
    assert page.locator("[name=email]").input_value() == WRONG
    assert page.locator("[name=needs_access]").input_value() == "Fauteuil roulant"
    assert page.locator("[name=needs_access]").is_visible()
    page.locator("#erreurs").focus()


def send_corrected(page, keys, language, who):
    """The two fields and the box, then the button."""
    keys.walk(said(language, "Prénom"))
    keys.type(who.first_name)
    keys.walk(said(language, "Courriel"))
    keys.type(who.email)
    keys.walk(said(language, CONSENT))
    keys.press("Space")
    assert page.locator("[name=consent]").is_checked()
    keys.walk(said(language, "M’inscrire"))
    keys.follow()


def read_confirmation(mail: EmailMessage, language, event, who):
    """The mail in the reader's language, with a calendar that is right on both sides of the change of hour, and a code."""
    assert subject_of(mail) == said(language, "Inscription confirmée : %(event)s", event=event.title)
    assert [address for _, address in getaddresses([mail["to"]])] == [who.email]
    text, html = text_of(mail), mail.get_body(("html",)).get_content()
    assert text.startswith(said(language, "Bonjour %(name)s,", name=who.first_name))
    assert said(language, "Votre place est confirmée. Nous nous réjouissons de vous accueillir.") in text
    assert f'lang="{language}"' in html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html

    entry = vobject.readOne(attached(mail, "text/calendar").decode())
    assert entry.vtimezone.tzid.value == "Europe/Brussels"
    assert entry.vevent.uid.value == f"{event.uid}@maillage"
    assert int(entry.vevent.sequence.value) == event.sequence == 0
    start, end = entry.vevent.dtstart.value, entry.vevent.dtend.value
    assert (start, end) == (event.starts_at, event.ends_at)
    assert start.utcoffset() != end.utcoffset()

    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(attached(mail, "image/png"))))
    assert code.text == link_in(mail)


def cancel_by_keyboard(keys, language):
    """Follow the link to the page that asks once more, press the button."""
    keys.walk(said(language, "Je ne peux pas venir"))
    keys.follow()
    keys.walk(said(language, "Annuler mon inscription"))
    keys.follow()
