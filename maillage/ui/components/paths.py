"""Finding one's way: pager, breadcrumb, steps."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Library

register = Library()


@register.inclusion_tag("ui/components/pager.html")
def pager(page: Page[Any], query: QueryDict | None = None) -> dict[str, Any]:
    """Previous and next of a paginated list; `query` (`request.GET`) keeps the filters in the address."""

    def address(number: int) -> str:
        kept = query.copy() if query is not None else QueryDict(mutable=True)
        kept["page"] = str(number)
        return f"?{kept.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where we are: (name, address) from the top down; the last one is this page, its address is not used."""
    return {"parents": trail[:-1], "here": trail[-1][0]}


@register.inclusion_tag("ui/components/steps.html")
def steps(names: Sequence[str], current: int) -> dict[str, Any]:
    """Progress through a job in named steps; `current` counts from 1. ValueError outside of them."""
    if not 1 <= current <= len(names):
        raise ValueError(f"step {current} of {len(names)}")
    states = [
        (name, "done" if number < current else "here" if number == current else "next")
        for number, name in enumerate(names, start=1)
    ]
    return {"states": states, "current": current, "total": len(names)}
