"""Telephones, e-mail addresses, sites and enterprise numbers, in the one form in which they compare."""

import re

from maillage.directory.likeness.lexicon import SHARED_MAIL, SHARED_SITES

BELGIUM = re.compile(r"(?:(?<!\d)00|\+)\s*32[\s./-]*(?:\(0\))?[\s./-]*0?")
SITE = re.compile(r"(?:https?:)?(?://)?(?:(?:www\d?|m|fr-fr)\.)?([^\s/?#:]+)(?::\d+)?([^\s?#]*)(\?[^\s#]*)?")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
INDEX = re.compile(r"/(?:index|home|accueil|fr|nl|default)(?:\.\w+)?$")


def read_phones(text: str) -> frozenset[str]:
    """National digits (`081730000`) of each number in `text`; foreign ones as `+33…`. What is no number is left out."""
    if re.search(r"\+(?!\s*32)\d", text):
        return frozenset({"+" + re.sub(r"\D", "", text)[:15]})
    digits = re.sub(r"\D", "", BELGIUM.sub("0", text.replace("(0)", "")))
    if len(digits) in {10, 11} and digits.startswith("32"):
        digits = "0" + digits[2:]
    if len(digits) in {8, 9} and not digits.startswith("0"):  # a spreadsheet ate the zero
        digits = "0" + digits
    found = set()
    while len(digits) >= 9 and digits.startswith("0"):
        size = 10 if re.match(r"04[5-9]", digits) and len(digits) != 9 else 9
        found.add(digits[:size])
        digits = digits[size:]
    return frozenset(found)


def is_line_of_one(phone: str) -> bool:
    """Whether a number (as `read_phones` gives it) is one body's: no free, paid or national one (0800, 070, 078, 0900)."""
    return not phone.startswith(("0800", "070", "077", "078", "090"))


def zone_of(phone: str) -> str:
    """The zone of a landline (`081`, `02`), "" for a mobile, a free number or a foreign one (plan of the BIPT)."""
    if phone.startswith("+") or len(phone) != 9 or not is_line_of_one(phone):
        return ""
    return phone[:2] if phone[1] in "2349" else phone[:3]


def read_emails(text: str) -> frozenset[str]:
    """The addresses in `text`, in lower case."""
    return frozenset(found.lower().strip(".") for found in EMAIL.findall(text))


def own_hosts(emails: frozenset[str]) -> frozenset[str]:
    """The hosts of these addresses that belong to a body, not to everybody (`gmail.com`)."""
    return frozenset(email.split("@")[1] for email in emails) - SHARED_MAIL


def read_site(text: str) -> tuple[str, str]:
    """Host without `www.` and path without its end slash, in lower case; ("", "") when there is none.

    On a host of everybody (Facebook) a site without a path is none.
    """
    found = SITE.match(text.strip().lower())
    host, path, query = found.groups(default="") if found else ("", "", "")
    host = "facebook.com" if host in {"fb.com", "fb.me"} else host
    path = INDEX.sub("", path.rstrip("/"))
    if host in SHARED_SITES:
        path = path + query if "id=" in query else path
        return (host, path) if path else ("", "")
    return (host, path) if "." in host else ("", "")


def read_kbo(text: str) -> str:
    """The ten digits of a valid enterprise number (KBO/BCE), else "".

    The last two are 97 minus the remainder of the first eight by 97 (SPF Économie).
    """
    digits = re.sub(r"\D", "", text)
    digits = digits.zfill(10) if len(digits) == 9 else digits
    valid = len(digits) == 10 and digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])
    return digits if valid else ""
