"""Making the sizes of an event's image: when it is saved, for a page that is read writes nothing."""

from contextlib import suppress

from wagtail.images.models import SourceImageIOError

from maillage.agenda.models import Event
from maillage.agenda.rules.pictures import WIDTHS, size_of


def make_sizes(event: Event) -> None:
    """Every size that the event's page asks for; those that exist stay. An image whose file is lost has none."""
    if event.image is None:
        return
    with suppress(SourceImageIOError):
        for width in WIDTHS:
            event.image.get_rendition(size_of(width))
