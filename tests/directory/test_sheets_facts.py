"""Prices, dates, numbers, links, national register numbers, choices: what people really write in a cell."""

from datetime import date

import pytest

from maillage.directory.enums import Sector, Status
from maillage.directory.sheets.choices import read_childcare, read_sector, read_status, read_yes
from maillage.directory.sheets.links import read_emails, read_kbo, read_url
from maillage.directory.sheets.national_numbers import holds_national_number
from maillage.directory.sheets.numbers import read_date, read_degrees, read_weeks, read_whole
from maillage.directory.sheets.prices import read_price
from maillage.directory.sheets.spelling import clean, is_blank

PRICES = {
    "gratuit": (0, True),
    "Gratuit !": (0, True),
    "free": (0, True),
    "gratis": (0, True),
    "0 €": (0, True),
    "25 €/an": (2500, False),
    "25€": (2500, False),
    "10€ par module": (1000, False),
    "50 euros": (5000, False),
    "12,50 €": (1250, False),
    "12.50 EUR": (1250, False),
    "12€50": (1250, False),
    "€ 30": (3000, False),
    "1.200 €": (120000, False),
    "1 200,50 €": (120050, False),
    "25": (2500, False),
    "prix libre": (None, None),
    "payant": (None, False),
    "non gratuit": (None, False),
    "de 25 à 50 €": (None, False),
    "5 € par mois ou 50 € par an": (None, False),
    "gratuit pour les demandeurs d’emploi, sinon 25 €": (None, None),
    "gratuit (caution 20 €)": (None, None),
    "gratuit sous conditions": (None, None),
    "gratuit pour tous": (0, True),
    "selon revenus": (None, None),
}


@pytest.mark.parametrize("text", PRICES)
def test_price_is_read(text):
    price = read_price(text)
    assert ((price.amount, price.free), price.text) == (PRICES[text], text)


DATES = {
    "15/09/2026": date(2026, 9, 15),
    "15/9/26": date(2026, 9, 15),
    "15.09.2026": date(2026, 9, 15),
    "15-09-2026": date(2026, 9, 15),
    "2026-09-15": date(2026, 9, 15),
    "2026-09-15 00:00:00": date(2026, 9, 15),
    "15 septembre 2026": date(2026, 9, 15),
    "lundi 1er février 2027": date(2027, 2, 1),
    "1er août 2026": date(2026, 8, 1),
    "15 sept. 2026": date(2026, 9, 15),
    "3 maart 2026": date(2026, 3, 3),
    "4 March 2026": date(2026, 3, 4),
    "01/02/2026 10:30": date(2026, 2, 1),
    "29/02/2028": date(2028, 2, 29),
    "31/02/2026": None,
    "09/15/2026": None,
    "septembre 2026": None,
    "bientôt": None,
    "2026": None,
}


@pytest.mark.parametrize("text", DATES)
def test_date_is_read_the_belgian_way(text):
    assert read_date(text) == DATES[text]


def test_numbers_are_read_or_refused():
    assert [read_whole(text) for text in ["12", "12.0", "18 ans", "± 15 places", "18+", "min. 16"]] == [
        12,
        12,
        18,
        15,
        18,
        16,
    ]
    assert [read_whole(text) for text in ["-3", "12,5", "18-25", "quinze", "", "1e9"]] == [None] * 6
    assert [read_weeks(text) for text in ["6", "3 semaines", "2 mois", "10 jours", "pas d’attente", "1 an"]] == [
        6,
        3,
        9,
        2,
        0,
        None,
    ]
    assert [read_degrees(text) for text in ["50.4669", "50,4669", " 4,86°", "nord", "200", "nan"]] == [
        50.4669,
        50.4669,
        4.86,
    ] + [None] * 3


EMAILS = {
    "info@exemple.be": ["info@exemple.be"],
    "Info@Exemple.BE": ["Info@exemple.be"],
    "mailto:info@exemple.be": ["info@exemple.be"],
    "Marie <marie@exemple.be>": ["marie@exemple.be"],
    "a@exemple.be ; b@exemple.be": ["a@exemple.be", "b@exemple.be"],
    "a@exemple.be ou b@exemple.be": ["a@exemple.be", "b@exemple.be"],
    "a@exemple.be/b@exemple.be": ["a@exemple.be", "b@exemple.be"],
    "prenom.nom+cours@sous.exemple.be": ["prenom.nom+cours@sous.exemple.be"],
    "info@exemple.be.": ["info@exemple.be"],
    "info@exemple": [],
    "exemple.be": [],
    "info@@exemple.be": [],
    "@exemple.be": [],
}


@pytest.mark.parametrize("text", EMAILS)
def test_email_is_read(text):
    assert list(read_emails(text).values) == EMAILS[text]


@pytest.mark.parametrize(
    "text", ["info [at] exemple.be", "info(at)exemple.be", "info @ exemple.be", "info at exemple.be"]
)
def test_email_disguised_is_proposed(text):
    assert read_emails(text) == ((), text, "info@exemple.be")


