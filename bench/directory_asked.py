"""What readers ask of the directory: addresses of searches, all different, in the languages that they read.

The words are those of the judge of the search, in nine languages; places, filters and pages are spread over them.
"""

from urllib.parse import urlencode

from tests.directory.relevance import QUERIES

COMMUNES = ("Namur", "Dinant", "Andenne", "Philippeville", "Ciney", "Gembloux", "5060", "Rochefort", "Couvin")
FILTERS = (
    {"theme": "francais"}, {"theme": "papiers"}, {"theme": "learn-french", "niveau": "A1"}, {"langue": "ar"},
    {"langue": "uk", "gratuit": "1"}, {"niveau": "A2", "moment": "soir"}, {"moment": "mercredi"}, {"garderie": "1"},
    {"gratuit": "1"}, {"ouvert": "1"}, {"theme": "housing", "ouvert": "1"}, {"public": "women", "garderie": "1"},
)  # fmt: skip
READ_IN = ("fr", "ar", "nl", "uk", "en", "fa", "tr", "es", "de")
PAGES = ((2, 3, 7), (4, 5, 6))  # of a long list, by turn
EVERY = 2  # of the judge's queries, one of so many


def addresses(turn: int = 0) -> list[str]:
    """At least two hundred different addresses, others in each `turn` (0 or 1); neighbours differ in kind, so that any
    run of them is mixed."""
    typed = [_address(at, query.language, query.text) for at, query in enumerate(QUERIES[turn::EVERY])]
    chosen = [
        _said(
            READ_IN[(at + step) % len(READ_IN)],
            {**choice, "commune": COMMUNES[(at + step - 1) % len(COMMUNES)] * bool(step)},
        )
        for step in (2 * turn, 2 * turn + 1)
        for at, choice in enumerate(FILTERS)
    ]
    pages = [_said(language, {"q": "cours", "page": str(page)}) for language in READ_IN[:4] for page in PAGES[turn]]
    welcome = [_said(language, {}) for language in READ_IN] if not turn else []
    everything = list(dict.fromkeys([*typed, *chosen, *pages, *welcome]))
    step = 37  # of no length that the list has a divisor of
    return [everything[at * step % len(everything)] for at in range(len(everything))]


def _address(at: int, language: str, text: str) -> str:
    """One query, in a third of cases near a commune, in a fifth of them with a filter."""
    asked = {"q": text}
    if at % 3 == 0:
        asked["commune"] = COMMUNES[at // 3 % len(COMMUNES)]
    if at % 5 == 0:
        asked |= FILTERS[at // 5 % len(FILTERS)]
    return _said(language, asked)


def _said(language: str, asked: dict[str, str]) -> str:
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"/{language}/annuaire/" + (f"?{said}" if said else "")
