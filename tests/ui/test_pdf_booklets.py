"""Booklets on paper, as readers, screen readers and printers get them."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from maillage.core.languages import LANGUAGES
from maillage.ui.pdf import typesetting
from maillage.ui.pdf.booklets import (
    Booklet,
    Change,
    Entry,
    Index,
    Line,
    PrintingRefused,
    Section,
    Text,
    booklet_pdf,
)
from maillage.ui.pdf.words import printed
from tests.ui.tag_tree import Document, broken_rules, findings

# For each language: a title, a label, a sentence and a name. Without lam-alef, whose letters some programs turn round.
WORDS = {
    "fr": ("Répertoire de la province", "Téléphone", "Cours de français le mardi, à Ciney.", "Maison « Œuvre »"),
    "en": ("Directory of the province", "Phone", "French courses on Tuesday in Ciney.", "House of welcome"),
    "nl": ("Gids van de provincie", "Telefoon", "Franse les op dinsdag, coördinatie.", "Huis van onthaal"),
    "de": ("Verzeichnis der Provinz", "Telefon", "Französischkurse für Anfänger, groß.", "Haus der Begrüßung"),
    "ar": ("دليل المقاطعة", "الهاتف", "دروس فرنسية كل يوم", "مركز سينه"),
    "uk": ("Довідник провінції", "Телефон", "Курси французької щовівторка, їжа й ґанок.", "Будинок зустрічі"),
    "fa": ("راهنمای استان", "تلفن", "درس زبان در شهر چینه، هفته‌ها", "خانه پذیرش"),
    "tr": ("İl rehberi", "Telefon", "Salı günleri Fransızca kursu, ığşçİ.", "Karşılama evi"),
    "es": ("Guía de la provincia", "Teléfono", "Cursos de francés el martes, ¿dónde?", "Casa de acogida"),
}
PHONE = "081 71 35 15"


def entry(number, *, name=None, lines=(), **facts):
    words = {"subtitle": "", "note": f"Confirmé le {number + 1} octobre 2026", **facts}
    default = (Line("Téléphone", Text(PHONE), href="tel:+3281713515", icon="phone"),)
    address = f"https://maillage.example/fr/annuaire/services/s{number}/"
    return Entry(f"k{number}", name or Text(f"Service {number}"), lines=tuple(lines or default), url=address, **words)


def booklet(*entries, **facts):
    told = {
        "language": "fr",
        "title": "Répertoire",
        "subtitle": "Apprendre le français",
        "publisher": "Centre de Namur",
        "edition": "Troisième édition",
        "date": date(2026, 10, 3),
        "introduction": (Text("Bienvenue."),),
        "sections": (Section("Namur", entries[:2]), Section("Dinant", entries[2:])),
        "contents_title": "Sommaire",
        **facts,
    }
    return Booklet(**told)


def whole(language="fr", **facts):
    """A booklet with one of each thing, in a language."""
    title, label, sentence, name = WORDS[language]
    lines = (
        Line("", Text(sentence), icon="warning"),
        Line(label, Text(PHONE), href="tel:+3281713515", icon="phone"),
        Line(title, (Text("rue de Fer 12, 5000 Namur", "fr"), Text(sentence))),
    )
    entries = tuple(entry(n, name=Text(f"{name} {n}"), lines=lines, subtitle=sentence, flag=label) for n in range(5))
    told = {
        "language": language,
        "title": title,
        "contents_title": label,
        "introduction": (Text(sentence), Text("En français.", "fr")),
        "indexes": (Index(name, ((label, ("k0", "k4")), (name, ("k1",)))),),
        "changes": (Change(label, name, sentence), Change(label, name, sentence)),
        "changes_title": sentence,
        "changes_head": (label, name, title),
        "about": (sentence,),
        **facts,
    }
    return booklet(*entries, **told)


@cache
def made(language="fr", *, large=False):
    return booklet_pdf(whole(language, large=large))


def spoken(content):
    """The text as another program takes it out of the file, on one line."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def read(*entries, **facts):
    return Document(booklet_pdf(booklet(*entries, **facts)))


# --- for every language ----------------------------------------------------------------------

EACH_LANGUAGE = pytest.mark.parametrize("language", [language.code for language in LANGUAGES])


@EACH_LANGUAGE
def test_booklet_is_accessible_in_every_language(language, tmp_path):
    content = made(language)
    document = Document(content)
    assert findings(content, tmp_path) == []
    assert broken_rules(document) == []
    assert document.language == language


@EACH_LANGUAGE
def test_booklet_says_what_it_is(language):
    pdf = Document(made(language)).pdf
    assert str(pdf.docinfo.Title) == WORDS[language][0]
    assert str(pdf.docinfo.Author) == "Centre de Namur"
    assert str(pdf.docinfo.CreationDate).startswith("D:20261003000000")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


@EACH_LANGUAGE
def test_bookmarks_are_the_headings_in_order(language):
    _title, label, sentence, name = WORDS[language]
    entries = [(2, f"{name} {number}") for number in range(5)]
    expected = [(1, label), (1, "Namur"), *entries[:2], (1, "Dinant"), *entries[2:], (1, name), (1, sentence)]
    assert Document(made(language)).bookmarks == expected


