"""A directory taken along: sheets that come back in without a change, and the paper of the day."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.test import Client

from maillage.directory.actions import exports
from maillage.directory.actions.imports.runs import import_file
from maillage.directory.enums import LineKind
from maillage.directory.models import Accreditation, CourseOffer, Language, Organization, Phone, Service
from tests.directory.selections import SECRET, directory, held, hidden, place, renewed
from tests.directory.selections import country as a_country
from tests.factories import OrganizationFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
TOLD_OF_NOBODY = (SECRET, "Secret-Bien-Gardé", "5503", "Refuge de la rue", "sonner deux fois", "50.2001", "4.9001")


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        directory("papiers", "need.papers", titles={"fr": "Papiers", "ar": "الأوراق"})
        yield


def rich() -> Service:
    """A service of papers with a bit of everything, at two places; its operator has another service too."""
    operator = OrganizationFactory(name="=Aide & Cie", website="https://aide.example", email="aide@aide.example")
    Accreditation.objects.create(organization=operator, kind="ili")
    told = {"description": "-1 ligne\nune autre", "fees": "5 € l’an", "fees_cents": 500, "childcare": True}
    service = held("Permanence papiers", "need.papers", "public.women", organization=operator, **told)
    at = place(service, "Dinant", address="+Place 3", postcode="5500", hours="Mo-Fr 09:00-12:00", phone="+3282111213")
    Language.objects.create(service_at_location=at, code="ar")
    CourseOffer.objects.create(service=service, tags=["citizenship"], levels=["A2"])
    renewed(service)
    held("Tout autre chose", "need.housing", organization=operator)
    held("D’un autre opérateur", "need.health")
    return service


def fetched(ending: str, language: str = "fr", **asked: str) -> bytes:
    """The file of the directory."""
    response = Client().get(f"/{language}/repertoires/papiers.{ending}", asked)
    assert response.status_code == 200
    return bytes(response.content)


def rows(content: bytes) -> list[list[str]]:
    """The lines of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def cells(content: bytes) -> list[list[str]]:
    """The lines of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[str(cell.value or "") for cell in row] for row in sheet]


def read(content: bytes) -> str:
    """What a PDF says, spaces made one."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_sheets_hold_only_what_was_chosen_each_place_once() -> None:
    rich()
    for lines in (rows(fetched("csv")), cells(fetched("xlsx"))):
        assert len(lines) == 3
        told = " ".join(" ".join(line) for line in lines)
        assert told.count("Permanence papiers") == 2
        assert "Tout autre chose" not in told
        assert "D’un autre opérateur" not in told


def test_a_sheet_of_nothing_has_its_titles() -> None:
    assert rows(fetched("csv")) == [exports.titles()]
    assert len(cells(fetched("xlsx"))) == 1


def test_a_sheet_is_a_file_with_a_name_and_titles_that_come_back() -> None:
    rich()
    for ending in ("csv", "xlsx"):
        response = Client().get(f"/ar/repertoires/papiers.{ending}")
        assert response["Content-Disposition"].startswith('attachment; filename="papiers-20')
    assert rows(fetched("csv", "ar"))[0] == exports.titles()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_brought_back_changes_nothing(tmp_path: Path, ending: str) -> None:
    rich()
    hidden("Refuge", "need.papers")
    before = exports.write_csv()
    file = tmp_path / f"papiers.{ending}"
    file.write_bytes(fetched(ending))
    plan, _run = import_file(file, dry_run=True)
    told = [line for line in plan.lines.found if line.kind in {LineKind.CHANGE, LineKind.NEW, LineKind.ERROR}]
    assert [(line.column, line.before, line.after) for line in told] == []
    import_file(file)
    assert exports.write_csv() == before
    assert Organization.objects.get(services__name="Refuge").locations.get().address == SECRET


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_is_a_formula(ending: str) -> None:
    rich()
    lines = (rows if ending == "csv" else cells)(fetched(ending))
    assert any("'=Aide & Cie" in line for line in lines)
    assert [cell for line in lines for cell in line if cell[:1] in set("=+-@\t\r")] == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_tells_the_commune_of_a_confidential_place_only(ending: str) -> None:
    hidden("Refuge", "need.papers")
    lines = (rows if ending == "csv" else cells)(fetched(ending))
    told = " ".join(" ".join(line) for line in lines)
    assert "Dinant" in told
    assert [word for word in TOLD_OF_NOBODY if word in told] == []


def test_the_paper_of_the_day_tells_the_services_and_nothing_of_a_confidential_place() -> None:
    rich()
    hidden("Refuge", "need.papers")
    paper = fetched("pdf")
    told = read(paper)
    for word in (
        "Papiers",
        "Permanence papiers",
        "+Place 3, 5500 Dinant",
        "Dinant (adresse confidentielle)",
        "Version du jour",
    ):
        assert word in told, word
    assert "Tout autre chose" not in told
    assert [word for word in TOLD_OF_NOBODY if word in told or word.encode() in paper] == []
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert str(document.Root.Lang).startswith("fr")
        assert document.Root.MarkInfo.Marked


def test_the_paper_is_arranged_as_asked_else_as_the_directory_says() -> None:
    held("Permanence papiers", "need.papers", "need.housing")
    by_commune = fetched("pdf")
    assert fetched("pdf", par="n’importe") == by_commune == fetched("pdf", par="commune")
    by_theme = read(fetched("pdf", par="theme"))
    assert "Par commune" in by_theme
    assert "Par commune" not in read(by_commune)


def test_large_letters_and_another_language_are_other_papers() -> None:
    rich()
    plain, large, arabic = fetched("pdf"), fetched("pdf", grand="1"), fetched("pdf", "ar")
    assert len(pypdfium2.PdfDocument(large)) > 0
    assert len({plain, large, arabic}) == 3
    with pikepdf.open(io.BytesIO(arabic)) as document:
        assert str(document.Root.Lang).startswith("ar")


def test_the_paper_follows_the_base() -> None:
    service = rich()
    assert "Permanence papiers" in read(fetched("pdf"))
    service.name = "Permanence séjour"
    renewed(service)
    told = read(fetched("pdf"))
    assert "Permanence séjour" in told
    assert "Permanence papiers" not in told


def test_a_paper_without_any_service_is_answered() -> None:
    response = Client().get("/fr/repertoires/papiers.pdf")
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].startswith('inline; filename="papiers-')


def test_a_fax_is_no_telephone_of_the_paper() -> None:
    service = rich()
    Phone.objects.create(organization=service.organization, number="+3281999999", kind="fax")
    told = read(fetched("pdf"))
    assert "082 11 12 13" in told
    assert "081 99 99 99" not in told


def test_the_day_of_the_paper_is_the_one_of_the_site(clock: Clock) -> None:
    rich()
    clock.set(datetime(2027, 2, 3, 12, tzinfo=UTC))
    assert "3 février 2027" in read(fetched("pdf"))
