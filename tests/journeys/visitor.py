"""Somebody with a browser. Every page opened is watched: what it fetches, what it complains of, how it is built."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

PHONE, DESK = 360, 1280
LAID_OUT = r"""() => {
  const root = document.documentElement
  const ids = [...document.querySelectorAll('[id]')].map(node => node.id)
  const named = [...document.querySelectorAll('[for], [aria-labelledby], [aria-describedby], [aria-controls]')].flatMap(node =>
    ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap(name => (node.getAttribute(name) || '').split(' ')))
  return {
    title: document.title.replace(/\s+/g, ' '),
    language: root.lang,
    direction: root.dir,
    mains: document.querySelectorAll('main').length,
    heads: [...document.querySelectorAll('h1')].map(node => node.innerText),
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    dangling: named.filter(id => id && !document.getElementById(id)),
    // Blocks of data are not run: for our own scripts, and JSON-LD for search engines. Leaflet moves its map by script.
    styled: [...document.querySelectorAll(
      '[style]:not(.live-map *), script:not([src], [type="application/json"], [type="application/ld+json"])')]
      .map(node => node.outerHTML),
    too_wide: root.scrollWidth > root.clientWidth,
  }
}"""
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}


@dataclass
class Visitor:
    """A browser of its own: cookies, language, width, with or without JavaScript."""

    url: str
    context: BrowserContext
    language: str
    complaints: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)

    def page(self) -> Page:
        """A new tab, watched."""
        tab = self.context.new_page()
        tab.on("console", self._heard)
        tab.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        tab.on("request", self._asked)
        tab.on("response", self._answered)
        tab.on("requestfailed", self._failed)
        return tab

    def open(self, path: str, tab: Page | None = None) -> Page:
        """Go to a path of the site (or a full address) and look at the page."""
        tab = tab or self.page()
        tab.goto(path if path.startswith("http") else self.url + path)
        self.look(tab)
        return tab

    def look(self, tab: Page) -> dict[str, Any]:
        """Check how the page in sight is built; what it says of itself."""
        tab.wait_for_load_state()
        found = tab.evaluate(LAID_OUT)
        where = urlsplit(tab.url).path
        wrong = {name: found[name] for name in ("twice", "dangling", "styled", "too_wide") if found[name]}
        assert not wrong, (where, wrong)
        assert (found["language"], found["direction"]) == (self.language, DIRECTIONS[self.language]), where
        assert len(found["heads"]) == found["mains"] == 1, (where, found["heads"])
        assert found["title"].strip(), where
        return found

    def close(self) -> None:
        """Leave; AssertionError with all that was complained of."""
        self.context.close()
        assert not self.complaints, self.complaints

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        about = message.location.get("url", "")
        # Chromium reports as an error every page whose status is 4xx; the pages that we ask for so are asserted.
        if "Failed to load resource" in message.text and self.answers.get(about, 0) >= 400:
            return
        self.complaints.append(f"console: {message.text} ({about})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url + "/", "data:", "blob:")):
            self.complaints.append(f"foreign: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.answers[response.url] = response.status
        elif response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A download, and a page left before it was there, are no failures.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")


def arrive(browser: Browser, url: str, *, language: str, script: bool, width: int, scheme: str) -> Visitor:
    """Somebody new on the site."""
    context = browser.new_context(
        viewport={"width": width, "height": 740},
        java_script_enabled=script,
        color_scheme=scheme,
        locale={"fr": "fr-BE", "ar": "ar"}[language],
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    context.set_default_navigation_timeout(60_000)  # other tests keep the machine busy; seconds are measured elsewhere
    return Visitor(url, context, language)
