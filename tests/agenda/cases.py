"""What must hold for registrations, as data: each case says why.

Written from the contract before the code was tried. Values are typed by people in forms or sent by programs.
"""

from typing import Any, NamedTuple

# --- fairness --------------------------------------------------------------------------------
# Acts: "+A" A registers, "+A!" A registers again under the nonce of the first time, "-A" A cancels,
# "=3" the office sets three places, "=" no limit. Letters are persons.
# At the end: who is confirmed, who waits (in order). Whoever is in neither has no seat.


class Story(NamedTuple):
    """A row of acts on an event of `places` (None: no limit) and where everybody stands after."""

    why: str
    places: int | None
    acts: str
    confirmed: str
    waiting: str
    promoted: str = ""  # in order; each has one mail and one trace
    refused: str = ""  # acts that must be refused and leave everything as it was


STORIES = [
    Story("places go to the first who come", 2, "+A +B +C", "AB", "C"),
    Story("no place at all: everybody waits", 0, "+A +B", "", "AB"),
    Story("no limit: nobody waits", None, "+A +B +C", "ABC", ""),
    Story("a freed place goes to the first of the queue", 1, "+A +B +C -A", "B", "C", "B"),
    Story("a newcomer does not take a place that was freed for the queue", 1, "+A +B -A +C", "B", "C", "B"),
    Story("leaving the queue frees nothing", 1, "+A +B +C -B", "A", "C"),
    Story("those behind move up when one leaves the queue", 1, "+A +B +C +D -B -A", "C", "D", "C"),
    Story("a raise promotes as many as it gives, in order", 1, "+A +B +C +D =3", "ABC", "D", "BC"),
    Story("a raise beyond the queue leaves free places", 1, "+A +B =5 +C", "ABC", "", "B"),
    Story("a raise of zero promotes nobody", 1, "+A +B =1", "A", "B"),
    Story("without limit the whole queue is promoted in order", 1, "+A +B +C =", "ABC", "", "BC"),
    Story("a limit set later counts those who are there", None, "+A +B =2 +C", "AB", "C"),
    Story("a lowering to the places taken is allowed", 3, "+A +B =2 +C", "AB", "C"),
    Story("a lowering below the places taken is refused", 3, "+A +B =1 +C", "ABC", "", refused="=1"),
    Story("a limit below the places taken is refused", None, "+A +B +C =2", "ABC", "", refused="=2"),
    Story("zero is refused while somebody holds a place", 2, "+A =0", "A", "", refused="=0"),
    Story("a lowering waits for the next to cancel", 2, "+A +B +C =1 -A", "BC", "", "C", refused="=1"),
    Story("the same nonce again takes nothing", 2, "+A +A! +A! +B", "AB", ""),
    Story("the same person again takes nothing", 2, "+A +A +A +B", "AB", ""),
    Story("asking again keeps the place in the queue", 1, "+A +B +C +B -A", "B", "C", "B"),
    Story("who cancels twice frees one place", 1, "+A +B +C -A -A", "B", "C", "B"),
    Story("who cancelled registers again at the end", 1, "+A +B +C -A +A", "B", "CA", "B"),
    Story("who left the queue registers again at the end", 1, "+A +B +C -B +B", "A", "CB"),
    Story("who cancelled alone takes the place again", 1, "+A -A +A", "A", ""),
    Story("the nonce of a cancelled registration does not revive it", 1, "+A -A +A!", "", ""),
    Story("who was promoted, cancelled and came back waits like anybody", 1, "+A +B +C -A -B +B", "C", "B", "BC"),
    Story("promotion after promotion", 1, "+A +B +C -A -B -C", "", "", "BC"),
]

# --- the clock -------------------------------------------------------------------------------
# An event's instants: announced < opens < closes < starts < ends. A boundary belongs to what begins.


class Boundary(NamedTuple):
    """The state one microsecond before `instant` (an event's field) and at it."""

    why: str
    instant: str
    before: str
    at: str


