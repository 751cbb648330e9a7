"""What to bring: from a sheet into the base, out again, chosen when two services become one."""

from pathlib import Path

import pytest

from maillage.directory.actions.imports.runs import import_file
from maillage.directory.actions.journal import undo
from maillage.directory.actions.merging import MERGEABLE, merge
from maillage.directory.models import Service
from maillage.directory.selectors import sheet
from tests.directory.record_page import furnished, page, words
from tests.directory.two import two_services

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("title", ["À apporter", "Documents à apporter", "What to bring", "Mee te brengen", "to_bring"])
def test_column_is_known_by_its_titles(tmp_path: Path, title: str):
    file = tmp_path / "liste.csv"
    file.write_text(f"Organisme;Service;{title}\nAlpha;Cours;Un cahier et un stylo\n", encoding="utf-8")
    import_file(file)
    assert Service.objects.get().to_bring == "Un cahier et un stylo"


def test_export_and_page_tell_it():
    of = furnished(to_bring="Un cahier.\nUn stylo.")
    assert {row["to_bring"] for row in sheet.rows()} == {"Un cahier.\nUn stylo."}
    assert "Un cahier. Un stylo." in words(page(of))


def test_merging_asks_which_one_stays():
    assert ("to_bring",) in MERGEABLE[Service]
    kept, lost = two_services()
    Service.objects.filter(pk=lost.pk).update(to_bring="Une carte.")
    act = merge(kept, lost, {"to_bring"})
    assert Service.objects.get(pk=kept.pk).to_bring == "Une carte."
    undo(act)
    assert Service.objects.get(pk=kept.pk).to_bring == ""
