"""Map sheets on paper: the drawing, its words for those who do not see it, and the equal list."""

from datetime import date
from functools import cache
from itertools import combinations, pairwise
from math import dist

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.languages import LANGUAGES
from maillage.ui.gallery import TOWNS
from maillage.ui.maps.legend import LEGEND, SHAPES
from maillage.ui.maps.projection import Plane
from maillage.ui.maps.projection import Spot as Point
from maillage.ui.maps.towns import square
from maillage.ui.pdf.map_sheets import LegendItem, MapSheet, Row, Spot, Text, map_sheet_pdf
from maillage.ui.pdf.placing import FARTHEST, arranged, fitted, named
from tests.ui.tag_tree import Document, broken_rules, findings

HEAD = ("N°", "Service", "Où")
CREDIT = "Contour simplifié © IGN"
PLANE = Plane(50.4, 4.9)


def row(number, name="Cours de français"):
    return Row((str(number), f"{name} {number}", "rue de Fer 12, 5000 Namur"), f"https://maillage.example/s{number}/")


def spot(number, latitude=50.46, longitude=4.86, **facts):
    sign = LEGEND[number % len(LEGEND)]
    return Spot(latitude, longitude, str(number), **{"tone": sign.tone, "shape": sign.shape, **facts})


def sheet(count=5, **facts):
    told = {
        "language": "fr",
        "title": "Qui aide ?",
        "subtitle": "Province de Namur",
        "publisher": "Centre de Namur",
        "date": date(2026, 10, 3),
        "introduction": "Une carte.",
        "spots": [spot(number, 50.0 + number / 20, 4.6 + number / 40) for number in range(1, count + 1)],
        "towns": TOWNS,
        "legend": [LegendItem(sign.tone, sign.shape, f"Thème {n}", sign.icon) for n, sign in enumerate(LEGEND)],
        "head": HEAD,
        "rows": [row(number) for number in range(1, count + 1)],
        "credit": CREDIT,
        "alternative": "Carte : 5 lieux, les mêmes que dans la liste.",
        "table_title": "La même chose en liste",
        **facts,
    }
    return MapSheet(**told)


@cache
def made(language="fr", *, large=False):
    return map_sheet_pdf(sheet(language=language, large=large))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_sheet_is_accessible_in_every_language(language, large, tmp_path):
    content = made(language, large=large)
    document = Document(content)
    assert findings(content, tmp_path) == []
    assert broken_rules(document) == []
    assert document.language == language
    assert document.bookmarks == [(1, "Qui aide ?"), (2, "La même chose en liste")]


def test_map_is_one_figure_with_words():
    (figure,) = Document(made()).tree.all("Figure")
    assert figure.alternative == "Carte : 5 lieux, les mêmes que dans la liste."
    assert figure.pages == {0}


def test_map_shows_numbers_towns_scale_and_the_page_tells_legend_and_credit():
    document = Document(made())
    (figure,) = document.tree.all("Figure")
    for word in ("1", "5", "Namur", "Dinant", "20 km"):
        assert word in figure.text
    after = document.tree.text.partition("20 km")[2]
    places = [after.index(word) for word in (*(f"Thème {n}" for n in range(7)), CREDIT, "La même chose", "N°")]
    assert places == sorted(places)


def test_list_is_a_table_with_a_header_and_links():
    (table,) = Document(made()).tree.all("Table")
    assert [part.text for part in table.all("THead")[0].all("TH")] == list(HEAD)
    rows = [[cell.text for cell in part.all("TD")] for part in table.all("TBody")[0].all("TR")]
    assert rows == [list(row(number).cells) for number in range(1, 6)]
    assert [(link.text, link.address) for link in table.all("Link")] == [
        (row(number).cells[1], row(number).href) for number in range(1, 6)
    ]


def test_header_is_repeated_on_every_page_and_read_once():
    content = map_sheet_pdf(sheet(120))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    document = Document(content)
    assert len(pages) == 4
    assert [page.count("Service") for page in pages[1:]] == [1] * (len(pages) - 1)
    assert len(document.tree.all("TH")) == len(HEAD)
    assert broken_rules(document) == []


def test_markup_is_printed_as_typed():
    typed = '#panic("x") $a$ *b* ] <c>'
    told = sheet(
        1, title=typed, subtitle=typed, introduction=[Text(typed)], legend=[LegendItem("river", "disc", typed)], head=(typed,),
        rows=[Row((typed,), "https://x.example/")], credit=typed, alternative=typed, table_title=typed, towns=[(typed, 50.3, 4.9)],
        spots=[Spot(50.1, 5, "#x", "river", "disc")],
    )  # fmt: skip
    document = Document(map_sheet_pdf(told))
    assert document.tree.text.count(typed) == 9
    assert document.tree.all("Figure")[0].alternative == typed


