"""The bare view that pages are compared with: same middleware, twenty rows, one query, one template.

`python -m bench.bare` serves the site with this view beside it at `/fr/nu/`, so that both are measured in one process.
"""

import os
from pathlib import Path

import django
from django.http import HttpRequest, HttpResponse

ROWS = 20


def bare(request: HttpRequest) -> HttpResponse:
    """Twenty organisations in a list: what Django costs when a page has nothing to say."""
    from django.shortcuts import render

    from maillage.directory.models import Organization

    return render(request, "bench/bare.html", {"rows": Organization.objects.order_by("name")[:ROWS]})


def main() -> None:
    """Serve the site and the bare view."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "bench.bare_urls"
    settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
    call_command("serve")


if __name__ == "__main__":
    main()