@pytest.mark.parametrize("language", ["fr", "ar", "fa", "uk", "tr"])
def test_texts_can_be_taken_out(language):
    text = spoken(made(language))
    for word in " ".join(WORDS[language]).split():
        assert word.strip(",.") in text


@pytest.mark.parametrize("language", ["fr", "uk", "tr"])
def test_headings_say_what_the_bookmarks_say(language):
    document = Document(made(language))
    assert document.headings == document.bookmarks


# --- reading ---------------------------------------------------------------------------------


def test_entries_are_read_in_their_order_whole():
    document = read(*(entry(number) for number in range(5)))
    text = document.tree.text
    places = []
    for number in range(5):
        places += [text.index(f"Service {number}Téléphone"), text.index(f"Confirmé le {number + 1} octobre")]
    assert places == sorted(places)


def test_facts_are_a_list_of_labels_and_values():
    document = read(entry(0, lines=[Line("Prix", Text("gratuit")), Line("Heures", (Text("lundi"), Text("mardi")))]))
    facts = [part for part in document.tree.all("L") if part.all("Lbl")]
    labels = [(item.all("Lbl")[0].text, item.all("LBody")[0].text) for part in facts for item in part.all("LI")]
    assert labels == [("Prix", "gratuit"), ("Heures", "lundimardi")]
    assert [part.text for part in facts[0].all("P")] == ["gratuit", "lundi", "mardi"]


def test_changes_are_a_table_with_a_header():
    changes = (Change("ajouté", "Maison", "nouveau"), Change("corrigé", "Centre", "téléphone"))
    document = read(entry(0), changes=changes, changes_title="Errata", changes_head=("Quoi", "Qui", "Détail"))
    (table,) = document.tree.all("Table")
    assert [part.text for part in table.all("THead")[0].all("TH")] == ["Quoi", "Qui", "Détail"]
    assert [part.text for part in table.all("TD")] == ["ajouté", "Maison", "nouveau", "corrigé", "Centre", "téléphone"]


def test_name_in_arabic_is_arabic_inside_a_french_booklet():
    content = booklet_pdf(booklet(entry(0, name=Text("مركز دمج", "ar")), entry(1)))
    document = Document(content)
    (arabic,) = [part for part in document.tree.all("H2") if part.language == "ar"]
    assert "مركز دمج" in spoken(content)
    assert {language for language, text in arabic.said if text} == {"ar"}
    assert all(language == "fr" for part in document.tree.all("H1") for language, _text in part.said)
    assert document.language == "fr"
    assert document.bookmarks[2] == (2, "مركز دمج")


def test_each_text_is_tagged_with_its_language():
    lines = [Line("Texte", (Text("Deutsche Wörter", "de"), Text("Palavras", "pt-BR"), Text("a@b.example", "und")))]
    said = read(entry(0, lines=lines)).tree.said
    languages = {text: language for language, text in said}
    assert [languages[word] for word in ("Texte", "Deutsche Wörter", "Palavras", "a@b.example")] == [
        "fr",
        "de",
        "pt-BR",
        "und",
    ]


def test_links_lead_somewhere_and_say_where():
    links = Document(made()).tree.all("Link")
    addresses = [link.address for link in links if link.address]
    assert addresses.count("tel:+3281713515") == 5
    assert [address for address in addresses if address.startswith("https")] == [
        f"https://maillage.example/fr/annuaire/services/s{number}/" for number in range(5)
    ]
    inner = [link for link in links if not link.address]
    assert [link.link[:-1] for link in inner if "Maison « Œuvre » 4" in link.link] == ["Maison « Œuvre » 4, page "]


def test_index_tells_the_page_of_each_entry():
    content = booklet_pdf(
        booklet(*(entry(n) for n in range(40)), indexes=(Index("Mots", (("accueil", ("k0", "k39")),)),))
    )
    document = Document(content)
    page = {part.text: min(part.pages) + 1 for part in document.tree.all("H2")}
    said = document.tree.text.rpartition("accueil")[2]
    assert page["Service 0"] != page["Service 39"]
    assert said == f"{page['Service 0']}, {page['Service 39']}"


def test_contents_tell_the_page_of_each_section():
    document = read(*(entry(number) for number in range(20)))
    page = {part.text: min(part.pages) + 1 for part in document.tree.all("H1")}
    lines = [part.text.split() for part in document.tree.all("TOCI")]
    assert [(line[0], int(line[-1])) for line in lines] == [(name, page[name]) for name in ("Namur", "Dinant")]


def test_running_title_and_page_number_are_not_read():
    document = Document(made())
    cover, contents = document.artifacts[:2]
    assert cover == ""
    assert contents.startswith("Répertoire de la province")
    assert contents.endswith("3 octobre 20262")
    assert document.tree.text.count("Répertoire de la province") == 1 + 5 + 1  # cover, a label, head of the changes


def test_code_leads_a_camera_to_the_page_of_the_entry():
    document = pypdfium2.PdfDocument(made())
    seen = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())}
    assert seen == {f"https://maillage.example/fr/annuaire/services/s{number}/" for number in range(5)}


