"""What no file of ours may hold: places to fetch from, code inside pages, a second clock."""

import ast
import re

import pytest

from tests.house.tree import ROOT, files, name

TEMPLATES = files("maillage/*.html")
CLOCK = "maillage/core/clock.py"
# Put together here, so that this file does not hold them.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "unpkg" + ".com"]
REGISTRIES += ["jsdelivr" + ".net", "deb.debian" + ".org", "cdnjs" + ".", "fonts.goog" + "leapis", "fonts.gst" + "atic"]

INLINE = {
    "script in the page": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}
# A mail has no style sheet: its reader knows only style attributes.
MAILS = re.compile(r"(?:^|/)(?:mails?|emails?|letters?)/|(?:letter|mail|email)[^/]*\.html$")


def test_no_file_names_a_registry():
    found = [
        f"{name(file)}: {host}"
        for file in files()
        if file.suffix not in {".png", ".webp", ".jpg", ".ico", ".mo", ".woff2", ".pdf"}
        for host in REGISTRIES
        if host in file.read_text(errors="replace")
    ]
    assert found == []


@pytest.mark.parametrize("kind", INLINE)
def test_templates_hold_no_inline_code(kind):
    pages = [file for file in TEMPLATES if not MAILS.search(name(file))]
    assert [name(file) for file in pages if INLINE[kind].search(file.read_text())] == []


def test_templates_fetch_nothing_from_elsewhere():
    fetch = re.compile(
        r"<(?:script|link|img|source|iframe|video|audio)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    )
    assert [name(file) for file in TEMPLATES if fetch.search(file.read_text())] == []


def asks_the_time(node: ast.AST) -> bool:
    """Whether `node` calls a clock other than ours: timezone.now(), datetime.now(), date.today() and the like."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    base = node.func.value
    owner = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
    return (owner, node.func.attr) in {
        ("timezone", "now"),
        ("timezone", "localdate"),
        ("timezone", "localtime"),
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
    } and not (node.func.attr.startswith("local") and node.args)


def test_only_the_clock_asks_the_time():
    found = [
        f"{name(file)}:{node.lineno}"
        for file in files("maillage/*.py")
        if name(file) != CLOCK and "migrations" not in file.parts
        for node in ast.walk(ast.parse(file.read_text()))
        if asks_the_time(node)
    ]
    assert found == []


def test_clock_rule_sees_what_it_forbids():
    calls = ["timezone.now()", "datetime.datetime.now(UTC)", "date.today()", "timezone.localtime()"]
    allowed = ["clock.now()", "timezone.localtime(event.starts_at)"]
    assert [asks_the_time(ast.parse(call).body[0].value) for call in calls + allowed] == [True] * 4 + [False] * 2


def test_python_files_are_not_empty_of_words():
    silent = [
        name(file)
        for file in files("maillage/*.py")
        if "migrations" not in file.parts and file.stem not in {"__init__", "apps", "enums", "models", "urls"}
        if not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


def test_repository_has_its_first_pages():
    wanted = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/settings.md", "docs/glossary.md"]
    assert [page for page in wanted if not (ROOT / page).is_file()] == []
