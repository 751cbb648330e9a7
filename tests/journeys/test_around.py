"""Languages, paper: what a page offers beside its text."""

import re

import pytest

from tests.journeys.visitor import DESK


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_first_page_is_in_the_language_of_the_browser(visit, language):
    visitor = visit(language=language)
    assert visitor.open("/").url == f"{visitor.url}/{language}/"


@pytest.mark.parametrize(
    "path", ["/", "/annuaire/", "/agenda/", "/agenda/etat-ouverte/", "/agenda/etat-ouverte/inscription/", "/contact/"]
)
def test_language_menu_leads_to_the_same_page(visit, path):
    visitor = visit(script=False)
    page = visitor.open(f"/fr{path}")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="العربية", exact=True).click()
    page.wait_for_url(f"{visitor.url}/ar{path}")
    visitor.language = "ar"
    visitor.look(page)
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Français", exact=True).click()
    page.wait_for_url(f"{visitor.url}/fr{path}")


@pytest.mark.parametrize("path", ["/fr/", "/fr/agenda/etat-ouverte/", "/ar/agenda/etat-ouverte/", "/fr/vie-privee/"])
def test_page_prints_on_paper(visit, path):
    visitor = visit(language=path[1:3], width=DESK)
    page = visitor.open(path)
    paper = page.pdf(prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 1 <= sheets <= (2 if "/agenda/" in path else 4)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator(".site-header nav").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
