"""Text without its dress: what people write in twenty ways becomes words that can be compared."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from maillage.directory.likeness.languages import translated
from maillage.directory.likeness.lexicon import SHORT, STOP

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "&": " et ", "+": " et "})
APOSTROPHES = re.compile(r"[’ʼ`´‘]")
DOTTED = re.compile(  # c.a.i., a.s.b.l, n-d; not the d of d'Andenne
    r"\b[a-z]\.(?:\s?[a-z]\.)*(?:[a-z]\b(?!'))?|(?<![\w-])[a-z](?:-[a-z])+(?![\w'-])"
)
SPELLED = re.compile(r"\b(?:[a-z0-9] ){2,}[a-z0-9]\b(?!')")  # c a i
LONGEST_RUN = 8  # words of the longest phrase that means one thing
OTHER = re.compile(r"[^a-z0-9']+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no accent, dotted or spaced acronyms in one word (`C.A.I.` is `cai`), one space between words."""
    text = APOSTROPHES.sub("'", text)
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES).lower().translate(LIGATURES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = DOTTED.sub(lambda found: re.sub(r"[\s.-]", "", found[0]) + " ", plain)
    plain = SPELLED.sub(lambda found: found[0].replace(" ", ""), OTHER.sub(" ", plain))
    return " ".join(plain.replace("'", " ").split())


def content_words(text: str) -> list[str]:
    """The words of `text` that say something, abbreviations written out, other languages in French, in their order."""
    return [
        french
        for word in fold(text).split()
        if word not in STOP and (len(word) > 1 or word.isdigit())
        for french in translated(SHORT.get(word, word))
    ]


def replace_runs(words: Sequence[str], known: Mapping[tuple[str, ...], str]) -> list[str]:
    """`words` where each longest run that is a key of `known` became its value."""
    result: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_RUN, len(words) - at), 0, -1):
            value = known.get(tuple(words[at : at + size]))
            if value is not None:
                result.append(value)
                at += size
                break
        else:
            result.append(words[at])
            at += 1
    return result


def spellings(word: str) -> set[str]:
    """The word and each way of leaving out one letter: two words one typo apart share one of them."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
