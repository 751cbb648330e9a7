"""What words mean in the taxonomies: the staff's names and synonyms of every language, read once."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from maillage.directory.models import Term
from maillage.directory.sheets.spelling import fold

_PIECES = re.compile(r"[;,/|\n·•+]|\s[-–—]\s|\bet\b|\bou\b|\(|\)")
SHORTEST_WITHIN, MOST_WITHIN = 4, 6  # letters, and words, of a name that counts inside a longer text


class Vocabulary:
    """Terms by their words; asks the database nothing once it is loaded."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.by_key: dict[tuple[str, str], Term] = {}
        self.scheme_of: dict[int, str] = {}
        self.terms: dict[int, Term] = {}
        self._called: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            self.by_key[term.scheme, term.key] = term
            self.scheme_of[term.pk] = term.scheme
            self.terms[term.pk] = term
            names = [term.key.replace("-", " ")]
            for words in term.words.all():
                names += [words.name, *words.other_words]
            for name in dict.fromkeys(map(fold, names)):
                self._called[name].append(term)
        self._begun: dict[str, set[int]] = defaultdict(set)  # first word of names → how many words these have
        for words in map(str.split, self._called):
            if 0 < len(words) <= MOST_WITHIN:
                self._begun[words[0]].add(len(words))

    @classmethod
    def load(cls) -> "Vocabulary":
        """The vocabulary as the staff left it; kept by the process until a term's words change: one query."""
        version = Term.objects.version()
        if version != _kept.get("version"):
            _kept.update(version=version, vocabulary=cls(Term.objects.prefetch_related("words")))
        found: Vocabulary = _kept["vocabulary"]
        return found

    def find(self, text: str, *schemes: str) -> list[Term]:
        """The terms that `text`, or one of its pieces (between commas, slashes, « et »), is a name of."""
        pieces = [text, *_PIECES.split(text)]
        return self._among((term for piece in pieces for term in self._called.get(fold(piece), [])), schemes)

    def within(self, text: str, *schemes: str) -> list[Term]:
        """The terms whose words stand in `text`, longer words first: « atelier de conversation en français »."""
        return self._among(self._standing_in(fold(text)), schemes)

    def _standing_in(self, text: str) -> list[Term]:
        words = text.split()
        found: list[tuple[int, int, list[Term]]] = []
        for start, word in enumerate(words):
            for length in self._begun.get(word, ()):
                phrase = " ".join(words[start : start + length])
                if len(phrase) >= SHORTEST_WITHIN and start + length <= len(words) and phrase in self._called:
                    found.append((-length, start, self._called[phrase]))
        return [term for _length, _start, terms in sorted(found, key=lambda one: one[:2]) for term in terms]

    @staticmethod
    def _among(terms: Iterable[Term], schemes: tuple[str, ...]) -> list[Term]:
        return list(dict.fromkeys(term for term in terms if term.scheme in schemes))


_kept: dict[str, Any] = {}
