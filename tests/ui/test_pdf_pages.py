"""Booklets as they look: what stands where on the page, and texts that are printed as somebody typed them."""

from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest
import zxingcpp

from maillage.ui.pdf.booklets import Booklet, Change, Entry, Index, Line, Section, Text, booklet_pdf
from maillage.ui.pdf.words import printed
from tests.ui.printed import PHONE, WORDS, booklet, entry, made, read, spoken
from tests.ui.tag_tree import Document, broken_rules, findings

# --- on the page -----------------------------------------------------------------------------


def letters(content):
    """The boxes of all letters of all pages, with their page's width and height."""
    for page in pypdfium2.PdfDocument(content):
        textpage = page.get_textpage()
        for number in range(textpage.count_chars()):
            yield textpage.get_charbox(number), page.get_size()


@cache
def codes(content, page):
    """How far from the left each QR code of a page begins, in points."""
    drawn = pypdfium2.PdfDocument(content)[page].render(scale=3).to_pil()
    return [code.position.top_left.x / 3 for code in zxingcpp.read_barcodes(drawn, zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_right_to_left_pages_begin_at_the_right(language):
    content = made(language)
    margin, code_width = 57, 65  # points
    assert max(right for (_l, _b, right, _t), _size in letters(content)) == pytest.approx(595 - margin, abs=4)
    assert codes(content, 2)[:2] == pytest.approx([margin, margin], abs=2)
    assert str(Document(content).pdf.Root.ViewerPreferences.Direction) == "/R2L"
    assert codes(made("fr"), 2)[:2] == pytest.approx([595 - margin - code_width] * 2, abs=2)


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_telephone_numbers_keep_their_order_in_right_to_left_writing(language):
    calls = Text(f"{WORDS[language][2]} {PHONE} {WORDS[language][1]}", language)
    told = booklet(entry(0, lines=[Line(WORDS[language][1], calls)]), language=language, contents_title="")
    content = booklet_pdf(told)
    textpage = pypdfium2.PdfDocument(content)[2].get_textpage()
    spots = {}
    for number in range(textpage.count_chars()):
        sign = textpage.get_text_range(number, 1)
        if sign in "0817135":
            left, bottom, _right, _top = textpage.get_charbox(number)
            spots.setdefault(round(bottom / 3), []).append((left, sign))
    lines = ["".join(sign for _left, sign in sorted(line)) for line in spots.values()]
    assert any("081713515" in line for line in lines)


def test_entries_stay_on_one_page():
    document = read(*(entry(number) for number in range(60)))
    kept = [(part, note) for part, note in zip(document.tree.all("H2"), notes(document), strict=True)]
    assert [part.text for part, note in kept if part.pages != note.pages] == []
    assert len(document.pages) > 5


def notes(document):
    return [part for part in document.tree.all("P") if part.text.startswith("Confirmé le")]


def test_entry_longer_than_a_page_goes_on_and_loses_nothing():
    long = " ".join(f"mot{number}" for number in range(3000))
    document = read(entry(0, lines=[Line("Texte", Text(long))]), entry(1))
    assert broken_rules(document) == []
    said = document.tree.text
    assert [number for number in range(3000) if f"mot{number}" not in said] == []
    assert len({page for part in document.tree.all("LBody") for page in part.pages}) > 2


@pytest.mark.parametrize("large", [False, True])
def test_words_wider_than_the_page_stay_on_it(large):
    word, address = "Anticonstitutionnellement" * 8, "https://example.org/" + "a-b_c/" * 60
    lines = [Line("L" * 60, (Text(word), Text(address))), Line("", Text(word))]
    told = booklet(
        entry(0, name=Text(word), lines=lines, subtitle=word, note=word), title=f"{word} x", large=large,
        indexes=(Index(word, ((word, ("k0",)),)),), changes=(Change(word, word, word),), changes_head=(word, "b", "c"),
        changes_title=word, subtitle=word, edition=word, publisher=word, introduction=(Text(word),), about=(word,),
    )  # fmt: skip
    content = booklet_pdf(told)
    wide = [box for box, (width, _height) in letters(content) if box[0] < 0 or box[2] > width - 30]
    assert wide == []
    assert Document(content).tree.text.count(word) > 8


def test_large_print_has_no_small_letters():
    sizes = {size for page in Document(made(large=True)).pages for size in page.sizes}
    assert min(sizes) >= 18
    assert min(size for page in Document(made()).pages for size in page.sizes) >= 8.5


# --- text is data ----------------------------------------------------------------------------

MARKUP = [
    '#let x = 1; #panic("no")', "$ x^2 $", "*bold* _it_", '<a href="x">y</a>', "] [ } {", "= Title", "- item", "// gone",
    "`raw`", "\\u{41} \\", "@k0", "https://not.a.link", "<entry k0>", '"; #x', "~ -- ---", "'quotes' \"double\"",
]  # fmt: skip


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_is_printed_as_typed(typed):
    told = booklet(
        entry(0, name=Text(typed), lines=[Line(typed, Text(typed), icon="mail")], subtitle=typed, note=typed, flag=typed),
        title=typed, subtitle=typed, publisher=typed, edition=typed, introduction=(Text(typed),), contents_title=typed,
        indexes=(Index(typed, ((typed, ("k0",)),)),), changes=(Change(typed, typed, typed),), changes_title=typed,
        changes_head=(typed, typed, typed), about=(typed,),
    )  # fmt: skip
    document = Document(booklet_pdf(told))
    assert document.tree.text.count(typed) >= 20
    assert broken_rules(document) == []


@pytest.mark.parametrize("key", ["a b", "é", "<x>", '"', "#", "k" * 300, "ا"])
def test_keys_may_be_anything(key):
    one = replace(entry(0), key=key)
    assert "Mots" in spoken(booklet_pdf(booklet(one, indexes=(Index("Mots", (("mot", (key,)),)),))))


def test_signs_that_no_font_has_are_boxes_and_unseen_ones_nothing():
    assert printed("a 🎉 b漢") == ["a � b�"]
    assert printed("a\x00\x07b\ufeffc\ud800d\u200b") == ["abc" + "d"]
    assert printed("un\n\n  deux  trois\r\n") == ["un", "deux trois"]
    assert broken_rules(read(entry(0, name=Text("🎉👩\u200d👧 e\u0301\u0323 ك\u0301 ไทย \u202ex")))) == []


def test_marks_of_isolation_become_runs():
    assert printed("\u2066081 22\u2069، \u20660470\u2069", rtl=True) == [[["081 22"], "، ", ["0470"]]]
    assert printed("الرقم 081 22 33 44 غدا", rtl=True) == [["الرقم ", ["081 22 33 44"], " غدا"]]
    assert printed("081 22 33 44", rtl=True) == [[["081 22 33 44"]]]
    assert printed("من 9:00 إلى 12:00", rtl=True) == ["من 9:00 إلى 12:00"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "www.example.org", "https://", "#x", "x" * 9]
)
def test_paper_leads_only_to_the_web_a_mailbox_or_a_telephone(href):
    one = replace(entry(0, lines=[Line("Site", Text("ici"), href=href)]), url=href)
    document = read(one)
    assert [link.address for link in document.tree.all("Link") if link.address] == []
    assert "ici" in document.tree.text


def test_empty_fields_leave_no_trace():
    empty = Entry("k", Text("Nom"), "", (Line("Prix", ()), Line("Lieu", Text("  "))), "", "")
    bare = Booklet("fr", "Titre", "", "", "", date(2026, 1, 1), (), (Section("Namur", (empty,)), Section("Vide", ())))
    document = Document(booklet_pdf(bare))
    assert broken_rules(document) == []
    assert document.headings == [(1, "Namur"), (2, "Nom"), (1, "Vide")]
    assert document.tree.all("L", "Figure", "Table") == []


def test_booklet_without_anything_is_a_cover(tmp_path):
    content = booklet_pdf(Booklet("fr", "Titre", "", "", "", date(2026, 1, 1), (), ()))
    assert findings(content, tmp_path) == []
    assert len(pypdfium2.PdfDocument(content)) == 1
