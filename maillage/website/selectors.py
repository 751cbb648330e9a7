"""What the pages of the site bring together from the rooms below."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from maillage.agenda import selectors as agenda
from maillage.agenda.enums import EventKind
from maillage.agenda.models import Event
from maillage.core.languages import READY

LOOKED_AT = 8
NEXT_SHOWN = 4


def next_events(user: Any) -> dict[str, Any]:
    """The next meetings as cards: `featured` (the next plenary if one is near, or None), `others` in order."""
    cards = agenda.cards(Event.objects.visible_to(user).for_card().upcoming()[:LOOKED_AT])
    plenaries = (card for card in cards if card["event"].kind == EventKind.PLENARY)
    featured = next(plenaries, cards[0] if cards else None)
    return {"featured": featured, "others": [card for card in cards if card is not featured][:NEXT_SHOWN]}


def page_urls(page: Page, request: HttpRequest) -> dict[str, str]:
    """Where each language's version of `page` is, by language code; that language's home where there is none."""
    urls = {language.code: f"/{language.code}/" for language in READY}
    for version in page.get_translations(inclusive=True).live().select_related("locale"):
        if version.locale.language_code in urls:
            # Wagtail keeps for an hour where the site's pages begin: read while that changed, it knows no address.
            urls[version.locale.language_code] = version.get_url(request) or urls[version.locale.language_code]
    return urls
