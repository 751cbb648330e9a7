"""Maps of operators: the list is the map, the legend counts it, a map without script leads to the same rows."""

import random
import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.accounts.enums import Role
from maillage.directory.actions import indexing
from maillage.directory.models import Term
from maillage.territory.models import Boundary, Municipality
from maillage.territory.selectors import where
from tests.directory.offers import offer, written_anew
from tests.directory.operator_maps import (
    LINES,
    POINTLESS,
    SLUG,
    Entry,
    a_country,
    a_line,
    a_map,
    answered,
    entries,
    in_town,
    line_of,
    page,
    points,
    rows,
    scatter,
    told,
)
from tests.directory.trees import main, tree
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ASKED = {
    "commune": ("", "Andenne", POINTLESS, "nulle part"),
    "langue": ("", "ar", "xx"),
    "niveau": ("", "A1"),
    "public": ("", "women"),
    "signe": ("", "alpha", "learn-french", "autres", "rien"),
    "pres": ("", "50.4,4.9"),
}


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker) -> Iterator[None]:
    with a_country(django_db_blocker):
        yield


def fits(entry: Entry, asked: dict[str, str]) -> bool:
    """Whether a row has what is asked, as the need says it; what nobody knows is left aside."""
    wanted = {name: value for name, value in asked.items() if value not in ("", "xx", "rien", "nulle part")}
    lines = [*(line.partition(".")[2] for line in LINES), "autres"]
    return (
        entry.commune == wanted.get("commune", entry.commune)
        and wanted.get("langue", "ar") in (entry.languages if "langue" in wanted else {"ar"})
        and wanted.get("niveau", "A1") in (entry.levels if "niveau" in wanted else {"A1"})
        and ("public" not in wanted or "public.women" in entry.terms)
        and ("signe" not in wanted or lines[line_of(entry)] == wanted["signe"])
    )