def test_shapes_differ_without_their_colour():
    def ink(shape):
        content = map_sheet_pdf(sheet(0, spots=[spot(1, tone="river", shape=shape)], legend=[], towns=[]))
        return pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil().convert("1").tobytes()

    drawn = [ink(shape) for shape in (*SHAPES, "area")]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("count", [0, 1, 61, 300])
def test_any_number_of_places_can_be_drawn(count):
    told = sheet(count, spots=[spot(number) for number in range(count)])
    document = Document(map_sheet_pdf(told))
    assert broken_rules(document) == []
    assert document.tree.all("Figure")[0].pages == {0}


def test_thousands_of_rows_make_a_sheet():
    document = Document(
        map_sheet_pdf(sheet(1500, spots=[spot(n, 50 + n / 3000, 4.5 + n % 60 / 90) for n in range(1500)]))
    )
    assert len(document.tree.all("TR")) == 1501


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"language": "xx"}, "xx"),
        ({"spots": [spot(1, tone="gold")]}, "gold"),
        ({"spots": [spot(1, shape="star")]}, "star"),
        ({"legend": [LegendItem("river", "disc", "x", "nothing")]}, "nothing"),
        ({"rows": [Row(("1",))]}, "3 columns"),
    ],
)
def test_mistakes_are_named(facts, says):
    with pytest.raises(ValueError, match=says):
        map_sheet_pdf(sheet(**facts))


def test_same_sheet_gives_the_same_bytes():
    assert map_sheet_pdf(sheet()) == made()
    assert map_sheet_pdf(sheet(6)) != made()


# --- placing ---------------------------------------------------------------------------------

DRAWING = fitted([Point(0, 0), Point(800, 900)], 170, 160)
PLACES = st.lists(st.builds(Point, st.floats(10, 160), st.floats(10, 150)), max_size=40)


@given(PLACES)
def test_signs_stand_free_of_each_other_near_their_place(places):
    signs = arranged(places, 3, DRAWING)
    assert [sign.place for sign in signs] == places
    for sign in signs:
        assert DRAWING.shows(square(sign.at, 3))
        assert dist(sign.at, sign.place) <= FARTHEST
    assert all(dist(one.at, other.at) >= 6 for one, other in combinations(signs, 2))


def test_sign_alone_stands_on_its_place_and_the_next_one_beside_it():
    signs = arranged([Point(50, 50), Point(50, 50), Point(90, 90)], 3, DRAWING)
    assert [sign.moved for sign in signs] == [False, True, False]
    assert dist(signs[1].at, Point(50, 50)) == pytest.approx(6.35)


def test_map_keeps_its_margin_and_the_scale_is_true():
    assert DRAWING.at(Point(400, 0)).x == pytest.approx(85)
    assert [round(DRAWING.at(Point(0, y)).y, 3) for y in (0, 900)] == [5, 155]
    km, length = DRAWING.scale_bar()
    assert (km, length) == (20, pytest.approx(20 * 10 * 150 / 900))


def test_names_touch_nothing():
    drawing = fitted([PLANE.spot(lat, lon) for _name, lat, lon in TOWNS], 170, 160)
    sign = square(drawing.at(PLANE.spot(50.467, 4.867)), 3)
    names = named(TOWNS, PLANE, drawing, 2.9, [sign])
    assert [name.dot for name in names if name.text == "Namur"] == [None]
    assert len(names) > 8
    assert not any(one.box.touches(other.box) for one, other in combinations(names, 2))
    assert not any(name.box.touches(sign) for name in names)


def test_number_stands_in_its_sign():
    content = map_sheet_pdf(sheet(0, spots=[spot(7, 50.3, 4.8), spot(8, 50.3, 4.8)], towns=[], legend=[]))
    textpage = pypdfium2.PdfDocument(content)[0].get_textpage()
    spots = []
    for number in "78":
        at, _length = textpage.search(number).get_next()
        left, bottom, right, top = textpage.get_charbox(at)
        spots.append(((left + right) / 2, (bottom + top) / 2))
    assert [dist(*pair) / 72 * 25.4 for pair in pairwise(spots)] == [pytest.approx(6.55, abs=0.5)]