URLS = {
    "https://www.exemple.be": "https://www.exemple.be",
    "http://exemple.be/cours?x=1": "http://exemple.be/cours?x=1",
    "www.exemple.be": "https://www.exemple.be",
    "exemple.be": "https://exemple.be",
    "exemple.be/cours": "https://exemple.be/cours",
    "HTTPS://exemple.be": "https://exemple.be",
    "cai-namur.exemple.be": "https://cai-namur.exemple.be",
    "www.a.be et www.b.be": "https://www.a.be",
    "voir Facebook": "",
    "javascript:alert(1)": "",
    "ftp://exemple.be": "",
    "info@exemple.be": "",
    "exemple": "",
    "https://": "",
    "www.exemple,be": "",
}


@pytest.mark.parametrize("text", URLS)
def test_url_is_read_with_its_scheme(text):
    assert next(iter(read_url(text).values), "") == URLS[text]


def test_url_with_a_broken_scheme_is_proposed():
    wanted = "https://www.exemple.be"
    assert [
        read_url(text).proposal for text in ["http//www.exemple.be", "http:/www.exemple.be", "htt://www.exemple.be"]
    ] == [wanted] * 3


# Public bodies: their numbers are in the public register.
KBO = {
    "0203.430.576": "0203430576",
    "BE0203430576": "0203430576",
    "BE 0203.430.576": "0203430576",
    "203430576": "0203430576",
    "TVA BE 203.430.576": "0203430576",
    "0203 430 576": "0203430576",
    "0203.430.577": "",
    "0203430": "",
    "2.123.456.789": "",
    "0000000097": "",
    "abc": "",
    "en cours": "",
}


@pytest.mark.parametrize("text", KBO)
def test_kbo_has_ten_digits_of_which_two_check(text):
    assert read_kbo(text) == KBO[text]


NATIONAL_NUMBERS = [
    "85.07.30-033.28",
    "85073003328",
    "85 07 30 033 28",
    "850730-033-28",
    "850730 033 28",
    "85/07/30-033/28",
    "85.07.30–033.28",
    "85.07.30.033.28",
    "NN 85.07.30-033.28",
    "Jean, né le 30/7/85 (85073003328)",
    "081 12 34 56 - 85.07.30-033.28",
    "RN:85.07.30 033 28;",
    "05.07.30-033.26",  # born in 2005
    "85.47.30-033.17",  # a “bis” number
    "85.00.00-033.06",  # day and month unknown
]


@pytest.mark.parametrize("text", NATIONAL_NUMBERS)
def test_national_number_is_seen(text):
    assert holds_national_number(text)


HARMLESS = [
    "85.07.30-033.29",  # wrong check
    "85.13.30-033.70",
    "0203.430.576",
    "BE68 5390 0754 7034",
    "+32 470 12 34 56",
    "0032 470 12 34 56",
    "081/12.34.56 081/12.34.57",
    "02 501 23 45 / 02 511 22 33",
    "50.46712345",
    "4.86730033285",
    "850730033281",
    "du 01/09/2026 au 30/06/2027",
    "2026-09-15 10:30:00",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_national_number_is_not_seen_elsewhere(text):
    assert not holds_national_number(text)


def test_every_belgian_mobile_in_full_is_no_national_number():
    mobiles = [f"324{rest:08}" for rest in range(50_112_000, 99_999_999, 997_331)]
    assert [mobile for mobile in mobiles if holds_national_number(f"+{mobile}") or holds_national_number(mobile)] == []


def test_choices_are_read():
    assert [read_yes(text) for text in ["Oui", "x", "non", "0", "ja", "peut-être"]] == [
        True,
        True,
        False,
        False,
        True,
        None,
    ]
    answers = [
        "oui",
        "non",
        "gratuit",
        "sur demande",
        "pas de garderie",
        "à confirmer",
        "halte de midi",
        "oui, pas gratuit",
    ]
    assert [read_childcare(text) for text in answers] == ["yes", "no", "yes", "yes", "no", "unknown", None, None]
    assert [read_sector(text) for text in ["ASBL", "Public", "privé", "?"]] == [
        Sector.ASSOCIATIVE,
        Sector.PUBLIC,
        Sector.PRIVATE,
        None,
    ]
    statuses = [read_status(text) for text in ["Actif", "en pause", "n’existe plus", "?"]]
    assert statuses == [Status.ACTIVE, Status.INACTIVE, Status.DEFUNCT, None]


def test_blank_cells_say_nothing():
    assert all(
        is_blank(clean(text))
        for text in ["", " ", "-", "–", "/", "n/a", "N/A", "néant", "?", "\u00a0", "\u200b", "..."]
    )
    assert not any(is_blank(clean(text)) for text in ["0", "x", "non", "na 5", "=1+1"])


def test_clean_undoes_spreadsheet_tricks():
    texts = ['="081123456"', "'081123456", " a\u00a0b ", "=SOMME(A1)", "@x"]
    assert [clean(text) for text in texts] == ["081123456", "081123456", "a b", "=SOMME(A1)", "@x"]
