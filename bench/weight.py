"""What a page weighs on the wire in a real browser with an empty cache: with its fonts, and without."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from bench.measure import measure, most, say
from tests.burst.inside import SLUG
from tests.burst.site import home, serving
from tests.plugins.chromium import find

WITH_FONTS, WITHOUT_FONTS = 90_000, 45_000  # bytes
# As root Chromium wants no sandbox; the others keep it from asking the network for itself.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PAGES = {"event": f"agenda/{SLUG.format(1)}/", "form": f"agenda/{SLUG.format(1)}/inscription/", "list": "agenda/"}


def main() -> None:
    """Each page in French and in Arabic."""
    with home("sqlite") as place, sync_playwright() as driver:
        place.run("tests.burst.inside", "seed", "20x120")
        browser = driver.chromium.launch(executable_path=find(), args=FLAGS)
        with serving(place) as port:
            for language in ("fr", "ar"):
                for name, path in PAGES.items():
                    weigh(browser, f"http://localhost:{port}", f"/{language}/{path}", f"weight.{name}.{language}")
        browser.close()


def weigh(browser: Browser, origin: str, path: str, label: str) -> None:
    """Bytes received for the page and all it asks for, headers included; requests to anybody else."""
    context = browser.new_context()
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, tuple[str, str]] = {}
    sizes: dict[str, float] = {}

    def asked(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = (event["request"]["url"], event.get("type", ""))

    def received(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", received)
    wire.send("Network.enable")
    page.goto(origin + path, wait_until="networkidle")
    everything = {kinds[key]: size for key, size in sizes.items()}
    say(
        f"{label}: "
        + ", ".join(
            f"{urlsplit(url).path.rpartition('/')[2] or path} {size:.0f}" for (url, _), size in everything.items()
        )
    )
    fonts = sum(size for (_, kind), size in everything.items() if kind == "Font")
    total = sum(everything.values())
    strangers = [url for url, _ in kinds.values() if not url.startswith((origin, "data:"))]
    budget = None if ".list." in label else most(1)  # a list weighs what its meetings weigh
    measure(f"{label}.with_fonts", total, "bytes", WITH_FONTS, budget)
    measure(f"{label}.without_fonts", total - fonts, "bytes", WITHOUT_FONTS, budget)
    measure(f"{label}.third_party_requests", len(strangers), "requests", budget=lambda _: not strangers)
    context.close()
