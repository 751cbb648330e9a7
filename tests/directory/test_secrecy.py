"""What was printed before an address became confidential is not given out any more; what filters go by stays."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from maillage.accounts.enums import Role
from maillage.directory.actions import editions
from maillage.directory.models import Location, Paper, Term
from tests.agenda.desk import words
from tests.directory.selections import country, directory, held, place, signed_in, term

pytestmark = pytest.mark.django_db
WITHHELD = "une adresse qu’elle contient est devenue confidentielle"
PAGE, PDF = "/fr/repertoires/papiers/editions/", "/fr/repertoires/papiers/editions/1-fr.pdf"


@pytest.fixture(autouse=True, scope="module")
def known(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), country():  # type: ignore[attr-defined]
        yield


@pytest.fixture
def team() -> Client:
    return signed_in(Role.COORDINATOR)


def printed_directory() -> None:
    """A directory of one service, printed in French."""
    edition = editions.publish(directory("papiers"))
    Paper.objects.create(edition=edition, language="fr", content=b"%PDF-1.7", size=8, fingerprint="0" * 64)


def test_a_paper_is_given_until_an_address_in_it_becomes_confidential(client: Client) -> None:
    held("Refuge", at="Dinant")
    printed_directory()
    assert client.get(PDF).status_code == 200
    assert WITHHELD not in words(client.get(PAGE))
    Location.objects.update(confidential=True)
    assert client.get(PDF).status_code == 404
    page = client.get(PAGE)
    assert WITHHELD in words(page)
    assert PDF not in page.content.decode()


def test_it_is_withheld_also_when_the_address_was_changed_on_the_way(client: Client) -> None:
    held("Refuge", at="Dinant")
    printed_directory()
    Location.objects.update(confidential=True, address="Rue Neuve 9")
    assert client.get(PDF).status_code == 404


def test_a_confidential_place_elsewhere_keeps_no_paper_back(client: Client) -> None:
    service = held("Refuge", at="Dinant")
    printed_directory()
    place(service, "Ciney", confidential=True)
    place(held("Autre refuge", at=None), "Dinant", confidential=True)
    assert client.get(PDF).status_code == 200


def test_what_was_hidden_when_it_was_printed_keeps_no_paper_back(client: Client) -> None:
    held("Accueil", at="Dinant")
    place(held("Refuge", at=None), "Dinant", confidential=True)
    printed_directory()
    assert client.get(PDF).status_code == 200


def test_the_team_still_reads_it_and_is_told_to_print_another(team: Client) -> None:
    held("Refuge", at="Dinant")
    printed_directory()
    Location.objects.update(confidential=True)
    assert team.get(PDF).status_code == 200
    edition = Paper.objects.get().edition
    page = words(team.get(reverse("directory_directories:editions", args=[edition.directory_id])))
    assert "le public ne reçoit plus cette édition" in page


def test_a_term_that_a_directory_chooses_by_is_not_deleted(team: Client) -> None:
    held("Papiers", "need.papers")
    directory("papiers", "need.papers")
    page = team.post(reverse("directory_terms:delete", args=[term("need.papers").pk]), follow=True)
    assert "s’en sert pour choisir" in words(page)
    assert Term.objects.filter(scheme="need", key="papers").exists()
    team.post(reverse("directory_terms:delete", args=[term("need.driving-licence").pk]))
    assert not Term.objects.filter(scheme="need", key="driving-licence").exists()
