"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillage.core.centre import current


def centre(request: HttpRequest) -> dict[str, Any]:
    """The centre, and whether this is the demo."""
    return {"centre": current(), "demo": settings.DEMO}
