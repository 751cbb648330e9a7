"""Entries of directories as plain facts, for the tests of what is said of them."""

from typing import Any

Facts = dict[str, Any]


def hours(osm: str = "", **more: Any) -> Facts:
    """A schedule of every week."""
    ordinary = {"written": "", "kind": "reception", "by_appointment": False, "weeks": "every", "follows_school": False}
    return {"osm": osm, **ordinary, "from": None, "to": None, **more}


def place(town: str = "Namur", *schedules: Facts, **more: Any) -> Facts:
    """A place of a commune; `hidden=True`: of a confidential one nothing else."""
    told = {"nis": "92094", "town": town, "name": "", "address": "Rue Haute 1", "postcode": "5000", "locality": ""}
    if more.get("hidden"):
        told |= {"address": "", "postcode": ""}
    return {**told, "access": "", "hidden": False, "point": None, "hours": list(schedules), **more}


def facts(**changes: Any) -> Facts:
    """An entry with something of everything."""
    texts = dict.fromkeys(("alert", "eligibility", "application_process", "to_bring", "interpretation"), "")
    told = {
        "ref": "1", "slug": "cours", "name": "Cours de français", "operator": "Alpha Namur", "operator_ref": "2",
        "sector": "public", "description": "On apprend ensemble.", "fees": "", **texts, "translations": {},
        "terms": ["need.learn-french", "public.women"], "levels": ["A1"], "tags": ["fle"],
        "languages": [["fr", "staff"], ["ar", "staff"], ["ti", "interpreter_by_phone"]], "cents": 2000, "costs": [],
        "childcare": True, "ages": [16, None], "phones": ["+3281112233"], "email": "cours@alpha.example",
        "website": "https://alpha.example", "at": [place("Namur", hours("Mo-Fr 09:00-12:00"))], "status": "active",
        "assured": "2026-11-05", "example": False,
    }  # fmt: skip
    return {**told, **changes}


def plain(text: str) -> str:
    """Without the signs that nobody sees: isolates, spaces that do not break."""
    return text.replace("\u2066", "").replace("\u2069", "").replace("\u00a0", " ").replace("\u202f", " ")
