"""The live map: clusters, ground, legend, what the component writes, what the script and its library weigh."""

import gzip
import json
import re
from importlib.util import find_spec
from itertools import combinations
from math import hypot
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.config.environment import tile_origins
from maillage.ui import assets, gallery_map, icons
from maillage.ui.gallery import TOWNS
from maillage.ui.maps import legend as signs
from maillage.ui.maps.clusters import MARKER, MOST_ZOOM, STEEPEST, TILE, Cloud, clusters, separable
from maillage.ui.maps.ground import extent, ground
from maillage.ui.maps.legend import LEGEND, categories
from tests.ui.sheets import contrast, palette, without_comments

KB = 1000
OURS = Path(assets.__file__).parent / "static" / "ui"
LEAFLET = Path(find_spec("js_lib_leaflet").origin).parent / "static" / "js_lib_leaflet"
LATITUDES, LONGITUDES = st.floats(49.8, 50.7), st.floats(4.2, 5.5)
ROWS = st.lists(st.tuples(LATITUDES, LONGITUDES, st.integers(0, 6)), min_size=1, max_size=60)
CROWDS = ROWS.flatmap(lambda rows: st.lists(st.sampled_from(rows), max_size=20).map(lambda again: rows + again))
ZOOMS = st.integers(0, MOST_ZOOM)
BOUNDS = st.tuples(LONGITUDES, LATITUDES, st.floats(0, 1), st.floats(0, 1)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


def cloud(rows):
    latitudes, longitudes, kinds = zip(*rows, strict=True) if rows else ((), (), ())
    return Cloud(np.array(latitudes, float), np.array(longitudes, float), np.array(kinds, np.int16))


def pixels(cluster, zoom):
    """Where a marker is drawn on the globe at `zoom`."""
    sine = np.sin(np.radians(cluster.latitude))
    return (
        (cluster.longitude / 360 + 0.5) * (TILE << zoom),
        (0.5 - np.arctanh(sine) / (2 * np.pi)) * (TILE << zoom),
    )


def inside(latitude, longitude, bounds):
    west, south, east, north = bounds
    return west <= longitude <= east and south <= latitude <= north


def told(found):
    """Clusters in a form that compares."""
    return {
        (tuple(one.members.tolist()), one.latitude, one.longitude, one.bounds, one.category): None for one in found
    }.keys()


# --- clusters --------------------------------------------------------------------------------


@given(CROWDS, ZOOMS, BOUNDS)
def test_every_point_in_the_view_is_in_one_cluster(rows, zoom, bounds):
    found = clusters(cloud(rows), zoom, bounds)
    held = [row for one in found for row in one.members.tolist()]
    assert len(held) == len(set(held))
    assert {row for row, (lat, lon, _) in enumerate(rows) if inside(lat, lon, bounds)} <= set(held)


@given(CROWDS, ZOOMS)
def test_whole_map_holds_every_point(rows, zoom):
    held = [row for one in clusters(cloud(rows), zoom) for row in one.members.tolist()]
    assert sorted(held) == list(range(len(rows)))


@given(CROWDS, ZOOMS)
def test_no_marker_covers_another(rows, zoom):
    places = [pixels(one, zoom) for one in clusters(cloud(rows), zoom)]
    assert all(hypot(x - u, y - v) >= MARKER - 1e-3 for (x, y), (u, v) in combinations(places, 2))


@settings(max_examples=300)
@given(CROWDS, ZOOMS, BOUNDS)
def test_view_shows_the_clusters_of_the_whole_map(rows, zoom, bounds):
    assert told(clusters(cloud(rows), zoom, bounds)) <= told(clusters(cloud(rows), zoom))


@pytest.mark.parametrize("zoom", [8, 10, 12, 14])
def test_neighbouring_views_of_a_crowd_agree(zoom):
    everything = clusters(gallery_map.cloud(20_000), zoom)
    whole, places = told(everything), np.array([pixels(one, zoom) for one in everything])
    squares = sum(np.square(side[:, None] - side) for side in places.T) + np.eye(len(places)) * TILE**2
    assert np.sqrt(squares.min()) >= MARKER - 1e-3
    for west, south in ((4.6, 50.2), (4.613, 50.2), (4.9, 50.41)):
        view = told(clusters(gallery_map.cloud(20_000), zoom, (west, south, west + 0.2, south + 0.1)))
        assert view
        assert view <= whole


@given(CROWDS, ZOOMS)
def test_cluster_says_its_rows_bounds_and_category(rows, zoom):
    for one in clusters(cloud(rows), zoom):
        members = [rows[row] for row in one.members.tolist()]
        assert one.members.dtype == np.int32
        assert one.members.tolist() == sorted(one.members.tolist())
        lats, lons, kinds = zip(*members, strict=True)
        assert one.bounds == (min(lons), min(lats), max(lons), max(lats))
        assert one.category == (kinds[0] if len(set(kinds)) == 1 else -1)
        if len(members) == 1:
            assert (one.latitude, one.longitude) == members[0][:2]


@given(CROWDS, ZOOMS)
def test_points_at_one_place_stay_together(rows, zoom):
    where = {row: number for number, one in enumerate(clusters(cloud(rows), zoom)) for row in one.members.tolist()}
    for one, other in combinations(range(len(rows)), 2):
        if rows[one][:2] == rows[other][:2]:
            assert where[one] == where[other]


@given(ROWS, st.integers(0, MOST_ZOOM - 1))
def test_cluster_that_cannot_be_taken_apart_is_never_taken_apart(rows, zoom):
    for one in clusters(cloud(rows), zoom):
        if len(one.members) > 1 and max(one.bounds[2] - one.bounds[0], one.bounds[3] - one.bounds[1]) == 0:
            assert not separable(one, zoom)
        if not separable(one, zoom):
            closest = clusters(cloud(rows), MOST_ZOOM, one.bounds)
            assert all(not separable(other, MOST_ZOOM) for other in closest)


def test_cluster_is_separable_while_its_points_can_stand_apart():
    (wide,) = clusters(cloud([(50, 5, 0), (50.001, 5, 0)]), 5)
    (near,) = clusters(cloud([(50, 5, 0), (50.00001, 5, 0)]), 5)
    assert separable(wide, 5)
    assert not separable(wide, MOST_ZOOM)
    assert not separable(near, 5)


def test_clusters_of_nothing_are_none():
    assert clusters(cloud([]), 9) == []
    assert clusters(cloud([(50, 5, 0)]), 9, (10, 10, 11, 11)) == []


@pytest.mark.parametrize("zoom", [-1, MOST_ZOOM + 1])
def test_clusters_refuse_a_zoom_that_maps_do_not_have(zoom):
    with pytest.raises(ValueError, match="between 0 and 18"):
        clusters(cloud([(50, 5, 0)]), zoom)


def test_points_at_the_ends_of_the_globe_are_held():
    ends = [(STEEPEST, 180, 0), (-STEEPEST, -180, 0), (90, 0, 0), (-90, 179.99, 0)]
    assert sum(len(one.members) for one in clusters(cloud(ends), MOST_ZOOM)) == 4


# --- ground ----------------------------------------------------------------------------------


def test_ground_of_namur_is_light():
    base = ground([(f"Localité {number}", 50 + number / 1000, 4.9) for number in range(60)])
    assert len(gzip.compress(json.dumps(base, separators=(",", ":")).encode())) < 10 * KB
    assert extent(base) == (4.2858, 49.7855, 5.4029, 50.6484)


def test_ground_has_the_area_the_limits_and_the_towns_in_order():
    ring = [(4.8 + 0.00001 * number, 50.4, 120.0) for number in range(50)]
    limit = {"type": "Polygon", "coordinates": [[*ring, (4.9, 50.5), (4.8, 50.4)]]}
    several = {"type": "MultiPolygon", "coordinates": [limit["coordinates"], limit["coordinates"]]}
    _area, one, two, *towns = ground(TOWNS, [limit, several])["features"]
    assert [feature["properties"]["kind"] for feature in (_area, one, two)] == ["area", "limit", "limit"]
    assert [len(feature["geometry"]["coordinates"]) for feature in (one, two)] == [1, 2]
    assert one["geometry"]["coordinates"][0][0][-2:] == [(4.9, 50.5), (4.8, 50.4)]
    assert len(one["geometry"]["coordinates"][0][0]) < 6
    assert towns[0]["properties"] == {"kind": "town", "name": "Namur", "rank": 0}
    assert towns[0]["geometry"] == {"type": "Point", "coordinates": (4.867, 50.467)}


def test_ground_without_an_area_is_where_its_towns_are(settings):
    settings.MAP_OUTLINES = ()
    assert extent(ground(TOWNS[:2])) == (4.867, 50.261, 4.912, 50.467)
    assert extent(ground([])) is None


# --- legend ----------------------------------------------------------------------------------


def test_signs_differ_in_colour_and_shape_and_drawing():
    for part in ("tone", "shape", "icon"):
        assert len({getattr(sign, part) for sign in LEGEND}) == len(LEGEND) == 7
    assert {sign.icon for sign in LEGEND} <= icons.NAMES
    assert {sign.shape for sign in LEGEND} == set(signs.SHAPES)
    assert {sign.tone for sign in LEGEND} == signs.TONES


@pytest.mark.parametrize("scheme", ["l", "d"])
@pytest.mark.parametrize("tone", sorted(signs.TONES))
def test_tones_stand_off_the_ground_and_their_drawing_off_them(scheme, tone):
    colours = palette(scheme)
    assert min(contrast(colours[tone], colours[base]) for base in ("paper", "surface", "sunken")) >= 4.5
    assert contrast(colours[tone], colours["on-strong"]) >= 4.5


@pytest.mark.parametrize("tone", sorted(signs.TONES))
def test_every_tone_has_a_style(tone):
    assert f".map-sign--{tone} {{" in (OURS / "css" / "components" / "map-legend.css").read_text()


def test_categories_are_numbered_in_order_with_the_drawings_asked_for():
    first, second = categories(["Santé", "École"], ["health", "school"])
    assert (first.label, first.sign) == ("Santé", LEGEND[0]._replace(icon="health"))
    assert (second.sign.tone, second.sign.icon) == (LEGEND[1].tone, "school")


@pytest.mark.parametrize("wrong", [(["a"] * 8,), (["a"], ["unicorn"]), (["a"], ["key", "key"])])
def test_categories_refuse_what_has_no_sign(wrong):
    with pytest.raises(ValueError, match=r"signs for 7|none of|zip"):
        categories(*wrong)


# --- the component ---------------------------------------------------------------------------


def draw(options="", **context):
    context = {"legend": categories(["Santé <b>"]), "bounds": None, "points": "/points?a=1&b=2", **context}
    source = "{% load ui %}{% live_map points '/fond' legend=legend " + options + " %}<p>ici</p>{% endlive_map %}"
    return BeautifulSoup(Template(source).render(Context(context)), "html.parser")


def test_without_script_what_stands_in_the_block_is_shown():
    html = draw()
    assert html.select_one(".live-map__still").get_text() == "ici"
    assert "hidden" not in html.select_one(".live-map__still").attrs
    assert "hidden" in html.select_one(".live-map__foot").attrs


def test_map_tells_the_script_where_to_ask_and_what_to_say():
    html = draw("bounds=bounds title='Carte des cours'", bounds=(4.5, 50, 5, 50.5))
    data = html.select_one(".live-map").attrs
    assert (data["data-points"], data["data-ground"], data["data-tiles"]) == ("/points?a=1&b=2", "/fond", "")
    assert (data["data-bounds"], data["data-title"]) == ("4.50000,50.00000,5.00000,50.50000", "Carte des cours")
    told = json.loads(html.select_one(".live-map > script").string)
    assert told["legend"] == [
        {"label": "Santé <b>", "tone": "river", "path": LEGEND[0].path, "icon": LEGEND[0].icon},
    ]
    assert all(told["words"].values())
    assert html.select("script")[-1]["type"] == "module"


def test_script_says_only_words_that_the_component_gives():
    said = set(re.findall(r"\bwords\.(\w+)", (OURS / "live-map.js").read_text()))
    assert said == set(json.loads(draw().select_one(".live-map > script").string)["words"])


def test_map_over_tiles_credits_them_and_asks_for_no_ground(settings):
    settings.TILE_URL, settings.TILE_CREDIT = (
        "https://tuiles.example.org/{z}/{x}/{y}.png",
        "© Cartes https://example.org",
    )
    html = draw()
    data = html.select_one(".live-map").attrs
    assert (data["data-tiles"], data["data-ground"]) == (settings.TILE_URL, "")
    assert html.select_one(".live-map__credit").get_text() == "© Cartes https://example.org"
    assert html.select_one(".live-map__credit a")["href"] == "https://example.org"


def test_map_over_our_ground_says_whose_outline_it_is():
    assert "CC BY 4.0" in draw().select_one(".live-map__credit").get_text()
    assert draw("credit='Nous'").select_one(".live-map__credit").get_text() == "Nous"


@pytest.mark.parametrize(
    ("url", "origins"),
    [
        ("", []),
        ("/tuiles/{z}/{x}/{y}.png", []),
        ("https://tuiles.example.org:8443/a/{z}/{x}/{y}{r}.png?k=1", ["https://tuiles.example.org:8443"]),
        ("https://{s}.tuiles.example.org/{z}/{x}/{y}.png", ["https://*.tuiles.example.org"]),
    ],
)
def test_policy_lets_tiles_come_from_their_origin_only(url, origins):
    assert tile_origins(url) == origins


def test_tile_address_without_its_places_is_refused():
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_TILE_URL"):
        tile_origins("https://tuiles.example.org/")


def test_legend_names_each_sign_and_explains_groups_and_silence():
    source = "{% load ui %}{% map_legend legend groups=True silent=True %}"
    html = BeautifulSoup(Template(source).render(Context({"legend": categories(["Un", "Deux"])})), "html.parser")
    lines = [line.get_text().strip() for line in html.select("li")]
    assert lines[:2] == ["Un", "Deux"]
    assert len(lines) == 4
    assert all(line.svg["aria-hidden"] == "true" for line in html.select("li"))


@pytest.mark.django_db
def test_gallery_answers_what_its_map_asks(client):
    body = client.get("/fr/ui/points.geojson?zoom=12&bbox=4.8,50.4,4.95,50.5").json()
    several = [one["properties"] for one in body["features"] if "count" in one["properties"]]
    alone = [one["properties"] for one in body["features"] if "count" not in one["properties"]]
    assert several
    assert {"id", "name", "operator", "place", "href", "category", "exact"} == set(alone[0])
    assert client.get("/fr/ui/points.geojson?zoom=99").status_code == 400
    assert client.get("/fr/ui/points.geojson?bbox=1,2").status_code == 400
    assert client.get("/fr/ui/fond.geojson").json()["features"][0]["properties"] == {"kind": "area"}


# --- what it weighs --------------------------------------------------------------------------


def test_map_code_and_style_fit_the_budget():
    style = assets.bare((OURS / "css" / "components" / "live-map.css").read_text())
    legend = assets.bare((OURS / "css" / "components" / "map-legend.css").read_text())
    code = [(LEAFLET / name).read_bytes() for name in ("leaflet.js", "leaflet.css")]
    code += [(OURS / name).read_bytes() for name in ("live-map.js", "leaflet.css")]
    assert sum(len(gzip.compress(part)) for part in [*code, style.encode(), legend.encode()]) < 60 * KB


def test_sheet_of_the_site_holds_nothing_of_leaflet():
    assert "leaflet-pane" not in assets.style_sheet()
    assert "@import" not in assets.style_sheet()
    assert re.fullmatch(
        r'@import url\("\.\./js_lib_leaflet/leaflet\.css"\) layer\(base\);',
        without_comments((OURS / "leaflet.css").read_text()).strip(),
    )


@pytest.mark.django_db
def test_page_without_a_map_names_no_file_of_the_map(client):
    page = client.get("/fr/agenda/").content.decode()
    assert "leaflet" not in page
    assert "live-map" not in page


def test_script_writes_no_html_from_text():
    code = (OURS / "live-map.js").read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", code)
