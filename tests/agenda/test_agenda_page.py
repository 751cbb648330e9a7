"""The agenda as a reader looks through it: list and month, sorts and communes, pages of the past, any address."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import Tag

from maillage.accounts.enums import Role
from maillage.agenda.enums import EventKind
from maillage.agenda.models import Event
from maillage.agenda.rules import months
from maillage.agenda.rules.cards import CardFace
from maillage.agenda.templatetags.agenda import _card
from maillage.agenda.views.choices import WORDS, Choices
from tests.agenda.reader import Page, Reader
from tests.factories import EventFactory, MunicipalityFactory, RegistrationFactory, UserFactory
from tests.plugins.clock import Clock

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
NOTE = "laissée de côté"


def here(text: str) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(UTC)


def at(start: str, end: str, **fields) -> Event:
    """An event between two local times, announced in good time."""
    starts_at = here(start)
    before = {"announced_at": 60, "opens_at": 50, "closes_at": 1}
    dates = {name: starts_at - timedelta(days=days) for name, days in before.items()}
    return EventFactory(starts_at=starts_at, ends_at=here(end), **dates, **fields)


def agenda(end: str = "", language: str = "fr") -> Page:
    page = Reader(language).open(f"/{language}/agenda/{end}")
    assert page.status == 200
    return page


def titles(page: Page) -> list[str]:
    return [heading.get_text(strip=True) for heading in page.main.select(".card__title")]


def days(page: Page) -> dict[str, str]:
    """What stands on each day of the month: date → text of the cell."""
    return {cell.time["datetime"]: cell.get_text(" ", strip=True) for cell in page.main.select("td.month__day")}


def link(page: Page, text: str) -> Tag:
    return next(one for one in page.main.find_all("a") if text in one.get_text())


# --- filters ---------------------------------------------------------------------------------


def test_every_sort_has_its_word_in_the_address():
    assert set(WORDS.values()) == set(EventKind)


@pytest.mark.parametrize("word", WORDS)
def test_sort_shows_its_own_only(word: str):
    for kind in EventKind:
        EventFactory(kind=kind, title=f"Une {kind.value}")
        EventFactory(kind=kind, title=f"Ancienne {kind.value}", held=True)
    assert titles(agenda(f"?sorte={word}")) == [f"Une {WORDS[word].value}", f"Ancienne {WORDS[word].value}"]


def test_commune_shows_its_own_only_and_both_choices_hold_together():
    ciney, dinant = MunicipalityFactory(name="Ciney"), MunicipalityFactory(name="Dinant")
    for commune in (ciney, dinant, None):
        for kind in (EventKind.TRAINING, EventKind.MEETING):
            EventFactory(municipality=commune, kind=kind, title=f"{kind.value} {commune}")
    assert sorted(titles(agenda(f"?commune={ciney.nis}"))) == ["meeting Ciney", "training Ciney"]
    page = agenda(f"?sorte=formation&commune={ciney.nis}")
    assert titles(page) == ["training Ciney"]
    assert (page.value("sorte"), page.value("commune")) == ("formation", ciney.nis)
    assert NOTE not in page.text


def test_only_communes_with_something_to_see_are_offered():
    EventFactory(municipality=MunicipalityFactory(name="Ciney"))
    EventFactory(municipality=MunicipalityFactory(name="Yvoir"), draft=True)
    MunicipalityFactory(name="Rochefort")
    names = [option.get_text() for option in agenda().field("commune").find_all("option")]
    assert names == ["Toutes", "Ciney"]


def test_form_works_without_script_and_keeps_the_month():
    EventFactory(municipality=MunicipalityFactory())
    form = agenda("?vue=mois&mois=2027-03").main.find("form", method="get")
    assert form["action"] == "/fr/agenda/"
    hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    assert hidden == {"vue": "mois", "mois": "2027-03"}
    assert form.find("button", type="submit")
    assert not agenda().main.find("form", method="get").find("input", type="hidden")


def test_choices_stay_between_list_and_month_and_in_the_months_beside():
    nis = EventFactory(municipality=MunicipalityFactory(name="Ciney")).municipality.nis
    page = agenda(f"?vue=mois&mois=2026-12&sorte=formation&commune={nis}")
    rest = f"sorte=formation&commune={nis}"
    assert link(page, "Liste")["href"] == f"/fr/agenda/?{rest}"
    assert link(page, "novembre 2026")["href"] == f"?vue=mois&mois=2026-11&{rest}"
    assert link(page, "janvier 2027")["href"] == f"?vue=mois&mois=2027-01&{rest}"
    assert link(agenda(f"?{rest}"), "Mois")["href"] == f"/fr/agenda/?vue=mois&{rest}"
    menu = page.soup.find(class_="languages").find("a", hreflang="ar")
    assert menu["href"].startswith("/ar/agenda/?vue=mois&mois=2026-12&sorte=formation")


@pytest.mark.parametrize(
    "end",
    [
        "?sorte=bal", "?sorte=PLENIERE", "?commune=99999", "?commune=%00", "?commune=1%27%20OR%201=1", "?vue=semaine",
        "?vue=mois&mois=2026-13", "?vue=mois&mois=0000-01", "?vue=mois&mois=99999-01", "?vue=mois&mois=2026-1",
        "?vue=mois&mois=%D9%A2%D9%A0%D9%A2%D9%A6-12", "?mois=x", "?page=abc", "?page=0", "?page=-1",
        "?page=99999999999999999999", "?page=%D9%A1", "?sorte=%ff%fe&commune=<script>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_wrong_values_are_left_aside_and_told(end: str, language: str):
    event = EventFactory(municipality=MunicipalityFactory())
    page = agenda(end, language)
    assert page.main.select(".notice"), end
    if "vue=mois" not in end:
        assert titles(page) == [event.title]
    assert "<script>" not in str(page.main)


def test_blank_choices_are_no_choice():
    event = EventFactory()
    page = agenda("?sorte=&commune=&vue=&page=")
    assert titles(page) == [event.title]
    assert not page.main.select(".notice")


def test_nothing_for_a_choice_leads_to_everything():
    EventFactory(kind=EventKind.MEETING)
    page = agenda("?sorte=formation")
    assert titles(page) == []
    assert link(page, "Voir tout")["href"] == "/fr/agenda/"
    month = agenda("?vue=mois&mois=2031-01&sorte=formation")
    assert link(month, "Voir tout")["href"] == "/fr/agenda/?vue=mois&mois=2031-01"
    assert link(agenda("?vue=mois&mois=2031-01"), "Voir les prochaines")["href"] == "/fr/agenda/"


# --- pages of the past -----------------------------------------------------------------------


def test_past_is_shown_ten_by_ten_with_the_choices_kept():
    EventFactory(kind=EventKind.TRAINING, title="À venir")
    for number in range(23):
        EventFactory(kind=EventKind.TRAINING, held=True, title=f"Passée {number}")
        EventFactory(kind=EventKind.MEETING, held=True, title="Autre")
    seen, end = [], "?sorte=formation"
    for number in (1, 2, 3):
        page = agenda(end)
        assert f"Page {number} sur 3" in page.main.get_text()
        assert ("À venir" in titles(page)) == (number == 1)
        seen += titles(page)
        following = page.main.find("a", rel="next")
        end = following["href"] if following else ""
    assert end == ""
    assert sorted(seen) == sorted(["À venir", *(f"Passée {number}" for number in range(23))])
    assert titles(agenda("?sorte=formation&page=99")) == titles(agenda("?sorte=formation&page=3"))


# --- the month -------------------------------------------------------------------------------


def test_month_begins_on_monday_in_every_language():
    for language, monday in (("fr", "lundi"), ("ar", "الاثنين")):
        page = agenda("?vue=mois&mois=2026-12", language)
        heads = [head.get_text() for head in page.main.select("table thead th")]
        assert len(heads) == 7
        assert heads[0] == monday
        rows = page.main.select("table tbody tr")
        assert [cell.time and cell.time["datetime"] for cell in rows[0].find_all("td")][:2] == [None, "2026-12-01"]
        assert all(len(row.find_all("td")) == 7 for row in rows)


def test_month_holds_each_day_once_whatever_the_month():
    first = date(2000, 1, 1)
    while first:
        shown = [day.date for week in months.month(first, first, []).weeks for day in week if day]
        assert shown == [first + timedelta(days=number) for number in range(len(shown))]
        following = months.following(first, 1)
        assert len(shown) == ((following or date(2101, 1, 1)) - first).days
        assert following is None or months.following(following, -1) == first
        first = following
    assert months.following(date(2000, 1, 1), -1) is None


def test_event_of_several_days_stands_on_each(clock: Clock):
    clock.set(here("2026-11-20T10:00"))
    at("2026-11-29T18:00", "2026-12-02T12:30", title="Voyage")
    found = days(agenda("?vue=mois&mois=2026-12"))
    assert [day for day, text in found.items() if "Voyage" in text] == ["2026-12-01", "2026-12-02"]
    assert "toute la journée" in found["2026-12-01"]
    assert "jusqu’à 12h30" in found["2026-12-02"]
    before = days(agenda("?vue=mois&mois=2026-11"))
    assert [day for day, text in before.items() if "Voyage" in text] == ["2026-11-29", "2026-11-30"]
    assert "18h00" in before["2026-11-29"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-05T20:00", "2026-12-06T00:00", ["2026-12-05"]),
        ("2026-12-05T20:00", "2026-12-06T00:01", ["2026-12-05", "2026-12-06"]),
        ("2026-12-01T00:00", "2026-12-01T01:00", ["2026-12-01"]),
        ("2026-12-31T23:30", "2027-01-01T00:30", ["2026-12-31"]),
        ("2027-03-28T00:30", "2027-03-28T03:30", ["2027-03-28"]),
        ("2026-10-25T00:30", "2026-10-25T23:59", ["2026-10-25"]),
    ],
)
def test_event_stands_on_the_days_of_here(start: str, end: str, expected: list[str], clock: Clock):
    clock.set(here(start) - timedelta(days=14))
    at(start, end, title="Fête")
    found = days(agenda(f"?vue=mois&mois={expected[0][:7]}"))
    assert [day for day, text in found.items() if "Fête" in text] == expected
    others = [agenda(f"?vue=mois&mois={months.following(date.fromisoformat(expected[0]), n):%Y-%m}") for n in (-1, 1)]
    beyond = [day for page in others for day, text in days(page).items() if "Fête" in text]
    assert beyond == (["2027-01-01"] if end.startswith("2027-01-01") else [])


def test_today_is_marked_and_only_in_its_month(clock: Clock):
    clock.set(here("2026-12-03T00:10"))  # still the second in UTC
    marked = agenda("?vue=mois").main.select("[aria-current=date]")
    assert [cell.time["datetime"] for cell in marked] == ["2026-12-03"]
    assert "aujourd’hui" in marked[0].get_text()
    assert not agenda("?vue=mois&mois=2027-01").main.select("[aria-current=date]")


def test_month_says_what_is_called_off_and_hides_drafts(clock: Clock):
    now = here("2026-11-20T10:00")
    clock.set(now)
    off = at("2026-12-05T10:00", "2026-12-05T12:00", title="Annulée", cancelled_at=now)
    draft = at("2026-12-06T10:00", "2026-12-06T12:00", title="Secret")
    Event.objects.filter(pk=draft.pk).update(announced_at=None)
    page = agenda("?vue=mois&mois=2026-12")
    assert "annulé" in days(page)["2026-12-05"]
    assert link(page, off.title)["href"] == f"/fr/agenda/{off.slug}/"
    assert "Secret" not in page.text
    team = Reader()
    team.client.force_login(UserFactory(role=Role.COORDINATOR))
    assert "brouillon" in days(team.open("/fr/agenda/?vue=mois&mois=2026-12"))["2026-12-06"]


def test_months_end_where_nobody_plans():
    assert not agenda("?vue=mois&mois=2000-01").main.find("a", rel="prev")
    assert not agenda("?vue=mois&mois=2100-12").main.find("a", rel="next")


# --- cards -----------------------------------------------------------------------------------


def test_card_shows_nothing_but_its_face():
    event = EventFactory(title="Avant", capacity=3)
    assert "Il reste 3 places" in agenda().text
    Event.objects.filter(pk=event.pk).update(title="Après", summary="<b>Autre</b>", venue_name="")
    page = agenda()
    assert titles(page) == ["Après"]
    assert "En ligne" in page.main.get_text()
    assert "&lt;b&gt;Autre&lt;/b&gt;" in page.text
    assert "Avant" not in page.text


def test_page_that_is_kept_says_what_is_true_now(clock: Clock):
    """A stranger's page is drawn once for all that it shows; whatever of this changes is told by the next page."""
    town = MunicipalityFactory(name="Dinant")
    event = EventFactory(title="Film", capacity=2, municipality=town)
    assert "Il reste 2 places" in agenda().text
    RegistrationFactory(event=event)
    assert "Il reste 1 place" in agenda().text
    type(town).objects.filter(pk=town.pk).update(name="Yvoir")
    assert "Yvoir" in agenda().text
    assert "Dinant" not in agenda().text
    other = EventFactory(title="Bal", announced_at=None)
    assert titles(agenda()) == ["Film"]
    Event.objects.filter(pk=other.pk).update(announced_at=event.announced_at, ends_at=event.ends_at)
    assert sorted(titles(agenda())) == ["Bal", "Film"]
    assert titles(agenda("?commune=00000")) == titles(agenda())
    clock.set(event.closes_at)
    assert "inscriptions closes" in agenda().text
    clock.set(event.ends_at)
    assert not agenda().main.select("[aria-labelledby=a-venir] .card__title")
    Event.objects.all().update(announced_at=None)
    assert titles(agenda()) == []


