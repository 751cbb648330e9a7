"""Facts said in the reader's language, with its plural, its order and its signs: by Unicode's CLDR where it has the words."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale, localedata
from babel.dates import format_timedelta
from babel.numbers import format_currency
from babel.units import format_unit
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.core import clock
from maillage.core.languages import BY_CODE
from maillage.directory.sheets.languages import FRENCH_NAMES

# What CLDR calls by another code; a kind of Arabic that it has no name for in a language is called Arabic there.
_OTHER_CODES = {"prs": "fa_AF", "kmr": "ku", "ary": "ar", "arz": "ar", "apc": "ar", "aeb": "ar", "arq": "ar"}
FRESH_FOR = timedelta(days=365)
NO_DAYS = timedelta()


class Freshness(NamedTuple):
    """How sure a record is: `good`, `warn` (long ago) or `muted` (never), and in words."""

    tone: str
    words: str


def reader() -> Locale:
    """The reader's language, as Babel knows it."""
    return _locale((get_language() or "fr").partition("-")[0])


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def language_name(code: str, into: str | None = None) -> str:
    """« arabe »: a spoken language in `into` (the reader's by default); in French where it has no name there."""
    return _language_name(code, into or str(reader()))


@lru_cache(maxsize=2048)
def _language_name(code: str, into: str) -> str:
    names = Locale.parse(into).languages
    return names.get(code) or names.get(_OTHER_CODES.get(code, "")) or FRENCH_NAMES.get(code, code)


@lru_cache(maxsize=512)
def own_name(code: str) -> str:
    """« العربية »: a language in itself; empty where nobody knows how it calls itself."""
    if code in BY_CODE:
        return BY_CODE[code].own_name
    known = localedata.exists(code) and Locale.parse(code).languages.get(code)
    return known or ""


def counted(number: float | Decimal, unit: str) -> str:
    """« 12 ans », « 4,5 heures »: `unit` is `year`, `week` or `hour`."""
    locale = reader()
    name = f"duration-{unit}"
    patterns = locale._data["unit_patterns"].get(name, {})
    length = "long" if "other" in patterns.get("long", {}) else "short"
    return format_unit(number, name, length, locale=locale)  # type: ignore[arg-type]


def money(cents: int) -> str:
    """« gratuit », « 20 € », « 12,50 € »."""
    return _money(cents, reader()) if cents else _("gratuit")


@lru_cache(maxsize=2048)
def _money(cents: int, locale: Locale) -> str:
    pattern = locale.currency_formats["standard"].pattern
    if cents % 100 == 0:
        pattern = pattern.replace("0.00", "0")
    amount = Decimal(cents) / 100
    said: str = format_currency(amount, "EUR", pattern.replace("¤¤", "¤"), locale, currency_digits=False)
    return said.replace("EUR", "€")


def ages(lowest: int | None, highest: int | None) -> str:
    """« de 6 à 12 ans », « dès 18 ans », « jusqu’à 25 ans »; empty for everybody."""
    if lowest and highest is not None:
        words = ngettext("de %(low)s à %(n)s an", "de %(low)s à %(n)s ans", highest)
        return words % {"low": lowest, "n": highest}
    if lowest:
        return ngettext("dès %(n)s an", "dès %(n)s ans", lowest) % {"n": lowest}
    if highest is not None:
        return ngettext("jusqu’à %(n)s an", "jusqu’à %(n)s ans", highest) % {"n": highest}
    return ""


def far(kilometres: float) -> str:
    """« à 3 km »; never less than one."""
    distance = max(1, round(kilometres))
    return ngettext("à %(n)s km", "à %(n)s km", distance) % {"n": distance}


def ago(day: date) -> str:
    """« il y a 3 semaines », « aujourd’hui »; a day to come counts as today."""
    passed = clock.today() - day
    if passed <= NO_DAYS:
        return _("aujourd’hui")
    return _ago(passed, reader())


@lru_cache(maxsize=8192)
def _ago(passed: timedelta, locale: Locale) -> str:
    return str(format_timedelta(-passed, granularity="day", add_direction=True, locale=locale))


def freshness(day: date | None) -> Freshness:
    """When somebody last stood for a record, said so that nobody takes old for new."""
    if day is None:
        return Freshness("muted", _("Jamais confirmé"))
    if clock.today() - day > FRESH_FOR:
        return Freshness("warn", _("À vérifier : confirmé %(ago)s") % {"ago": ago(day)})
    return Freshness("good", _("Confirmé %(ago)s") % {"ago": ago(day)})
