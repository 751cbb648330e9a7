"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.ui import gallery as samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who draw pages and for the tests."""
    return render(request, "ui/gallery.html", samples.context())
