"""The pages that a site must have on its first day, in each language that has its texts in `content/`.

What exists is never touched: staff edit these pages afterwards in the office. Texts are Django
templates that know the centre; each file begins with its title and its lead, a line each.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.template import Context, Template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from maillage.core import clock
from maillage.core.centre import current
from maillage.core.languages import READY, Language
from maillage.website.models import HomePage, TextPage

CONTENT = Path(__file__).parent / "content"
HOME = "accueil"
HOME_DEPTH = 2  # Wagtail's root is 1
SLUGS = ("contact", "accessibilite", "vie-privee", "mentions-legales")


class Text(NamedTuple):
    """One page's words: title, lead, and body (HTML as Wagtail keeps it; empty for the home)."""

    title: str
    intro: str
    body: str


def load() -> list[Page]:
    """Create what is missing of home and trust pages in every ready language; returns what was created.

    Needs the centre's row. The first language of the site gives the tree, the others are its translations.
    """
    first, *others = (language.code for language in READY)
    home, made = _home(first)
    for slug in SLUGS:
        if not home.get_children().filter(slug=slug).exists():
            made.append(_publish(_text(slug, home.locale), home))
    for code in others:
        made += _translate(home, code)
    return made


def load_new_languages(languages: Sequence[Language] = READY) -> list[Page]:
    """Create home and trust pages in the languages that have none yet, on a site that staff already edit.

    Returns what was created. Languages that have their home keep it as it is, pages that were removed stay removed.
    """
    first, *others = (language.code for language in languages)
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale").order_by("pk")}
    return [page for code in others if first in homes and code not in homes for page in _translate(homes[first], code)]


def text_of(slug: str, language: str) -> Text:
    """The words of one page. Raises FileNotFoundError where the language has none."""
    source = (CONTENT / language / f"{slug}.html").read_text(encoding="utf-8")
    with override(language):
        today = date_format(timezone.localtime(clock.now()), "DATE_FORMAT")
        words = str(Template(source).render(Context({"centre": current(), "today": today})))
    words = words.replace("<br>", "<br/>")  # as Django writes it, Wagtail's editor would not open the page
    title, intro, *body = words.split("\n")
    return Text(title, intro, "\n".join(body).strip())


def _home(language: str) -> tuple[HomePage, list[Page]]:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found, []
    page = _publish(_page(HOME, locale), Page.get_first_root_node())
    former = [site.root_page for site in Site.objects.select_related("root_page")]
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": page, "site_name": current().short_name, "hostname": "localhost"}
    )
    for welcome in former:  # Wagtail's own first page
        if welcome.specific_class is Page and welcome.is_leaf():
            welcome.delete()
    return HomePage.objects.get(pk=page.pk), [page]


def _text(slug: str, locale: Locale) -> Page:
    page = _page(slug, locale)
    translation = TextPage.objects.filter(slug=slug, depth=HOME_DEPTH + 1).exclude(locale=locale).first()
    if translation:  # the page was deleted, its translations were not: they belong together again
        page.translation_key = translation.translation_key
    return page


def _translate(home: HomePage, language: str) -> list[Page]:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    made: list[Page] = []
    for page in (home, *TextPage.objects.child_of(home).filter(slug__in=SLUGS)):
        if page.has_translation(locale):
            continue
        at_home = page.pk == home.pk
        copy = _page(HOME if at_home else page.slug, locale)
        copy.translation_key = page.translation_key
        if at_home:  # homes stand side by side
            copy.slug = f"{page.slug}-{language}"
        parent = Page.get_first_root_node() if at_home else home.get_translation(locale)
        made.append(_publish(copy, parent))
    return made


def _page(slug: str, locale: Locale) -> Page:
    words = text_of(slug, locale.language_code)
    page: Page = HomePage() if slug == HOME else TextPage(body=words.body)
    page.slug, page.locale, page.title, page.intro = slug, locale, words.title, words.intro
    return page


def _publish(page: Page, parent: Page) -> Page:
    """Put a page that was never a draft below `parent`, with a first version that staff can come back to."""
    page.live, page.first_published_at = True, clock.now()
    page.last_published_at = page.first_published_at
    page = parent.add_child(instance=page)
    page.live_revision = page.save_revision(changed=False, clean=False)
    Page.objects.filter(pk=page.pk).update(live_revision=page.live_revision)
    return page
