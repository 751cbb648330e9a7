"""`{% load directory_search %}`: the way into the directory, for the pages of other rooms."""

from typing import Any

from django.template import Context, Library

from maillage.directory.models import OperatorMap
from maillage.directory.rules.domains import DOMAINS
from maillage.directory.selectors.search import Wanted
from maillage.directory.selectors.selections import named
from maillage.directory.views.asked import NAMES, Asked
from maillage.directory.views.choices import options
from maillage.territory.selectors.where import Gazetteer

register = Library()


@register.inclusion_tag("directory/parts/map_doors.html", takes_context=True)
def map_doors(context: Context) -> dict[str, Any]:
    """The maps, and the ways to directories and communes."""
    request = context.get("request")
    return {"maps": named(OperatorMap, request.user if request else None)}


@register.inclusion_tag("directory/parts/search_doors.html")
def search_doors() -> dict[str, Any]:
    """The search box, and the eight doors of what people look for."""
    nothing = Asked(dict.fromkeys(NAMES, ""), Wanted())
    return {"asked": nothing, "communes": options(Gazetteer.kept()), "domains": DOMAINS}
