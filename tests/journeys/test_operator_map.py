"""Maps of operators in a browser: with the keyboard, without script, in a frame of another site, in Arabic and French."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.journeys.axe import faults
from tests.journeys.keyboard import Keyboard
from tests.journeys.scenes import LANGUAGES
from tests.journeys.visitor import DESK, PHONE, Visitor
from tests.journeys.words import counted, said

SLUG = "alpha-ran-fle"
LIVE = ".live-map[data-state=live]"
MOST_ZOOMS = 14
# The names of markers whose middle is within the map.
IN_SIGHT = """nodes => nodes.filter(node => {
  const box = node.getBoundingClientRect(), frame = node.closest('.live-map__surface').getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  return x > frame.left && x < frame.right && y > frame.top && y < frame.bottom
}).map(node => node.getAttribute('aria-label'))"""
SIGHTS = [(PHONE, "light"), (DESK, "dark")]


def path(language: str, end: str = "") -> str:
    return f"/{language}/cartes/{SLUG}/{end}"


def opened(visitor: Visitor, end: str = "") -> Page:
    """The page of a map, with its map in sight and alive."""
    page = visitor.open(path(visitor.language, end))
    page.locator(".live-map").scroll_into_view_if_needed()
    page.locator(LIVE).wait_for()
    return page


def markers(page: Page | Frame) -> Locator:
    return page.locator(".live-map__marker")


def in_sight(page: Page) -> int:
    """How many things are in view, as it is said."""
    found = re.search(r"\d+", page.locator(".live-map__status").inner_text())
    return int(found[0]) if found else 0


def down_to_one(page: Page) -> Locator:
    """Open groups with Enter until something stands by itself; its marker."""
    single = page.locator(".live-map__marker:not(:has(text))")
    for _ in range(MOST_ZOOMS):
        if single.count():
            return single.first
        before = page.locator(".live-map__status").inner_text()
        group = markers(page).first
        group.focus()
        group.press("Enter")
        if page.locator(".live-map__card").count():
            page.keyboard.press("Escape")
            page.keyboard.press("+")
        expect(page.locator(".live-map__status")).not_to_have_text(before)
    raise AssertionError("nothing stands by itself")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), SIGHTS)
def test_every_marker_is_met_by_tab_and_named(visit, language, width, scheme):
    visitor = visit(language=language, width=width, scheme=scheme)
    page = opened(visitor)
    names = markers(page).evaluate_all(IN_SIGHT)
    assert len(names) > 1
    assert all(names)
    page.locator(".live-map__surface").focus()
    keys = Keyboard(page)
    met = [keys.tab() for _ in names]
    assert {heard.role for heard in met} == {"button"}
    assert sorted(heard.name for heard in met) == sorted(" ".join(name.split()) for name in names)
    visitor.look(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_enter_opens_a_group_and_then_a_card_whose_link_leads_to_the_record(visit, language):
    visitor = visit(language=language, width=DESK)
    page = opened(visitor)
    whole = in_sight(page)
    one = down_to_one(page)
    assert 0 < in_sight(page) <= whole
    name = one.get_attribute("aria-label") or ""
    one.focus()
    one.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    link = card.get_by_role("link")
    assert name.startswith(link.inner_text())
    keys = Keyboard(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert keys.heard().name == link.inner_text()
    keys.follow()
    visitor.look(page)
    assert f"/{language}/annuaire/services/" in page.url
    assert page.locator("h1").inner_text() in name


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_counts_what_the_list_counts(visit, language):
    page = opened(visit(language=language, width=DESK))
    address = page.locator(".live-map").get_attribute("data-points")
    alone = page.evaluate("async address => (await (await fetch(address)).json()).features.length", address)
    assert in_sight(page) == alone > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_is_narrowed_and_sorted_by_keyboard_without_script(visit, language):
    visitor = visit(language=language, script=False, width=DESK)
    page = visitor.open(path(language))
    keys = Keyboard(page)
    keys.walk(said(language, "Affiner"))
    keys.press("Enter")
    keys.walk(said(language, "Où ?"))
    keys.type("Namur")
    keys.walk(said(language, "Afficher"))
    keys.follow()
    visitor.look(page)
    rows = page.locator("article.row")
    assert rows.count()
    assert page.locator(".listing__group").all_inner_texts() == ["Namur"]
    keys = Keyboard(page)
    page.locator("#liste h2").focus()
    keys.walk(said(language, "par nom"))
    keys.follow()
    visitor.look(page)
    assert "commune=" in page.url
    assert "tri=nom" in page.url
    assert page.locator(".sorts__used").inner_text() == said(language, "par nom")
    names = [name.strip() for name in page.locator(".row__name bdi").all_inner_texts()]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_a_commune_leads_to_its_places_and_a_place_to_its_row(visit, language):
    visitor = visit(language=language, script=False)
    page = visitor.open(path(language))
    signs = page.locator(".map__drawing a")
    assert signs.count() > 5
    town = page.locator('.map__drawing a[href*="commune="]').first
    keys = Keyboard(page)
    town.focus()
    name = keys.heard().name
    count = int(town.locator("text").text_content() or "")
    keys.follow()
    visitor.look(page)
    group = page.locator(".listing__group").first.inner_text()
    assert name == counted(language, "%(town)s : %(n)s service", "%(town)s : %(n)s services", count, town=group)
    place = page.locator(".map__drawing a").first
    goal = (place.get_attribute("href") or "").removeprefix("#")
    place.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#{goal}$"))
    expect(page.locator(f"[id='{goal}']")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("end", ["", "?commune=Dinant", "integrer/"])
def test_map_has_no_fault(visit, language, end):
    visitor = visit(language=language, width=DESK)
    page = opened(visitor, end)
    found = faults(page)
    assert not found, "\n".join([end, *found])
    visitor.look(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_card_has_no_fault(visit, language):
    page = opened(visit(language=language, width=DESK))
    one = down_to_one(page)
    one.focus()
    one.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    found = faults(page, [".live-map"])
    assert not found, "\n".join(found)


@contextmanager
def another_site(html: str) -> Iterator[str]:
    """The address of another site, whose only page this is."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_told: object) -> None:
            """Nothing to tell."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def framed(visitor: Visitor, end: str) -> Iterator[tuple[Page, Frame]]:
    """A page of another site with a page of ours in a frame."""
    source = visitor.url + path("fr", end)
    html = f'<!doctype html><html lang="fr"><title>Ailleurs</title><iframe title="Carte" src="{source}" width="900" height="700">'
    with another_site(html) as address:
        page = visitor.context.new_page()
        page.goto(address, wait_until="networkidle")
        yield page, page.frames[1]


def pressed(act: Callable[[], None], page: Page, url: str) -> None:
    """What is pressed in the frame changes the page around it."""
    act()
    page.wait_for_url(re.compile(re.escape(url)))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_links_of_the_frame_open_outside_of_it(visit, script):
    visitor = visit(script=script, width=DESK)
    with framed(visitor, "integrer/") as (page, frame):
        assert frame.locator("h1").is_visible()
        assert not frame.locator("nav").count()
        if not script:
            sign = frame.locator('.map__drawing a[href*="commune="]').first
            pressed(partial(sign.press, "Enter"), page, f"{visitor.url}{path('fr')}?commune=")
    with framed(visitor, "integrer/") as (page, frame):
        line = frame.locator(".legend-filter a").first
        pressed(line.click, page, f"{visitor.url}{path('fr')}?signe=")


def test_going_to_the_content_of_the_frame_stays_in_it(visit):
    visitor = visit(width=DESK)
    with framed(visitor, "integrer/") as (page, frame):
        frame.locator(LIVE).wait_for()
        around = page.url
        frame.locator(".skip-link").press("Enter")
        page.wait_for_timeout(300)
        assert page.url == around


def test_card_in_the_frame_leads_out(visit):
    visitor = visit(width=DESK)
    with framed(visitor, "integrer/?commune=Dinant") as (page, frame):
        frame.locator(LIVE).wait_for()
        for _ in range(MOST_ZOOMS):
            markers(frame).first.press("Enter")
            page.wait_for_timeout(200)
            if frame.locator(".live-map__card a").count():
                break
        link = frame.locator(".live-map__card a").first
        pressed(partial(link.press, "Enter"), page, f"{visitor.url}/fr/annuaire/services/")


def test_no_other_page_shows_in_a_frame(visit):
    visitor = visit(width=DESK)
    with framed(visitor, "") as (_page, frame):
        assert frame.url.startswith("chrome-error:")
