"""The taxonomies that the house brings along, written once; afterwards their words belong to the staff."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from maillage.core import clock
from maillage.core.languages import LANGUAGES
from maillage.directory.models import Term, TermWords

FOLDER = Path(__file__).parent.parent / "fixtures"
Words = dict[str, dict[str, dict[str, Any]]]  # scheme → key → name, plain, synonyms


def words(language: str) -> Words:
    """What the house says in one language."""
    return tomllib.loads((FOLDER / f"terms.{language}.toml").read_text(encoding="utf-8"))


@transaction.atomic
def load() -> int:
    """Write the terms, and the words of a language for a term, that are missing; how many were written."""
    keys = [(scheme, key) for scheme, terms in words("fr").items() for key in terms]
    known = set(Term.objects.values_list("scheme", "key"))
    Term.objects.bulk_create(
        Term(scheme=scheme, key=key, position=position)
        for position, (scheme, key) in enumerate(keys)
        if (scheme, key) not in known
    )
    terms = {(term.scheme, term.key): term.pk for term in Term.objects.all()}
    said = set(TermWords.objects.values_list("term_id", "language"))
    new = [
        TermWords(
            term_id=terms[scheme, key],
            language=language.code,
            name=entry["name"],
            plain=entry["plain"],
            synonyms="\n".join(entry["synonyms"]),
        )
        for language in LANGUAGES
        for scheme, entries in words(language.code).items()
        for key, entry in entries.items()
        if (terms[scheme, key], language.code) not in said
    ]
    TermWords.objects.bulk_create(new)
    Term.objects.filter(pk__in={words.term_id for words in new}).update(modified_at=clock.now())
    return len(keys) - len(known) + len(new)
