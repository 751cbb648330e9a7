"""A full event: where one stands in the queue, and how one comes in."""

from tests.journeys.mailbox import link_in, subject_of, text_of
from tests.journeys.registering import cancel, head_of, person, register

CONFIRMED = "Votre place est confirmée"


def test_waiting_list_moves_up_until_a_place_is_free(visit, house):
    event, box = house.events["attente"], house.mailbox
    visitor, who = visit(), person("fr", "troisieme")
    page = visitor.open(house.event_path("attente"))
    assert page.locator("main .badge").first.inner_text().strip() == "complet, liste d’attente"
    page = register(visitor, event, who)
    assert head_of(page) == "Vous êtes en liste d’attente, position 2"
    waiting = box.wait(who.email)
    assert subject_of(waiting) == "Liste d’attente : Atelier très demandé"
    assert "position 2" in text_of(waiting)
    assert not list(waiting.iter_attachments()), "no calendar and no code before a place is sure"

    assert head_of(cancel(visit(), house, "premiere@example.org")) == "Votre inscription est annulée"
    page = visitor.open(link_in(waiting))
    assert head_of(page) == "Vous êtes en liste d’attente, position 1"
    assert subject_of(box.wait("deuxieme@example.org", 2)) == "Inscription confirmée : Atelier très demandé"
    cancel(visit(), house, "deuxieme@example.org")
    promotion = box.wait(who.email, 2)
    assert subject_of(promotion) == "Inscription confirmée : Atelier très demandé"
    assert link_in(promotion) == link_in(waiting)
    assert head_of(visitor.open(link_in(promotion))) == CONFIRMED
    assert [len(box.of(f"{name}@example.org")) for name in ("premiere", "deuxieme", "troisieme")] == [2, 3, 2]
