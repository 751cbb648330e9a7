"""Style sheets: only tokens hold colours and sizes, directions are logical, text can be read."""

import re

import pytest

from maillage.ui import assets
from tests.ui.sheets import OTHERS, SHEETS, TOKENS, contrast, declarations, palette, without_comments

TEXTS = ["ink", "muted", "river", "river-deep", "clay", "good", "warn", "bad", "info"]
GROUNDS = ["paper", "surface", "sunken", "river-tint"]
TINTS = ["good-tint", "warn-tint", "bad-tint", "info-tint", "clay-tint"]
ON_TINTS = ["ink", "river", "river-deep"]
NAMES = re.compile(r":\s*[^;]*\b(white|black|red|green|blue|gray|grey|orange|yellow)\b")
LITERALS = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)a?\(|[\d.]+(?:px|rem|em|pt|ch|mm|cm|ex)\b")
SIDES = re.compile(
    r"\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:^|[\s;{])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda path: path.name)
def test_sheet_names_colours_and_sizes_by_token(sheet):
    text = declarations(sheet)
    assert [found.group() for found in LITERALS.finditer(text)] == []
    assert NAMES.findall(text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_uses_logical_sides(sheet):
    assert [found.group().strip() for found in SIDES.finditer(declarations(sheet))] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_stays_short(sheet):
    assert len(sheet.read_text().splitlines()) <= 150


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda path: path.name)
def test_sheet_uses_tokens_that_exist(sheet):
    defined = set(re.findall(r"(--[\w-]+):", TOKENS))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= defined


def test_tokens_are_all_used():
    everything = "".join(without_comments(path.read_text()) for path in SHEETS)
    defined = set(re.findall(r"(--[\w-]+):", TOKENS))
    assert defined - set(re.findall(r"var\((--[\w-]+)", everything)) == set()


@pytest.mark.parametrize("scheme", ["l", "d"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_grounds(scheme, ground, text):
    colours = palette(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["l", "d"])
@pytest.mark.parametrize("tint", TINTS)
def test_text_is_readable_on_tints(scheme, tint):
    colours = palette(scheme)
    own = tint.removesuffix("-tint")
    assert {text: contrast(colours[text], colours[tint]) for text in [own, *ON_TINTS]
            if contrast(colours[text], colours[tint]) < 4.5} == {}  # fmt: skip


@pytest.mark.parametrize("scheme", ["l", "d"])
@pytest.mark.parametrize("ground", ["river", "river-deep", "bad"])
def test_text_on_strong_grounds_is_readable(scheme, ground):
    colours = palette(scheme)
    assert contrast(colours["on-strong"], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["l", "d"])
@pytest.mark.parametrize("mark", ["muted", "bad", "river", "clay"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_borders_of_fields_and_focus_ring_can_be_seen(scheme, mark, ground):
    colours = palette(scheme)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_colours_are_those_of_the_design():
    light = {"paper": "#fbf8f3", "ink": "#16302f", "river": "#0b5c5a", "clay": "#a8480b", "muted": "#5b6b6a"}
    light |= {"good": "#1f6b3a", "warn": "#7a4e00", "bad": "#8a1c2b", "info": "#3b4a8c"}
    dark = {"paper": "#0f1e1e", "ink": "#e9f1ef", "river": "#7fd1c4", "clay": "#f2b46b", "muted": "#9fb3b1"}
    dark |= {"good": "#7fcf9a", "warn": "#e8c069", "bad": "#f2a0a8", "info": "#a9b7f0"}
    assert light.items() <= palette("l").items()
    assert dark.items() <= palette("d").items()


def test_every_colour_has_both_schemes_and_a_plain_fallback():
    names = palette("l").keys()
    assert names == palette("d").keys()
    for name in names:
        assert f"--{name}: var(--l-{name});" in TOKENS
        assert f"--{name}: var(--d-{name});" in TOKENS
        assert f"--{name}: light-dark(var(--l-{name}), var(--d-{name}));" in TOKENS


def test_browser_bar_has_the_colour_of_the_page():
    skeleton = (assets.SOURCES.parents[2] / "templates" / "ui" / "skeleton.html").read_text()
    assert f'content="{palette("l")["paper"]}" media="(prefers-color-scheme: light)"' in skeleton
    assert f'content="{palette("d")["paper"]}" media="(prefers-color-scheme: dark)"' in skeleton


def test_dark_changes_colours_and_nothing_else():
    """Axe looks at a dark page for its colours alone, see `tests.journeys.axe`."""
    package = assets.SOURCES.parents[3]
    files = [path for end in ("css", "js", "html", "py") for path in package.rglob(f"*.{end}")]
    asking = {path.name for path in files if "prefers-color-scheme" in path.read_text()}
    assert asking == {"tokens.css", "skeleton.html"}
    (dark,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", TOKENS, re.DOTALL)
    told = [part.strip() for part in dark.split(";") if part.strip()]
    assert len(told) > 10
    assert [
        part
        for part in told
        if not re.fullmatch(r"--([\w-]+): var\(--d-\1\)|--shadow[\w-]*: [^()]+(\(--line\))?", part)
    ] == []
