"""The door of the site, and the space of those who sign in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the home in the language that the browser prefers (the site's first one when it has none of ours)."""
    return redirect(f"/{get_language()}/")


@login_required
@require_safe
def space(request: HttpRequest) -> HttpResponse:
    """What the signed-in person can do here."""
    return render(request, "website/space.html")
