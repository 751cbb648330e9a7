"""The built style sheet and fonts."""

import gzip
import io
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from maillage.ui import assets, font_files, fonts

KB = 1000
BUDGET_FR = ("atkinson-latin-400.woff2", "atkinson-latin-700.woff2", "bricolage-latin-700.woff2")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A copy of what the site builds of these very sources; it is built anew where one of them has changed."""
    kept = Path(settings.BUILD_DIR)
    assets.build(kept)
    target = tmp_path_factory.mktemp("build") / "static"
    (target / "ui" / "fonts").mkdir(parents=True)
    for name in ("../fonts.stamp", "ui/site.css", *(f"ui/fonts/{face.file}" for face in fonts.FACES)):
        shutil.copy(kept / name, target / name)
    return target


def test_build_makes_the_sheet_and_the_fonts(monkeypatch, tmp_path, built):
    face = fonts.FACES[2]
    monkeypatch.setattr(fonts, "FACES", (face,))
    monkeypatch.setattr(font_files, "FACES", (face,))
    assert assets.build(tmp_path / "static") == ["site.css", face.file]
    assert (tmp_path / "static" / "ui" / "fonts" / face.file).read_bytes() == (
        built / "ui" / "fonts" / face.file
    ).read_bytes()
    assert assets.build(tmp_path / "static") == []
    (tmp_path / "fonts.stamp").write_text("of other sources")
    assert assets.build(tmp_path / "static") == [face.file]


def size(built, name):
    return (built / "ui" / "fonts" / name).stat().st_size


def test_fonts_of_a_french_page_fit_the_budget(built):
    assert sum(size(built, name) for name in BUDGET_FR) <= 40 * KB


@pytest.mark.parametrize("weight", [400, 700])
def test_arabic_font_fits_the_budget(built, weight):
    assert size(built, f"plex-arabic-{weight}.woff2") <= 15.5 * KB


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.file)
def test_font_holds_the_letters_it_promises(built, face):
    font = TTFont(io.BytesIO((built / "ui" / "fonts" / face.file).read_bytes()))
    missing = fonts.code_points(face.letters) - set(font.getBestCmap())
    # Spaces, soft hyphen and joiners draw nothing.
    assert [chr(point) for point in missing if chr(point).isprintable() and not chr(point).isspace()] == []


@pytest.mark.parametrize("weight", [400, 700])
def test_arabic_font_keeps_joining(built, weight):
    font = TTFont(io.BytesIO((built / "ui" / "fonts" / f"plex-arabic-{weight}.woff2").read_bytes()))
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= features


def test_turkish_font_has_the_dotted_capital(built):
    font = TTFont(io.BytesIO((built / "ui" / "fonts" / "plex-turkish-400.woff2").read_bytes()))
    assert set(map(ord, "İıŞşĞğÇçÖöÜü")) <= set(font.getBestCmap())


def test_sheet_orders_its_layers_and_fits_one_request(built):
    sheet = (built / "ui" / "site.css").read_text()
    assert sheet.startswith("@layer reset, tokens, base, layout, components, pages, utilities;")
    assert sheet.count("@font-face") == len(fonts.FACES) + sum(len(face.also) for face in fonts.FACES)
    assert "/*" not in sheet
    assert "\n\n" not in sheet
    assert len(gzip.compress(sheet.encode())) <= 12 * KB


def test_every_sheet_belongs_to_a_layer():
    layered = {path for layer in assets.LAYERS for path in assets.sheets(layer)}
    assert layered == set(assets.SOURCES.rglob("*.css"))


def test_second_build_makes_nothing(built):
    assert assets.build(built) == []


def test_changed_sheet_is_written_again_without_the_fonts(built):
    (built / "ui" / "site.css").write_text("old")
    assert assets.build(built) == ["site.css"]


def test_font_is_the_same_when_made_again(built):
    face = fonts.FACES[0]
    assert font_files.make(face) == (built / "ui" / "fonts" / face.file).read_bytes()


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de", "ar", "uk", "fa", "tr", "es"])
def test_preloaded_fonts_exist(language):
    assert set(fonts.preloads(language)) <= {face.file for face in fonts.FACES}
