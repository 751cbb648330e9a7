"""Home, trust pages, and the way from one language to the other."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page, Site

from maillage.core import clock
from maillage.core.languages import BY_CODE, READY
from maillage.core.models import Centre
from maillage.website import first_pages
from maillage.website.models import HomePage, TextPage
from tests.factories import CentreFactory, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
TRUST = ["contact", "accessibilite", "vie-privee", "mentions-legales"]
CODES = [language.code for language in READY]
FIELDS = ["pk", "title", "latest_revision"]
WRITTEN = sorted(folder.name for folder in first_pages.CONTENT.iterdir() if folder.name != "fr")


@pytest.fixture(scope="module", autouse=True)
def first_day(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A site on its first day, written once for this file; each test's own writes are taken back before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        CentreFactory(name="Centre d’essai", address="Rue de l’Essai 1\n5000 Namur")
        first_pages.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def site(client: Client, db: None) -> Client:
    """A visitor's browser before that site."""
    return client


def languages(page: str) -> dict[str, str]:
    """The addresses in the language menu, by language."""
    return {code: url for url, code in re.findall(r'<a href="([^"]+)" hreflang="(\w+)"', page)}


def text(response) -> str:
    """The page; French spaces that keep signs together are read as plain ones."""
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("accepted", "target"),
    [
        ("ar", "/ar/"),
        ("ar-MA,fr;q=0.5", "/ar/"),
        ("fr-BE,fr;q=0.9", "/fr/"),
        ("sw", "/fr/"),
        ("zz;q=x", "/fr/"),
        ("", "/fr/"),
    ],
)
def test_start_leads_to_the_language_of_the_browser(site, accepted, target):
    response = site.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]


def test_home_welcomes_in_each_language(site):
    french, arabic = text(site.get("/fr/")), text(site.get("/ar/"))
    assert "on trouve son chemin ensemble" in french
    assert "هنا نجد الطريق معًا" in arabic
    assert re.search(r'<html lang="ar"[^>]* dir="rtl"', arabic)
    for page in (french, arabic):
        assert len(re.findall(r"<h1[ >]", page)) == 1
        assert 'href="tel:081000000"' in page
        assert 'href="/espace/"' in page


def test_home_sets_the_next_plenary_large_and_the_others_below(site):
    EventFactory(title="Formation prochaine", kind="training", capacity=3)
    EventFactory(title="Grande plénière", announced=True)
    EventFactory(title="Brouillon secret", draft=True)
    page = text(site.get("/fr/"))
    assert page.index("Grande plénière") < page.index("Formation prochaine")
    assert "Les inscriptions ouvrent très bientôt" in page
    assert "Brouillon secret" not in page


def test_home_without_meetings_says_where_to_turn(site):
    page = text(site.get("/fr/"))
    assert "Pas de rencontre annoncée" in page
    assert 'href="/fr/contact/"' in page


def test_home_makes_as_many_queries_for_one_meeting_as_for_three(site, query_count):
    RegistrationFactory(event=EventFactory())
    site.get("/fr/")  # what is kept between requests (centre, root pages) is read before counting, each time
    one = query_count(site.get, "/fr/")
    EventFactory.create_batch(2)
    site.get("/fr/")
    assert query_count(site.get, "/fr/") == one


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("slug", TRUST)
def test_trust_pages_say_who_and_when_and_lead_to_their_translation(site, slug, language):
    page = text(site.get(f"/{language}/{slug}/"))
    assert "Centre d’essai" in page
    assert "{{" not in page
    assert "{%" not in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert languages(page) == {code: f"/{code}/{slug}/" for code in CODES}


def test_pages_whose_address_wagtail_does_not_know_lead_to_the_home_of_their_language(site, monkeypatch):
    monkeypatch.setattr(Page, "get_url", lambda *_args, **_named: None)
    assert languages(text(site.get("/fr/contact/"))) == {code: f"/{code}/" for code in CODES}


def test_page_without_translation_leads_to_the_home_of_the_other_language(site):
    TextPage.objects.get(slug="contact", locale__language_code="ar").unpublish()
    assert languages(text(site.get("/fr/contact/"))) == {code: f"/{code}/contact/" for code in CODES} | {"ar": "/ar/"}


def test_translations_share_their_key(site):
    for slug in TRUST:
        assert TextPage.objects.filter(slug=slug).count() == len(CODES)
        assert TextPage.objects.filter(slug=slug).values("translation_key").distinct().count() == 1
    assert HomePage.objects.values("translation_key").distinct().count() == 1


def test_loading_again_keeps_what_staff_wrote(site):
    page = TextPage.objects.get(slug="contact", locale__language_code="fr")
    page.body = "<p>Nos nouvelles heures.</p>"
    page.save_revision().publish()
    assert first_pages.load() == []
    assert "Nos nouvelles heures." in text(site.get("/fr/contact/"))


