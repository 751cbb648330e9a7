"""What goes out comes back in: export and import speak of the same base."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from maillage.directory.actions import exports, terms
from maillage.directory.actions.imports.runs import import_file
from maillage.directory.demo import load
from maillage.directory.enums import LanguageMode, LineKind, ScheduleKind, Weeks
from maillage.directory.models import (
    Accreditation,
    Capacity,
    Contact,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from maillage.directory.selectors import sheet
from maillage.directory.sheets.columns import field_of_title
from maillage.directory.sheets.titles import LABELS
from maillage.territory import demo as communes
from maillage.territory.models import Municipality
from tests.plugins.databases import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The communes and operators of the example."""
    with written_once(django_db_blocker):
        communes.load()
        load()
        yield


def changes(path: Path) -> list[tuple[str, str, str]]:
    """What bringing the file back would do: (column, before, after); new records as ("", "", name)."""
    plan, _run = import_file(path, dry_run=True)
    told = [line for line in plan.lines.found if line.kind in {LineKind.CHANGE, LineKind.NEW}]
    return [(line.column, line.before, line.after if line.column else line.record) for line in told]


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of an exported CSV, by title."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("name", sheet.FIELDS)
def test_a_title_of_the_export_is_recognised(name: str):
    with translation.override("fr"):
        assert field_of_title(str(LABELS[name])) == (name, True)


def odd_record() -> Service:
    """A service whose every value is awkward: no reader of cells would make the same of it again."""
    namur = Municipality.objects.get(name="Namur")
    operator = Organization.objects.create(
        name="=L’« Autre » ; maison", alternate_name="-", website="https://exemple.be", email="a@exemple.be"
    )
    Accreditation.objects.create(organization=operator, kind="ili")
    Contact.objects.create(organization=operator, title="Secrétariat")
    service = Service.objects.create(
        organization=operator,
        name="Cours A | B\u00a0!",
        category="A | B / C",
        description="Deux lignes\r\net une espace\u00a0insécable ; « voilà ».",
        fees="5 à 10 €",
        fees_cents=700,
        alert="'t Huis",
    )
    location = Location.objects.create(
        organization=operator, municipality=namur, postcode="5000", address="Rue +1", latitude=50.46, longitude=4.86
    )
    at = ServiceAtLocation.objects.create(service=service, location=location)
    Phone.objects.create(service_at_location=at, number="demander Ali")
    Phone.objects.create(service_at_location=at, number="+3281123456")
    Language.objects.create(service_at_location=at, code="ar", mode=LanguageMode.INTERPRETER_BY_PHONE)
    Capacity.objects.create(service=service, places=10, free_places=0)
    Schedule.objects.create(
        service_at_location=at,
        hours="Mo 10:00-12:00",
        written="[parfois] ; « sauf pluie »",
        kind=ScheduleKind.PERMANENCE,
        by_appointment=True,
        weeks=Weeks.ALTERNATE,
        alternate_from=date(2026, 1, 5),
        follows_school=True,
    )
    Schedule.objects.create(service_at_location=at, written="on verra", weeks=Weeks.ALTERNATE)
    return service


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_awkward_values_brought_back_change_nothing(tmp_path: Path, suffix: str):
    communes.load()
    terms.load()
    odd_record()
    file = tmp_path / f"base{suffix}"
    exports.write(file)
    assert changes(file) == []


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.usefixtures("example")
def test_export_brought_back_changes_nothing(tmp_path: Path, suffix: str):
    file = tmp_path / f"base{suffix}"
    exports.write(file)
    assert changes(file) == []
    before = exports.write_csv()
    import_file(file)
    assert exports.write_csv() == before


@pytest.mark.usefixtures("example")
def test_a_changed_cell_changes_that_value_alone(tmp_path: Path):
    file = tmp_path / "base.csv"
    exports.write(file)
    with translation.override("fr"):
        name, description = str(LABELS["name"]), str(LABELS["description"])
    rows = lines(file)
    rows[7][name], rows[7][description] = "Un tout autre nom", "Dit autrement."
    with file.open("w", newline="") as target:
        writer = csv.DictWriter(target, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert {(column, after) for column, _before, after in changes(file)} == {
        (name, "Un tout autre nom"),
        (description, "Dit autrement."),
    }
    services = Service.objects.count()
    import_file(file)
    assert Service.objects.count() == services
    assert Service.objects.get(name="Un tout autre nom").description == "Dit autrement."


@pytest.mark.usefixtures("example")
def test_a_workbook_holds_text_and_no_formula(tmp_path: Path):
    odd_record()
    file = tmp_path / "base.xlsx"
    exports.write(file)
    page = openpyxl.load_workbook(file).active
    assert page is not None
    assert all(
        cell.data_type in {"s", "n"} and not isinstance(cell.value, int) for row in page for cell in row if cell.value
    )
    assert "'=L’« Autre » ; maison" in [cell.value for cell in page["B"]]


@pytest.mark.usefixtures("example")
def test_a_confidential_address_is_not_exported(tmp_path: Path):
    hidden = Location.objects.filter(confidential=True)
    assert {place.address for place in hidden} == {"Rue du Secret-Gardé 12", "Impasse Tue-Lieu 4"}
    text = exports.write_csv().decode()
    assert not any(place.address in text for place in hidden)
    file = tmp_path / "base.csv"
    exports.write(file)
    import_file(file)
    assert {place.address for place in hidden.all()} == {"Rue du Secret-Gardé 12", "Impasse Tue-Lieu 4"}