def test_code_has_words():
    figures = Document(made("uk")).tree.all("Figure")
    assert figures[3].alternative == "QR · Будинок зустрічі 3 · https://maillage.example/fr/annuaire/services/s3/"
    assert len(figures) == 5


# --- on the page -----------------------------------------------------------------------------


def boxes(content, word, page):
    """Where each occurrence of a word stands: (left, bottom, right, top) of its first and last letters, in points."""
    textpage = pypdfium2.PdfDocument(content)[page].get_textpage()
    searcher, found = textpage.search(word), []
    while (hit := searcher.get_next()) is not None:
        found.append((textpage.get_charbox(hit[0]), textpage.get_charbox(hit[0] + hit[1] - 1)))
    return found


def letters(content):
    """The boxes of all letters of all pages, with their page's width and height."""
    for page in pypdfium2.PdfDocument(content):
        textpage = page.get_textpage()
        for number in range(textpage.count_chars()):
            yield textpage.get_charbox(number), page.get_size()


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_right_to_left_pages_begin_at_the_right(language):
    content = made(language)
    first = pypdfium2.PdfDocument(content)[2]
    lefts = [box for box, _size in letters(content)]
    assert max(right for _l, _b, right, _t in lefts) == pytest.approx(595 - 57, abs=4)
    codes = zxingcpp.read_barcodes(first.render(scale=3).to_pil())
    assert {code.position.top_left.x < 595 * 3 / 4 for code in codes} == {True}
    french = pypdfium2.PdfDocument(made())[2]
    assert {
        code.position.top_left.x > 595 * 3 / 2 for code in zxingcpp.read_barcodes(french.render(scale=3).to_pil())
    } == {True}


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


# --- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (booklet(language="xx"), "xx"),
        (booklet(entry(0), entry(0)), "k0"),
        (booklet(entry(0), indexes=(Index("Mots", (("mot", ("k9",)),)),)), "k9"),
        (booklet(entry(0, lines=[Line("Prix", Text("1"), icon="nothing")])), "nothing"),
        (booklet(entry(0, name=Text("x", "not a language"))), "not a language"),
    ],
)
def test_mistakes_are_named(wrong, says):
    with pytest.raises(ValueError, match=says):
        booklet_pdf(wrong)


def test_refusal_of_the_typesetter_is_an_error_of_ours():
    with pytest.raises(PrintingRefused, match="title"):
        booklet_pdf(booklet(title=""))


# --- the same bytes --------------------------------------------------------------------------


def test_same_booklet_gives_the_same_bytes():
    assert booklet_pdf(whole("uk")) == made("uk")
    assert booklet_pdf(whole("uk", date=date(2026, 10, 4))) != made("uk")


def test_another_process_gives_the_same_bytes(tmp_path):
    program = "import sys; from tests.ui.test_pdf_booklets import made; sys.stdout.buffer.write(made('ar'))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=Path.cwd())
    assert other.stdout == made("ar")


def test_threads_do_not_disturb_each_other():
    codes = ["fr", "ar", "uk", "tr"] * 2
    with ThreadPoolExecutor(4) as pool:
        contents = list(pool.map(lambda code: booklet_pdf(whole(code)), codes))
    assert contents == [made(code) for code in codes]


def test_nothing_is_kept_of_a_document():
    def memory():
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

    for number in range(3):
        booklet_pdf(booklet(*(entry(n, note=f"{number}") for n in range(150))))
    before = memory()
    for number in range(4):
        booklet_pdf(booklet(*(entry(n, note=f"encore {number}") for n in range(150))))
    assert memory() - before < 60  # MB; 4 times more where it keeps them


def test_five_hundred_entries_are_one_booklet():
    content = booklet_pdf(booklet(*(entry(number) for number in range(500))))
    pdf = pikepdf.open(io.BytesIO(content))
    assert len(pdf.pages) > 40
    assert len(content) < 6_000_000


# --- what the tests themselves see -----------------------------------------------------------


def test_reader_of_trees_sees_what_is_wrong():
    def damaged(change):
        pdf = pikepdf.open(io.BytesIO(made()))
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return " ".join(broken_rules(Document(out.getvalue())))

    def paint(pdf):
        pdf.pages[0].contents_add(b"0 0 9 9 re f")

    def cut(pdf):
        del pdf.Root.StructTreeRoot.K[0].K[0]

    assert "painted outside" in damaged(paint)
    assert "in no part" in damaged(cut)


def test_only_our_faces_are_used():
    families = set(typesetting.fonts().families())
    assert families == {"Atkinson Hyperlegible", "Bricolage Grotesque 96pt", "IBM Plex Sans", "IBM Plex Sans Arabic"}
    fonts = {
        str(font.BaseFont).partition("+")[2].partition("-")[0]
        for page in Document(made("uk")).pdf.pages
        for font in page.resources.Font.values()
    }
    assert fonts <= {"AtkinsonHyperlegible", "BricolageGrotesque96pt", "IBMPlexSans", "IBMPlexSansArabic"}
