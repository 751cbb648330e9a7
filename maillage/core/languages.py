"""The languages of the site, as data. `ready` ones are complete for readers, those of the `office` for the team too."""

from typing import Literal, NamedTuple


class Language(NamedTuple):
    """One language: BCP 47 code, its own name, direction of writing, script (ISO 15924)."""

    code: str
    own_name: str
    direction: Literal["ltr", "rtl"]
    script: str
    ready: bool
    office: bool


LANGUAGES: tuple[Language, ...] = (
    Language("fr", "Français", "ltr", "Latn", True, True),
    Language("en", "English", "ltr", "Latn", True, True),
    Language("nl", "Nederlands", "ltr", "Latn", True, True),
    Language("de", "Deutsch", "ltr", "Latn", True, True),
    Language("ar", "العربية", "rtl", "Arab", True, False),
    Language("uk", "Українська", "ltr", "Cyrl", True, False),
    Language("fa", "فارسی", "rtl", "Arab", True, False),
    Language("tr", "Türkçe", "ltr", "Latn", True, False),
    Language("es", "Español", "ltr", "Latn", True, False),
)
BY_CODE = {language.code: language for language in LANGUAGES}


def own_name(code: str) -> str:
    """The language in its own words; the code itself where it is none of ours."""
    return BY_CODE[code].own_name if code in BY_CODE else code


READY = tuple(language for language in LANGUAGES if language.ready)
