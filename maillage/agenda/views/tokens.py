"""Pages that a link from a mail opens: who holds it, and how such a page stays out of sight."""

from django.http import Http404, HttpResponse

from maillage.agenda import selectors
from maillage.agenda.models import Registration


def opened(token: str) -> tuple[Registration, selectors.Access]:
    """The registration of a link and what the link allows, or 404."""
    found = selectors.find_by_token(token)
    if found is None:
        raise Http404
    return found


def opened_privately(token: str) -> Registration:
    """The registration of a private link, or 404."""
    found, access = opened(token)
    if access != "private":
        raise Http404
    return found


def unlisted(response: HttpResponse) -> HttpResponse:
    """The same answer, kept from search engines and its address from other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not "no-referrer": browsers then send the form that cancels from nowhere (Origin: null), and it is refused.
    response["Referrer-Policy"] = "same-origin"
    return response
