"""The map kit: the plane, simplification, outline, grouping, names, and the drawing as a browser and a reader get it."""

import re
from itertools import combinations, pairwise
from math import dist, hypot

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from maillage.ui.components.signs import unbroken
from maillage.ui.gallery import TOWNS
from maillage.ui.maps.outline import MIDDLE_OF_BELGIUM, outline
from maillage.ui.maps.points import NEAREST, MapPoint, grouped
from maillage.ui.maps.projection import HEIGHT, MARGIN, WIDTH, Plane, Spot, around, fitted
from maillage.ui.maps.simplification import simplified
from maillage.ui.maps.towns import Box, placed, square

PLANE = Plane(50, 5)
LATITUDES, LONGITUDES = st.floats(49.8, 50.6), st.floats(4.3, 5.4)
POINTS = st.lists(st.builds(MapPoint, LATITUDES, LONGITUDES, st.just("un")), min_size=1, max_size=40)
CORNERS = st.tuples(st.floats(-50, 50), st.floats(-50, 50)).map(lambda pair: Spot(*pair))


def draw(points, towns=(), options="", language="fr"):
    """The figure that `{% area_map %}` makes of `points`."""
    with translation.override(language):
        source = "{% load ui %}{% area_map points towns " + options + " %}"
        return Template(source).render(Context({"points": points, "towns": towns}))


def markers(html):
    return BeautifulSoup(html, "html.parser").select(".map__drawing > .map__marker")


def twenty():
    """Points as a page of results has them: addresses and names of usual length, all over the province."""
    return [
        MapPoint(
            49.9 + 0.05 * (number * 7 % 14),
            4.4 + 0.045 * (number * 11 % 19),
            f"Cours de français du soir, Philippeville {number}",
            f"/fr/annuaire/services/cours-de-francais-{number}/",
            number,
        )
        for number in range(1, 21)
    ]


# --- the plane -------------------------------------------------------------------------------


def test_plane_counts_units_of_100_metres_to_the_east_and_to_the_south():
    north, east = PLANE.spot(51, 5), PLANE.spot(50, 6)
    assert (north.x, round(north.y)) == (0, -1112)
    assert (round(east.x), east.y) == (715, 0)  # 111.2 km × cos 50°


def test_frame_around_a_spot_has_it_in_the_middle_and_the_scale_asked():
    frame = around(Spot(100, 50), km=16)
    assert frame.pixels(Spot(100, 50)) == (WIDTH / 2, HEIGHT / 2)
    assert frame.pixels(Spot(260, 50)) == (WIDTH, HEIGHT / 2)
    assert (frame.pixels_per_km, frame.view_box()) == (10, "-60 -130 320 360")


@given(st.lists(CORNERS, min_size=1, max_size=20))
def test_fitted_frame_keeps_the_margin_around_every_spot(spots):
    frame = fitted(spots)
    for x, y in map(frame.pixels, spots):
        assert MARGIN - 0.01 <= x <= WIDTH - MARGIN + 0.01
        assert MARGIN - 0.01 <= y <= HEIGHT - MARGIN + 0.01


# --- the outline -----------------------------------------------------------------------------


def distance(spot, start, end):
    """From `spot` to the nearest place of the segment from `start` to `end`, which may be one spot."""
    along_x, along_y = end.x - start.x, end.y - start.y
    away_x, away_y = spot.x - start.x, spot.y - start.y
    length = along_x * along_x + along_y * along_y
    share = min(1.0, max(0.0, (away_x * along_x + away_y * along_y) / length)) if length else 0.0
    return hypot(away_x - share * along_x, away_y - share * along_y)


@given(st.lists(CORNERS, min_size=2, max_size=60), st.floats(0.1, 20))
def test_simplified_line_stays_within_the_tolerance(line, tolerance):
    kept = simplified(line, tolerance)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    segments = list(pairwise(kept))
    for spot in line:
        assert min(distance(spot, start, end) for start, end in segments) <= tolerance + 1e-9


def test_simplified_line_drops_what_lies_on_it():
    line = [Spot(0, 0), Spot(5, 0.1), Spot(10, 0), Spot(10, 10)]
    assert simplified(line, 1) == [Spot(0, 0), Spot(10, 0), Spot(10, 10)]


def test_outline_of_namur_is_light_and_spans_the_province():
    namur = outline(("namur",))
    assert 1000 < len(namur.path) < 4000
    assert re.fullmatch(r"(M-?\d+[ -]\d+l[\d -]+z)+", namur.path)
    north_west, south_east = namur.corners
    assert (round((south_east.x - north_west.x) / 10), round((south_east.y - north_west.y) / 10)) == (79, 96)


def test_outline_of_no_area_is_empty():
    nowhere = outline(())
    assert (nowhere.plane, nowhere.corners, nowhere.path) == (MIDDLE_OF_BELGIUM, (), "")


def test_outline_names_the_areas_that_exist():
    with pytest.raises(ImproperlyConfigured, match=r"namurois.*brabant-wallon"):
        outline(("namurois",))


# --- markers ---------------------------------------------------------------------------------


def frame_of(points):
    return fitted([PLANE.spot(point.latitude, point.longitude) for point in points])


@given(POINTS)
def test_markers_hold_every_point_once(points):
    held = [id(point) for marker in grouped(points, PLANE, frame_of(points)) for point in marker.points]
    assert sorted(held) == sorted(map(id, points))


@given(POINTS)
def test_markers_are_never_nearer_than_the_distance(points):
    frame = frame_of(points)
    made = [(frame.pixels(marker.spot), marker.reach) for marker in grouped(points, PLANE, frame)]
    for number, (one, reach) in enumerate(made):
        for other, other_reach in made[:number]:
            assert dist(one, other) >= NEAREST
            assert reach + other_reach <= dist(one, other) + 1e-6
        assert reach * 2 >= 24


