"""The page of a service and of an operator: every structured fact in the reader's language, and nothing confidential."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from maillage.directory.enums import Status
from maillage.directory.models import Capacity, CostOption, Language, Organization, Phone, Schedule, Service
from maillage.directory.rules import doors, sayings
from maillage.directory.rules.danger import needs_quick_exit
from maillage.directory.selectors.opening import Opening
from maillage.ui.components.signs import unbroken
from tests.directory.record_page import coordinator, data, furnished, page, place, service, term, words
from tests.factories import CentreFactory, MunicipalityFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)  # ten o'clock


@pytest.fixture(autouse=True)
def _thursday(clock: Any) -> None:
    clock.set(THURSDAY)


# --- what it says ----------------------------------------------------------------------------


def test_page_gives_the_answer_above_the_fold_with_one_main_button():
    aside = page(furnished()).main.select_one("aside")
    text = " ".join(aside.get_text(" ").split())
    for said in ("Ouvert, ferme à 12h00", "Rue Haute 0, 5000", "arabe", "20 €", "de 6 à 12 ans", "3 places libres"):
        assert said in text.replace("\xa0", " "), said
    (main,) = aside.select(".button--primary")
    assert main["href"] == "tel:+3281000000"


@pytest.mark.parametrize(
    ("fields", "href"),
    [
        ({"email": "a@example.org", "website": "https://example.org/"}, "mailto:a@example.org"),
        ({"website": "https://example.org/"}, "https://example.org/"),
    ],
)
def test_main_button_writes_where_nobody_can_be_called(fields: dict[str, str], href: str):
    (main,) = page(service(**fields)).main.select("aside .button--primary")
    assert main["href"] == href


def test_page_tells_every_field():
    text = words(page(furnished())).replace("\xa0", " ")
    for said in (
        "Apprendre le français", "On apprend <ensemble>.", "Femmes", "Habiter Namur.", "Vos enfants sont gardés",
        "Français langue étrangère", "Se présenter.", "4,5 heures par semaine", "Un test de niveau", "Bus 4",
        "tigrigna · ትግርኛ", "un interprète par téléphone", "Sur demande.", "Caution 0", "5 €", "Téléphonez à Anne.",
        "Un cahier.", "081 00 00 00", "Accueil 0", "Parcours 1", "Alpha Namur", "Fermé vendredi.", "il y a 3 semaines",
        "Dites-le-nous", "dit le 20/11/2026",
    ):  # fmt: skip
        assert said in text, said


def test_page_of_a_record_with_nothing_but_a_name_is_whole():
    found = page(service("Accueil"))
    text = words(found)
    for said in (
        "Accueil",
        "Heures à demander",
        "Prix à demander",
        "Jamais confirmé",
        "Nous ne connaissons pas encore",
    ):
        assert said in text, said
    assert not found.main.select("aside .button--primary")
    assert len(found.soup.find_all("h1")) == 1


def test_structured_facts_are_said_in_the_language_of_the_reader():
    CentreFactory()
    of = furnished()
    arabic, dutch = page(of, "ar"), page(of, "nl")
    assert arabic.soup.html["dir"] == "rtl"
    for said in ("تعلّم الفرنسية", "نساء", "التعريف بالنفس.", "العربية", "12 سنة", "4.5 ساعة", "قبل 3 أسابيع"):
        assert said in words(arabic), said
    for said in ("Frans leren", "Vrouwen", "Zich voorstellen.", "Arabisch", "12 jaar", "4,5 uur", "3 weken geleden"):
        assert said in words(dutch), said
    assert arabic.main.find("bdi", lang="fr", string=of.name)
    assert all(one["lang"] == "fr" for one in arabic.main.select("[data-text]"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", ["سنة", "سنتان", "6 سنوات", "12 سنة"]),
        ("uk", ["1 рік", "2 роки", "6 років", "12 років"]),
        ("nl", ["1 jaar", "2 jaar", "6 jaar", "12 jaar"]),
        ("fa", ["1 سال", "2 سال", "6 سال", "12 سال"]),
    ],
)
def test_plurals_are_those_of_each_language(language: str, said: list[str]):
    with translation.override(language):
        assert [sayings.counted(number, "year") for number in (1, 2, 6, 12)] == said


def test_ages_prices_and_languages_are_said_shortly():
    assert [sayings.ages(6, 12), sayings.ages(18, None), sayings.ages(None, 25), sayings.ages(0, None)] == [
        "de 6 à 12 ans", "dès 18 ans", "jusqu’à 25 ans", "",
    ]  # fmt: skip
    assert [sayings.money(cents).replace("\xa0", " ") for cents in (0, 2000, 1250)] == ["gratuit", "20 €", "12,50 €"]
    assert [sayings.language_name(code) for code in ("ar", "prs", "ary", "xx")] == [
        "arabe",
        "dari",
        "arabe marocain",
        "xx",
    ]


@pytest.mark.parametrize(
    ("days", "tone", "said"),
    [
        (0, "good", "Confirmé aujourd’hui"),
        (21, "good", "Confirmé il y a 3 semaines"),
        (730, "warn", unbroken("À vérifier : confirmé il y a 2 ans")),
        (None, "muted", "Jamais confirmé"),
    ],
)
def test_freshness_never_takes_old_for_new(days: int | None, tone: str, said: str):
    day = None if days is None else THURSDAY.date() - timedelta(days=days)
    assert sayings.freshness(day) == (tone, said)


@pytest.mark.parametrize(
    ("is_open", "at", "said"),
    [
        (True, datetime(2026, 11, 26, 16, tzinfo=UTC), "Ouvert, ferme à 17h00"),
        (True, None, "Ouvert jour et nuit"),
        (False, datetime(2026, 11, 26, 13, tzinfo=UTC), "Fermé, ouvre à 14h00"),
        (False, datetime(2026, 11, 27, 8, tzinfo=UTC), "Fermé, ouvre demain à 9h00"),
        (False, datetime(2026, 11, 30, 8, tzinfo=UTC), "Fermé, ouvre lundi à 9h00"),
        (False, datetime(2027, 1, 3, 8, tzinfo=UTC), "Fermé, ouvre le 3 janvier"),
        (False, None, "Fermé"),
        (None, None, "Heures à demander"),
    ],
)
def test_door_says_until_when(is_open: bool | None, at: datetime | None, said: str):
    assert doors.door_sign(Opening(is_open, at, False)).words == said


def test_door_says_by_appointment_where_no_hours_are_known():
    assert doors.door_sign(Opening(None, None, True)).words == "Sur rendez-vous"


# --- hours, places, states -------------------------------------------------------------------


def test_week_begins_today_and_marks_it():
    rows = page(furnished()).main.select(".week tr")
    assert len(rows) == 7
    assert rows[0]["aria-current"] == "date"
    assert "Aujourd’hui" in rows[0].get_text()
    assert "9h00 – 12h00" in rows[0].get_text()
    assert "fermé" in rows[2].get_text()


@pytest.mark.parametrize("bad", ["quand on peut", "Mo-Xx 9-12", "25:99"])
def test_hours_that_cannot_be_read_are_shown_as_they_stand(bad: str):
    of = service()
    place(of, bad)
    found = page(of)
    assert bad in words(found)
    assert bad in found.main.select_one("aside").get_text()
    assert not found.main.select(".week")


def test_a_place_that_is_confidential_shows_its_commune_and_nothing_else():
    of = furnished()
    hidden = place(
        of, "Mo 09:00-12:00", address="Rue Cachée 99", postcode="5999", name="Maison Secrète", locality_name="Trou",
        access="Sonner trois fois", latitude=50.123456, confidential=True, municipality=MunicipalityFactory(name="Ciney"),
    )  # fmt: skip
    hidden.description = "au deuxième"
    hidden.save()
    client = Client()
    addresses = (f"services/{of.slug}/", f"services/{of.slug}/contact.vcf", f"organisations/{of.organization.slug}/",
                 f"organisations/{of.organization.slug}/contact.vcf", f"services/{of.slug}/qr.svg")  # fmt: skip
    for address in addresses:
        said = client.get(f"/fr/annuaire/{address}").content.decode()
        for secret in ("Cachée", "5999", "Secrète", "Trou", "Sonner", "50.12", "deuxième"):
            assert secret not in said, (address, secret)
        assert "Ciney" in said or "qr" in address
    assert "(adresse confidentielle)" in words(page(of))


@pytest.mark.parametrize(
    ("status", "said"), [(Status.INACTIVE, "Ce service est en pause"), (Status.DEFUNCT, "Ce service n’existe plus")]
)
def test_a_service_that_does_not_run_says_so_and_shows_a_way_out(status: Status, said: str):
    found = page(furnished(status=status))
    assert said in words(found)
    assert found.main.select(".notice a[href='/fr/annuaire/']")
    assert "Ouvert" not in found.main.select_one("aside").get_text()


def test_places_told_long_ago_are_to_be_checked():
    of = furnished()
    Capacity.objects.update(expires_on=date(2026, 11, 25))
    text = words(page(of))
    assert "à vérifier" in text
    assert "dit le" not in text


def test_appointment_told_by_yes_or_no_is_said_in_words():
    assert "Prenez rendez-vous d’abord" in words(page(service(application_process="oui")))
    assert "Venez sans rendez-vous" in words(page(service(application_process="non")))


def test_sentence_for_the_desk_is_french_and_only_for_who_does_not_read_it():
    CentreFactory()
    of = service()
    sentence = page(of, "ar").main.select_one("blockquote[lang=fr]").get_text()
    assert sentence == "Bonjour. Je parle arabe. J’ai besoin d’un interprète, s’il vous plaît."
    assert not page(of).main.select("blockquote")


# --- leaving in a hurry ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "hurry"),
    [(["violence"], True), (["lgbtqia", "health"], True), (["emergency-shelter"], False),
     (["emergency-shelter", "women"], True), (["women"], False), ([], False)],
)  # fmt: skip
def test_pages_about_violence_have_a_quick_exit(keys: list[str], hurry: bool):
    assert needs_quick_exit(keys) is hurry


def test_quick_exit_comes_right_after_the_skip_link_and_tells_nobody_whence(settings: Any):
    settings.QUICK_EXIT_URL = "https://neutral.example/"
    found = page(service("Écoute", "violence"))
    links = found.soup.body.find_all("a")
    assert [links[0]["href"], links[1]["href"]] == ["#contenu", "https://neutral.example/"]
    assert "noreferrer" in links[1]["rel"]
    assert not page(service("Cours", "learn-french")).soup.select("[data-quick-exit]")


# --- for machines ----------------------------------------------------------------------------


def test_structured_data_tells_service_operator_place_and_hours():
    told = data(page(furnished()))
    assert (told["@type"], told["name"]) == ("GovernmentService", "Cours de français")
    assert told["provider"]["@type"] == "GovernmentOrganization"
    (channel,) = told["availableChannel"]
    assert channel["serviceLocation"]["address"]["streetAddress"] == "Rue Haute 0"
    first = channel["serviceLocation"]["openingHoursSpecification"][0]
    assert (first["dayOfWeek"], first["opens"], first["closes"], first["validFrom"]) == (
        "https://schema.org/Thursday", "09:00", "12:00", "2026-11-26",
    )  # fmt: skip
    assert told["offers"]["price"] == "20.00"


def test_structured_data_cannot_end_its_element():
    of = service("Cours", description="</script><script>alert(1)</script>")
    found = page(of)
    assert "<script>alert" not in found.text
    assert data(found)["description"] == of.description


def test_canonical_address_knows_nothing_of_the_search_that_led_here():
    found = page(service(), end="?q=secret&n=1")
    assert found.soup.find("link", rel="canonical")["href"].endswith("/fr/annuaire/services/cours-de-francais/")
    assert not found.soup.find("meta", attrs={"name": "robots"})


def test_qr_leads_to_the_page():
    answer = Client().get(f"/ar/annuaire/services/{service().slug}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


# --- who sees it, and at what cost -----------------------------------------------------------


@pytest.mark.parametrize("end", ["", "contact.vcf", "qr.svg"])
def test_what_is_not_published_is_for_the_team_only(end: str):
    draft, owned = (
        service("Brouillon", live=False),
        service("De brouillon", organization=OrganizationFactory(live=False)),
    )
    stranger, team = Client(), Client()
    team.force_login(coordinator())
    for one in (draft, owned):
        address = f"/fr/annuaire/services/{one.slug}/{end}"
        assert (stranger.get(address).status_code, team.get(address).status_code) == (404, 200)
    assert stranger.get(f"/fr/annuaire/services/absent/{end}").status_code == 404
    assert stranger.get("/fr/annuaire/organisations/absent/").status_code == 404


def test_page_asks_as_much_for_three_of_everything_as_for_one(query_count: Callable[..., int]):
    CentreFactory()
    one, three = furnished(1), furnished(3)
    client = Client()
    for language in ("fr", "ar"):
        addresses = [f"/{language}/annuaire/services/{of.slug}/" for of in (one, three)]
        client.get(addresses[0])
        assert query_count(client.get, addresses[0]) == query_count(client.get, addresses[1])
    operators = [f"/fr/annuaire/organisations/{of.organization.slug}/" for of in (one, three)]
    assert query_count(client.get, operators[0]) == query_count(client.get, operators[1])


def test_several_places_are_told_apart():
    of = furnished(3)
    Language.objects.create(service_at_location=of.service_at_locations.first(), code="so")
    found = page(of)
    assert [title.get_text(" ").split(" ")[0] for title in found.main.select("#quand ~ h3")] == ["Salle"] * 3
    assert "et un autre lieu" in words(found)
    assert len({phone["href"] for phone in found.main.select("section a[href^=tel]")}) == 3


# --- operators -------------------------------------------------------------------------------


def operator_page(operator: Organization, language: str = "fr") -> str:
    answer = Client().get(f"/{language}/annuaire/organisations/{operator.slug}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_page_of_an_operator_tells_who_it_is_and_what_it_offers():
    of = furnished()
    of.organization.parent = OrganizationFactory(name="Ville de Namur")
    of.organization.save()
    OrganizationFactory(name="Antenne d’Andenne", parent=of.organization)
    OrganizationFactory(name="Antenne cachée", parent=of.organization, live=False)
    Phone.objects.create(organization=of.organization, number="+3281999999")
    service("Service caché", organization=of.organization, live=False)
    said = operator_page(of.organization)
    for told in (
        "Cours de français",
        "Apprendre le français",
        "Public",
        "Ville de Namur",
        "Antenne d’Andenne",
        "081 99 99 99",
    ):
        assert told in said, told
    assert "cach" not in said.replace("data-cache", "")


def test_page_of_an_operator_with_nothing_but_a_name_is_whole():
    assert "Aucun service n’est encore décrit ici." in operator_page(OrganizationFactory())


def test_costs_and_schedules_that_are_over_do_not_mislead():
    of = service()
    at = place(of, "Mo-Fr 09:00-12:00")
    Schedule.objects.update(valid_to=date(2026, 11, 1))
    CostOption.objects.create(service=of, option="Ancien prix", cents=100, valid_to=date(2026, 1, 1))
    assert at.schedules.count() == 1
    text = words(page(Service.objects.get(pk=of.pk)))
    assert "Ouvert" not in text
    assert "Ancien prix" not in text


def test_terms_without_words_in_a_language_fall_back_on_french():
    CentreFactory()
    of = service("Aide", "rare-need")
    assert "rare-need" in words(page(of, "ar"))
    assert term("need", "rare-need").plain() == ""
