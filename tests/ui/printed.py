"""Booklets for tests: one of each thing in every language, and the text that other programs take out of a PDF."""

from datetime import date
from functools import cache

import pypdfium2

from maillage.ui.pdf.booklets import Booklet, Change, Entry, Index, Line, Section, Text, booklet_pdf
from tests.ui.tag_tree import Document

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
