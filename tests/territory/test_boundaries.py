"""Limits of communes from a GeoJSON file."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions import Counts, import_boundaries
from maillage.territory.models import Boundary
from maillage.territory.rules.boundaries import read_boundaries
from maillage.territory.rules.refusals import Refused

KNOWN = {"92094", "92141"}
SQUARE = [[4.8, 50.4], [4.9, 50.4], [4.9, 50.5], [4.8, 50.5], [4.8, 50.4]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def feature(nis: Any = "92094", geometry: Any = POLYGON, name: str = "nis") -> dict[str, Any]:
    return {"type": "Feature", "properties": {name: nis}, "geometry": geometry}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def problems(data: bytes) -> list[str]:
    """What is wrong with a file, in words."""
    with pytest.raises(Refused) as refusal:
        read_boundaries(data, KNOWN)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("name", ["nis", "NIS", "cd_munty_refnis", "Code_INS"])
@pytest.mark.parametrize("nis", ["92094", 92094])
def test_commune_is_known_by_its_code_whatever_the_publisher_calls_it(name, nis):
    assert read_boundaries(collection(feature(nis, name=name)), KNOWN) == {"92094": POLYGON}


def test_outline_is_kept_to_the_metre_in_two_dimensions():
    ring = [[x + 0.000_000_4, y, 120] for x, y in SQUARE]
    several = {"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]}
    found = read_boundaries(b"\xef\xbb\xbf" + collection(feature(geometry=several)), KNOWN)
    assert found["92094"] == {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE, SQUARE]]}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (feature("1"), "nis : aucune commune n’a le code 1"),
        (feature(), "nis : le code 92094 est déjà plus haut"),
        (feature(name="commune"), "nis : le code NIS manque"),
        ("rien", "nis : le code NIS manque"),
        (feature("92141", None), "geometry : un Polygon ou un MultiPolygon est attendu, pas rien"),
        (
            feature("92141", {"type": "Point", "coordinates": [4.8, 50.4]}),
            "geometry : un Polygon ou un MultiPolygon est attendu, pas Point",
        ),
        (feature("92141", {"type": "Polygon"}), "coordinates : une liste d’anneaux est attendue"),
        (
            feature("92141", {"type": "Polygon", "coordinates": [SQUARE[:3]]}),
            "coordinates : un anneau a au moins 4 positions",
        ),
        (
            feature("92141", {"type": "Polygon", "coordinates": [SQUARE[:4]]}),
            "coordinates : un anneau n’est pas fermé : sa dernière position doit être la première",
        ),
        (
            feature("92141", {"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE]]}),
            "coordinates : [50.4, 4.8] est hors de Belgique : la longitude vient avant la latitude",
        ),
        (
            feature("92141", {"type": "Polygon", "coordinates": [[[x * 1000, y] for x, y in SQUARE]]}),
            "coordinates : [4800.0, 50.4] est hors de Belgique",
        ),
        (
            feature("92141", {"type": "MultiPolygon", "coordinates": [SQUARE]}),
            "coordinates : un anneau a au moins 4 positions",
        ),
        (
            feature("92141", {"type": "Polygon", "coordinates": [[["4", "50"]] * 4]}),
            "coordinates : une position est une liste de deux nombres",
        ),
    ],
)
def test_wrong_feature_is_told_by_its_place(wrong, problem):
    assert problems(collection(feature(), wrong)) == [f"Élément 2, {problem}"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"nis;geometry", "Le fichier n’est pas du JSON."),
        (b"\xff\xfe", "Le fichier n’est pas du JSON."),
        (b"[" * 200_000, "Le fichier n’est pas du JSON."),
        (b"[]", "type : Le fichier n’est pas une FeatureCollection de GeoJSON."),
        (b'{"type": "Feature"}', "type : Le fichier n’est pas une FeatureCollection de GeoJSON."),
        (collection(), "features : Le fichier n’a aucun élément."),
    ],
)
def test_file_that_holds_no_features_is_refused(data, problem):
    assert problems(data) == [problem]


def test_import_counts_what_is_new_changed_and_unchanged(country):
    other = {"type": "Polygon", "coordinates": [[[4.7, 50.4], *SQUARE[1:-1], [4.7, 50.4]]]}
    assert import_boundaries(collection(feature())) == Counts(new=1, changed=0, unchanged=0)
    data = collection(feature(geometry=other), feature("92141"))
    assert import_boundaries(data, dry_run=True) == Counts(new=1, changed=1, unchanged=0)
    assert country["Namur"].boundary.geometry == POLYGON
    assert import_boundaries(data) == Counts(new=1, changed=1, unchanged=0)
    assert import_boundaries(data) == Counts(new=0, changed=0, unchanged=2)
    assert Boundary.objects.get(municipality=country["Namur"]).geometry == other


def test_command_tells_counts_or_problems_and_writes_all_or_nothing(country, tmp_path: Path, capsys):
    file = tmp_path / "limites.geojson"
    file.write_bytes(collection(feature(), feature("1")))
    with pytest.raises(CommandError, match=r"Élément 2, nis(?s:.*)Rien n’a changé\."):
        call_command("import_boundaries", file)
    assert not Boundary.objects.exists()
    file.write_bytes(collection(feature()))
    call_command("import_boundaries", file)
    assert capsys.readouterr().out == "1 limites : 1 nouvelles, 0 changées, 0 inchangées\n"
    assert Boundary.objects.count() == 1
