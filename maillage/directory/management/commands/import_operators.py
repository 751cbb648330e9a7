"""`maillage import_operators FILE`: operators and services from a sheet, all or nothing."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.directory.actions.imports.plan import Plan
from maillage.directory.actions.imports.reading import lines
from maillage.directory.actions.imports.runs import Forbidden, import_file
from maillage.directory.enums import LineKind
from maillage.directory.models import ImportLine
from maillage.directory.sheets.errors import SheetError

MOST_TOLD = 100  # lines of a kind; `--all` tells them all
KINDS = (
    ("operators", "opérateurs"),
    ("services", "services"),
    ("places", "lieux"),
)


class Command(BaseCommand):
    """Read a CSV, XLSX or ODS sheet; say what is wrong and what changes by row and column; write it, or nothing."""

    help = "Importe des opérateurs et leurs services (CSV, XLSX, ODS). Tout ou rien."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, and what to do with it."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, n’écrit rien")
        parser.add_argument(
            "--all", action="store_true", help=f"dit toutes les lignes, pas {MOST_TOLD} de chaque sorte"
        )
        parser.add_argument("--json", action="store_true", help="dit tout en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when the sheet is refused."""
        try:
            plan, _run = import_file(options["file"], dry_run=options["dry_run"], progress=self._progress())
        except OSError as error:
            raise CommandError(f"{options['file']} : {error.strerror}") from error
        except SheetError as refusal:
            raise CommandError(str(refusal)) from refusal
        except Forbidden as forbidden:
            for line in forbidden.lines[:MOST_TOLD]:
                self.stderr.write(_told(line))
            raise CommandError("Rien n’a été importé.") from forbidden
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(plan), ensure_ascii=False))
        else:
            self._tell(plan, None if options["all"] else MOST_TOLD)
            self._sum_up(plan, dry_run=options["dry_run"])
        if plan.refused:
            raise CommandError("Ce fichier serait refusé.")

    def _progress(self) -> Any:
        if not sys.stderr.isatty():
            return None
        return lambda done, rows: sys.stderr.write(f"\r{'█' * (30 * done // max(rows, 1)):░<30} {done} / {rows}")

    def _tell(self, plan: Plan, most: int | None) -> None:
        told: Counter[str] = Counter()
        for line in lines(plan):
            told[line.kind] += 1
            if most is None or told[line.kind] <= most:
                self.stdout.write(_told(line))
        for kind, number in told.items():
            if most is not None and number > most:
                self.stdout.write(f"… et {number - most} autres : {LineKind(kind).label} (--all les dit toutes)")

    def _sum_up(self, plan: Plan, *, dry_run: bool) -> None:
        counts = plan.counts
        self.stdout.write(f"{counts['rows']} lignes lues." + (" Essai : rien n’a été écrit." if dry_run else ""))
        for key, name in KINDS:
            new, changed, same = (counts.get(f"{state}_{key}", 0) for state in ("new", "changed", "same"))
            self.stdout.write(f"{name} : {new} nouveaux, {changed} changés, {same} inchangés")


def _told(line: ImportLine) -> str:
    where = f"ligne {line.number}" + (f", {line.column}" if line.column else "")
    if line.kind == LineKind.NEW:
        return f"{where} : nouveau : {line.record} ({line.after})"
    if line.kind == LineKind.CHANGE:
        return f"{where} : {line.record} : « {line.before} » → « {line.after} »"
    return f"{where} : {line.before}" + (f" → {line.after}" if line.after else "")


def _as_data(plan: Plan) -> dict[str, Any]:
    names = ("kind", "number", "column", "record", "before", "after")
    return {
        "counts": plan.counts,
        "lines": [{name: getattr(line, name) for name in names} for line in lines(plan)],
    }
