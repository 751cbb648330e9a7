"""Sizes in which the image of an event is kept: for a phone and for a desk."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from maillage.agenda.models import Event

WIDTHS = (640, 1280)


@dataclass(frozen=True)
class Picture:
    """An image as a page loads it: addresses, true size in pixels, and what it shows in words."""

    address: str
    sources: str
    width: int
    height: int
    text: str


def size_of(width: int) -> str:
    """A size as Wagtail names it."""
    return f"max-{width}x{width}|format-webp"


def picture(event: Event) -> Picture | None:
    """The image of an event that is saved."""
    image = event.image
    if image is None or not event.pk:
        return None
    version = image.file_hash[:8] or image.pk
    addresses = {width: f"{reverse('agenda:event_image', args=[event.slug, width])}?{version}" for width in WIDTHS}
    sources = ", ".join(f"{address} {_shown(image, width)[0]}w" for width, address in addresses.items())
    return Picture(addresses[WIDTHS[0]], sources, *_shown(image, WIDTHS[-1]), event.image_text)


def _shown(image: Any, most: int) -> tuple[int, int]:
    """Width and height once neither is more than `most`."""
    share = min(1.0, most / max(image.width, image.height))
    return max(1, round(image.width * share)), max(1, round(image.height * share))
