"""`maillage export_directory`: a directory in a file, as sheet, paper or data; errors in words."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.core.management import CommandError, call_command

from tests.directory.selections import SECRET, directory, held, hidden
from tests.directory.selections import country as a_country

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        directory("papiers", "need.papers", titles={"fr": "Papiers", "ar": "الأوراق"}, published=False)
        held("Permanence", "need.papers")
        hidden("Refuge", "need.papers")
        held("Autre chose", "need.housing")
        yield


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to write into."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: str) -> Path:
    """The file that the command says it wrote."""
    out = io.StringIO()
    call_command("export_directory", *arguments, stdout=out)
    return Path(out.getvalue().strip())


def test_a_paper_is_what_comes_without_a_word(here: Path) -> None:
    path = export("papiers")
    assert path == Path("papiers.pdf")
    assert (here / path).read_bytes().startswith(b"%PDF")


def test_a_paper_in_another_language_large_and_by_theme() -> None:
    path = export("papiers", "--lang", "ar", "--large", "--by", "theme", "--output", "arabe.pdf")
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang).startswith("ar")
        assert "الأوراق" in str(document.docinfo.get("/Title", "")) or "الأوراق" in str(document.open_metadata())


def test_sheets_hold_what_the_directory_does() -> None:
    text = export("papiers", "--format", "csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    sheet = openpyxl.load_workbook(export("papiers", "--format", "xlsx")).active
    assert sheet is not None
    assert len(lines) == sheet.max_row - 1 == 2
    assert "Autre chose" not in text
    assert SECRET not in text + str([cell.value for row in sheet for cell in row])


def test_data_is_the_snapshot_of_an_edition() -> None:
    told = json.loads(export("papiers", "--format", "json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in told["entries"]] == ["Permanence", "Refuge"]
    assert told["words"]["ar"]["title"] == "الأوراق"
    assert "Secret" not in json.dumps(told, ensure_ascii=False)


def test_a_file_goes_where_it_is_told(here: Path) -> None:
    (here / "là").mkdir()
    assert export("papiers", "--format", "json", "--output", "là/base.json").is_file()
    assert not (here / "papiers.json").exists()


def test_a_directory_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CommandError, match=r"« nulle-part ».*papiers"):
        export("nulle-part")


def test_a_file_that_cannot_be_written_is_told() -> None:
    with pytest.raises(CommandError, match=r"pas/là\.csv ne s’écrit pas"):
        export("papiers", "--format", "csv", "--output", "pas/là.csv")


@pytest.mark.parametrize("wrong", [["--format", "docx"], ["--lang", "xx"], ["--by", "couleur"]])
def test_a_word_that_the_command_does_not_know_is_refused(wrong: list[str]) -> None:
    with pytest.raises(CommandError):
        export("papiers", *wrong)


def test_nothing_is_left_of_a_file_that_failed(here: Path) -> None:
    with pytest.raises(CommandError):
        export("nulle-part", "--format", "csv")
    assert list(here.iterdir()) == []
