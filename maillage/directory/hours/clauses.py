"""A phrase cut into sentences and clauses; what nobody understands is set aside, or stops the reading."""

import re
from collections.abc import Sequence

from maillage.directory.hours.blocks import Parsed
from maillage.directory.hours.grammar import Item, Unsure
from maillage.directory.hours.lexer import fold
from maillage.directory.hours.vocabulary import DOUBT

PAIR = frozenset({"days", "alternate", "hours", "start"})
WHEN = frozenset({"season", "closure", "shut", "school", "weeks"})

_DOUBT = re.compile(DOUBT)

Clause = list[Item]


def sentences(found: Sequence[Item]) -> list[Clause]:
    """Items between two semicolons, full stops or ends of line; empty ones left out."""
    parts: list[Clause] = [[]]
    for item in found:
        if item.name == "sentence":
            parts.append([])
        else:
            parts[-1].append(item)
    return [part for part in parts if part]


def understood(sentence: Clause, text: str, parsed: Parsed) -> list[Clause]:
    """The clauses that are understood; the others go to `parsed`. Unsure when one of those could change the hours."""
    return [clause for clause in _clauses(sentence, text, parsed) if clause and not _set_aside(clause, text, parsed)]


def _clauses(sentence: Clause, text: str, parsed: Parsed) -> list[Clause]:
    parts: list[Clause] = [[]]
    for item in sentence:
        if item.name == "contact":
            parsed.rest.append(text[item.start : item.end])
        elif item.name == "pause" or _ends_label(item, sentence, parsed):
            parts.append([])
        elif item.name != "noise":
            parts[-1].append(item)
    return parts


def _ends_label(item: Item, sentence: Clause, parsed: Parsed) -> bool:
    """The colon after words with which the phrase begins: one label for all, not one of several places."""
    before = sentence[: sentence.index(item)]
    first = not parsed.blocks and not parsed.rest
    return item.tokens[0].letter == ":" and first and bool(before) and all(one.name == "word" for one in before)


def _set_aside(clause: Clause, text: str, parsed: Parsed) -> bool:
    names = {item.name for item in clause}
    if "part" in names and names <= {"part", "appointment", "link"}:
        parsed.also.append(_by_appointment(clause, text))
        return True
    if names & {"word", "part"}:
        parsed.rest.append(_harmless(clause, text))
        return True
    if names & {"appointment", "also"} and names & WHEN and not names & PAIR:
        raise Unsure("by appointment, but only then")
    return False


def _harmless(clause: Clause, text: str) -> str:
    """The writer's words, which stand apart and hold nothing about hours."""
    words = text[clause[0].start : clause[-1].end]
    if not {item.name for item in clause} <= {"word", "link", "kind"} or _DOUBT.search(fold(words)):
        raise Unsure(words)
    return words.strip(" ()")


def _by_appointment(clause: Clause, text: str) -> str:
    """A part of the day without its hours, when it is by appointment."""
    if not any(item.name == "appointment" and item.value for item in clause):
        raise Unsure("part of a day")
    return ", ".join(text[item.start : item.end] for item in clause if item.name == "part")
