"""A tagged PDF as a screen reader gets it: the tree of its structure, with the text, language and links of each part."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf

# All that matters here: most operators only say where a line goes.
OPERATORS = "BDC BMC EMC Tf BI ID EI Tj TJ ' \" f F f* B B* b b* S s sh Do"
PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "INLINE IMAGE"}
MARKS = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")  # they only direct the writing
HEX = re.compile(r"<([0-9A-Fa-f]+)>")


@dataclass
class Part:
    """One element: its role, what it says, and the elements in it."""

    role: str
    language: str = ""  # its own, or that of the nearest part around it
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list["Part"] = field(default_factory=list)
    link: str = ""  # what the link's annotation says of itself
    address: str = ""
    on: list[int] = field(default_factory=list)  # pages, from 0, of what it says itself
    own: list[tuple[int, str, str]] = field(default_factory=list)  # (how many children came before, text, language)

    def all(self, *roles: str) -> list["Part"]:
        """The parts below with one of these roles, in reading order."""
        return [part for part in self.walk() if part.role in roles]

    def walk(self) -> Iterator["Part"]:
        """The parts below in reading order, each before those in it."""
        for child in self.children:
            yield child
            yield from child.walk()

    @property
    def text(self) -> str:
        """All that is said, without the marks that only direct it."""
        said = []
        for number in range(len(self.children) + 1):
            said += [text for before, text, _language in self.own if before == number]
            said += [self.children[number].text] if number < len(self.children) else []
        return MARKS.sub("", "".join(said))

    @property
    def pages(self) -> set[int]:
        """The pages, from 0, on which it stands."""
        return {page for part in (self, *self.walk()) for page in part.on}

    @property
    def said(self) -> list[tuple[str, str]]:
        """(language, text) of all that is in it, in no order."""
        parts = [self, *self.walk()]
        return [(language, MARKS.sub("", text)) for part in parts for _before, text, language in part.own]


class Document:
    """A PDF: `tree` is its structure, `bookmarks` (level, title), `stray` what is painted outside of any tag."""

    def __init__(self, content: bytes):
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.language = str(self.pdf.Root.Lang)
        self.used: list[tuple[int, int]] = []  # filled as the tree is read

    @cached_property
    def pages(self) -> list["_Page"]:
        return [_Page(page) for page in self.pdf.pages]

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """The number of each page, from 0, by the number of its object."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def tree(self) -> Part:
        root = Part("Root", self.language)
        self._read(self.pdf.Root.StructTreeRoot.K, root, None)
        return root

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        with self.pdf.open_outline() as outline:
            return list(_bookmarks(outline.root, 1))

    @property
    def headings(self) -> list[tuple[int, str]]:
        """(level, text) in reading order."""
        return [(int(part.role[1:]), part.text) for part in self.tree.walk() if re.fullmatch(r"H[1-6]", part.role)]

    @property
    def stray(self) -> list[str]:
        """Operators that paint neither in a tagged part nor in an artifact."""
        return [name for page in self.pages for name in page.stray]

    @property
    def unread(self) -> set[tuple[int, int]]:
        """Tagged content, as (page, number), to which no part of the tree leads."""
        assert self.tree
        return {(number, mark) for number, page in enumerate(self.pages) for mark in page.marked} - set(self.used)

    @property
    def artifacts(self) -> list[str]:
        """The text of each page that is not read: running titles, page numbers."""
        return ["".join(page.artifacts) for page in self.pages]

    def _read(self, node: Any, into: Part, page: int | None) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                self._read(kid, into, page)
        elif isinstance(node, pikepdf.Dictionary):
            self._read_dictionary(node, into, page)
        else:
            self._say(int(node), into, page)

    def _read_dictionary(self, node: pikepdf.Dictionary, into: Part, page: int | None) -> None:
        page = self.numbers[node.Pg.objgen] if "/Pg" in node else page
        if node.get("/Type") == "/OBJR":
            annotation = node.Obj
            into.link = str(annotation.get("/Contents", ""))
            into.address = str(annotation.get("/A", {}).get("/URI", ""))
        elif "/MCID" in node:
            self._say(int(node.MCID), into, page)
        elif "/S" in node:
            part = Part(str(node.S)[1:], str(node.get("/Lang", into.language)), str(node.get("/Alt", "")))
            for attributes in _dictionaries(node.get("/A")):
                part.attributes.update({str(key)[1:]: value for key, value in attributes.items()})
            into.children.append(part)
            self._read(node.get("/K", pikepdf.Array()), part, page)

    def _say(self, mark: int, into: Part, page: int | None) -> None:
        assert page is not None
        self.used.append((page, mark))
        language = self.pages[page].languages.get(mark, into.language)
        into.on.append(page)
        into.own.append((len(into.children), self.pages[page].marked[mark], language))