def some_filters(number: int, seed: int) -> list[dict[str, str]]:
    """So many different sets of filters, half of them of one thing alone, and the empty one first."""
    chance = random.Random(seed)
    alone = [{name: value} for name, values in ASKED.items() for value in values if value]
    every = [dict(zip(ASKED, values, strict=True)) for values in product(*ASKED.values())]
    return [{}, *chance.sample(alone, number // 2), *chance.sample(every, number - number // 2)]


def stands_for(features: list[dict]) -> int:
    return sum(one.get("count", 1) for one in told(features))


@pytest.mark.parametrize("seed", range(3))
def test_list_equals_map_for_any_filters(client: Client, seed: int):
    a_map()
    scatter(24, seed)
    known = entries()
    assert {entry.located for entry in known} == {True, False}
    for asked in some_filters(10, seed):
        wanted = {entry.key: entry for entry in known if fits(entry, asked)}
        listed = rows(client, **asked)
        assert sorted(listed) == sorted(wanted), asked
        on_map = [one["id"] for one in told(points(client, **asked))]
        assert sorted(on_map) == sorted(key for key in listed if wanted[key].located), asked
        zoom = 3 * seed + len(on_map) % 4
        assert stands_for(points(client, zoom=zoom, **asked)) == len(on_map), (asked, zoom)


@pytest.mark.parametrize("asked", [{}, {"commune": "Andenne"}, {"signe": "autres"}, {"tri": "nom"}])
def test_clusters_of_every_zoom_stand_for_the_rows_of_the_list(client: Client, asked: dict[str, str]):
    a_map()
    scatter(40, 7)
    single = len(points(client, **asked))
    assert single
    for zoom in range(19):
        found = points(client, zoom=zoom, **asked)
        assert stands_for(found) == single, zoom
    assert stands_for(points(client, zoom=9, bbox="-180,-90,180,90", **asked)) == single
    assert any("count" in one for one in told(points(client, zoom=0, **asked)))


def test_a_service_takes_the_first_line_of_the_legend_that_fits(client: Client):
    a_map()
    scatter(40, 3)
    by_key = {entry.key: line_of(entry) for entry in entries()}
    found = {one["id"]: one["category"] for one in told(points(client))}
    assert found == {key: by_key[key] for key in found}
    assert set(found.values()) == {0, 1, 2, 3}


def counts(client: Client, **asked: str) -> dict[str, tuple[int, str]]:
    """The lines of the legend: how many, and where they lead."""
    lines = page(client, **asked).select(".legend-filter a")
    return {line.span.get_text(): (int(line.select_one(".muted").get_text()), line["href"]) for line in lines}


@pytest.mark.parametrize("asked", [{}, {"langue": "ar"}, {"commune": "Andenne"}, {"signe": "alpha"}])
def test_counts_of_the_legend_add_up_and_each_says_what_its_line_shows(client: Client, asked: dict[str, str]):
    a_map()
    scatter(24, 5)
    found = counts(client, **asked)
    without_sign = {name: value for name, value in asked.items() if name != "signe"}
    assert sum(count for count, _href in found.values()) == len(rows(client, **without_sign))
    for count, href in found.values():
        if "signe=" in href:  # the line in use leads back to all
            narrowed = dict(part.split("=") for part in href.removeprefix("?").split("&"))
            assert len(rows(client, **narrowed)) == count, href


def test_the_legend_names_what_no_line_fits_only_where_there_is_something(client: Client):
    service = offer("Cours", "Namur")
    a_map(lines=("need.housing",))
    assert list(counts(client)) == ["Trouver un logement", "Autres services"]
    service.terms.set(Term.objects.filter(key="housing"))
    written_anew(service)
    assert list(counts(client)) == ["Trouver un logement"]


def test_lines_that_share_a_key_are_two_lines(client: Client):
    Term.objects.create(scheme="theme", key="housing").words.create(language="fr", name="Autour du logement")
    one, other = offer("Un", "Namur"), offer("Deux", "Dinant")
    one.terms.set(Term.objects.filter(scheme="theme", key="housing"))
    other.terms.set(Term.objects.filter(scheme="need", key="housing"))
    written_anew(one)
    written_anew(other)
    a_map(lines=("theme.housing", "need.housing"))
    found = counts(client)
    assert [count for count, _href in found.values()] == [1, 1]
    assert [len(rows(client, signe=href.partition("=")[2])) for _count, href in found.values()] == [1, 1]


def test_six_lines_and_the_others_have_each_a_sign(client: Client):
    offer("Cours", "Namur")
    lines = tuple(f"need.{key}" for key in ("learn-french", "housing", "health", "papers", "literacy", "legal-aid"))
    a_map(lines=lines)
    assert len(counts(client)) == 7
    signs = client.get(f"/api/v1/cartes/{SLUG}.geojson").json()["legend"]
    assert len({(sign["tone"], sign["shape"]) for sign in signs}) == 7


def test_rows_are_sorted_as_asked(client: Client):
    a_map()
    for name, town, point in (
        ("B", "Yvoir", (50.33, 4.88)), ("A", "Namur", (50.46, 4.86)), ("C", "Andenne", None), ("É", "Namur", (50.47, 4.87)),
        ("D", "Namur", (50.48, 4.9)),
    ):  # fmt: skip
        offer(name, town, point=point)

    def letters(**asked: str) -> list[str]:
        return [row.get_text(strip=True) for row in page(client, **asked).select("article.row .row__name bdi")]

    assert letters(tri="nom") == ["A", "B", "C", "D", "É"]
    assert letters() == letters(tri="rien") == letters(tri="distance") == ["C", "A", "D", "É", "B"]
    assert letters(pres="50.34,4.88")[0] == letters(tri="distance", pres="50.34,4.88")[0] == "B"
    heads = [head.get_text(strip=True) for head in page(client).select(".listing__group")]
    assert heads == ["Andenne", "Namur", "Yvoir"]


def test_ways_of_sorting_keep_filters_and_say_which_is_used(client: Client):
    a_map()
    scatter(12, 2)
    soup = page(client, langue="ar", tri="nom")
    assert soup.select_one(".sorts [aria-current]").get_text() == "par nom"
    assert all("langue=ar" in link["href"] for link in soup.select(".sorts a"))
    assert all("langue=ar" in link["href"] for link in soup.select(".legend-filter a, .map__drawing a"))
    kept = {field["name"]: field["value"] for field in page(client, tri="nom", signe="alpha", public="women").select(
        ".listing-filters input[type=hidden]")}  # fmt: skip
    assert kept == {"tri": "nom", "signe": "alpha", "public": "women"}


def test_the_live_map_asks_for_the_points_of_the_list(client: Client):
    a_map()
    scatter(20, 4)
    for asked in some_filters(4, 4):
        live = page(client, **asked).select_one(".live-map")
        ids = {one["id"] for one in told(points(client, **asked))}
        assert bool(live) == bool(ids), asked
        if live:
            assert {one["id"] for one in told(client.get(live["data-points"]).json()["features"])} == ids, asked


def markers(soup) -> list[tuple[str, str]]:
    """What each marker of the still map says, and where it leads."""
    return [(" ".join(link.title.get_text().split()), link["href"]) for link in soup.select(".map__drawing a")]


def test_without_script_each_commune_leads_to_its_list(client: Client):
    a_map()
    towns = Municipality.objects.exclude(name=POINTLESS).order_by("name")
    assert len(towns) == 38
    for number, town in enumerate(towns):
        for nth in range(1 + number % 2):
            in_town(f"Service {number} {nth}", town)
    indexing.refresh()
    total, followed = 0, 0
    for said, href in markers(page(client)):
        count = int(re.search(r"(\d+) (?:service|résultat)s?\b", said)[1])
        total += count
        if href == "#liste":  # communes that share a marker
            assert re.search(r" : [^,]+, ", said), said
            continue
        town = parse_qs(href.removeprefix("?"))["commune"][0]
        assert f"{town} : {count} service" in said
        followed += 1
        if followed <= 5:
            assert len(page(client, commune=town).select("article.row")) == count, said
    assert total == 57
    assert followed > 12


def test_in_a_commune_each_place_leads_to_its_row(client: Client):
    a_map()
    for number in range(3):
        offer(f"Cours {number}", "Dinant", point=(50.2 + number / 40, 4.9 + number / 40))
    soup = page(client, commune="Dinant")
    found = markers(soup)
    assert len(found) == 3
    assert {href for _said, href in found} == {f"#{row['id']}" for row in soup.select("article.row")}
    assert all(said.startswith("Cours") for said, _href in found)


def test_in_a_commune_no_place_is_out_of_the_picture(client: Client):
    a_map()
    for number in range(3):
        offer(f"Cours {number}", "Namur", point=(50.4, 4.7 + number / 6))
    assert len(markers(page(client, commune="Namur"))) == 3


def test_in_a_commune_with_pages_no_marker_leads_nowhere(client: Client):
    a_map()
    dinant = Municipality.objects.get(name="Dinant")
    for nth in range(53):
        in_town(f"Cours {nth}", dinant, (50.2 + nth / 1_000, 4.9 + nth / 1_000))
    indexing.refresh()
    for number in (1, 2):
        soup = page(client, commune="Dinant", page=number)
        ids = {row["id"] for row in soup.select("article.row")}
        assert markers(soup)
        assert all(href.removeprefix("#") in {*ids, "liste"} for _said, href in markers(soup)), number


def test_a_place_whose_point_nobody_knows_is_not_called_secret(client: Client):
    a_map()
    offer("Cours", "Dinant")
    soup = page(client, commune="Dinant")
    ((said, _href),) = markers(soup)
    assert said == "Cours, Dinant"
    assert not soup.select(".map__marker--area")


def test_unknown_maps_and_drafts_are_not_found_but_by_the_team(client: Client):
    a_map(published=False)
    for address in (f"/fr/cartes/{SLUG}/", f"/fr/cartes/{SLUG}/integrer/", f"/fr/cartes/{SLUG}.pdf", "/fr/cartes/non/"):
        assert client.get(address).status_code == 404, address
    assert SLUG not in client.get("/fr/cartes/").content.decode()
    client.force_login(UserFactory(role=Role.COORDINATOR))
    assert page(client).h1
    assert f"/fr/cartes/{SLUG}/" in client.get("/fr/cartes/").content.decode()


def test_whatever_is_typed_is_answered_calmly(client: Client):
    a_map()
    scatter(5, 1)
    for name in (*ASKED, "tri", "page"):
        for text in ("?", "a" * 3_000, "\x00", "<b>x</b>", "\u202e", "-1", "9" * 30, "1e999,nan"):
            found = tree(answered(client, **{name: text}))
            assert found.find(".//h1") is not None
            assert "<b>x</b>" not in main(found)


def test_a_page_asks_as_much_for_thirty_as_for_one(client: Client):
    def asked(**filters: str) -> int:
        page(client, **filters)
        with CaptureQueriesContext(connection) as queries:
            page(client, **filters)
        return len(queries)

    a_map()
    offer("Un service", "Dinant", point=(50.26, 4.91))
    one = asked(), asked(commune="Dinant")
    scatter(30, 8)
    assert one == (asked(), asked(commune="Dinant"))
    assert max(one) <= 7


def test_the_embed_page_alone_may_be_framed(client: Client):
    a_map()
    offer("Cours", "Namur")
    for end in ("integrer/", ""):
        answer = client.get(f"/fr/cartes/{SLUG}/{end}")
        policy = answer["Content-Security-Policy"]
        assert ("frame-ancestors *" in policy) == bool(end)
        assert ("X-Frame-Options" in answer) != bool(end)
        assert "default-src 'none'" in policy
    for address in ("/fr/", "/fr/annuaire/", "/fr/cartes/", "/fr/cartes/fond.geojson", f"/fr/cartes/{SLUG}.pdf"):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], address


def test_the_embed_page_has_a_map_and_no_navigation(client: Client):
    a_map()
    offer("Cours", "Namur")
    soup = page(client, end="integrer/")
    assert not soup.select("nav, header, footer, form")
    assert soup.select_one(".live-map .map__drawing a")
    assert soup.h1.a["href"] == f"/fr/cartes/{SLUG}/"
    frame = page(client).select_one("#integrer").get_text()
    assert f"/fr/cartes/{SLUG}/integrer/" in frame


@pytest.mark.parametrize("asked", [{}, {"commune": "Dinant"}, {"langue": "fr"}])
def test_links_of_the_embed_page_lead_to_the_whole_page_outside_the_frame(client: Client, asked: dict[str, str]):
    a_map()
    offer("Cours", "Dinant", point=(50.26, 4.91))
    soup = page(client, end="integrer/", **asked)
    assert soup.base["target"] == "_top"
    links = soup.select("main a:not(.live-map__skip)")
    assert len(links) > 3
    for link in links:
        assert link["href"].startswith(("/fr/", "https://")), link
    assert all(link["target"] == "_top" for link in soup.select("svg a"))  # they do not follow <base>
    assert soup.select_one("a.skip-link")["target"] == "_self"


def test_the_ground_has_outline_towns_and_limits_where_they_are_known(client: Client):
    def ground() -> list[dict]:
        answer = client.get("/fr/cartes/fond.geojson")
        assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        return answer.json()["features"]

    kinds = [one["properties"]["kind"] for one in ground()]
    assert (kinds.count("area"), kinds.count("town"), kinds.count("limit")) == (1, 38, 0)
    assert ground()[0]["geometry"]["coordinates"]
    ring = [[4.8, 50.4], [4.9, 50.4], [4.9, 50.5], [4.8, 50.5], [4.8, 50.4]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    Boundary.objects.create(municipality=Municipality.objects.get(name="Namur"), geometry=geometry)
    where.forget()  # half a minute later
    assert [one["properties"]["kind"] for one in ground()].count("limit") == 1


def test_a_new_line_of_the_legend_is_there_at_once(client: Client):
    found = a_map(lines=())
    service = offer("Cours", "Namur")
    service.terms.set(Term.objects.filter(key="health"))
    written_anew(service)
    assert list(counts(client)) == ["Services"]
    found.legend.set([a_line("need.health")])
    found.save()
    assert list(counts(client)) == ["Me soigner"]
