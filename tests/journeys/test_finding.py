"""From the question to the door: somebody with a phone, in Arabic, without script, with a keyboard alone."""

import pytest

from tests.journeys.keyboard import Keyboard
from tests.journeys.scenes import LANGUAGES, SCRIPTS
from tests.journeys.visitor import DESK
from tests.journeys.words import said

QUESTION = {"fr": "cours de français", "ar": "دروس فرنسية"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_course_with_childcare_near_dinant_by_keyboard_alone(visit, language, script):
    visitor = visit(language=language, script=SCRIPTS[script])
    page = visitor.open(f"/{language}/")
    keys = Keyboard(page)
    keys.walk(said(language, "Annuaire"))
    keys.follow()
    visitor.look(page)
    keys.walk(said(language, "Quoi ?"))
    keys.type(QUESTION[language])
    keys.walk(said(language, "Où ?"))
    keys.type("Dinant")
    keys.walk(said(language, "Affiner"))
    keys.press("Enter")
    keys.walk(said(language, "Niveau de français"))
    while page.locator("#niveau").input_value() != "A1":
        keys.press("ArrowDown")
    keys.walk(said(language, "avec garderie"))
    keys.press("Space")
    keys.walk(said(language, "Afficher"))
    keys.follow()
    visitor.look(page)
    first_is_near_with_level_and_childcare(page, language)
    keys = Keyboard(page)
    keys.walk(" ".join(page.locator(".find .card__title a").first.inner_text().split()))
    keys.follow()
    record_says_it_in_the_readers_language(visitor, page, language)


def first_is_near_with_level_and_childcare(page, language):
    first = page.locator(".find").first
    assert "Dinant" in first.locator(".find__why").inner_text()
    told = first.inner_text()
    assert "A1" in told
    assert said(language, "Avec garderie") in told
    assert said(language, "garderie") in first.locator(".find__why").inner_text()


def record_says_it_in_the_readers_language(visitor, page, language):
    visitor.look(page)
    told = page.locator("main").inner_text()
    assert said(language, "Vos enfants sont gardés pendant ce temps.") in told
    assert said(language, "Retour aux résultats") in told
    if language == "ar":
        assert page.locator("h1 bdi[lang=fr]").count() == 1
        assert "تعل" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_on_the_map_is_met_by_keyboard_and_leads_to_the_list(visit, language):
    visitor = visit(language=language, script=False, width=DESK)
    page = visitor.open(f"/{language}/annuaire/?q=garderie")
    signs = page.locator("#carte svg a")
    assert signs.count() > 3
    keys = Keyboard(page)
    page.locator("#carte svg a").first.focus()
    names = {keys.heard().name} | {keys.tab().name for _sign in range(signs.count() - 1)}
    assert len(names) == signs.count()
    page.keyboard.press("Enter")
    assert "#service-" in page.url or "commune=" in page.url


def test_a_page_about_violence_is_left_at_once(visit):
    visitor = visit(script=False)
    page = visitor.open("/fr/annuaire/services/permanence-decoute-a-havelange/")
    keys = Keyboard(page)
    keys.tab()
    assert keys.tab().name == said("fr", "Quitter cette page")
    way_out = page.get_by_role("link", name=said("fr", "Quitter cette page"))
    assert way_out.is_visible()
    assert "noreferrer" in (way_out.get_attribute("rel") or "")
    page.mouse.wheel(0, 3000)
    assert way_out.is_visible()
