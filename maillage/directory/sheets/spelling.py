"""The same words however people write them: accents, case, punctuation, typographic signs."""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how people stop Excel from eating a leading zero
_NOTHING = re.compile(r"[\s\-–—/?._]*")
_NOTHING_IN_WORDS = frozenset(
    {"n a", "na", "neant", "nihil", "nvt", "n v t", "none", "null", "nan", "sans objet", "so"}
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` in small letters without accents, its words parted by one space: “N° de tél.” → “n de tel”."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("°", " ").replace("œ", "oe"))
    return _NOT_A_WORD.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def clean(text: str) -> str:
    """The cell as read: ordinary spaces, nothing invisible, no spreadsheet trick. A formula stays plain text."""
    if not text.isascii():
        text = _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")
    text = text.replace("\r\n", "\n").strip()
    if text.startswith("=") and (quoted := _AS_TEXT.fullmatch(text)):
        text = quoted[1].strip()
    return text.removeprefix("'")


def is_blank(text: str) -> bool:
    """Whether a cleaned cell says nothing: empty, “-”, “/”, “n/a”, “néant”, “?”."""
    return not text or bool(_NOTHING.fullmatch(text)) or (len(text) < 11 and fold(text) in _NOTHING_IN_WORDS)
