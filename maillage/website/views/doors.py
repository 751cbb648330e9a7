"""The door of the site, and the space of those who sign in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.accounts.adapters import keep_language
from maillage.accounts.models import User
from maillage.core.languages import READY
from maillage.website.selectors import next_events


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the home in the language that the browser prefers (the site's first one when it has none of ours)."""
    return redirect(f"/{get_language()}/")


@require_safe
def space_in_language(request: HttpRequest) -> HttpResponse:
    """Lead to the space, which has one address for all languages, in the language of this address."""
    response = redirect("space")
    keep_language(response)
    return response


@login_required
@never_cache
@require_safe
def space(request: HttpRequest) -> HttpResponse:
    """What the signed-in person can do here."""
    person = cast(User, request.user)  # login_required
    context = {
        "roles": sorted(str(role.label) for role in person.roles),
        "in_office": person.has_perm("wagtailadmin.access_admin"),
        "page_urls": {language.code: f"/{language.code}/espace/" for language in READY},
        **next_events(person),
    }
    return render(request, "website/space.html", context)