class _Page:
    """What one page paints: text by number of marked content, text of artifacts, and what is in neither."""

    def __init__(self, page: pikepdf.Page):
        self.marked: dict[int, str] = {}
        self.languages: dict[int, str] = {}
        self.artifacts: list[str] = []
        self.sizes: set[float] = set()  # of type, in points
        self.stray: list[str] = []
        self.fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
        self.within: list[tuple[str, Any]] = []  # (kind, number or replacing text) of the open marks
        self.font: dict[int, str] = {}
        properties = page.resources.get("/Properties", {})
        for operands, operator in pikepdf.parse_content_stream(page, OPERATORS):
            self._take(operands, str(operator), properties)
        assert self.within == []

    def _take(self, operands: Sequence[Any], operator: str, properties: Any) -> None:
        if operator in {"BDC", "BMC"}:
            self._open(operands, properties)
        elif operator == "EMC":
            kind, what = self.within.pop()
            if kind == "reversed":
                self._write("".join(reversed(what)))
        elif operator == "Tf":
            self.font = self.fonts[str(operands[0])]
            self.sizes.add(float(operands[1]))
        elif operator in PAINTING:
            if not {kind for kind, _what in self.within} & {"marked", "artifact"}:
                self.stray.append(operator)
            if operator in {"Tj", "TJ"} and not any(kind == "replaced" for kind, _what in self.within):
                letters = _decoded(operands[0], self.font)
                backwards = [what for kind, what in self.within if kind == "reversed"]
                if backwards:
                    backwards[-1].extend(letters)
                else:
                    self._write("".join(letters))

    def _open(self, operands: Sequence[Any], properties: Any) -> None:
        about = operands[1] if len(operands) > 1 else {}
        about = properties[str(about)] if isinstance(about, pikepdf.Name) else about
        if "/MCID" in about:
            self.within.append(("marked", int(about["/MCID"])))
            self.marked.setdefault(int(about["/MCID"]), "")
            if "/Lang" in about:
                self.languages[int(about["/MCID"])] = str(about["/Lang"])
        elif operands[0] == "/ReversedChars":
            self.within.append(("reversed", []))
        else:
            self.within.append(("artifact" if operands[0] == "/Artifact" else "other", None))
        if "/ActualText" in about:
            self._write(str(about["/ActualText"]))
            self.within[-1] = ("replaced", None) if "/MCID" not in about else self.within[-1]

    def _write(self, text: str) -> None:
        kind, what = next(
            ((kind, what) for kind, what in reversed(self.within) if kind in {"marked", "artifact"}), ("", 0)
        )
        if kind == "marked":
            self.marked[what] += text
        elif kind == "artifact":
            self.artifacts.append(text)


def findings(content: bytes, folder: Path) -> list[str]:
    """What the checker of PDF/UA-1 finds wrong."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    return [f"{finding.rule_id}: {finding.message}" for finding in pdfua.validate(str(file)).findings]


def broken_rules(document: Document) -> list[str]:
    """What is wrong with the tree, of all that holds for every document of ours; [] for nothing."""
    tree, levels = document.tree, [level for level, _text in document.headings]
    wrong = [f"painted outside of tags: {name}" for name in document.stray]
    wrong += [f"tagged, but in no part: {mark}" for mark in sorted(document.unread)]
    wrong += [f"read twice: {mark}" for mark, times in Counter(document.used).items() if times > 1]
    wrong += [f"heading {after} after {level}" for level, after in pairwise([0, *levels]) if after > level + 1]
    wrong += ["empty heading" for _level, text in document.headings if not text.strip()]
    wrong += ["bookmarks are not the headings"] * (levels != [level for level, _title in document.bookmarks])
    wrong += ["figure without alternative" for part in tree.all("Figure") if not part.alternative.strip()]
    wrong += [f"link that says nothing: {part.text!r}" for part in tree.all("Link") if not part.link.strip()]
    for table in tree.all("Table"):
        heads = table.all("TH")
        wrong += ["table without header"] * (not heads)
        wrong += [f"header without scope: {part.text!r}" for part in heads if part.attributes.get("Scope") != "/Column"]
        wrong += ["row of another length" for row in table.all("TR") if len(row.all("TH", "TD")) != len(heads)]
    return wrong


def _decoded(shown: Any, letters: dict[int, str]) -> list[str]:
    pieces = (
        [bytes(piece) for piece in shown if isinstance(piece, pikepdf.String)]
        if isinstance(shown, pikepdf.Array)
        else [bytes(shown)]
    )
    codes = (int.from_bytes(piece[at : at + 2], "big") for piece in pieces for at in range(0, len(piece), 2))
    return [letters.get(code, "\ufffd") for code in codes]


def _letters(font: Any) -> dict[int, str]:
    """Code → text of a font, from its ToUnicode map."""
    found: dict[int, str] = {}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        codes = HEX.findall(block)
        for code, text in zip(codes[::2], codes[1::2], strict=True):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        codes = HEX.findall(block)
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = int.from_bytes(bytes.fromhex(text), "big")
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = (start + step).to_bytes(len(text) // 2, "big").decode("utf-16-be")
    return found


def _dictionaries(value: Any) -> list[Any]:
    return [] if value is None else [value] if isinstance(value, pikepdf.Dictionary) else list(value)


def _bookmarks(items: Any, level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, str(item.title)
        yield from _bookmarks(item.children, level + 1)
