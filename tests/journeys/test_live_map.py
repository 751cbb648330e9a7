"""The live map on the page of components: with keyboard, mouse and paper, in both directions, and when it fails."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.axe import SIGHTS, faults
from tests.journeys.keyboard import Keyboard
from tests.journeys.scenes import LANGUAGES
from tests.journeys.visitor import DESK, PHONE, Visitor
from tests.journeys.words import spaced

POINTS = re.compile(r"/ui/points\.geojson")
LIVE = ".live-map[data-state=live]"
MOST_ZOOMS = 12


def opened(visitor: Visitor) -> Page:
    """The page, with its map in sight and alive."""
    page = visitor.open(f"/{visitor.language}/ui/")
    page.locator(".live-map").scroll_into_view_if_needed()
    page.locator(LIVE).wait_for()
    return page


def words(page: Page) -> dict[str, str]:
    """What the map says, in the language of the page."""
    said: dict[str, str] = json.loads(page.locator(".live-map > script").first.text_content() or "")["words"]
    return said


def markers(page: Page) -> Locator:
    return page.locator(".live-map__marker")


def largest(page: Page) -> Locator:
    """The marker that stands for most."""
    counts = [int(text or 1) for text in markers(page).all_inner_texts()]
    return markers(page).nth(counts.index(max(counts)))


def settled(page: Page, before: str) -> str:
    """How many are in view, once that is no longer what it was."""
    status = page.locator(".live-map__status")
    expect(status).not_to_have_text(before)
    return status.inner_text()


def focused(page: Page, attribute: str = "class") -> str:
    return str(page.evaluate("name => document.activeElement.getAttribute(name) ?? ''", attribute))


def down_to_a_list(page: Page) -> Locator:
    """Press the largest marker until its things cannot be taken apart; the card that lists them."""
    for _ in range(MOST_ZOOMS):
        status = page.locator(".live-map__status").inner_text()
        largest(page).press("Enter")
        if page.locator(".live-map__card").count():
            break
        settled(page, status)
    return page.locator(".live-map__card")


def down_to_one(page: Page) -> Locator:
    """Zoom in until a marker stands for one thing; that marker."""
    single = page.locator(".live-map__marker:not(:has(text))")
    for _ in range(MOST_ZOOMS):
        if single.count():
            return single.first
        status = page.locator(".live-map__status").inner_text()
        largest(page).press("Enter")
        settled(page, status)
    raise AssertionError("no marker of one thing")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_live_map_takes_the_place_of_the_still_one(visit, language, width):
    visitor = visit(language=language, width=width)
    page = opened(visitor)
    expect(page.locator(".live-map__still")).to_be_hidden()
    expect(page.locator(".live-map .map-legend")).to_be_visible()
    assert page.locator(".live-map__status").inner_text() == words(page)["inView"].replace("%s", "160")
    assert all(markers(page).evaluate_all("nodes => nodes.map(node => node.getAttribute('aria-label'))"))
    assert page.locator(".live-map__surface").evaluate("node => getComputedStyle(node).direction") == "ltr"
    boxes = markers(page).evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().toJSON())")
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    visitor.look(page)


def test_map_is_fetched_only_when_nearly_in_sight(visit):
    visitor = visit()
    page = visitor.page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{visitor.url}/fr/ui/", wait_until="networkidle")
    assert not [url for url in asked if "leaflet" in url]
    page.locator(".live-map").scroll_into_view_if_needed()
    page.locator(LIVE).wait_for()
    assert len([url for url in asked if re.search(r"leaflet[.\w]*\.js$", url)]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_with_the_keyboard(visit, language):
    page = opened(visit(language=language, width=DESK))
    keyboard, said = Keyboard(page), words(page)
    page.locator(".live-map__skip").focus()
    tools = [said[name] for name in ("zoomIn", "zoomOut", "whole", "fullScreen")]
    assert [keyboard.tab().name for _ in range(4)] == tools
    surface = keyboard.tab()
    assert (surface.role, surface.description) == ("region", spaced(said["keys"]))
    first = keyboard.tab()
    assert (first.role, first.name) == ("button", spaced(markers(page).first.get_attribute("aria-label") or ""))

    page.locator(".live-map__skip").press("Enter")
    assert focused(page, "id").endswith("-end")


def test_arrows_and_signs_move_the_map_and_it_says_so(visit):
    page = opened(visit(width=DESK))
    status = page.locator(".live-map__status")
    whole = status.inner_text()
    page.locator(".live-map__surface").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    near = settled(page, whole)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    settled(page, near)
    page.get_by_role("button", name=words(page)["whole"]).click()
    expect(status).to_have_text(whole)


def test_marker_that_stays_keeps_the_focus(visit):
    page = opened(visit(width=DESK))
    marker = largest(page)
    marker.focus()
    page.evaluate("document.activeElement.known = true")
    with page.expect_response(POINTS):
        for _ in range(3):
            page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.known")


def test_only_markers_in_sight_are_met_by_tab(visit):
    page = opened(visit(width=DESK))
    status = page.locator(".live-map__status").inner_text()
    largest(page).press("Enter")
    settled(page, status)
    frame = page.locator(".live-map__surface").bounding_box()
    assert frame
    for marker in markers(page).all():
        box = marker.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2 - frame["x"], box["y"] + box["height"] / 2 - frame["y"]
        seen = 0 <= x <= frame["width"] and 0 <= y <= frame["height"]
        assert (marker.get_attribute("tabindex"), marker.get_attribute("aria-hidden")) == (
            ("0", None) if seen else ("-1", "true")
        )


def test_map_over_tiles_fetches_them_and_no_ground(visit):
    visitor = visit(width=DESK)
    page, tiles, grounds = visitor.page(), [], []

    def tile(route: Route) -> None:
        tiles.append(route.request.url)
        route.fulfill(body=b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")

    page.route("**/tuiles/**", tile)
    page.on("request", lambda request: grounds.append(request.url) if "fond.geojson" in request.url else None)
    visitor.open("/fr/ui/", page)
    page.evaluate(
        "Object.assign(document.querySelector('.live-map').dataset, {tiles: '/tuiles/{z}/{x}/{y}', ground: ''})"
    )
    page.locator(".live-map").scroll_into_view_if_needed()
    page.locator(LIVE).wait_for()
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert all(re.search(r"/tuiles/\d+/\d+/\d+$", url) for url in tiles)
    assert not grounds
    assert not faults(page, [".live-map"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_group_opens_onto_its_parts_and_one_thing_onto_a_card(visit, language):
    visitor = visit(language=language, width=DESK)
    page = opened(visitor)
    status = page.locator(".live-map__status").inner_text()
    largest(page).press("Enter")
    settled(page, status)
    assert "live-map__marker" in focused(page)

    one = down_to_one(page)
    name = one.get_attribute("aria-label") or ""
    one.press(" ")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    assert card.get_attribute("dir") == {"fr": "ltr", "ar": "rtl"}[language]
    link = card.get_by_role("link")
    assert name.startswith(link.inner_text())
    assert (link.get_attribute("href") or "").startswith("#service-")
    keyboard = Keyboard(page)
    assert [keyboard.tab().name, keyboard.tab().name] == [words(page)["close"], link.inner_text()]
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert focused(page, "aria-label") == name
    visitor.look(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_things_at_one_place_are_listed(visit, width):
    page = opened(visit(width=width))
    card = down_to_a_list(page)
    expect(card).to_be_focused()
    assert card.get_by_role("listitem").count() == card.get_by_role("link").count() > 1
    page.wait_for_timeout(200)
    frame, seen = page.locator(".live-map__frame").bounding_box(), card.bounding_box()
    assert frame
    assert seen
    assert frame["x"] <= seen["x"]
    assert seen["x"] + seen["width"] <= frame["x"] + frame["width"]
    card.get_by_role("button", name=words(page)["close"]).click()
    expect(card).to_have_count(0)
    assert "live-map__marker" in focused(page)


def test_wheel_scrolls_the_page_until_the_map_has_the_focus(visit):
    page = opened(visit(width=DESK))
    surface, status = page.locator(".live-map__surface"), page.locator(".live-map__status")
    page.locator(".live-map").evaluate("node => node.scrollIntoView({ block: 'center' })")
    before, top = status.inner_text(), page.evaluate("scrollY")
    surface.hover(position={"x": 30, "y": 200})
    page.mouse.wheel(0, -120)
    page.wait_for_function("top => scrollY < top", arg=top)
    assert status.inner_text() == before
    surface.focus()
    surface.hover(position={"x": 30, "y": 200})
    top = page.evaluate("scrollY")
    for _ in range(3):
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(100)
    settled(page, before)
    assert page.evaluate("scrollY") == top


def test_one_finger_scrolls_the_page(visit):
    page = opened(visit())
    assert page.locator(".live-map__surface").evaluate("node => getComputedStyle(node).touchAction") == "pan-x pan-y"


def test_full_screen_is_offered_where_the_browser_has_it(visit):
    page = opened(visit(width=DESK))
    said = words(page)
    page.get_by_role("button", name=said["fullScreen"]).click()
    page.get_by_role("button", name=said["leaveFullScreen"]).click()
    page.get_by_role("button", name=said["fullScreen"]).wait_for()
    visitor = visit(width=DESK)
    visitor.context.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    expect(opened(visitor).get_by_role("button", name=said["fullScreen"])).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_live_map_has_no_fault(visit, language):
    visitor = visit(language=language, width=DESK)
    page = opened(visitor)
    found = faults(page, [".live-map"])
    down_to_a_list(page)
    found += faults(page, [".live-map"])
    assert not found, "\n".join(found)
    for width, scheme in SIGHTS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        visitor.look(page)


def test_still_map_comes_back_when_points_cannot_be_read(visit):
    visitor = visit(width=DESK)
    page = visitor.page()

    def refuse(route: Route) -> None:
        route.abort("aborted")

    page.route(POINTS, refuse)
    visitor.open("/fr/ui/", page)
    page.locator(".live-map").scroll_into_view_if_needed()
    page.locator(".live-map[data-state=failed]").wait_for()
    expect(page.locator(".live-map__still")).to_be_visible()
    expect(page.locator(".live-map__frame")).not_to_be_visible()
    assert words(page)["failed"] in page.locator(".live-map__message[role=alert]").inner_text()
    page.unroute(POINTS, refuse)
    page.get_by_role("button", name=words(page)["again"]).click()
    page.locator(LIVE).wait_for()
    expect(page.locator(".live-map__still")).to_be_hidden()
    assert markers(page).count() > 5


def test_map_without_script_is_the_still_one(visit):
    page = visit(script=False).open("/fr/ui/")
    expect(page.locator(".live-map__still .map")).to_be_visible()
    expect(page.locator(".live-map__foot")).to_be_hidden()


def test_paper_has_the_still_map(visit):
    page = opened(visit(width=DESK))
    page.emulate_media(media="print")
    expect(page.locator(".live-map__still .map")).to_be_visible()
    expect(page.locator(".live-map__frame")).not_to_be_visible()
