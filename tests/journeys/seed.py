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
    json.dump({scene.slug: write(scene) for scene in SCENES}, sys.stdout)


def write(scene) -> dict[str, object]:
    """Write one scene; what is known of its event."""
    from tests.factories import EventFactory, RegistrationFactory

    event = EventFactory(slug=scene.slug, title=scene.title, capacity=scene.capacity, **scene.traits)
    for reader in scene.readers:
        RegistrationFactory(event=event, email=reader)
    return {
        "slug": event.slug,
        "title": event.title,
        "uid": str(event.uid),
        "sequence": event.sequence,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
    }


if __name__ == "__main__":
    main()
