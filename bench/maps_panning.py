"""How smoothly a live map of 10 000 points is dragged in Chromium: the time between frames.

The page is the gallery of a real server; what its map asks for is answered here, with more points than the gallery has.
"""

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, sync_playwright

from bench.measure import measure, most, say
from bench.weight import FLAGS
from tests.burst.site import home, serving
from tests.plugins.chromium import find

POINTS = 10_000
SECONDS = 8
MARKER, CROWD = ".live-map__marker", 80
SLOW = 34  # milliseconds: a frame left out at 60 a second
# Drags back and forth by 8 pixels a frame, and lets go every 90 frames, so that new points are asked for and drawn.
DRAG = """async (seconds) => {
  const surface = document.querySelector('.live-map__surface'), box = surface.getBoundingClientRect()
  const middle = [box.left + box.width / 2, box.top + box.height / 2]
  const tell = (kind, target, x, y) => target.dispatchEvent(
    new MouseEvent(kind, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: 1, view: window }))
  const pane = document.querySelector('.leaflet-map-pane'), intervals = []
  const frame = () => new Promise(requestAnimationFrame)
  const end = performance.now() + seconds * 1000
  let before = await frame(), way = 8, [x, y] = middle
  while (before < end) {
    tell('mousedown', pane, ...([x, y] = middle))
    for (let step = 0; step < 90; step++) {
      tell('mousemove', document, x += way, y += way / 4)
      const now = await frame()
      intervals.push(now - before)
      before = now
    }
    tell('mouseup', document, x, y)
    way = -way
  }
  return intervals
}"""


def main() -> None:
    """Frames while dragging, at the zoom of a town and its surroundings."""
    with home("sqlite") as place, serving(place) as port, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route("**/ui/points.geojson?*", answer)
        page.goto(f"http://localhost:{port}/fr/ui/")
        page.locator(".live-map").scroll_into_view_if_needed()
        page.locator(".live-map[data-state=live]").wait_for()
        drag(page, "whole")
        while page.locator(MARKER).count() < CROWD:
            closer(page)
        drag(page, "town")
        browser.close()


def answer(route: Route) -> None:
    """The view that the map asks for."""
    from maillage.ui.gallery_map import features

    asked = {name: values[0] for name, values in parse_qs(urlsplit(route.request.url).query).items()}
    west, south, east, north = map(float, asked["bbox"].split(","))
    body = features(int(asked["zoom"]), (west, south, east, north), POINTS)
    route.fulfill(body=json.dumps(body), content_type="application/geo+json")


def closer(page: Page) -> None:
    """Open the marker that stands for most."""
    counts = [int(text or 1) for text in page.locator(MARKER).all_inner_texts()]
    page.locator(MARKER).nth(counts.index(max(counts))).press("Enter")
    page.wait_for_timeout(1500)


def drag(page: Page, name: str) -> None:
    """Drag for a while and measure."""
    intervals = sorted(page.evaluate(DRAG, SECONDS))
    assert page.locator(MARKER).count()
    say(f"{name}: {page.locator(MARKER).count()} markers, {len(intervals)} frames")
    for share in (50, 95):
        measure(f"maps.panning.{POINTS}.{name}.p{share}", intervals[len(intervals) * share // 100], "ms", 1000 / 60)
    slow = sum(interval > SLOW for interval in intervals) / len(intervals)
    measure(f"maps.panning.{POINTS}.{name}.slow_frames", slow, "share", 0.05, most(1))
