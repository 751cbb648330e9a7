"""The door and the frame of the screens of duplicates and merges: the team alone comes in."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Crumb = tuple[str, str]  # address, label
SCREENS = [("index", gettext_lazy("Doublons")), ("merges", gettext_lazy("Fusions faites"))]


def show(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    here: str = "",
    trail: Sequence[Crumb] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The screen `directory/office/<template>.html` in Wagtail's frame; `trail` leads on from the list of pairs."""
    crumbs = [(reverse("directory_duplicates:index"), _("Doublons")), *trail]
    last = len(crumbs) - 1
    frame = {
        "header_title": title,
        "header_icon": "copy",
        "breadcrumbs_items": [
            {"url": "" if rank == last else url, "label": label} for rank, (url, label) in enumerate(crumbs)
        ],
        "menu": [
            {"url": reverse(f"directory_duplicates:{name}"), "label": label, "here": name == here}
            for name, label in SCREENS
        ],
    }
    return render(request, f"directory/office/{template}.html", {**frame, **context}, status=status)
