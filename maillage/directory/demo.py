"""Operators of the example, brought in by the same import as any sheet; with what is left to do for its staff."""

import csv
import tempfile
import tomllib
from datetime import date, timedelta
from pathlib import Path

from maillage.accounts.models import User
from maillage.core import clock
from maillage.directory.actions import terms
from maillage.directory.actions.imports.runs import import_file, look_into, receive
from maillage.directory.models import SchoolBreak, SourceRecord, Translation
from maillage.directory.models.translations import digest

SHEET = Path(__file__).parent / "fixtures" / "operators.csv"
NAME, PENDING_NAME = "Répertoire de l’exemple.csv", "Partenaires du Condroz (exemple).csv"
BREAKS = Path(__file__).parent / "fixtures" / "school_breaks.toml"
TRANSLATIONS = Path(__file__).parent / "fixtures" / "translations.toml"
PENDING = Path(__file__).parent / "fixtures" / "pending.csv"
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
