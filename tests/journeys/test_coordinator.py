"""A day of a coordinator: last year's plenary again, ten phone calls, a workshop that moves, a message taken back."""

import io
import re
from typing import Any

import openpyxl
from playwright.sync_api import Page

from tests.journeys.axe import faults
from tests.journeys.entering import COORDINATOR, sign_in
from tests.journeys.mailbox import subject_of
from tests.journeys.test_office import WAGTAIL, save
from tests.journeys.visitor import DESK

LAST_YEAR = "/gestion/agenda/?stands=held&kind=plenary"
CALLS = """Amina Belkacem; Maison de quartier; amina@example.org; {0}, {1}
Benoît Lambotte; CPAS d’Andenne; benoit@example.org; {0}
Chantal Rouxhet; PCS; chantal@example.org; {1}
Daniel Mukendi; ; daniel@example.org
Élise Warnant; =SUM(A1:A9); elise@example.org; {0}
Farid Haddadi; +32 81 12 34 56; farid@example.org
Geneviève Collignon; École; genevieve@example.org; {1}, {0}
Hanan Saleh; ; ; {0}
Ivan Petrov; Bénévoles; ivan@example.org
Joëlle Dardenne; DASPA; joelle@example.org; {2}"""


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()


def sound(page: Page) -> None:
    """The page has no fault that axe knows, Wagtail's own left out."""
    found = faults(page, ["main"], WAGTAIL)
    assert not found, "\n".join([page.url, *found])


def text(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def copy_last_year(page: Page, url: str) -> str:
    """Copy the plenary of last year and announce the copy; the address of its desk."""
    page.goto(url + LAST_YEAR)
    page.get_by_role("link", name=re.compile("Plénière")).first.click()
    page.goto(re.sub(r"edit/(\d+)/", r"\1/copier/", page.url))
    sound(page)
    press(page, "Copier")
    assert "La copie est un brouillon" in page.locator("body").inner_text()
    number = re.search(r"edit/(\d+)/", page.url)
    assert number
    page.locator("[name=announced_at]").evaluate("(field) => field.value = '2026-01-05 09:00'")
    save(page)
    return f"{url}/gestion/agenda/{number[1]}/inscriptions/"


def take_calls(page: Page, desk: str) -> list[str]:
    """Paste ten names; first with a mistake, which is told by its line. Returns the workshops' short addresses."""
    page.goto(f"{desk}telephone/liste/")
    workshops = page.locator("main code").all_inner_texts()
    assert len(workshops) == 3
    calls = CALLS.format(*workshops)
    page.locator("[name=people]").fill(calls.replace("daniel@example.org", "daniel@@example"))
    page.locator("[name=consent]").check()
    press(page, "Vérifier")
    assert "Personne n’est inscrit·e encore" in text(page)
    assert "4" in page.locator("main tr:has(.error-message) td").first.inner_text()
    sound(page)
    page.locator("[name=people]").fill(calls)
    press(page, "Vérifier")
    press(page, "Inscrire ces 10 personnes")
    assert "10 personnes sont inscrites" in text(page)
    return workshops


def move_workshop(page: Page, desk: str) -> None:
    """Move the first workshop by an hour: who is told is shown first."""
    page.goto(f"{desk}ateliers/")
    sound(page)
    page.locator("main").get_by_role("link", name=re.compile("Apprendre le français")).first.click()
    page.locator("[name=starts]").fill("13:45")
    page.locator("[name=ends]").fill("15:15")
    press(page, "Enregistrer")
    assert "Amina" in text(page)
    sound(page)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/ateliers/")
    assert "13h45" in text(page)


def lower_too_far(page: Page, desk: str) -> None:
    """Fewer places than are taken are refused, and what was typed stays."""
    page.goto(f"{desk}places/")
    first = page.locator("main [name=capacity]").first
    first.fill("9")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Enregistrer").first.click()
    assert "10 places sont déjà prises" in text(page)
    assert page.locator("main [name=capacity]").first.input_value() == "9"
    sound(page)


def write_and_undo(page: Page, desk: str) -> None:
    """Write to a group, see the letter, send it, take it back within the minute."""
    page.goto(desk.replace("/inscriptions/", "/messages/nouveau/"))
    page.locator("main input[type=text]").first.fill("Le parking change")
    page.locator("main textarea").first.fill("Entrez par la rue du haut.\nÀ bientôt.")
    sound(page)
    press(page, "Voir ce qui sera envoyé")
    assert "Entrez par la rue du haut." in text(page)
    sound(page)
    page.locator("main button[name=step][value=confirm]").click()
    page.wait_for_url(re.compile(r"/messages/\d+/$"))
    press(page, re.compile("Reprendre"))
    assert "9 courriels sont repris" in text(page)
    sound(page)


def export(page: Page, desk: str) -> list[tuple[Any, ...]]:
    """The list as a workbook, opened by another program: its rows."""
    page.goto(desk)
    with page.expect_download() as download:
        page.locator("main a[href*='export.xlsx']").first.click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return list(sheet.iter_rows(values_only=True))


def test_day_of_a_coordinator(visit, house):
    page = sign_in(visit(width=DESK), house, COORDINATOR, "/gestion/agenda/")
    desk = copy_last_year(page, house.url)
    take_calls(page, desk)
    assert "confirmée" in subject_of(house.mailbox.wait("amina@example.org"))
    move_workshop(page, desk)
    lower_too_far(page, desk)
    write_and_undo(page, desk)
    rows = export(page, desk)
    cells = {str(cell) for row in rows for cell in row}
    assert {"Belkacem", "+32 81 12 34 56"} <= cells
    assert len(rows) >= 11
    for path in ("", "statistiques/", "organisations/", "telephone/", "imprimer/"):
        page.goto(desk + path)
        sound(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(desk)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not any(mail for mail in house.mailbox.of("farid@example.org") if "parking" in subject_of(mail))
