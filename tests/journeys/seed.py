"""Fills the site's database: `python -m tests.journeys.seed`, in a process of its own with the site's environment.

Writes on standard output what the journeys must find again: each event's times and UID by its slug.
"""

import json
import os
import sys

import django


def main() -> None:
    """Load the example, then the scenes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from maillage.config import example
    from tests.journeys.scenes import SCENES

    example.load_if_empty()
    known = {scene.slug: write(scene) for scene in SCENES}
    fill_courier()
    json.dump(known, sys.stdout)


def write(scene) -> dict[str, object]:
    """Write one scene; what is known of its event."""
    from tests.factories import EventFactory, RegistrationFactory

    event = EventFactory(slug=scene.slug, title=scene.title, capacity=scene.capacity, **scene.traits)
    for reader in scene.readers:
        RegistrationFactory(event=event, email=reader, language=scene.language)
    return {
        "pk": event.pk,
        "slug": event.slug,
        "title": event.title,
        "uid": str(event.uid),
        "sequence": event.sequence,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
    }


def fill_courier() -> None:
    """Put the mails that are promised in the demo's courier as well, where a page shows them."""
    from maillage.core.courier import EmailBackend
    from maillage.core.models import OutboxMessage
    from maillage.core.transport import write as written

    EmailBackend().send_messages([written(message) for message in OutboxMessage.objects.order_by("pk")])


if __name__ == "__main__":
    main()
