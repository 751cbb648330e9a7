"""Workshops chosen in order of preference, changed and left by the private link, with and without JavaScript."""

import pytest

from tests.journeys.mailbox import link_in
from tests.journeys.registering import head_of, person
from tests.journeys.scenes import LANGUAGES
from tests.journeys.words import said

STUDY_DAY = "journee-d-etude-accueillir"
MORNING = ("parler-simple-sentrainer-a-deux", "le-telephone-interpreter-a-distance")


def send(visitor, page) -> None:
    """Press the one button of the form, and look at what comes."""
    with page.expect_navigation():
        page.locator("main form.form button[type=submit]").click()
    visitor.look(page)


@pytest.mark.parametrize("script", [True, False], ids=["avec-script", "sans-script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_workshops_are_chosen_changed_and_left(visit, house, language, script):
    visitor, who = visit(language=language, script=script), person(language, f"ateliers-{language}-{script}")
    page = visitor.open(f"/{language}/agenda/{STUDY_DAY}/inscription/")
    page.locator("[name=first_name]").fill(who.first_name)
    page.locator("[name=last_name]").fill(who.last_name)
    page.locator("[name=email]").fill(who.email)
    full, free = page.locator("#id_workshops"), page.locator("#id_workshops_0_1")
    full.select_option(MORNING[0])
    free.select_option(MORNING[1])
    page.locator("[name=accept_queue]").check()
    page.locator("[name=consent]").check()
    send(visitor, page)
    text = page.locator("main").inner_text()
    assert "Parler simple" in text, "the first choice is full and waited for"
    assert "Le téléphone" in text
    assert page.locator("main small").count() == 1

    private = link_in(house.mailbox.wait(who.email))
    page = visitor.open(f"{private}modification/", page)
    assert page.locator("#id_workshops").input_value() == MORNING[0]
    assert page.locator("#id_workshops_0_1").input_value() == MORNING[1]
    page.locator("#id_workshops").select_option("")
    page.locator("#id_workshops_0_1").select_option("")
    send(visitor, page)
    assert "Parler simple" not in page.locator("main").inner_text()
    assert "Le téléphone" not in page.locator("main").inner_text()

    page = visitor.open(f"{private}annulation/", page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert head_of(page) == said(language, "Votre inscription est annulée")
