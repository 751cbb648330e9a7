"""A coordinator makes a full event larger, and what the office refuses."""

from tests.journeys.axe import faults
from tests.journeys.entering import COORDINATOR, sign_in
from tests.journeys.mailbox import link_in, subject_of
from tests.journeys.registering import head_of
from tests.journeys.scenes import next_change_to_summer
from tests.journeys.visitor import DESK

LIST = "/gestion/agenda/"
# Wagtail's own, in every one of its forms: the text editor's box has no name, only a placeholder that comes and goes;
# the map of the form has a small handle and a pale label.
# The banner of a message fades in, and is too pale meanwhile.
WAGTAIL = [".messages", ".Draftail-Editor", ".w-minimap", ".w-minimap__collapse-all", "#w-minimap-toggle"]


def save(page):
    """Press Wagtail's button."""
    with page.expect_navigation():
        page.locator("footer button[type=submit], .footer button[type=submit]").first.click()


def refusal(page, field):
    """What is written beside a field."""
    return page.locator(f".w-field__wrapper:has([name={field}]) .w-field__errors").inner_text().strip()


def test_coordinator_raises_the_capacity_and_the_first_of_the_queue_come_in(visit, house):
    box = house.mailbox
    visitor = visit(width=DESK)
    page = sign_in(visitor, house, COORDINATOR, LIST)
    page.get_by_role("link", name="Atelier à agrandir").first.click()
    page.locator("[name=capacity]").fill("3")
    save(page)
    for reader in ("deux@example.org", "trois@example.org"):
        promotion = box.wait(reader, 2)
        assert subject_of(promotion) == "Inscription confirmée : Atelier à agrandir"
    reader = visit()
    fourth = reader.open(link_in(box.wait("quatre@example.org")))
    assert head_of(fourth) == "Vous êtes en liste d’attente, position 1"
    assert [len(box.of(f"{name}@example.org")) for name in ("un", "quatre")] == [1, 1]

    page = visitor.page()
    page.goto(f"{house.url}{LIST}edit/{house.events['equipe'].pk}/")
    page.locator("[name=capacity]").fill("2")
    page.locator("[name=venue_name]").fill("Une autre salle")
    save(page)
    assert "3 places sont déjà prises" in refusal(page, "capacity")
    assert page.locator("[name=capacity]").input_value() == "2"
    assert page.locator("[name=venue_name]").input_value() == "Une autre salle"

    page.locator("[name=capacity]").fill("3")
    # Wagtail's calendar would itself put the clock on by an hour in a browser of this time zone, and leave it in another.
    gap = next_change_to_summer().strftime("%Y-%m-%d 02:30")
    page.locator("[name=opens_at]").evaluate("(field, typed) => field.value = typed", gap)
    save(page)
    assert "Cette heure n’existe pas" in refusal(page, "opens_at")
    assert page.locator("[name=opens_at]").input_value() == gap
    assert page.locator("[name=venue_name]").input_value() == "Une autre salle"


def test_panels_of_the_office_have_no_fault(visit, house):
    visitor = visit(width=DESK)
    page = sign_in(visitor, house, COORDINATOR, LIST)
    event = house.events["equipe"]
    for path in (LIST, f"{LIST}edit/{event.pk}/", f"{LIST}{event.pk}/inscriptions/", "/gestion/courriels/"):
        page.goto(house.url + path)
        found = faults(page, ["main"], WAGTAIL)
        assert not found, "\n".join([path, *found])
