"""Operators of the example, brought in by the same import as any sheet; with what is left to do for its staff."""

import csv
import tempfile
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from maillage.accounts.models import User
from maillage.core import clock
from maillage.directory.actions import editions, terms
from maillage.directory.actions.imports.runs import import_file, look_into, receive
from maillage.directory.models import (
    Directory,
    LegendEntry,
    OperatorMap,
    SchoolBreak,
    Service,
    SourceRecord,
    Term,
    Translation,
)
from maillage.directory.models.translations import digest

FIXTURES = Path(__file__).parent / "fixtures"
SHEET = Path(__file__).parent / "fixtures" / "operators.csv"
NAME, PENDING_NAME = "Répertoire de l’exemple.csv", "Partenaires du Condroz (exemple).csv"
BREAKS = Path(__file__).parent / "fixtures" / "school_breaks.toml"
TRANSLATIONS = Path(__file__).parent / "fixtures" / "translations.toml"
PENDING = Path(__file__).parent / "fixtures" / "pending.csv"
SEASON, BEFORE_PRINTING = timedelta(days=91), timedelta(days=20)
AS_THEY_WERE: dict[str, dict[str, Any]] = {
    "NA-075": {"fees": "20 €/an", "fees_cents": 2000},
    "NA-081": {"email": "accueil-cours@exemple.be"},
    "NA-141": {"name": "Cours de français du mercredi à Somme-Leuze"},
    "NA-231": {"live": False},
}
RELATIVE = ("confirmed_on", "next_intake")  # columns counted in days from the day of loading


def load() -> None:
    """Write the operators. Needs the communes."""
    terms.load()
    _load_breaks()
    today = clock.today()
    with tempfile.TemporaryDirectory() as folder:
        dated = Path(folder) / "operators.csv"
        _write_dated(dated, today)
        import_file(dated, name=NAME)
    _load_translations()
    load_selections()
    print_first_edition()


def load_selections() -> None:
    """Write the directories and maps, each with its words in every language that has them."""
    words = {
        path.suffixes[0].removeprefix("."): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FIXTURES.glob("selections.??.toml"))
    }
    terms_by_key = {f"{term.scheme}.{term.key}": term for term in Term.objects.order_by("pk")}
    for kind, model in (("directory", Directory), ("map", OperatorMap)):
        found = tomllib.loads((FIXTURES / "selections.toml").read_text(encoding="utf-8"))[kind]
        for position, (slug, row) in enumerate(found.items()):
            legend = row.pop("legend", [])
            given = [terms_by_key[key] for key in row.pop("terms")]
            selection = model(slug=slug, position=position, published=True, **row)
            selection.save()
            selection.terms.set(given)
            said = {code: told[kind][slug] for code, told in words.items() if slug in told[kind]}
            selection.words.set(
                [
                    selection.words.model(language=code, title=one["title"], introduction=one["introduction"].strip())
                    for code, one in sorted(said.items())
                ]
            )
            if legend:
                selection.legend.set(_legend(legend, terms_by_key))
            selection.save()


def _legend(lines: list[list[str]], terms_by_key: dict[str, Term]) -> list[LegendEntry]:
    """Lines as (`tag.fle` or `need.papers`, the name of a drawing)."""
    found = []
    for position, (key, drawing) in enumerate(lines):
        tag = key.removeprefix("tag.") if key.startswith("tag.") else ""
        found.append(LegendEntry(position=position, drawing=drawing, tag=tag, term=terms_by_key.get(key)))
    return found


def print_first_edition() -> None:
    """The first directory as it was printed a season ago: some courses had other prices and names then, and nobody had
    confirmed anything later."""
    rows = SourceRecord.objects.filter(external_id__in=AS_THEY_WERE).order_by("pk")
    keys = {row.external_id: row.service_id for row in rows}
    now = {key: Service.objects.filter(pk__in=[keys[key]]) for key in AS_THEY_WERE}
    kept = {key: found.values(*AS_THEY_WERE[key]).get() for key, found in now.items()}
    for key, was in AS_THEY_WERE.items():
        now[key].update(**was)
    printed_on = clock.today() - SEASON
    later = list(Service.objects.filter(assured_on__gt=printed_on).only("pk", "assured_on").order_by("pk"))
    Service.objects.filter(pk__in=[service.pk for service in later]).update(assured_on=printed_on - BEFORE_PRINTING)
    with clock.at(clock.now() - SEASON):
        editions.publish(Directory.objects.order_by("position", "pk")[0], note="Édition d’exemple.")
    Service.objects.bulk_update(later, ["assured_on"])
    for key, found in now.items():
        found.update(**kept[key])


def leave_work(by: User | None = None) -> None:
    """A sheet that was brought in and read, and that nobody has decided on yet."""
    look_into(receive(PENDING_NAME, PENDING.read_bytes(), by))


def _load_breaks() -> None:
    with BREAKS.open("rb") as file:
        SchoolBreak.objects.bulk_create(SchoolBreak(**row) for row in tomllib.load(file)["break"])


def _load_translations() -> None:
    """Translations of the example's texts: each of the text that stands there, but the one that is to be old."""
    services = {row.external_id: row.service for row in SourceRecord.objects.select_related("service").order_by("pk")}
    with TRANSLATIONS.open("rb") as file:
        for row in tomllib.load(file)["translation"]:
            service, was = services[row.pop("of")], "…" if row.pop("stale", False) else ""
            source = digest(was + getattr(service, row["field"]))
            Translation.objects.create(service=service, source_hash=source, **row)


def _write_dated(path: Path, today: date) -> None:
    with SHEET.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            for name in RELATIVE:
                if row[name]:
                    row[name] = (today + timedelta(days=int(row[name]))).isoformat()
            writer.writerow(row)
