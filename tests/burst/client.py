"""What a person's browser does to register, and what another program does through the API."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from tests.burst.wire import Answer, Walk, request

BROWSER = {
    "Host": "localhost",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "fr-BE,fr;q=0.9",
    "User-Agent": "burst",
}
HIDDEN = re.compile(r"<input\b[^>]*\btype=[\"']?hidden\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\b(name|value)=(?:\"([^\"]*)\"|'([^']*)')")
CONFIRMED = "Votre place est confirmée"
WAITING = re.compile(r"liste d’attente, position[\s\u00a0\u202f]+(\d+)")


class Place(NamedTuple):
    """What a receipt says: seat state, place in the queue if waiting, and its address."""

    state: str
    position: int | None
    receipt: str


class NotExpected(Exception):
    """The server answered otherwise than a person's path needs."""


def person(number: int, event: str = "") -> dict[str, str]:
    """The answers of one made-up person."""
    return {
        "first_name": f"Prénom{number}",
        "last_name": f"Nom {number}",
        "email": f"personne{number}@{event or 'exemple'}.test",
        "organization": f"Association {number % 40}",
        "role": "assistante sociale",
        "needs_meal": "végétarien" if number % 10 == 0 else "",
        "message": "",
        "consent": "on",
    }


def hidden_fields(page: str) -> dict[str, str]:
    """Names and values of the hidden fields of a page (CSRF token and nonce among them)."""
    found = {}
    for tag in HIDDEN.findall(page):
        attributes = {name: double or single for name, double, single in ATTRIBUTE.findall(tag)}
        if "name" in attributes:
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return found


def wanted(answer: Answer, status: int) -> str:
    """The body of an answer of this status. Raises NotExpected for any other."""
    if answer.status != status:
        raise NotExpected(f"{answer.status} instead of {status}")
    return answer.body.decode()


def posting(cookies: str) -> dict[str, str]:
    """Headers of a form that is sent from our own page."""
    kind = "application/x-www-form-urlencoded"
    return {**BROWSER, "Cookie": cookies, "Origin": "http://localhost", "Content-Type": kind}


def html_path(slug: str, answers: Mapping[str, str | Sequence[str]], nonce: str = "") -> Walk:
    """The full HTML path: the form, sending it, the receipt. Returns a Place.

    An answer of several is sent as a field repeated, in this order. With `nonce` the form's own one is replaced:
    several send the same act, or one person several.
    """
    address = f"/fr/agenda/{slug}/inscription/"
    form = yield request("GET", address, BROWSER)
    hidden = hidden_fields(wanted(form, 200))
    cookies = "; ".join(f"{name}={value}" for name, value in form.cookies.items())
    fields = {**hidden, **answers, **({"nonce": nonce} if nonce else {})}
    sent = yield request("POST", address, posting(cookies), urlencode(fields, doseq=True).encode())
    wanted(sent, 302)
    receipt = sent.headers["location"]
    page = wanted((yield request("GET", receipt, {**BROWSER, "Cookie": cookies})), 200)
    return read_place(page, receipt)


def read_place(page: str, receipt: str) -> Place:
    """What the receipt page tells. Raises NotExpected when it tells nothing."""
    waiting = WAITING.search(page)
    if waiting:
        return Place("waitlisted", int(waiting[1]), receipt)
    if CONFIRMED not in page:
        raise NotExpected("the receipt names no state")
    return Place("confirmed", None, receipt)


def cancel_path(token: str) -> Walk:
    """The page of one registration that asks once more, then cancelling there. Returns the page that comes back."""
    address = f"/fr/inscriptions/{token}/annulation/"
    page = yield request("GET", address, BROWSER)
    fields = hidden_fields(wanted(page, 200))
    cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    sent = yield request("POST", address, posting(cookies), urlencode(fields).encode())
    wanted(sent, 302)
    return wanted((yield request("GET", sent.headers["location"], {**BROWSER, "Cookie": cookies})), 200)


def api_path(slug: str, answers: dict[str, str], key: str) -> Walk:
    """One registration through the API. Returns a Place."""
    body = json.dumps({**answers, "consent": True}).encode()
    headers = {**BROWSER, "Content-Type": "application/json", "Idempotency-Key": key}
    answer = yield request("POST", f"/api/v1/evenements/{slug}/inscriptions", headers, body)
    told = json.loads(wanted(answer, 201))
    return Place(told["state"], told["position"], told["receipt_url"])


def reads(path: str, times: int) -> Walk:
    """The same page again and again. Returns nothing; the trip holds statuses and waits."""
    for _ in range(times):
        yield request("GET", path, BROWSER)
