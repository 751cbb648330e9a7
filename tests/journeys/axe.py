"""What axe-core finds wrong on a page: on a phone, on a desk, and in the dark.

Dark, a page differs from light by its colours alone (`tests/ui/test_sheets.py` holds the sheets to it): there, only
the rules that look at colours are asked again, at one width, as colours do not hang on it.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.visitor import DESK, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Without preloading style sheets, which only an experimental rule reads, and which takes an import's address for the page's.
RUN = """([context, rules]) => axe.run(context, {runOnly: rules, resultTypes: ['violations'], preload: false})"""
SIGHTS = [(PHONE, "light"), (DESK, "light"), (DESK, "dark")]


def faults(page: Page, include: list[str] | None = None, exclude: list[str] | None = None) -> list[str]:
    """Every violation on the page in sight, in each of SIGHTS; only within `include` and without `exclude` (CSS selectors)."""
    context: dict[str, Any] = {"include": include or ["html"]}
    if exclude:
        context["exclude"] = exclude
    for selector in context["include"]:
        page.wait_for_selector(selector, state="attached")  # a page that a link has just led to may still be empty
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)
    found = []
    for width, scheme in SIGHTS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate(RUN, [context, RULES[scheme]])["violations"]:
            found += [f"{width} {scheme} {violation['id']}: {told(node)}" for node in violation["nodes"]]
    return found


def told(node: dict[str, Any]) -> str:
    """Where and what, in one line."""
    said = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return f"{' '.join(map(str, node['target']))} {node['html'][:160]} {'; '.join(said)}"
