"""From data to PDF: Typst with our templates and the fonts of the installed packages; nothing else is read or fetched."""

import datetime
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from maillage.core.languages import BY_CODE
from maillage.ui.pdf.colours import colours
from maillage.ui.pdf.drawings import motif

TEMPLATES = Path(__file__).parent / "templates"
FONT_PACKAGES = (
    "fontpkg_atkinson_hyperlegible",
    "fontpkg_bricolage_grotesque",
    "fontpkg_ibm_plex_sans",
    "fontpkg_ibm_plex_sans_arabic",
)
FORGOTTEN_AFTER = 11  # documents


class PrintingRefused(Exception):
    """The typesetter cannot make an accessible PDF of this; the message is its own."""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The faces of the four packages, found once for the process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )


def font_folders() -> list[Path]:
    """Where the packages keep their files."""
    return [Path(str(files(package).joinpath("files"))) for package in FONT_PACKAGES]


def typeset(template: str, language: str, data: dict[str, Any], day: datetime.date) -> bytes:
    """The PDF/UA-1 that `templates/<template>.typ` makes of `data`, dated `day`; the same for the same arguments.

    Each call compiles for itself, so that threads need no lock. PrintingRefused says what Typst refused.
    """
    told = {
        **data,
        "language": language,
        "right_to_left": BY_CODE[language].direction == "rtl",
        "day": [day.year, day.month, day.day],
        "colours": colours(),
        "motif": motif(),
    }
    day_began = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    try:
        return _compile(template, {"data": json.dumps(told, ensure_ascii=False)}, day_began)
    except RuntimeError as refusal:
        raise PrintingRefused(str(refusal)) from refusal
    finally:
        _forget()


def _compile(template: str, inputs: dict[str, str], moment: datetime.datetime) -> bytes:
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs=inputs,
        timestamp=moment,
    )


def _forget() -> None:
    """Let Typst drop what it keeps of a document, up to 1 GB: it waits for ten others, which are empty ones here."""
    compiler = typst.Compiler(
        str(TEMPLATES / "empty.typ"), root=str(TEMPLATES), font_paths=fonts(), ignore_system_fonts=True
    )
    for _each in range(FORGOTTEN_AFTER):
        compiler.compile(format="svg")
