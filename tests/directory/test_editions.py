"""Editions: frozen when they are published, numbered, put on paper by the worker, served as they were made."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client

from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import AuditEntry
from maillage.core.languages import READY
from maillage.directory.actions import editions, rounds
from maillage.directory.models import Directory, Edition, Location, Paper, Phone, Service
from maillage.directory.models.editions import fingerprint
from tests.directory.selections import SECRET, directory, held, hidden, page, renewed, signed_in, words
from tests.directory.selections import country as a_country
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HERE = "/fr/repertoires/papiers/editions/"
DAY = datetime(2026, 11, 3, 12, tzinfo=UTC)
PAPERS = 2 * len(READY)


@pytest.fixture(scope="module", autouse=True)
def printed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first edition of a directory of two services, one at a confidential place, with all its papers."""
    with django_db_blocker.unblock(), a_country():
        made = directory("papiers", "need.papers", titles={"fr": "Papiers", "ar": "الأوراق"})
        held("Permanence", "need.papers", hours="Mo 09:00-12:00", phone="+3281112233", email="a@a.example")
        hidden("Refuge", "need.papers", phone="+3282445566")
        with clock.at(DAY):
            editions.publish(made, note="  Merci à tous.  ")
        while editions.make_papers(most=1):
            pass
        yield


def the_directory() -> Directory:
    return Directory.objects.get(slug="papiers")


def the_edition() -> Edition:
    return Edition.objects.get(number=1)


def moved() -> Service:
    """The service has another telephone and another name."""
    service = Service.objects.get(name="Permanence")
    Phone.objects.filter(service_at_location__service=service).update(number="+3281999888")
    service.name = "Permanence séjour"
    renewed(service)
    return service


def test_an_edition_is_what_the_directory_said_that_day() -> None:
    edition = the_edition()
    assert (edition.number, edition.published_on, edition.size, edition.note) == (1, DAY.date(), 2, "Merci à tous.")
    assert [facts["name"] for facts in edition.snapshot["entries"]] == ["Permanence", "Refuge"]
    assert edition.snapshot["words"]["ar"]["title"] == "الأوراق"
    assert edition.is_whole
    assert len(edition.fingerprint) == 64


def test_its_fingerprint_is_the_sha_256_of_its_content_however_the_base_keeps_it() -> None:
    edition = the_edition()
    assert fingerprint(edition.snapshot) == edition.fingerprint
    backwards = dict(reversed(edition.snapshot.items()))
    assert fingerprint(backwards) == edition.fingerprint
    assert fingerprint({**edition.snapshot, "slug": "autre"}) != edition.fingerprint


def test_who_published_is_traced() -> None:
    somebody: User = UserFactory(role=Role.COORDINATOR)
    edition = editions.publish(the_directory(), somebody)
    entry = AuditEntry.objects.filter(act="directory.edition_published").latest("pk")
    assert entry.actor_id == somebody.pk
    assert (edition.number, edition.size) == (2, 2)
    assert entry.changes == {"number": 2, "entries": 2}


def test_numbers_follow_one_another_for_each_directory() -> None:
    other = directory("autre", "need.papers")
    assert [editions.publish(each).number for each in (the_directory(), other, the_directory())] == [2, 1, 3]


def test_nothing_to_print_is_refused() -> None:
    empty = directory("vide", "need.health")
    with pytest.raises(editions.NothingToPrint):
        editions.publish(empty)
    assert not empty.editions.exists()


def test_an_edition_and_a_paper_do_not_change() -> None:
    edition, paper = the_edition(), Paper.objects.order_by("pk")[0]
    edition.note, paper.content = "Autre chose", b"%PDF-faux"
    for one in (edition, paper):
        with pytest.raises(ValidationError, match="ne change plus"):
            one.save()
    assert the_edition().note == "Merci à tous."


def test_a_snapshot_that_was_tampered_with_is_found_out() -> None:
    edition = the_edition()
    edition.snapshot["entries"][0]["phones"] = ["+32400000000"]
    Edition.objects.filter(pk=edition.pk).update(snapshot=edition.snapshot)
    assert not the_edition().is_whole


def test_the_snapshot_tells_nothing_of_a_confidential_place() -> None:
    told = str(the_edition().snapshot)
    assert [word for word in (SECRET, "5503", "rue secrète", "sonner", "50.2001") if word in told] == []


def test_a_paper_of_each_language_and_size_was_made_once() -> None:
    made = {(paper.language, paper.large) for paper in Paper.objects.defer("content").order_by("pk")}
    assert made == {(language.code, large) for language in READY for large in (False, True)}
    assert Paper.objects.count() == PAPERS == 18
    assert editions.make_papers() == 0
    assert Paper.objects.count() == PAPERS


def test_a_round_makes_one_paper_the_latest_edition_first_in_french() -> None:
    editions.publish(the_directory())
    second = editions.publish(the_directory())
    rounds.papers()
    (made,) = Paper.objects.exclude(edition__number=1)
    assert (made.edition, made.language, made.large) == (second, "fr", False)


def test_a_paper_that_is_there_is_not_made_again_and_stays() -> None:
    paper = Paper.objects.get(language="fr", large=False)
    assert editions.make(the_edition(), "fr", large=False) is False
    again = Paper.objects.get(language="fr", large=False)
    assert (again.pk, bytes(again.content)) == (paper.pk, bytes(paper.content))


