"""How a word of Arabic, Persian or Ukrainian sounds in Latin letters: what remains whatever the spelling.

People without the keyboard write *durus faransiya*, *dorous faranseya*, *kursy frantsuzkoi*. Of a word is kept what all
spellings share: its consonants, those that are heard alike made one.
"""

from functools import lru_cache

from maillage.directory.lexis.words import fold

_ARAB = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ",
        ["", "b", "t", "t", "j", "h", "k", "d", "d", "r", "z", "s", "S", "s", "d", "t", "z", "", "g", "f", "k", "k", "l", "m",
         "n", "h", "w", "", "", "p", "C", "j", "g"],
        strict=True,
    )
)  # fmt: skip
_CYRL = dict(
    zip(
        "абвгдеєжзиіїйклмнопрстуфхцчшщьюяыэъ'",
        ["", "b", "w", "h", "d", "", "", "j", "z", "", "", "", "", "k", "l", "m", "n", "", "p", "r", "s", "t", "", "f", "k",
         "ts", "C", "S", "S", "", "", "", "", "", "", ""],
        strict=True,
    )
)  # fmt: skip
_DIGRAPHS = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("sh", "S"), ("ch", "C"),
    ("zh", "j"), ("ph", "f"), ("ts", "ts"), ("ou", "w"), ("oo", "w"), ("qu", "k"),
)  # fmt: skip
_LATN = {
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "g", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p",
    "q": "k", "r": "r", "s": "s", "t": "t", "v": "w", "w": "w", "x": "ks", "z": "z",
}  # fmt: skip
LOOSE = str.maketrans({"w": None, "C": "S", "j": "S", "g": "k", "z": "s", "p": "b"})


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a word of any of these scripts, doubled ones once: `دروس`, `durus`, `dorous` → `drs`."""
    word = fold(word)
    if any(sign in _ARAB for sign in word):
        kept = "".join(_ARAB.get(sign, "") for sign in word.removeprefix("ال"))
    elif any(sign in _CYRL for sign in word):
        kept = "".join(_CYRL.get(sign, "") for sign in word)
    else:
        for letters, sound in _DIGRAPHS:
            word = word.replace(letters, sound)
        kept = "".join(sign if sign.isupper() else _LATN.get(sign, "") for sign in word)
    kept = kept.translate(LOOSE).rstrip("h") or kept
    return "".join(sign for place, sign in enumerate(kept) if place == 0 or kept[place - 1] != sign)