BOUNDARIES = [
    Boundary("nothing is public before the announcement", "announced_at", "draft", "announced"),
    Boundary("registrations open at the hour that was said", "opens_at", "announced", "open"),
    Boundary("and close at the hour that was said", "closes_at", "open", "closed"),
    Boundary("beginning changes nothing", "starts_at", "closed", "closed"),
    Boundary("held once over", "ends_at", "closed", "held"),
]
# What the public is told of an event without free place, state by state.
REGISTERS = {"open", "full"}
NEVER_PUBLIC = {"draft"}

# Local time in Brussels → UTC. In 2026 and 2027 clocks change on the last Sundays of March and October.
CLOCK_CHANGES = [
    ("winter, well before the change", "2027-03-27T09:30", "2027-03-27T08:30Z"),
    ("the night of the change, before it", "2027-03-28T01:30", "2027-03-28T00:30Z"),
    ("the night of the change, after it", "2027-03-28T03:30", "2027-03-28T01:30Z"),
    ("the morning of the change to summer", "2027-03-28T09:30", "2027-03-28T07:30Z"),
    ("summer, the day after", "2027-03-29T09:30", "2027-03-29T07:30Z"),
    ("summer, the day before the change back", "2026-10-24T14:00", "2026-10-24T12:00Z"),
    ("the morning of the change to winter", "2026-10-25T09:30", "2026-10-25T08:30Z"),
    ("winter, the day after", "2026-10-26T14:00", "2026-10-26T13:00Z"),
    ("the change to winter of the next year", "2027-10-31T14:00", "2027-10-31T13:00Z"),
    ("midsummer", "2027-07-01T18:00", "2027-07-01T16:00Z"),
]

# --- what people type ------------------------------------------------------------------------


class Typed(NamedTuple):
    """`value` typed in `field`."""

    why: str
    field: str
    value: Any


