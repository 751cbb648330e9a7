"""What a page weighs on the network, the first time somebody comes."""

import pytest

from tests.journeys.scenes import LANGUAGES

MOST, MOST_WITHOUT_FONTS = 90_000, 45_000
EVENT = "/agenda/etat-ouverte/"
PAGES = {
    "evenement": EVENT,
    "formulaire": f"{EVENT}inscription/",
    "resultats": "/annuaire/?q=fran%C3%A7ais",  # with their map
    "fiche": "/annuaire/services/cours-de-francais-avec-garderie/",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_light(visit, language, name, capsys):
    visitor = visit(language=language)
    page = visitor.page()
    cdp, addresses, weights = page.context.new_cdp_session(page), {}, {}
    cdp.on("Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]}))
    cdp.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
    cdp.send("Network.enable")
    page.goto(f"{visitor.url}/{language}{PAGES[name]}", wait_until="networkidle")
    total = sum(weights.values())
    fonts = sum(weight for key, weight in weights.items() if addresses[key].endswith(".woff2"))
    with capsys.disabled():
        print(
            f"\n{language} {name}: {total / 1000:.1f} kB in {len(weights)} answers, of which fonts {fonts / 1000:.1f} kB"
        )
    assert fonts
    assert total < MOST
    assert total - fonts < MOST_WITHOUT_FONTS
