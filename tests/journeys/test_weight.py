"""What a page weighs on the network, the first time somebody comes."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.scenes import LANGUAGES

MOST, MOST_WITHOUT_FONTS = 90_000, 45_000
MOST_OF_A_MAP = 80_000  # without fonts and what moves the map
EVENT = "/agenda/etat-ouverte/"
PAGES = {
    "evenement": EVENT,
    "formulaire": f"{EVENT}inscription/",
    "resultats": "/annuaire/?q=fran%C3%A7ais",  # with their map
    "fiche": "/annuaire/services/cours-de-francais-avec-garderie/",
}
MAPS = {"carte": "/cartes/alpha-ran-fle/", "cadre": "/cartes/alpha-ran-fle/integrer/"}
MOVES = re.compile(r"leaflet[\w.-]*\.(js|css)|/live-map[\w.-]*\.(js|css)|\.geojson")


def weighed(page: Page, address: str) -> dict[str, int]:
    """Bytes on the network by address, of a page and all that it asks for."""
    cdp, addresses, weights = page.context.new_cdp_session(page), {}, {}
    cdp.on("Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]}))
    cdp.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
    cdp.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return {f"{addresses[key]}#{key}": weight for key, weight in weights.items()}


def fonts_of(weights: dict[str, int]) -> int:
    return sum(weight for address, weight in weights.items() if ".woff2" in address)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_light(visit, language, name, tell):
    visitor = visit(language=language)
    weights = weighed(visitor.page(), f"{visitor.url}/{language}{PAGES[name]}")
    total, fonts = sum(weights.values()), fonts_of(weights)
    tell(f"{language} {name}: {total / 1000:.1f} kB in {len(weights)} answers, of which fonts {fonts / 1000:.1f} kB")
    assert fonts
    assert total < MOST
    assert total - fonts < MOST_WITHOUT_FONTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAPS)
def test_map_is_light_beside_what_moves_it(visit, language, name, tell):
    visitor = visit(language=language)
    weights = weighed(visitor.page(), f"{visitor.url}/{language}{MAPS[name]}")
    fonts = fonts_of(weights)
    moves = sum(weight for address, weight in weights.items() if MOVES.search(address))
    rest = sum(weights.values()) - fonts - moves
    tell(f"{language} {name}: {rest / 1000:.1f} kB, what moves it {moves / 1000:.1f} kB, fonts {fonts / 1000:.1f} kB")
    assert fonts
    assert moves
    assert rest < MOST_OF_A_MAP
