"""A language that is offered is whole: nothing missing, uncertain, left in French or wrong in the plural."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from string import Formatter

import polib
import pytest
from django.utils.translation import ngettext, override, to_locale

from maillage.core.languages import READY
from tests.house.languages import OF_THE_TEAM, SAME_AS_SOURCE

PACKAGE = Path(__file__).resolve().parents[2] / "maillage"
COUNTS = (0, 1, 2, 5, 11, 100)
CODES = [language.code for language in READY]
OFFICE = [language.code for language in READY if language.office]


@cache
def catalogue(code: str, ending: str = "po") -> polib.POFile:
    path = PACKAGE / "locale" / to_locale(code) / "LC_MESSAGES" / f"django.{ending}"
    return polib.pofile(str(path)) if ending == "po" else polib.mofile(str(path))


def written(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def is_public(entry: polib.POEntry) -> bool:
    """Whether readers may see it: it stands somewhere else than where only the team reads."""
    return any(not OF_THE_TEAM.search(place) for place, _line in entry.occurrences)


def offered(code: str) -> list[polib.POEntry]:
    """The texts that are shown in a language: all of them where the office is offered in it, else the public ones."""
    return [e for e in catalogue(code) if not e.obsolete and (code in OFFICE or is_public(e))]


def placeholders(text: str) -> set[str]:
    percent = {part.partition(")")[0] for part in text.split("%(")[1:]}
    return percent | {name for _, name, _, _ in Formatter().parse(text) if name} if "{" in text else percent


@pytest.mark.parametrize("code", CODES)
def test_language_misses_nothing(code: str) -> None:
    texts = offered(code)
    assert [e.msgid for e in texts if not all(written(e)) or "fuzzy" in e.flags] == []
    assert len(texts) > 500


@pytest.mark.parametrize("code", [code for code in CODES if code != "fr"])
def test_language_is_not_left_in_french(code: str) -> None:
    allowed = SAME_AS_SOURCE.get(code, {})
    same = [e.msgid for e in catalogue(code) if e.msgid in written(e) and e.msgid not in allowed]
    assert same == []


def test_french_is_the_source_but_for_spaces_that_stay_with_their_sign() -> None:
    loose = re.compile(r" [:;?!»]|« ")
    for entry in catalogue("fr"):
        for text, source in zip(written(entry), filter(None, [entry.msgid, entry.msgid_plural]), strict=True):
            assert text.replace("\u00a0", " ") == source.replace("\u00a0", " ")
            assert not loose.search(text)


@pytest.mark.parametrize("code", CODES)
def test_language_keeps_placeholders(code: str) -> None:
    for entry in offered(code):
        allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for text in written(entry):
            assert placeholders(text) <= allowed, entry.msgid
            if not entry.msgid_plural:
                assert placeholders(text) == allowed, entry.msgid


@pytest.mark.parametrize("code", CODES)
def test_language_plurals_render(code: str) -> None:
    plurals = [entry for entry in offered(code) if entry.msgid_plural]
    assert plurals
    with override(code):
        for entry in plurals:
            names = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
            for n in COUNTS:
                text = ngettext(entry.msgid, entry.msgid_plural, n)
                assert text in written(entry), (code, n, entry.msgid)
                assert text % dict.fromkeys(names, n)


@pytest.mark.parametrize("code", CODES)
def test_language_is_compiled(code: str) -> None:
    told = [e for e in catalogue(code) if not e.obsolete and all(written(e)) and "fuzzy" not in e.flags]
    po = {(e.msgid, e.msgctxt): written(e) for e in told}
    mo = {(e.msgid, e.msgctxt): written(e) for e in catalogue(code, "mo")}
    assert mo == po, "run `make messages`"


def test_languages_follow_the_source(tmp_path: Path) -> None:
    """Every text in the code and templates is in the catalogues, and nothing else. All are made of one list."""
    copy = tmp_path / "maillage"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
    gather = [sys.executable, "-m", "django", "makemessages", "--add-location", "file", "--keep-pot", "--locale=fr"]
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # it needs no site
    subprocess.run(gather, cwd=copy, env=plain, check=True, capture_output=True)
    gathered = {e.msgid for e in polib.pofile(str(copy / "locale" / "django.pot"))}
    for code in CODES:
        assert gathered == {e.msgid for e in catalogue(code)}, "run `make messages`"
