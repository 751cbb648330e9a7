"""The space of those who sign in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def space(request: HttpRequest) -> HttpResponse:
    """What the signed-in person can do here."""
    return render(request, "website/space.html")