@given(POINTS)
def test_markers_are_the_same_each_time(points):
    assert grouped(points, PLANE, frame_of(points)) == grouped(list(points), PLANE, frame_of(points))


def test_group_leads_to_the_place_that_its_points_share():
    def pair(*addresses):
        return [MapPoint(50.4, 4.8, "un", f"#{at}", place_href=href) for at, href in enumerate(addresses)]

    frame = around(Spot(0, 0), 50)
    assert [marker.href for marker in grouped(pair("?lieu=namur", "?lieu=namur"), PLANE, frame)] == ["?lieu=namur"]
    assert [marker.href for marker in grouped(pair("?lieu=namur", "?lieu=dinant"), PLANE, frame)] == ["#0"]


# --- names of towns --------------------------------------------------------------------------


def test_names_never_touch_and_the_first_ones_win():
    frame = around(Spot(0, 0), 40)
    crowd = [("Namur", 50, 5), *[(f"Village {number}", 50 + number / 1000, 5) for number in range(30)]]
    names = placed(crowd, PLANE, frame)
    assert names[0].text == "Namur"
    assert 1 < len(names) < 8
    boxes = [name.box(frame.pixels(name.spot)) for name in names]
    assert not any(one.touches(other) for one, other in combinations(boxes, 2))


def test_name_stands_beside_a_marker_without_a_dot():
    frame = around(Spot(0, 0), 40)
    (name,) = placed([("Namur", 50, 5)], PLANE, frame, [square(frame.pixels(Spot(0, 0)), 13)])
    assert (abs(name.dx), name.dot) == (21, False)


def test_name_of_a_town_off_the_map_is_not_written():
    frame = around(Spot(0, 0), 10)
    assert placed([("Bruxelles", 50.85, 4.35), ("Bord", 50, 5.15)], PLANE, frame) == []
    assert placed([("Namur", 50, 5)], PLANE, frame, [Box(0, 0, WIDTH, HEIGHT)]) == []


# --- the drawing -----------------------------------------------------------------------------


def test_map_of_twenty_points_is_light_and_well_formed():
    html = draw(twenty(), TOWNS)
    svg = html[html.index("<svg") : html.rindex("<figcaption")]
    assert len(svg.encode()) < 9000
    assert etree.fromstring(svg).tag == "svg"


def test_map_says_number_thing_and_place():
    (link,) = markers(draw([MapPoint(50.26, 4.91, "Cours de français, Dinant", "/x/?a=1&b=2", 3)]))
    assert (link.name, link["href"], link.title.get_text()) == ("a", "/x/?a=1&b=2", "3. Cours de français, Dinant")
    assert link.find("text").get_text() == "3"


def test_map_says_how_many_and_where():
    points = [MapPoint(50.46, 4.86, "un", "#", number, place="Namur") for number in (1, 3, 7)]
    (link,) = markers(draw(points))
    assert link.find("title").get_text() == unbroken("3 résultats : Namur (1, 3, 7)")
    assert link.find("text").get_text() == "3"


def test_map_says_how_many_of_a_group_keep_their_address_silent():
    points = [MapPoint(50.46, 4.86, "un", "#", shape=shape, place="Namur") for shape in ("point", "area")]
    (link,) = markers(draw(points))
    assert link.find("title").get_text() == unbroken("2 résultats : Namur, dont 1 sans adresse publiée")


def test_map_keeps_an_address_silent_and_says_so():
    html = draw([MapPoint(50.49, 5.1, "Maison d’accueil", "#", 6, shape="area")])
    (ring,) = markers(html)
    assert "map__marker--area" in ring["class"]
    assert ring.find("title").get_text() == "6. Maison d’accueil (adresse non publiée)"
    assert "Adresse non publiée" in BeautifulSoup(html, "html.parser").figcaption.get_text()


def test_map_of_one_record_is_a_pin_that_leads_nowhere():
    (pin,) = markers(draw([MapPoint(50.26, 4.91, "Ici")], TOWNS, "around_km=12"))
    assert (pin.name, pin["role"], pin.svg["x"], pin.svg["y"]) == ("g", "img", "50.0%", "50.0%")


def test_map_around_a_point_leaves_the_others_far_away_out():
    assert len(markers(draw([MapPoint(50.26, 4.91, "ici"), MapPoint(50.05, 4.5, "loin")], (), "around_km=5"))) == 1


def test_map_shows_points_outside_of_the_area():
    (liege,) = markers(draw([MapPoint(50.63, 5.57, "Liège", "#", 1)]))
    assert 0 < float(liege.svg["x"].rstrip("%")) < 100


@pytest.mark.parametrize("outlines", [("namur",), ()])
def test_map_without_points_shows_the_area_and_its_source(settings, outlines):
    settings.MAP_OUTLINES = outlines
    html = draw([])
    assert markers(html) == []
    assert ("CC BY 4.0" in html) == bool(outlines)


def test_map_is_not_mirrored_and_its_figures_are_plain_in_other_languages():
    points = [MapPoint(50.26, 4.91, "un", "#", 1200)]
    french, arabic = (markers(draw(points, language=language))[0] for language in ("fr", "ar"))
    assert (french.svg["x"], french.find("text")) == (arabic.svg["x"], arabic.find("text"))


@pytest.mark.parametrize("wrong", [{"tone": "pink"}, {"shape": "star"}])
def test_map_refuses_tones_and_shapes_it_does_not_know(wrong):
    with pytest.raises(ValueError, match="none of"):
        draw([MapPoint(50.26, 4.91, "un", **wrong)])
