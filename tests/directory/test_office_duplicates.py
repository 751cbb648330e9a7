"""The office's screens of duplicates and merging."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage.directory.actions import duplicates
from maillage.directory.models import Act, DuplicateCandidate, Organization, Service, ServiceAtLocation
from maillage.directory.office.comparing import compare
from maillage.directory.office.pair_words import in_words, reasons
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, told, words
from tests.agenda.reader import Page
from tests.directory.two import base, operator, place, service, two_operators, two_services
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db
SECRET = "Rue du Secret 7"


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator."""
    return coordinator()[0]


def url(name: str, *more: object) -> str:
    """An address of the duplicates."""
    return reverse(f"directory_duplicates:{name}", args=more)


def comparison(first, second, kind="operateurs") -> str:
    return url("compare", kind, first.pk, second.pk)


def sent(office: Client, address: str, **changes: str):
    """The form of a comparison sent as it stands, but for `changes`."""
    page = Page(office.get(address))
    form = page.soup.find("form", class_="merge-form")
    fields = {
        field["name"]: field["value"]
        for field in form.find_all("input")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    return office.post(address, fields | changes, follow=True)


def pair(number: int) -> DuplicateCandidate:
    """Two operators that look alike, in a commune, with a service each."""
    commune = MunicipalityFactory(name=f"Commune {number}")
    left, right = (operator(f"Maison {number} {side}", municipality=commune) for side in ("une", "deux"))
    service(left, f"Cours {number}")
    return DuplicateCandidate.objects.create(
        left=left,
        right=right,
        score=0.97,
        reasons=[
            {"code": "name-close", "weight": 2.5, "left": left.name, "right": right.name},
            {"code": "phone-different", "weight": -0.4, "left": "1", "right": "2"},
        ],
    )


def test_list_says_how_sure_and_why_in_as_many_queries_for_three_as_for_one(office, query_count):
    pair(1)
    response = office.get(url("index"))
    shown = words(response)
    assert "presque sûr" in shown
    assert "noms proches : « Maison 1 une » / « Maison 1 deux »" in shown
    assert "mais : numéros de téléphone différents" in shown
    assert "Commune 1 · 1 service" in shown
    assert "Commune 1 · 0 service" in shown
    one = query_count(office.get, url("index"))
    pair(2)
    pair(3)
    assert query_count(office.get, url("index")) == one


def test_list_is_filtered_by_decision_and_name_and_paged(office):
    pairs = [pair(number) for number in range(27)]
    assert "27 paires" in words(office.get(url("index")))
    assert "Page 2 sur 2" in words(office.get(url("index"), {"p": 2}))
    found = words(office.get(url("index"), {"q": "maison 26 UNE"}))
    assert "1 paire" in found
    assert "Maison 26 une" in found
    assert "Aucune paire avec « zèbre »" in words(office.get(url("index"), {"q": "zèbre"}))
    response = office.post(url("apart", pairs[3].pk), follow=True)
    assert told(response) == unbroken(
        "« Maison 3 une » et « Maison 3 deux » sont différents : ils ne seront plus proposés."
    )
    assert "26 paires" in words(response)
    different = words(office.get(url("index"), {"decision": "different"}))
    assert "Maison 3 une" in different
    assert "décidé par Nadia Coordinatrice" in different
    office.post(url("again", pairs[3].pk))
    assert "27 paires" in words(office.get(url("index")))


def test_search_says_how_many_pairs_are_new(office):
    commune = MunicipalityFactory(name="Namur")
    for name in ("Maison des Femmes de Namur asbl", "La maison des femmes de Namur"):
        Organization.objects.create(name=name, municipality=commune, email="info@mdf.example", kbo="0403019261")
    assert told(office.post(url("search"), follow=True)) == "1 nouveau doublon possible."
    assert told(office.post(url("search"), follow=True)) == unbroken("Aucun nouveau doublon : tout a été regardé.")
    found = DuplicateCandidate.objects.get()
    alike, _unlike = reasons(found)
    assert "même numéro d’entreprise" in alike
    assert not duplicates.look()


def test_likeness_is_said_in_words_and_reasons_in_the_readers_language():
    assert [in_words(score) for score in (0.5, 0.8, 0.99)] == ["possible", "probable", "presque sûr"]
    with translation.override("fr"):
        assert reasons(DuplicateCandidate(reasons=[{"code": "kbo-same", "weight": 3, "left": "", "right": ""}])) == (
            ["même numéro d’entreprise"],
            [],
        )


def test_comparison_shows_what_differs_folds_what_does_not_and_proposes_the_fuller(office):
    kept, lost = two_operators()
    lost.description = kept.description = "La même."
    kept.save()
    lost.save()
    page = Page(office.get(comparison(kept, lost)))
    labels = [legend.get_text(strip=True) for legend in page.soup.find_all("legend")]
    assert labels[0] == unbroken("Quelle fiche reste ?")
    assert {"Nom", "Site web", "Courriel", "Confirmé le", "Commune"} <= set(labels)
    assert "Présentation" not in labels
    assert "La même." in page.soup.find("details", class_="merge-same").get_text()
    chosen = {box["name"]: box["value"] for box in page.soup.find_all("input", type="radio", checked=True)}
    assert chosen["keep"] == str(kept.pk)
    assert (chosen["website"], chosen["email"], chosen["assured_on"]) == (str(kept.pk), str(lost.pk), str(lost.pk))
    shown = page.soup.get_text(" ", strip=True)
    assert "1 service" in shown
    assert "2 événements" in shown or "3 événements" in shown


def test_comparison_makes_as_many_queries_whatever_hangs_on_the_two(office, query_count):
    first, second = operator("Un"), operator("Deux")
    office.get(comparison(first, second))
    bare = query_count(office.get, comparison(first, second))
    for number in range(3):
        service(first, f"Cours {number}")
        place(second)
    assert query_count(office.get, comparison(first, second)) == bare


def test_merging_as_proposed_then_undoing_from_the_message(office, clock):
    kept, lost = two_operators()
    before = base()
    clock.forward(seconds=1)
    response = sent(office, comparison(kept, lost))
    assert "n’en font plus qu’une" in told(response)
    act = Act.objects.get()
    assert url("undo", act.pk) in response.content.decode()
    kept.refresh_from_db()
    assert (kept.email, kept.website) == ("deux@example.org", "https://un.example")
    assert not Organization.objects.filter(pk=lost.pk).exists()
    listed = words(office.get(url("merges")))
    assert "« La Maison des Femmes asbl » dans « Maison des femmes »" in listed
    assert "Nadia Coordinatrice" in listed
    assert "redeviennent ce qu’elles étaient" in words(office.get(url("undo", act.pk)))
    assert "défaite" in told(office.post(url("undo", act.pk), follow=True))
    assert base() == before
    assert "défaite :" in words(office.get(url("merges")))
    assert "déjà défaite" in words(office.get(url("undo", act.pk)))


def test_other_record_stays_and_other_values_when_a_person_says_so(office):
    first, second = two_operators()
    sent(office, comparison(first, second), keep=str(second.pk), website=str(second.pk), name=str(first.pk))
    second.refresh_from_db()
    assert (second.name, second.website) == ("Maison des femmes", "")


def test_merge_waits_while_a_draft_waits_and_keeps_what_was_chosen(office):
    kept, lost = two_operators()
    moved = lost.services.get()
    moved.description = "brouillon"
    moved.save_revision()
    response = sent(office, comparison(kept, lost), email=str(kept.pk))
    assert response.status_code == 409
    assert "Cours 2" in told(response)
    page = Page(response)
    assert page.soup.find("input", attrs={"name": "email", "value": str(kept.pk)}).has_attr("checked")
    assert Organization.objects.filter(pk=lost.pk).exists()


def test_merge_is_refused_when_a_record_changed_since_it_was_seen(office):
    kept, lost = two_operators()
    response = sent(office, comparison(kept, lost), seen="autrefois")
    assert response.status_code == 409
    assert "a changé entre-temps" in told(response)
    assert Organization.objects.filter(pk=lost.pk).exists()


def test_undo_names_what_was_touched_since(office, clock):
    kept, lost = two_operators()
    sent(office, comparison(kept, lost))
    clock.forward(seconds=5)
    Organization.objects.get(pk=kept.pk).save()
    response = office.post(url("undo", Act.objects.get().pk))
    assert response.status_code == 409
    assert "Rien n’est défait" in words(response)
    assert kept.name in words(response)


def test_services_and_places_are_merged_too(office):
    first, second = two_services()
    sent(office, comparison(first, second, "services"))
    remaining = Service.objects.get()
    assert remaining.service_at_locations.count() == 2
    here, there = (at.location for at in ServiceAtLocation.objects.order_by("pk"))
    sent(office, comparison(here, there, "lieux"))
    assert remaining.service_at_locations.count() == 1


def test_confidential_address_is_on_no_screen_of_merging(office):
    owner = operator("Refuge")
    hidden = place(
        owner, name="Foyer", address=SECRET, confidential=True, access="Sonnette 7", latitude=50.1, longitude=4.1
    )
    shown = place(owner, name="Accueil", address=SECRET)
    page = office.get(comparison(hidden, shown, "lieux"))
    text = Page(page).soup.find_all("fieldset")
    assert "confidentiel" in words(page)
    assert sum(SECRET in each.get_text() for each in text) == 2  # the open place's own: its name, its address
    for secret in ("Sonnette 7", "50.1"):
        assert secret not in page.content.decode()
    assert SECRET not in office.get(url("choose", "lieux", shown.pk)).content.decode().replace(str(shown), "")
    sent(office, comparison(hidden, shown, "lieux"))
    for screen in ("merges",):
        assert SECRET not in office.get(url(screen)).content.decode()
    assert SECRET not in office.get(url("undo", Act.objects.get().pk)).content.decode()


def test_other_record_is_chosen_by_a_word_or_from_those_near(office, query_count):
    found = pair(1)
    near = words(office.get(url("choose", "operateurs", found.left.pk)))
    assert "Maison 1 deux" in near
    far = operator("Le Phare")
    searched = Page(office.get(url("choose", "operateurs", found.left.pk), {"q": "phare"}))
    assert searched.soup.find("a", href=comparison(found.left, far))
    assert "Aucune autre fiche ne porte « zèbre »" in words(
        office.get(url("choose", "operateurs", far.pk), {"q": "zèbre"})
    )
    one = query_count(office.get, url("choose", "operateurs", found.left.pk), {"q": "phare"})
    for number in range(2):
        operator(f"Phare {number}", municipality=found.left.municipality)
    assert query_count(office.get, url("choose", "operateurs", found.left.pk), {"q": "phare"}) == one


def test_list_of_records_leads_to_merging(office):
    record = operator("Le Phare")
    assert url("choose", "operateurs", record.pk) in office.get(reverse("directory_office:list")).content.decode()


@pytest.mark.parametrize("address", ["fusionner/zebres/1/", "fusionner/operateurs/1/2/", "fusions/9/defaire/"])
def test_what_is_not_there_is_not_found(office, address):
    assert office.get(url("index") + address, follow=True).status_code == 404


def test_record_and_itself_are_not_compared(office):
    record = operator("Un")
    assert office.get(comparison(record, record), follow=True).status_code == 404


def test_older_record_stays_where_both_say_as_much():
    first, second = operator("Un"), operator("Deux")
    assert [side.stays for side in compare(first, second).sides] == [True, False]
    assert [side.stays for side in compare(second, first).sides] == [False, True]
