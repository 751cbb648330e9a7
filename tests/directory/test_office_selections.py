"""Directories and maps in the office: made, narrowed, published, printed; a legend; who may."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from maillage.accounts.enums import Role
from maillage.core.audit import AuditEntry
from maillage.directory.actions import editions
from maillage.directory.models import Directory, Edition, LegendEntry, OperatorMap, Program
from tests.agenda.desk import told, words
from tests.directory.selections import commune, directory, held, names, page, renewed, signed_in, term
from tests.directory.selections import country as a_country

pytestmark = pytest.mark.django_db
FRENCH = [{"language": "fr", "title": "Papiers", "introduction": "Pour les papiers."}]


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), a_country():
        yield


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return signed_in(Role.COORDINATOR)


def form(said: list[dict[str, Any]] | None = None, legend: list[dict[str, Any]] | None = None, **fields: Any) -> Any:
    """What a browser sends for a selection."""
    sets = {"words": inline_formset(FRENCH if said is None else said)}
    if legend is not None:
        sets["legend"] = inline_formset(legend)
    return {"slug": "papiers", "position": "1", **nested_form_data(sets), **fields}


def add(office: Client, kind: str = "directories", **fields: Any) -> Any:
    """Send the form of a new one."""
    more = {"arrangement": "commune"} if kind == "directories" else {"legend": []}
    return office.post(reverse(f"directory_{kind}:add"), form(**more | fields))


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def line(drawing: str = "", position: int = 0, **of: Any) -> dict[str, Any]:
    """A line of a legend."""
    return {"term": "", "tag": "", "drawing": drawing, "position": position, **of}


def test_a_directory_is_made_with_words_and_filter_and_stands_where_it_says(office: Client) -> None:
    held("Permanence", "need.papers", at="Dinant")
    held("Ailleurs", "need.papers")
    said = [*FRENCH, {"language": "ar", "title": "الأوراق", "introduction": ""}]
    sent = add(
        office, said=said, terms=[term("need.papers").pk], municipalities=[commune("Dinant").pk], published="on",
        arrangement="theme",
    )  # fmt: skip
    assert sent.status_code == 302
    made = Directory.objects.get(slug="papiers")
    assert (made.arrangement, made.published, made.words.count()) == ("theme", True, 2)
    assert names(page("/fr/repertoires/papiers/")) == ["Permanence"]
    assert page("/ar/repertoires/papiers/").h1.get_text(strip=True) == "الأوراق"


def test_every_part_of_the_filter_is_kept_by_the_form(office: Client) -> None:
    programme = Program.objects.create(name="Parcours")
    chosen = {
        "tags": ["fle", "alpha"],
        "accreditations": ["ili"],
        "programs": [programme.pk],
        "terms": [term("public.women").pk],
    }
    assert add(office, **chosen).status_code == 302
    made = Directory.objects.get()
    assert (sorted(made.tags), made.accreditations) == (["alpha", "fle"], ["ili"])
    assert list(made.programs.all()) == [programme]
    assert [one.key for one in made.terms.all()] == ["women"]
    again = soup(office.get(reverse("directory_directories:edit", args=[made.pk])))
    ticked = {box["value"] for box in again.select('input[type="checkbox"][checked]')}
    assert {"fle", "alpha", "ili", str(term("public.women").pk)} <= ticked


def test_a_directory_is_not_published_unless_somebody_says_so(office: Client) -> None:
    add(office)
    assert Directory.objects.get().published is False
    assert Client().get("/fr/repertoires/papiers/").status_code == 404


def test_a_change_of_the_filter_in_the_office_shows_at_once(office: Client) -> None:
    held("Papiers", "need.papers")
    held("Logement", "need.housing")
    made = directory("papiers", "need.papers")
    assert names(page("/fr/repertoires/papiers/")) == ["Papiers"]
    row = made.words.get()
    said = [{"id": row.pk, "language": "fr", "title": "Logement", "introduction": "", "DELETE": ""}]
    data = form(arrangement="commune", published="on", terms=[term("need.housing").pk])
    data |= nested_form_data({"words": inline_formset(said, initial=1)})
    assert office.post(reverse("directory_directories:edit", args=[made.pk]), data).status_code == 302
    soup = page("/fr/repertoires/papiers/")
    assert (names(soup), soup.h1.get_text(strip=True)) == (["Logement"], "Logement")


def wrong(response: Any) -> dict[str, Any]:
    """What is wrong with the form, by field; of the words in languages as `words`."""
    assert response.status_code == 200
    sent = response.context["form"]
    return {**sent.errors, **({"words": True} if not sent.formsets["words"].is_valid() else {})}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"slug": ""}, "slug"),
        ({"slug": "deux mots"}, "slug"),
        ({"said": []}, "words"),
        ({"said": [{"language": "fr", "title": "", "introduction": ""}]}, "words"),
        ({"said": [{"language": "xx", "title": "Papiers", "introduction": ""}]}, "words"),
        ({"said": [*FRENCH, *FRENCH]}, "words"),
        ({"tags": ["poterie"]}, "tags"),
        ({"accreditations": ["nasa"]}, "accreditations"),
        ({"terms": ["999999"]}, "terms"),
        ({"arrangement": "couleur"}, "arrangement"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(office: Client, fields: dict[str, Any], field: str) -> None:
    assert list(wrong(add(office, **fields))) == [field]
    assert not Directory.objects.exists()


def test_two_directories_have_no_address_in_common(office: Client) -> None:
    directory("papiers")
    assert list(wrong(add(office))) == ["slug"]
    assert Directory.objects.count() == 1


def test_an_address_that_was_given_stays(office: Client) -> None:
    """What was printed and linked leads there."""
    made = directory("papiers")
    row = made.words.get()
    data = form(arrangement="commune", slug="autre")
    data |= nested_form_data({"words": inline_formset([{"id": row.pk, **FRENCH[0]}], initial=1)})
    office.post(reverse("directory_directories:edit", args=[made.pk]), data)
    assert Directory.objects.get().slug == "papiers"


def test_the_form_shows_what_is_held_and_where_to_look(office: Client) -> None:
    for number in range(10):
        held(f"Papiers {number}", "need.papers")
    made = directory("papiers", "need.papers")
    told = words(office.get(reverse("directory_directories:edit", args=[made.pk])))
    assert "10 services" in told
    assert "Papiers 7…" in told
    assert "Papiers 8" not in told
    links = {
        link["href"]
        for link in soup(office.get(reverse("directory_directories:edit", args=[made.pk]))).select("a[href]")
    }
    assert {"/fr/repertoires/papiers/", reverse("directory_directories:editions", args=[made.pk])} <= links


def test_a_new_form_says_how_to_see_what_is_held(office: Client) -> None:
    assert "Enregistrez une première fois" in words(office.get(reverse("directory_directories:add")))


def test_lists_show_what_is_there_and_find_by_title(office: Client) -> None:
    held("Papiers")
    made = directory("papiers", titles={"fr": "Papiers", "ar": "الأوراق"})
    directory("logement", titles={"fr": "Logement"}, published=False)
    editions.publish(made)
    shown = words(office.get(reverse("directory_directories:list")))
    assert all(word in shown for word in ("Papiers", "Logement", "logement"))
    found = words(office.get(reverse("directory_directories:list"), {"q": "Logem"}))
    assert "Logement" in found
    assert "Papiers" not in found.replace("Répertoires", "")


@pytest.mark.parametrize("kind", ["directories", "maps"])
def test_lists_ask_as_much_for_three_as_for_one(office: Client, query_count: Any, kind: str) -> None:
    def made(number: int) -> None:
        if kind == "directories":
            directory(f"numero-{number}")
        else:
            OperatorMap.objects.create(slug=f"numero-{number}")

    address = reverse(f"directory_{kind}:list")
    made(1)
    office.get(address)
    one = query_count(office.get, address)
    made(2)
    made(3)
    assert query_count(office.get, address) == one


def screen(made: Directory) -> str:
    return reverse("directory_directories:editions", args=[made.pk])


def test_the_screen_of_editions_publishes_by_a_post_only(office: Client) -> None:
    held("Papiers", "need.papers")
    made = directory("papiers", "need.papers")
    shown = words(office.get(screen(made)))
    assert "La prochaine édition aura 1 fiche" in shown
    assert (office.head(screen(made)).status_code, Edition.objects.count()) == (200, 0)
    sent = office.post(screen(made), {"note": "Bonne lecture."}, follow=True)
    assert "L’édition n° 1 est publiée." in told(sent)
    edition = Edition.objects.get()
    assert (edition.note, edition.directory) == ("Bonne lecture.", made)
    assert "0 sur 18" in words(office.get(screen(made)))
    assert AuditEntry.objects.get(act="directory.edition_published").actor_id == int(office.session["_auth_user_id"])
    assert [office.put(screen(made)).status_code, office.delete(screen(made)).status_code] == [405, 405]
    assert Edition.objects.count() == 1


def test_the_screen_tells_what_the_next_edition_would_change(office: Client) -> None:
    service = held("Papiers", "need.papers")
    made = directory("papiers", "need.papers")
    editions.publish(made)
    assert "Rien : le papier dit encore vrai." in words(office.get(screen(made)))
    service.email = "a@b.example"
    renewed(service)
    assert "Papiers (changé) : courriel : a@b.example" in words(office.get(screen(made)))


def test_an_edition_of_nothing_is_refused_in_words_and_the_note_stays(office: Client) -> None:
    made = directory("papiers", "need.papers")
    response = office.post(screen(made), {"note": "Bonne lecture."})
    assert response.status_code == 422
    assert "Ce répertoire ne contient aucune fiche : rien n’est imprimé." in words(response)
    assert soup(response).select_one("[name=note]").get_text(strip=True) == "Bonne lecture."
    assert not Edition.objects.exists()


def test_a_note_that_is_too_long_is_refused_beside_its_field(office: Client) -> None:
    held("Papiers", "need.papers")
    made = directory("papiers", "need.papers")
    response = office.post(screen(made), {"note": "a" * 301})
    assert (response.status_code, Edition.objects.count()) == (422, 0)
    assert "300" in words(response)


def test_a_tampered_edition_is_shown_as_such(office: Client) -> None:
    held("Papiers")
    made = directory("papiers")
    editions.publish(made)
    Edition.objects.update(snapshot={"entries": [], "words": {}, "slug": "papiers", "arrangement": "commune"})
    assert "contenu altéré" in words(office.get(screen(made)))


@pytest.mark.parametrize("role", [Role.POLICY_MAKER, Role.PARTNER_MEMBER, None])
def test_only_the_team_makes_or_prints_directories(role: Role | None) -> None:
    held("Papiers")
    made = directory("papiers")
    client = signed_in(role) if role else Client()
    for address in (
        screen(made),
        reverse("directory_directories:add"),
        reverse("directory_directories:edit", args=[made.pk]),
    ):
        for answer in (client.get(address), client.post(address, {"note": ""})):
            assert answer.status_code in {302, 403}, address
    assert not Edition.objects.exists()
    assert Directory.objects.count() == 1


def test_a_directory_that_was_printed_is_not_deleted(office: Client) -> None:
    held("Papiers")
    made = directory("papiers")
    editions.publish(made)
    response = office.post(reverse("directory_directories:delete", args=[made.pk]), follow=True)
    assert "Une édition ne change plus." in words(response)
    assert Directory.objects.exists()
    unprinted = directory("autre")
    assert office.post(reverse("directory_directories:delete", args=[unprinted.pk])).status_code == 302
    assert not Directory.objects.filter(slug="autre").exists()


def test_a_map_is_made_with_its_legend(office: Client) -> None:
    legend = [line("book", tag="fle"), line("papers", 1, term=term("need.papers").pk)]
    assert add(office, "maps", legend=legend, published="on").status_code == 302
    made = OperatorMap.objects.get(slug="papiers")
    assert [(one.key, one.drawing) for one in made.legend.all()] == [("fle", "book"), ("papers", "papers")]


def test_a_line_of_a_legend_is_exactly_one_thing(office: Client) -> None:
    for wrong in (line("book"), line("book", tag="fle", term=term("need.papers").pk)):
        response = add(office, "maps", legend=[wrong])
        assert response.status_code == 200
        assert "Choisissez un mot-clé ou une sorte de cours, l’un des deux." in words(response)
    assert not OperatorMap.objects.exists()
    made = OperatorMap.objects.create(slug="carte")
    for fields in ({}, {"tag": "fle", "term": term("need.papers")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LegendEntry.objects.create(map=made, **fields)


def test_a_legend_has_six_lines_at_most(office: Client) -> None:
    keys = ("papers", "housing", "health", "job", "school", "racism", "legal-aid")
    legend = [line("", number, term=term(f"need.{key}").pk) for number, key in enumerate(keys)]
    assert add(office, "maps", legend=legend).status_code == 200
    assert not OperatorMap.objects.exists()
    assert add(office, "maps", legend=legend[:6]).status_code == 302
    assert OperatorMap.objects.get().legend.count() == 6


def test_a_drawing_is_one_of_the_sprite(office: Client) -> None:
    assert add(office, "maps", legend=[line("dragon", tag="fle")]).status_code == 200
    assert not OperatorMap.objects.exists()


def test_a_term_that_is_deleted_breaks_no_page() -> None:
    held("Papiers", "need.papers")
    directory("papiers", "need.papers")
    assert names(page("/fr/repertoires/papiers/")) == ["Papiers"]
    term("need.papers").delete()
    assert names(page("/fr/repertoires/papiers/")) == ["Papiers"]