def test_the_same_content_gives_the_same_bytes() -> None:
    paper = Paper.objects.get(language="fr", large=False)
    Paper.objects.filter(pk=paper.pk).delete()
    assert editions.make(the_edition(), "fr", large=False) is True
    assert bytes(Paper.objects.get(language="fr", large=False).content) == bytes(paper.content)


def test_an_edition_that_cannot_be_printed_keeps_no_other_from_it() -> None:
    Edition.objects.create(directory=the_directory(), number=9, snapshot={"entries": "?"}, fingerprint="0" * 64, size=1)
    Paper.objects.filter(language="es", large=True).delete()
    rounds.papers()
    assert Paper.objects.filter(edition=the_edition()).count() == PAPERS


def fetched(name: str, **headers: str) -> Any:
    return Client(headers=headers).get(f"{HERE}{name}.pdf")


def read(content: bytes) -> str:
    """What a PDF says, spaces made one."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())


def test_a_paper_is_served_as_the_very_bytes_with_its_etag() -> None:
    for name, language, large in (("1-fr", "fr", False), ("1-ar", "ar", False), ("1-uk-grand", "uk", True)):
        paper = Paper.objects.get(language=language, large=large)
        response = fetched(name)
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        assert response.content == bytes(paper.content)
        assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
        assert name in response["Content-Disposition"]


def test_who_has_the_paper_is_not_sent_it_again() -> None:
    response = fetched("1-fr", **{"if-none-match": fetched("1-fr")["ETag"]})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("name", ["1-xx", "2-fr", "0-fr", "1-fr-petit", "99999999999999999999-fr"])
def test_a_paper_that_is_not_there_is_not_found(name: str) -> None:
    assert fetched(name).status_code == 404


def test_a_paper_says_what_it_is_of_which_day_and_nothing_confidential() -> None:
    paper = fetched("1-fr").content
    told = read(paper)
    for said in ("Papiers", "Permanence", "081 11 22 33", "Édition n° 1", "3 novembre 2026", "Merci à tous."):
        assert said in told, said
    assert the_edition().fingerprint[:16] in told
    assert "Dinant (adresse confidentielle)" in told
    assert [word for word in (SECRET, "5503", "rue secrète", "sonner") if word in told or word.encode() in paper] == []


def test_a_change_of_the_base_changes_neither_edition_nor_papers() -> None:
    before, bytes_before = the_edition(), fetched("1-fr").content
    moved()
    after = the_edition()
    assert (after.snapshot, after.fingerprint) == (before.snapshot, before.fingerprint)
    assert after.is_whole
    assert fetched("1-fr").content == bytes_before
    Paper.objects.filter(language="fr", large=False).delete()
    editions.make(after, "fr", large=False)
    assert fetched("1-fr").content == bytes_before


def test_the_page_tells_what_changed_since() -> None:
    assert "Rien : le papier dit encore vrai." in words(page(HERE).main)
    service = moved()
    held("Nouveau", "need.papers", at="Couvin")
    Service.objects.filter(name="Refuge").update(live=False)
    told = [words(one) for one in page(HERE).select(".errata li")]
    assert told == [
        "nouveau Nouveau Rue Haute 1, 5000 Couvin",
        "changé Permanence séjour nom : Permanence séjour (avant : Permanence) · téléphone : 081 99 98 88 (avant : 081 11 22 33)",
        "retiré Refuge Dinant",
    ]
    assert page(HERE).select_one(f'.errata a[href="/fr/annuaire/services/{service.slug}/"]')


def test_an_address_that_became_confidential_is_not_told_on_the_page() -> None:
    place = Location.objects.get(municipality__name="Namur")
    place.confidential = True
    place.save()
    told = words(page(HERE).select_one(".errata"))
    assert "Namur (adresse confidentielle)" in told
    assert "Rue Haute" not in told


def test_the_next_edition_says_what_changed_since_the_one_before() -> None:
    moved()
    second = editions.publish(the_directory())
    editions.make(second, "fr", large=False)
    told = read(fetched("2-fr").content)
    assert "Ce qui a changé depuis l’édition n° 1" in told
    assert "081 99 98 88 (avant : 081 11 22 33)" in told.replace("\xa0", " ")
    assert "Ce qui a changé" not in read(fetched("1-fr").content)


def test_the_page_shows_the_papers_that_are_ready_the_readers_language_first() -> None:
    Paper.objects.filter(language="tr", large=True).delete()
    rows = page("/nl/repertoires/papiers/editions/").select(".papers tbody tr")
    assert len(rows) == len(READY)
    assert words(rows[0].th) == "Nederlands"
    turkish = next(row for row in rows if "Türkçe" in row.text)
    assert len(turkish.select("a")) == 1
    for link in rows[0].select("a"):
        assert Client().get(link["href"]).status_code == 200


def test_editions_of_an_unpublished_directory_are_for_the_team_only() -> None:
    Directory.objects.update(published=False)
    assert fetched("1-fr").status_code == 404
    assert signed_in(Role.COORDINATOR).get(f"{HERE}1-fr.pdf").status_code == 200


def test_a_directory_with_editions_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        the_directory().delete()
