"""`maillage search "cours du soir Dinant"`: what the directory finds, in order, with why."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from maillage.core.languages import LANGUAGES
from maillage.directory.actions import indexing
from maillage.directory.selectors.search import Found, Knowledge, Wanted, search
from maillage.directory.selectors.search.reasons import reasons


class Command(BaseCommand):
    """Search as the site does."""

    help = "Cherche dans le répertoire, dans toutes les langues du site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The query, the reader's language, how many results, in which form."""
        parser.add_argument("query")
        parser.add_argument("--lang", default="fr", choices=[language.code for language in LANGUAGES])
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the results, the best first."""
        indexing.refresh()
        with translation.override(options["lang"]):
            known = Knowledge.load()
            rows = _rows(search(Wanted(query=options["query"]), known, options["limit"]), known)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row['score']:.3f}  {row['name']} · {row['organization']} · {row['commune']}")
            self.stdout.write(f"       {', '.join(row['why'])}")


def _rows(found: Found, known: Knowledge) -> list[dict[str, Any]]:
    rows = []
    for result in found.results:
        communes = [known.gazetteer.by_nis(place["nis"]) for place in result.face["at"]]
        rows.append(
            {
                "name": result.face["name"],
                "organization": result.face["operator"],
                "commune": ", ".join(dict.fromkeys(commune.name for commune in communes if commune)),
                "score": result.score,
                "why": reasons(result, found, known.lexicon),
            }
        )
    return rows