LONG = "a" * 10_000
NATIONAL_NUMBERS = [
    ("as on the card", "85.07.30-033.28"),
    ("eleven digits", "85073003328"),
    ("with spaces", "85 07 30 033 28"),
    ("with an en dash, as typeset documents have it", "85.07.30–033.28"),
    ("with spaces around the dash", "85.07.30 - 033.28"),
    ("in Arabic digits", "٨٥٠٧٣٠٠٣٣٢٨"),
    ("within a sentence", "Mon numéro est 85.07.30-033.28, merci."),
    ("of somebody born in 2000 or later", "17.07.30-033.84"),
    ("bis number, month raised by 40", "85.47.30-033.17"),
]
REFUSED = [
    Typed("a name is needed", "first_name", ""),
    Typed("spaces are no name", "first_name", "   "),
    Typed("what nobody sees is no name", "first_name", "\u200b\u200b\u2060"),
    Typed("marks that turn the text are no name", "last_name", "\u202e\u2066\u2069"),
    Typed("an address is no name", "first_name", "http://exemple.example/cliquez"),
    Typed("the address of a site is no name", "last_name", "voyez WWW.exemple.example"),
    Typed("the address of a person is no name", "first_name", "anne@example.org"),
    Typed("a family name is needed", "last_name", ""),
    Typed("an address is needed to write to", "email", ""),
    Typed("consent is needed", "consent", ""),
    Typed("a long name is cut by nobody", "first_name", LONG),
    Typed("one character too many", "first_name", "a" * 81),
    Typed("a long family name", "last_name", LONG),
    Typed("a long address", "email", LONG + "@example.org"),
    Typed("a long organisation", "organization", LONG),
    Typed("a long function", "role", LONG),
    Typed("a long need", "needs_access", LONG),
    Typed("a long message", "message", LONG),
    Typed("a header in the first name", "first_name", "Anne\r\nBcc: autre@example.org"),
    Typed("a header in the family name", "last_name", "Dupont\nBcc: autre@example.org"),
    Typed("a lone carriage return", "last_name", "Dupont\rBcc: autre@example.org"),
    Typed("a header in the address", "email", "anne@example.org\r\nBcc: autre@example.org"),
    Typed("a header in the organisation", "organization", "CAI\r\nSubject: gagné"),
    Typed("a header in the function", "role", "coordination\r\nSubject: gagné"),
    Typed("a Unicode line separator breaks lines too", "first_name", "Anne\u2028Bcc: autre@example.org"),
    Typed("a null byte in a name", "first_name", "An\x00ne"),
    Typed("a null byte in a message", "message", "Bonjour\x00"),
    Typed("a null byte in an address", "email", "an\x00ne@example.org"),
    Typed("no address", "email", "anne"),
    Typed("no domain", "email", "anne@"),
    Typed("two addresses", "email", "anne@example.org, autre@example.org"),
    Typed("a name with an address", "email", "Anne <anne@example.org>"),
    Typed("a language that nobody interprets here", "needs_interpreting", "xx"),
    Typed("markup instead of a language", "needs_interpreting", "<b>ar</b>"),
    *[Typed(f"national number in the message: {why}", "message", value) for why, value in NATIONAL_NUMBERS],
    *[Typed(f"national number in the function: {why}", "role", value) for why, value in NATIONAL_NUMBERS],
    Typed("national number in a need", "needs_childcare", "85.07.30-033.28"),
    Typed("national number as a name", "last_name", "85.07.30-033.28"),
    Typed("national number as an organisation", "organization", "85.07.30-033.28"),
]
ACCEPTED = [
    Typed("as long as a name may be", "first_name", "a" * 80),
    Typed("apostrophe", "last_name", "O'Brien"),
    Typed("typographic apostrophe", "last_name", "D’Hondt"),
    Typed("markup is text like any other", "first_name", '<b onclick="x()">Anne</b> & <script>alert(1)</script>'),
    Typed("template code is text like any other", "last_name", "{{ settings.SECRET_KEY }}{% now 'Y' %}"),
    Typed("right-to-left name", "first_name", "مريم"),
    Typed("right-to-left family name", "last_name", "בן־דוד"),
    Typed("a name with a joiner between letters", "last_name", "می‌خواهم"),
    Typed("emoji", "first_name", "Zoé 🌻👩‍👩‍👧"),
    Typed("letters with marks apart", "last_name", "Lefe\u0300vre"),
    Typed("one letter", "last_name", "Ó"),
    Typed("format specifiers", "first_name", "%s %(x)s {0}"),
    Typed("plus in the address", "email", "anne+cai@example.org"),
    Typed("apostrophe in the address", "email", "anne.o'brien@example.org"),
    Typed("message on several lines", "message", "Bonjour,\r\nje viendrai\r\nà vélo."),
    Typed("as long as a message may be", "message", "é" * 2000),
    Typed("mobile telephone", "message", "Mon téléphone : 0470 12 34 56"),
    Typed("telephone with its country", "message", "+32 470 12 34 56 ou +32470123456"),
    Typed("telephone whose digits pass the check of a national number", "message", "+32470123458"),
    Typed("fixed telephone", "role", "accueil, 081/24.17.73"),
    Typed("enterprise number", "message", "BCE 0451.518.124"),
    Typed("enterprise number of the VAT", "organization", "CAI (BE0451518124)"),
    Typed("bank account", "message", "BE68 5390 0754 7034"),
    Typed("eleven digits that are no national number", "message", "Dossier 85073003329"),
    Typed("interpreter", "needs_interpreting", "ar"),
    Typed("a meal", "needs_meal", "sans porc ; allergie : noix"),
]
# What somebody adds to the form to get more than their share; all of it is ignored.
TAMPERED = {
    "state": "confirmed",
    "position": "1",
    "number": "0",
    "taken": "0",
    "capacity": "9999",
    "event": "1",
    "event_id": "1",
    "bucket": "1",
    "id": "1",
    "pk": "1",
    "version": "99",
    "key": "00000000-0000-0000-0000-000000000000",
    "identity": "x",
    "seats": '[{"state": "confirmed"}]',
    "anonymised_at": "2020-01-01",
    "consented_at": "2020-01-01",
    "language": "xx",
    "is_staff": "1",
}
GOOD_NONCES = [
    ("sixteen characters", "a1b2c3d4e5f6a7b8"),
    ("a UUID", "6f1c3c9e-0a52-4a0a-9d3e-2f6f7b1f3c11"),
    ("as long as it may be", "n" * 64),
]
BAD_NONCES = [
    ("missing", None),
    ("empty", ""),
    ("short: others would choose the same", "1"),
    ("still short", "a" * 7),
    ("longer than it may be", "n" * 65),
    ("endless", LONG),
    ("null byte", "a1b2c3d4\x00e5f6a7b8"),
    ("spaces", " " * 20),
]

