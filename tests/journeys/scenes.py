"""What the site holds beside the example: one event for each journey, one for each state."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
LANGUAGES = ("fr", "ar")
SCRIPTS = {"avec-script": True, "sans-script": False}


class Scene(NamedTuple):
    """An event: address, title, places; `traits` for the factory; who is registered, in order."""

    slug: str
    title: str
    capacity: int | None = 10
    traits: dict[str, Any] = {}
    readers: tuple[str, ...] = ()
    language: str = "fr"


def next_change_of_hour(now: datetime) -> datetime:
    """Midnight before the next Sunday on which the clocks of Brussels change, at least three weeks away."""
    day = datetime.combine(now.astimezone(BRUSSELS).date() + timedelta(days=21), time(), BRUSSELS)
    while day.utcoffset() == (day + timedelta(days=1)).utcoffset():
        day += timedelta(days=1)
    return day


def next_change_to_summer() -> datetime:
    """Midnight before the next Sunday that lacks the hour from two to three."""
    day = next_change_of_hour(datetime.now(UTC))
    while day.utcoffset() > (day + timedelta(days=1)).utcoffset():
        day = next_change_of_hour(day + timedelta(days=7))
    return day


def night_of_the_change() -> dict[str, datetime]:
    """From Saturday evening to Sunday morning: the two ends do not have the same offset from UTC."""
    sunday = next_change_of_hour(datetime.now(UTC))
    return {"starts_at": sunday - timedelta(hours=4), "ends_at": sunday + timedelta(hours=10)}


SCENES = (
    *(
        Scene(f"parcours-{language}-{script}", f"Nuit du réseau ({language}, {script})", 1, night_of_the_change())
        for language in LANGUAGES
        for script in SCRIPTS
    ),
    Scene("attente", "Atelier très demandé", 1, {}, ("premiere@example.org", "deuxieme@example.org")),
    Scene("souris", "Visite guidée", 50),
    Scene("etat-annoncee", "Rencontre annoncée", traits={"announced": True}),
    Scene("etat-ouverte", "Rencontre ouverte", 10),
    Scene("etat-complete", "Rencontre complète", 1, {}, ("seule@example.org", "attend@example.org"), "ar"),
    Scene("etat-close", "Rencontre close", traits={"closed": True}),
    Scene("etat-tenue", "Rencontre tenue", traits={"held": True}),
    Scene("etat-reportee", "Rencontre reportée", traits={"postponed": True}),
    Scene("etat-annulee", "Rencontre annulée", traits={"cancelled": True}),
    Scene("etat-en-ligne", "Rencontre en ligne", None, {"online": True}),
    Scene(
        "equipe",
        "Atelier à agrandir",
        1,
        {},
        ("un@example.org", "deux@example.org", "trois@example.org", "quatre@example.org"),
    ),
)
