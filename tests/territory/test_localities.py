"""Localities from a CSV file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions import Counts, import_localities
from maillage.territory.models import Locality
from maillage.territory.rules.localities import LocalityRow, read_localities
from maillage.territory.rules.refusals import Refused

POSTCODES = {"92094": ["5000", "5100"], "92141": ["5080"]}
HEADER = "postcode,locality,lat,lon,nis\n"
FILE = f"{HEADER}5000,Bouge,50.4700,4.8900,92094\n5100,Jambes,50.45,4.88,92094\n5080,Émines,50.51,4.84,92141\n"
BOUGE = LocalityRow("5000", "Bouge", 50.47, 4.89, "92094")


def problems(text: str) -> list[str]:
    """What is wrong with a file, in words."""
    with pytest.raises(Refused) as refusal:
        read_localities(text.encode(), POSTCODES)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        FILE.encode(),
        FILE.encode("utf-8-sig"),
        FILE.replace(",", ";").encode("cp1252"),
        FILE.replace(",", "\t").replace(".", ",").replace("\n", "\r\n").encode(),
        FILE.replace(HEADER, "Code postal,Localité,Latitude,Longitude,Code INS\n").encode(),
        FILE.replace("4.88", "  4.88 ").replace("\n5080", "\n\n,,,,\n5080").encode(),
    ],
)
def test_file_is_read_however_it_was_saved(data):
    rows = read_localities(data, POSTCODES)
    assert rows[0] == BOUGE
    assert [row.name for row in rows] == ["Bouge", "Jambes", "Émines"]
    assert rows[1].longitude == 4.88


def test_columns_may_stand_in_any_order():
    text = "nis,lon,note,lat,locality,postcode\n92094,4.89,x,50.47,Bouge,5000\n"
    assert read_localities(text.encode(), POSTCODES) == [BOUGE]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("5000,Bouge,50.47,4.89,99999", "ins : aucune commune n’a le code 99999"),
        ("5080,Bouge,50.47,4.89,92094", "code postal : 5080 n’est pas un code postal de la commune 92094"),
        ("5000,Bouge,4.89,50.47,92094", "latitude : 4.89 est hors de Belgique"),
        ("5000,Bouge,50.47,nan,92094", "longitude : nan est hors de Belgique"),
        ("5000,Bouge,nord,4.89,92094", "latitude : « nord » n’est pas un nombre"),
        ("5000,,50.47,4.89,92094", "localité : manque"),
        ("5000,Bouge,50.47,4.89", "ins : manque"),
        ("5000,Bou\0ge,50.47,4.89,92094", "localité : un signe ne se lit pas"),
        (f"5000,{'x' * 81},50.47,4.89,92094", "localité : plus de 80 signes"),
    ],
)
def test_wrong_row_is_told_by_line_and_column(row, problem):
    assert f"Ligne 5, {problem}" in problems(f"{FILE}{row}\n")


def test_every_problem_is_told_at_once():
    assert len(problems(f"{FILE}5000,A,1,1,92094\n5000,B,x,4.89,1\n")) == 4


def test_locality_told_twice_is_refused():
    assert problems(f"{FILE}5000,BOUGE,50.47,4.89,92094\n") == ["Ligne 5, localité : déjà à la ligne 2"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Ligne 1, code postal : cette colonne manque"),
        ("postcode,locality,lat,lon\n", "Ligne 1, ins : cette colonne manque"),
        (HEADER, "Le fichier n’a aucune ligne."),
        (f'{HEADER}5000,"{"x" * 200_000}', "Ligne 2 : cette ligne ne se lit pas : un guillemet n’est pas fermé ?"),
    ],
)
def test_file_without_its_columns_or_rows_is_refused(text, problem):
    assert problem in problems(text)


def test_import_counts_what_is_new_changed_and_unchanged(country):
    data = f"{HEADER}5000,Bouge,50.47,4.89,92094\n5000,BEEZ,50.46873,4.92196,92094\n5100,Jambes,50.45,4.88,92094\n"
    assert import_localities(data.encode()) == Counts(new=1, changed=1, unchanged=1)
    assert import_localities(data.encode()) == Counts(new=0, changed=0, unchanged=3)
    found = Locality.objects.filter(postcode="5000")
    assert [locality.name for locality in found] == ["BEEZ", "Bouge", "Namur"]
    assert found.get(name="Bouge").municipality == country["Namur"]
    assert found.get(name="Bouge").latitude == 50.47


def test_import_takes_the_locality_written_alike_before_the_one_that_folds_alike(country):
    Locality.objects.create(postcode="5002", name="St-Servais", municipality=country["Namur"])
    data = f"{HEADER}5002,Saint-Servais,50.48142,4.83513,92094\n"
    assert import_localities(data.encode()) == Counts(new=0, changed=0, unchanged=1)


def test_import_asks_as_many_queries_for_one_row_as_for_three(country, query_count):
    one = query_count(import_localities, f"{HEADER}5000,A,50.47,4.89,92094\n".encode())
    rows = "".join(f"5000,{name},50.47,4.89,92094\n" for name in "BCD")
    assert query_count(import_localities, (HEADER + rows).encode()) == one


def test_import_with_one_wrong_row_changes_nothing(country, tmp_path: Path):
    file = tmp_path / "localites.csv"
    file.write_text(f"{HEADER}5000,Bouge,50.47,4.89,92094\n5000,Là,50.47,4.89,1\n")
    before = list(Locality.objects.values())
    with pytest.raises(CommandError, match=r"Ligne 3, ins : aucune commune(?s:.*)Problèmes : 1\. Rien n’a changé\."):
        call_command("import_localities", file)
    assert list(Locality.objects.values()) == before


def test_command_tells_the_counts(country, tmp_path: Path, capsys):
    file = tmp_path / "localites.csv"
    file.write_text(f"{HEADER}5000,Bouge,50.47,4.89,92094\n")
    call_command("import_localities", file, dry_run=True)
    assert capsys.readouterr().out.splitlines() == [
        "1 localités : 1 nouvelles, 0 changées, 0 inchangées",
        "Rien n’a été écrit (--dry-run).",
    ]
    assert not Locality.objects.filter(name="Bouge").exists()
    call_command("import_localities", file)
    assert capsys.readouterr().out == "1 localités : 1 nouvelles, 0 changées, 0 inchangées\n"
    assert Locality.objects.filter(name="Bouge").exists()


def test_command_tells_a_hundred_problems_and_how_many_more(country, tmp_path: Path):
    file = tmp_path / "localites.csv"
    file.write_text(HEADER + "".join(f"5000,L{number},50.47,4.89,1\n" for number in range(120)))
    with pytest.raises(CommandError) as refusal:
        call_command("import_localities", file)
    told = str(refusal.value).splitlines()
    assert told[-2:] == ["… et 20 autres.", "Problèmes : 120. Rien n’a changé."]
    assert len(told) == 102


def test_command_refuses_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(CommandError, match="ne se lit pas"):
        call_command("import_localities", tmp_path / "absent.csv")
