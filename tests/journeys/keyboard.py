"""Somebody who has a keyboard and no mouse, and what a screen reader tells them of where they are."""

from typing import NamedTuple

from playwright.sync_api import Page

from tests.journeys.words import spaced

VISIBLE = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect()
  const ring = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  // A card's link draws its ring around the whole card.
  const drawn = [[node], [node, '::after'], [node.parentElement], [node.closest('article') || node]]
  // A sign on a map draws it as a line around its target.
  const target = node.querySelector('.map__target'), line = target && getComputedStyle(target)
  return {
    // The parts of a date are Chromium's own: the field has the focus while one of them shows it.
    matches: node.matches(':focus-visible, input[type="datetime-local"]:focus-within'),
    ring: drawn.some(place => ring(getComputedStyle(...place)))
      || !!line && line.stroke !== 'none' && parseFloat(line.strokeWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
    html: node.outerHTML.slice(0, 120),
  }
}"""
MOST_STEPS = 80


class Focus(NamedTuple):
    """What is announced of the element in focus."""

    role: str
    name: str
    description: str
    invalid: bool
    value: str


class Keyboard:
    """Walks through a page by Tab, presses keys, and hears."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def heard(self) -> Focus:
        """What a screen reader says of the element in focus."""
        node = self.cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        tree = self.cdp.send("Accessibility.getPartialAXTree", {"objectId": node, "fetchRelatives": False})
        told = tree["nodes"][0]
        marks = {mark["name"]: mark["value"].get("value") for mark in told.get("properties", [])}
        texts = [str(told.get(part, {}).get("value", "")) for part in ("role", "name", "description")]
        return Focus(*map(spaced, texts), marks.get("invalid") == "true", str(told.get("value", {}).get("value", "")))

    def tab(self) -> Focus:
        """Go one step on; the focus must be seen, and be in sight."""
        self.page.keyboard.press("Tab")
        heard, seen = self.heard(), self.page.evaluate(VISIBLE)
        assert all(seen[part] for part in ("matches", "ring", "inside")), (heard, seen)
        assert heard.name, (heard, seen)
        return heard

    def walk(self, last: str) -> list[str]:
        """Tab until something is named `last`; the names heard on the way, `last` included."""
        names: list[str] = []
        while not names or names[-1] != last:
            assert len(names) < MOST_STEPS, f"{last!r} was not met: {names}"
            names.append(self.tab().name)
        return names

    def follow(self) -> None:
        """Press Enter on a link or a button that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Replace what the field in focus holds."""
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
