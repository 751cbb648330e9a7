"""Answers from closed lists: yes or no, childcare, sector, status."""

import re

from maillage.directory.enums import Sector, Status
from maillage.directory.sheets.spelling import fold

_YES = frozenset(["oui", "o", "x", "v", "1", "vrai", "true", "yes", "y", "ja", "j", "ok", "✓", "✔"])
_NO = frozenset(["non", "n", "0", "faux", "false", "no", "nee", "nein", "pas", "aucun", "aucune"])
_CHILDCARE_YES = re.compile(
    r"\b(?:oui|yes|ja|gratuit\w*|sur demande|possible|disponible|sur place|prevue?|organisee?)\b"
)
_CHILDCARE_NO = re.compile(r"\b(?:non|no|nee|pas|aucune?|sans|geen)\b")
_CHILDCARE_UNSAID = frozenset({"inconnu", "unknown", "a confirmer", "onbekend", "a verifier", "ne sait pas", "nsp"})
_SECTORS = {
    Sector.ASSOCIATIVE: "associatif associative association asbl aisbl vzw ong non marchand",
    Sector.PUBLIC: "public publique publiek cpas commune province communal openbaar",
    Sector.PRIVATE: "prive privee private privaat marchand commercial srl sa sc",
}
_STATUSES = {
    Status.ACTIVE: "active;actif;en activite;ouvert;oui;en cours;actief;operationnel;x;1",
    Status.INACTIVE: "inactive;inactif;en pause;suspendu;ferme temporairement;inactief;a l arret;en attente",
    Status.DEFUNCT: "defunct;n existe plus;supprime;ferme definitivement;cesse;termine;arrete;stopgezet;fini",
}
_SECTOR_OF = {word: sector for sector, words in _SECTORS.items() for word in words.split()} | {
    "non marchand": Sector.ASSOCIATIVE,
    "secteur public": Sector.PUBLIC,
    "secteur prive": Sector.PRIVATE,
    "secteur associatif": Sector.ASSOCIATIVE,
}
_STATUS_OF = {phrase: status for status, phrases in _STATUSES.items() for phrase in phrases.split(";")}


def read_yes(text: str) -> bool | None:
    """Yes or no; None when it is neither."""
    word = fold(text) or text.strip()
    return True if word in _YES else False if word in _NO else None


def read_childcare(text: str) -> str | None:
    """“yes”, “no” or “unknown”; None when the words are none of them. “Gratuit” and “sur demande” are a yes."""
    words = fold(text)
    if words in _CHILDCARE_UNSAID:
        return "unknown"
    answer = read_yes(text)
    if answer is None:
        yes, no = bool(_CHILDCARE_YES.search(words)), bool(_CHILDCARE_NO.search(words))
        answer = yes if yes != no else None
    return None if answer is None else "yes" if answer else "no"


def read_sector(text: str) -> Sector | None:
    """What kind of body it is; None when the words say none."""
    return _SECTOR_OF.get(fold(text))


def read_status(text: str) -> Status | None:
    """Whether the service runs; None when the words do not say."""
    return _STATUS_OF.get(fold(text))
