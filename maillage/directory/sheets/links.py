"""E-mail addresses, web addresses and enterprise numbers."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

_EMAIL = re.compile(r"[^\s<>()\[\];,:/|\"]+@[^\s<>()\[\];,:/|\"]+")
_DISGUISED = re.compile(r"\s*(?:\[at\]|\(at\)|\[a\]|\(a\)|\{at\}| at |\[arobase\]|\s@\s?|@\s)\s*", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9à-ÿ](?:[a-z0-9à-ÿ-]*[a-z0-9à-ÿ])?\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"h?t?t?p?s?[:;]?/{1,3}", re.IGNORECASE)
_check_url = URLValidator(schemes=["http", "https"])


class Found(NamedTuple):
    """What was read, in order, the words left over, and what the writer may have meant."""

    values: tuple[str, ...]
    rest: str
    proposal: str | None = None


def read_emails(text: str) -> Found:
    """The valid addresses of `text`, domain in small letters; words around them are left over."""
    values, rest = [], text
    for found in _EMAIL.findall(text):
        address = found.strip(".'’").removeprefix("mailto:")
        try:
            validate_email(address)
        except ValidationError:
            continue
        name, _at, domain = address.rpartition("@")
        values.append(f"{name}@{domain.lower()}")
        rest = rest.replace(found, " ")
    rest = re.sub(r"\b(?:mailto|e-?mail|courriel|ou|et)\b|[\s<>;,:/|\"()-]+", " ", rest, flags=re.IGNORECASE).strip()
    if values:
        return Found(tuple(dict.fromkeys(values)), rest)
    proposed = read_emails(_DISGUISED.sub("@", text)).values if _DISGUISED.search(text) else ()
    return Found((), text, proposed[0] if proposed else None)


def read_url(text: str) -> Found:
    """The first web address of `text`, with https:// where only the scheme lacks; a broken scheme is proposed right."""
    first, *others = re.split(r"[\s;|]+(?:(?:et|ou|/|-)\s+)?|,\s+", text)
    rest = " ".join(others).strip()
    scheme = urlsplit(first).scheme if "://" in first else ""
    if scheme.lower() in {"http", "https"}:
        address = scheme.lower() + first[len(scheme) :]
    elif _HOST.fullmatch(first) and "@" not in first.split("/", maxsplit=1)[0]:
        address = f"https://{first}"
    else:
        broken = _SCHEME.match(first)
        proposed = read_url(first[broken.end() :]).values if broken else ()
        return Found((), text, proposed[0] if proposed else None)
    try:
        _check_url(address)
    except ValidationError:
        return Found((), text)
    return Found((address,), rest)


def read_kbo(text: str) -> str:
    """The ten digits of a Belgian enterprise number, or “”. Its last two are 97 minus the rest of the others by 97.

    Nine digits are an old VAT number, or one whose leading zero a spreadsheet ate.
    """
    digits = re.sub(r"^\D+|[\s./\u2010-\u2015-]", "", text).strip().zfill(10)
    if not re.fullmatch(r"[01]\d{9}", digits) or int(digits[:8]) == 0:
        return ""
    return digits if int(digits[8:]) == 97 - int(digits[:8]) % 97 else ""
