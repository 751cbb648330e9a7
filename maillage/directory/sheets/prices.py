"""What a service costs, from words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from maillage.directory.sheets.spelling import fold

_FIGURE = r"\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(rf"({_FIGURE})\s*(?:€|eur(?:os?)?\b|,-)|(?:€|eur\b)\s*({_FIGURE})", re.IGNORECASE)
_CENTS = re.compile(r"(\d+)\s*€\s*(\d\d)\b")  # 12€50
_RANGE = re.compile(r"\d\s*(?:€|eur\w*)?\s*(?:-|–|à|to|tot)\s*\d", re.IGNORECASE)
_BARE = re.compile(rf"\s*({_FIGURE})\s*")
_FREE = re.compile(r"\b(?:gratuit\w*|free|gratis|kosteloos|sans frais|aucun frais|offert\w*)\b")
_CONDITION = re.compile(r"\b(?:sauf|conditions?|selon|si|pour(?! tous| toutes)|hors|moyennant|caution|for|voor)\b")
_NOT_FREE = re.compile(r"\b(?:pas|non|not|niet) (?:gratuit\w*|free|gratis)\b|\bpayant\w*|\bbetalend\b")


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in cents and whether it is free, None where the words do not say; always the words."""

    amount: int | None
    free: bool | None
    text: str

    @property
    def understood(self) -> bool:
        """Whether the words gave an amount, or free or not."""
        return self.amount is not None or self.free is not None


@lru_cache(maxsize=10_000)
def read_price(text: str) -> Price:
    """“25 €/an” → 2500 cents, not free; “gratuit” → free; two amounts, or free for some, are left to the words."""
    sum_read = _CENTS.sub(r"\1,\2 €", text)
    figures = [a or b for a, b in _AMOUNT.findall(sum_read)] or (_BARE.fullmatch(sum_read) and [sum_read.strip()]) or []
    amounts_read = {_cents(figure) for figure in figures}
    amount = min(amounts_read) if len(amounts_read) == 1 and not _RANGE.search(sum_read) else None
    words = fold(text)
    paid = bool(_NOT_FREE.search(words))
    said_free = bool(_FREE.search(words)) and not paid
    if said_free and (_CONDITION.search(words) or any(amounts_read)):
        return Price(None, None, text)
    if amount is not None:
        return Price(amount, amount == 0, text)
    return Price(0 if said_free else None, True if said_free else False if paid or figures else None, text)


def _cents(figure: str) -> int:
    whole, _comma, part = re.sub(r"(?<=\d)[.\s](?=\d{3}(?:\D|$))", "", figure).replace(".", ",").partition(",")
    return int(whole) * 100 + int(f"{part}00"[:2])
