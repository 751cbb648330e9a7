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
    try:
        return typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            timestamp=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
        )
    except typst.TypstError as refusal:
        raise PrintingRefused(str(refusal)) from refusal