# --- tokens ----------------------------------------------------------------------------------
# How somebody changes a token to reach what is not theirs; `mine` and `other` have the texts
# `receipt` and `private`, of 32 hexadecimal characters and a proof.
GUESSES = [
    ("nothing like a token", lambda mine, other: "x"),
    ("a number", lambda mine, other: "1"),
    ("the key without proof", lambda mine, other: mine["receipt"][:32]),
    ("cut short by one", lambda mine, other: mine["private"][:-1]),
    ("one more", lambda mine, other: mine["private"] + "A"),
    ("last letter changed", lambda mine, other: mine["private"][:-1] + ("A" if mine["private"][-1] != "A" else "B")),
    ("capitals", lambda mine, other: mine["private"].upper()),
    ("small letters", lambda mine, other: mine["private"].lower()),
    ("key in capitals", lambda mine, other: mine["private"][:32].upper() + mine["private"][32:]),
    ("another person's proof", lambda mine, other: mine["private"][:32] + other["private"][32:]),
    ("another person's key", lambda mine, other: other["private"][:32] + mine["private"][32:]),
    ("proof of zeros", lambda mine, other: mine["private"][:32] + "0" * len(mine["private"][32:])),
    ("both proofs", lambda mine, other: mine["private"] + mine["receipt"][32:]),
    ("not Latin", lambda mine, other: "é" * 56),
    ("full-width digits", lambda mine, other: "１" * 32 + mine["private"][32:]),
    ("Arabic digits", lambda mine, other: "١" * 32 + mine["private"][32:]),
    ("with a space", lambda mine, other: mine["private"] + " "),
    ("a null byte", lambda mine, other: mine["private"] + "\x00"),
    ("endless", lambda mine, other: mine["private"] * 100),
]

# --- what programs send ----------------------------------------------------------------------
BAD_BODIES = [
    ("nothing", b""),
    ("no JSON", b"{first_name: Anne"),
    ("a list", b"[]"),
    ("null", b"null"),
    ("a number", b"12"),
    ("a text", b'"Anne"'),
    ("not UTF-8", b'{"first_name": "\xff\xfe"}'),
    ("a form", b"first_name=Anne&last_name=Dupont"),
    ("nested without end", b"[" * 100_000),
    ("not a number", b'{"first_name": NaN}'),
]
WRONG_TYPES = [
    Typed("a list as name", "first_name", ["Anne"]),
    Typed("an object as name", "last_name", {"a": 1}),
    Typed("null as name", "first_name", None),
    Typed("false as consent", "consent", False),
    Typed("null as consent", "consent", None),
    Typed("the text no as consent", "consent", "false"),
    Typed("an object as address", "email", {"$ne": ""}),
    Typed("a workshop that does not exist", "workshops", ["nulle-part"]),
    Typed("a text instead of a list of workshops", "workshops", "nulle-part"),
    Typed("half an emoji, which no database keeps", "first_name", "\ud83d"),
]
