"""Booklets on paper, as readers, screen readers and printers get them."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from maillage.core.languages import LANGUAGES
from maillage.ui.pdf import typesetting
from maillage.ui.pdf.booklets import (
    Change,
    Index,
    Line,
    PrintingRefused,
    Text,
    booklet_pdf,
)
from tests.ui.printed import WORDS, booklet, entry, made, read, spoken, whole
from tests.ui.tag_tree import Document, broken_rules, findings

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
    pages = [page.render(scale=3).to_pil() for page in pypdfium2.PdfDocument(made())]
    seen = {code.text for page in pages for code in zxingcpp.read_barcodes(page, zxingcpp.BarcodeFormat.QRCode)}
    assert seen == {f"https://maillage.example/fr/annuaire/services/s{number}/" for number in range(5)}


def test_code_has_words():
    figures = Document(made("uk")).tree.all("Figure")
    assert figures[3].alternative == "QR · Будинок зустрічі 3 · https://maillage.example/fr/annuaire/services/s3/"
    assert len(figures) == 5


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
    program = "import sys; from tests.ui.printed import made; sys.stdout.buffer.write(made('ar'))"
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