def test_who_signed_in_gets_a_page_of_their_own(client):
    EventFactory(title="Film")
    agenda()
    EventFactory(title="Brouillon", announced_at=None)
    client.force_login(UserFactory(role=Role.COORDINATOR))
    assert "Brouillon" in client.get("/fr/agenda/").content.decode()
    assert "Brouillon" not in agenda().text


@pytest.mark.parametrize("size", [0, 9, 10, 11, 25])
def test_past_is_paged_alike_for_strangers_and_team(client, size: int):
    for rank in range(size):
        EventFactory(title=f"Tenue {rank}", held=True)
    client.force_login(UserFactory(role=Role.COORDINATOR))
    for end in ("", "?page=2", "?page=3", "?page=99"):
        seen = titles(Page(client.get(f"/fr/agenda/{end}")))
        assert titles(agenda(end)) == seen
        assert len(seen) == min(size, 10) or end


def test_cards_are_drawn_once():
    EventFactory()
    agenda()
    drawn = _card.cache_info().misses
    agenda("?page=1")
    assert _card.cache_info().misses == drawn
    agenda(language="ar")
    assert _card.cache_info().misses == drawn + 1
    assert "language" in CardFace._fields


def test_address_of_choices_says_only_what_differs():
    assert Choices().address() == ""
    assert Choices(kind=EventKind.TRAINING, nis="92094").address() == "?sorte=formation&commune=92094"
    assert Choices(view="mois", month=date(2026, 2, 1)).address(view="liste") == ""
