"""Web fonts as data: which letters of which face go into which file (made by `font_files`).

One file is one script and one weight; `unicode-range` lets a browser fetch only what a page shows.
The faces come from the `fontpkg-*` packages and are never stored in the project.
"""

from typing import NamedTuple

LATIN = (
    "U+20-7E, U+A0-FF, U+152-153, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+202F, U+2039-203A, U+20AC"
)
# What each face has of the letters beyond Latin-1, so that no file is fetched in vain.
LATIN_EXTENDED = (
    "U+100-107, U+10A-113, U+116-11B, U+11E-123, U+126-127, U+12A-12B, U+12E-12F, U+131, U+136-137, U+13B-13E, "
    "U+141-148, U+150-151, U+154-155, U+158-15B, U+15E-165, U+16A-16B, U+16E-173, U+178-17E, U+192, U+218-21B, "
    "U+2020-2021, U+2030, U+2122, U+2212"
)
TITLE_EXTENDED = (
    "U+100-107, U+10A-113, U+116-11B, U+11E-123, U+126-12B, U+12E-133, U+136-137, U+139-13E, U+141-148, U+14A-14D, "
    "U+150-151, U+154-15B, U+15E-161, U+164-165, U+168-17E, U+218-21B, U+1E9E, U+2020-2021, U+2030, U+2122, U+2212"
)
CYRILLIC = "U+400-45F, U+490-491, U+2116"
ARABIC = (
    "U+60C, U+61B, U+61F, U+621-63A, U+640-655, U+660-66C, U+670-671, U+67E, U+686, U+698, U+6A9, U+6AF, "
    "U+6C0-6C1, U+6CC, U+6D5, U+6F0-6F9, U+200C-200F"
)
# Arabic pages take spaces, digits and punctuation from the Arabic file, so that they need no Latin one for them.
ARABIC_FIRST = ARABIC + ", U+20-21, U+25, U+28-29, U+2B-3A, U+A0, U+AB, U+BB, U+2013, U+2026"
TURKISH = LATIN + ", U+11E-11F, U+130-131, U+15E-15F"
TITLE = (
    "U+20-22, U+25-29, U+2B-3B, U+3F, U+41-5A, U+61-7A, U+A0, U+AB, U+B7, U+BB, U+C0-FF, U+152-153, U+2013-2014, "
    "U+2019, U+201C-201D, U+2026, U+202F, U+20AC"
)

SPACING = ("ccmp", "kern", "liga", "mark", "mkmk")
FIGURES = (*SPACING, "tnum")
JOINING = (*SPACING, "calt", "fina", "init", "isol", "locl", "medi", "rlig")


class Face(NamedTuple):
    """One file to make. `source` is package/file; `axes` pins a variable font to one weight."""

    file: str
    family: str
    weight: int
    letters: str
    source: str
    features: tuple[str, ...]
    axes: dict[str, float] | None = None
    also: tuple[tuple[str, str], ...] = ()  # other (family, unicode-range) served by the same file


def _atkinson(name: str, weight: int, letters: str) -> Face:
    style = "Bold" if weight == 700 else "Regular"
    source = f"fontpkg_atkinson_hyperlegible/AtkinsonHyperlegible-{style}.ttf"
    return Face(f"atkinson-{name}-{weight}.woff2", "Maillage", weight, letters, source, FIGURES)


def _plex(name: str, family: str, weight: int, letters: str) -> Face:
    source = "fontpkg_ibm_plex_sans/IBMPlexSans[wdth,wght].ttf"
    return Face(f"plex-{name}-{weight}.woff2", family, weight, letters, source, FIGURES, {"wdth": 100, "wght": weight})


def _arabic(weight: int) -> Face:
    style = "Bold" if weight == 700 else "Regular"
    source = f"fontpkg_ibm_plex_sans_arabic/IBMPlexSansArabic-{style}.ttf"
    also = (("Maillage", ARABIC),)
    return Face(f"plex-arabic-{weight}.woff2", "Maillage arabe", weight, ARABIC_FIRST, source, JOINING, also=also)


def _title(name: str, letters: str) -> Face:
    source = "fontpkg_bricolage_grotesque/BricolageGrotesque[opsz,wdth,wght].ttf"
    axes: dict[str, float] = {"opsz": 40, "wdth": 100, "wght": 700}
    return Face(f"bricolage-{name}-700.woff2", "Maillage titre", 700, letters, source, SPACING, axes)


FACES: tuple[Face, ...] = (
    *(_atkinson("latin", weight, LATIN) for weight in (400, 700)),
    *(_atkinson("latin-extended", weight, LATIN_EXTENDED) for weight in (400, 700)),
    *(_plex("cyrillic", "Maillage", weight, CYRILLIC) for weight in (400, 700)),
    *(_plex("turkish", "Maillage turc", weight, TURKISH) for weight in (400, 700)),
    *(_arabic(weight) for weight in (400, 700)),
    _title("latin", TITLE),
    _title("latin-extended", TITLE_EXTENDED),
)


def preloads(language: str) -> tuple[str, str]:
    """The two text files (regular, bold) that a page in this language needs at once."""
    stem = {"ar": "plex-arabic", "fa": "plex-arabic", "uk": "plex-cyrillic", "tr": "plex-turkish"}
    name = stem.get(language, "atkinson-latin")
    return f"{name}-400.woff2", f"{name}-700.woff2"


def font_face_css() -> str:
    """The @font-face rules of all files, addresses relative to `ui/site.css`."""
    rules = []
    for face in FACES:
        for family, letters in ((face.family, face.letters), *face.also):
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {face.weight}; font-display: swap; '
                f'src: url("fonts/{face.file}") format("woff2"); unicode-range: {letters}; }}'
            )
    return "\n".join(rules)


def code_points(unicode_range: str) -> set[int]:
    """The numbers named by a CSS unicode-range such as `U+20-7E, U+152`."""
    points: set[int] = set()
    for part in unicode_range.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points
