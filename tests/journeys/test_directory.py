"""A morning with the directory: the base goes out, is changed in a spreadsheet, comes back, is undone; two records are one."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import faults
from tests.journeys.entering import COORDINATOR, sign_in
from tests.journeys.test_office import WAGTAIL
from tests.journeys.visitor import DESK

IMPORTS, OPERATORS, TWINS = "/gestion/importations/", "/gestion/operateurs/", "/gestion/doublons/"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLOW = 60_000  # milliseconds: the worker looks every few seconds


@pytest.fixture(scope="module")
def badge() -> list[Any]:
    """What the first of these tests was given when she signed in: codes are few, so the others come in with it."""
    return []


@pytest.fixture
def enter(visit, house, badge: list[Any]) -> Callable[..., Page]:
    """`enter(path, script=True)`: a page of the office, signed in."""

    def come_in(path: str, *, script: bool = True) -> Page:
        if not badge:
            badge.extend(sign_in(visit(width=DESK), house, COORDINATOR, path).context.cookies())
        page = visit(width=DESK, script=script).page()
        page.context.add_cookies(badge)
        page.goto(house.url + path)
        return page

    return come_in


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()


def text(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def sound(page: Page) -> None:
    """Nothing that axe knows is wrong, and nothing is wider than a phone."""
    found = faults(page, ["main"], WAGTAIL)
    assert not found, "\n".join([page.url, *found])
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    page.set_viewport_size({"width": DESK, "height": 800})


def base(page: Page, url: str) -> bytes:
    """The whole base as the office exports it."""
    answer = page.request.get(f"{url}{OPERATORS}export.xlsx")
    assert answer.ok
    return answer.body()


def rows(content: bytes) -> list[tuple[object, ...]]:
    """The cells of a workbook."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def changed(content: bytes) -> bytes:
    """The workbook with another name for one service, and a phone number that cannot be."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(3, titles.index("nom du service") + 1).value = "Un nom tout neuf"
    sheet.cell(4, titles.index("téléphone") + 1).value = "081/00"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bring(page: Page, url: str, content: bytes) -> None:
    """Send a sheet, and wait until it has been read."""
    page.goto(f"{url}{IMPORTS}")
    page.get_by_role("link", name="Importer un fichier").first.click()
    page.locator("input[type=file]").set_input_files({"name": "base.xlsx", "mimeType": SPREADSHEET, "buffer": content})
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_base_goes_out_comes_back_changed_and_is_undone(enter, house, script: bool):
    page = enter(OPERATORS, script=script)
    before = base(page, house.url)
    bring(page, house.url, changed(before))
    assert "1 problème" in text(page)
    if script:  # axe needs it
        sound(page)
    press(page, "Importer")
    expect(page.get_by_role("link", name=re.compile("Défaire"))).to_be_visible(timeout=SLOW)
    cells = {cell for row in rows(base(page, house.url)) for cell in row}
    assert {"Un nom tout neuf", "081/00"} <= cells
    if script:
        sound(page)
    page.get_by_role("link", name=re.compile("Défaire")).first.click()
    if script:
        sound(page)
    press(page, re.compile("défaire"))
    assert rows(base(page, house.url)) == rows(before)


def test_screens_of_the_directory_have_no_fault(enter, house):
    page = enter(IMPORTS)
    for path in (IMPORTS, f"{IMPORTS}ajouter/", TWINS, f"{TWINS}fusions/"):
        page.goto(house.url + path)
        sound(page)


def test_two_records_become_one_and_two_again(enter, house):
    page = enter(TWINS)
    before = rows(base(page, house.url))
    sound(page)
    page.get_by_role("link", name="Comparer").first.click()
    sound(page)
    press(page, "Fusionner")
    assert "Alpha" in page.locator("body").inner_text()
    merged = rows(base(page, house.url))
    names = {row[1] for row in merged}
    assert len({name for name in names if name and "Alpha" in str(name) and "ives" in str(name)}) == 1
    page.goto(f"{house.url}{TWINS}fusions/")
    sound(page)
    page.get_by_role("link", name=re.compile("Défaire")).first.click()
    press(page, re.compile("défaire"))
    assert rows(base(page, house.url)) == before
