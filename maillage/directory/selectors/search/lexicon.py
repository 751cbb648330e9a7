"""What words mean, in nine languages: terms of the taxonomies as the staff left them, small words, names of languages."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from babel import Locale

from maillage.core.languages import LANGUAGES
from maillage.directory.enums import Scheme
from maillage.directory.lexis.sounds import skeleton
from maillage.directory.lexis.words import SCRIPTS, fold, script, split, stem
from maillage.directory.models import Term, TermWords
from maillage.directory.sheets.language_names import NAMES
from maillage.directory.sheets.languages import CODES

CODES_OF_SITE = tuple(language.code for language in LANGUAGES)
SMALL_WORDS = Path(__file__).parents[2] / "fixtures" / "lexicon.toml"
SHORTEST_SKELETON = 3  # consonants
_WRITTEN = re.compile(r"[^\W_]+(?:\.\d+)?")
Stems = tuple[str, ...]


@dataclass(slots=True)
class Words:
    """One language: phrases by their stems, and how much each stem says of each concept."""

    phrases: dict[Stems, set[str]] = field(default_factory=lambda: defaultdict(set))
    hints: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    known: dict[str, str] = field(default_factory=dict)  # a word as written → its stem
    longest: int = 1


class Lexicon:
    """Concepts by their words. A concept is `t:<key of a term>`, `lang:ar`, `time.evening`, `free`, `stop`…"""

    def __init__(self, terms: Iterable[TermWords]) -> None:
        self.by_language = {code: Words() for code in CODES_OF_SITE}
        self.stop: dict[str, frozenset[str]] = {}
        self.scheme: dict[str, str] = {}
        self.names: dict[int, dict[str, str]] = defaultdict(dict)  # of terms, by key and language
        self.terms: dict[tuple[str, str], int] = {}  # keys by scheme and key
        self.spelled: dict[str, str] = {}  # words as people read them, by the word folded
        for entry in terms:
            self.names[entry.term_id][entry.language] = entry.name
            self.terms[entry.term.scheme, entry.term.key] = entry.term_id
            level = entry.term.scheme == Scheme.LEVEL
            concept = f"level:{entry.term.key}" if level else f"t:{entry.term_id}"
            self.scheme[concept] = entry.term.scheme
            if level:
                for text in (entry.name, *entry.other_words):
                    self._add(entry.language, text, concept)
                continue
            for text in (entry.name, *entry.other_words):
                self._add(entry.language, text, concept, hint=1.0 if text == entry.name else 0.8)
            self._hint(entry.language, entry.plain, concept, 0.3)
        self.languages: set[str] = set()  # marks of languages that have a name
        self._add_small_words()
        self._add_languages()
        self._weigh_hints()

    @classmethod
    def load(cls) -> "Lexicon":
        """The lexicon as it is now; kept by the process until a term's words change: one query."""
        version = Term.objects.version()
        if version != _kept.get("version"):
            _kept.update(version=version, lexicon=cls(TermWords.objects.select_related("term").order_by("pk")))
        found: Lexicon = _kept["lexicon"]
        return found

    def name(self, term: int, language: str) -> str:
        """The name of a term in a language, in French where there is none, else nothing."""
        names = self.names.get(term, {})
        return names.get(language) or names.get("fr", "")

    @cached_property
    def skeletons(self) -> dict[str, set[tuple[str, str]]]:
        """By its consonants, the words of languages in other scripts: (language, stem)."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for language, words in self.by_language.items():
            if language in SCRIPTS:
                for word, stemmed in words.known.items():
                    if script(word) != "latn" and len(bones := skeleton(word)) >= SHORTEST_SKELETON:
                        found[bones].add((language, stemmed))
        return found

    @cached_property
    def spellings(self) -> dict[str, set[tuple[str, str]]]:
        """Every word as written, with the languages that know it and its stem there: what typing errors are led to."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for language, words in self.by_language.items():
            for word, stemmed in words.known.items():
                found[word].add((language, stemmed))
        return found

    def _add(self, language: str, text: str, concept: str, hint: float = 0.0) -> None:
        words = self.by_language[language]
        found = self._stems(language, text)
        if found:
            words.phrases[found].add(concept)
            words.longest = max(words.longest, len(found))
        if hint:
            self._hint(language, text, concept, hint)

    def _hint(self, language: str, text: str, concept: str, weight: float) -> None:
        hints = self.by_language[language].hints
        for stemmed in self._stems(language, text):
            hints[stemmed][concept] = max(hints[stemmed].get(concept, 0.0), weight)

    def _stems(self, language: str, text: str) -> Stems:
        known = self.by_language[language].known
        for word in _WRITTEN.findall(text):
            self.spelled.setdefault(fold(word), word)
        found = []
        for word in split(text):
            known[word] = stem(word, language)
            found.append(known[word])
        return tuple(found)

    def _add_small_words(self) -> None:
        for concept, languages in tomllib.loads(SMALL_WORDS.read_text(encoding="utf-8")).items():
            for language, phrases in languages.items():
                if concept == "stop":
                    folded = [word for phrase in phrases for word in split(phrase)]
                    self.stop[language] = frozenset(folded) | {stem(word, language) for word in folded}
                    continue
                for phrase in phrases:
                    self._add(language, phrase, concept)

    def _add_languages(self) -> None:
        for language in CODES_OF_SITE:
            for code, name in Locale(language).languages.items():
                if code in CODES:
                    self._add(language, name, f"lang:{code}")
                    self.languages.add(f"lang:{code}")
        for code, names in (line.split(":", 1) for line in NAMES):
            self.languages.add(f"lang:{code}")
            for name in names.split(","):
                self._add("fr", name, f"lang:{code}")

    def _weigh_hints(self) -> None:
        """A word that many concepts share says little of each."""
        for language, words in self.by_language.items():
            stop = self.stop.get(language, frozenset())
            for stemmed, concepts in words.hints.items():
                share = 0.0 if stemmed in stop else 1 / len(concepts) ** 0.5
                for concept in concepts:
                    concepts[concept] *= share


_kept: dict = {}  # type: ignore[type-arg]