def test_loading_again_brings_back_only_what_is_missing(site):
    TextPage.objects.get(slug="vie-privee", locale__language_code="ar").delete()
    assert [(page.slug, page.locale.language_code) for page in first_pages.load()] == [("vie-privee", "ar")]


@pytest.fixture(params=["en", "nl", "de"])
def newcomer(request, settings, site):
    """A language that has its texts and becomes ready on a site where it has no page yet."""
    language = BY_CODE[request.param]
    ready = [*(other for other in READY if other != language), language]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(other.code, other.own_name) for other in ready]
    HomePage.objects.filter(locale__language_code=language.code).delete()
    return ready


def test_new_language_gets_its_tree_and_leaves_the_others_as_staff_left_them(site, newcomer):
    code = newcomer[-1].code
    page = TextPage.objects.get(slug="contact", locale__language_code="fr")
    page.body, page.search_description = "<p>Nos nouvelles heures.</p>", "Nos heures"
    page.save_revision().publish()
    TextPage.objects.get(slug="vie-privee", locale__language_code="ar").delete()
    before = list(Page.objects.order_by("pk").values_list(*FIELDS))

    made = first_pages.load_new_languages(newcomer)

    assert [page.locale.language_code for page in made] == [code] * (len(TRUST) + 1)
    assert {page.slug for page in made[1:]} == set(TRUST)
    assert list(Page.objects.exclude(pk__in=[p.pk for p in made]).order_by("pk").values_list(*FIELDS)) == before
    assert first_pages.load_new_languages(newcomer) == []
    contact = TextPage.objects.get(slug="contact", locale__language_code=code)
    assert contact.live
    assert contact.title == first_pages.text_of("contact", code).title
    assert (contact.translation_key, contact.search_description) == (page.translation_key, "")
    assert f"/{code}/accessibilite/" in contact.body


def test_new_language_without_a_site_makes_nothing(site, newcomer):
    HomePage.objects.all().delete()
    assert first_pages.load_new_languages(newcomer) == []


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("slug", TRUST)
def test_texts_say_in_each_language_what_they_say_in_french(site, slug, code):
    """Same shape, same links (to pages of their own language), same figures; outside authorities have their own sites."""
    french, other = (first_pages.text_of(slug, language).body for language in ("fr", code))
    assert re.findall(r"<(\w+)", french) == re.findall(r"<(\w+)", other)
    inside = re.compile(r'href="(?:/|mailto:|tel:)[^"]*"')
    assert sorted(inside.findall(other)) == sorted(link.replace("/fr/", f"/{code}/") for link in inside.findall(french))
    days = re.compile(r"\b(?:14|30|90|360)\b")
    assert days.findall(other) == days.findall(french)


@pytest.mark.parametrize(
    ("code", "day"),
    [("fr", "24 novembre 2026"), ("en", "24 November 2026"), ("nl", "24 november 2026"), ("de", "24. November 2026")],
)
def test_texts_are_dated_as_the_language_writes_dates(site, code, day):
    with clock.at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        assert day in first_pages.text_of("vie-privee", code).body


def test_welcome_page_of_the_package_is_gone_and_the_site_begins_at_our_home(site):
    assert not Page.objects.filter(slug="home").exists()
    assert Site.objects.get().root_page.specific_class is HomePage


def test_reading_sets_no_cookie(site):
    for path in ("/", "/fr/", "/fr/vie-privee/", "/fr/agenda/"):
        assert not site.get(path).cookies


def test_privacy_page_tells_the_periods_that_the_code_keeps(site):
    from maillage.agenda.actions.register import NEEDS_KEPT
    from maillage.agenda.models import Event
    from maillage.core import housekeeping

    page = text(site.get("/fr/vie-privee/"))
    assert f"{NEEDS_KEPT.days} jours après la rencontre" in page
    assert f"{Event._meta.get_field('retention_days').default} jours après la rencontre" in page
    assert f"courriel remis : {housekeeping.DELIVERED_KEPT.days} jours" in page
    assert f"pas pu remettre : {housekeeping.UNDELIVERED_KEPT.days} jours" in page
    assert housekeeping.ACTOR_KEPT.days == 730
    assert "deux ans" in page


def test_command_names_what_it_made(site):
    TextPage.objects.get(slug="contact", locale__language_code="fr").delete()
    said = StringIO()
    call_command("first_pages", stdout=said)
    assert said.getvalue() == "fr  Nous contacter\n"


def test_command_asks_for_the_centre_first(site):
    Centre.objects.all().delete()
    with pytest.raises(CommandError, match="le centre"):
        call_command("first_pages")
