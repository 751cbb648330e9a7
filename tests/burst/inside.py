"""What only the site's own code can do, in a process with the site's environment: `python -m tests.burst.inside …`.

`seed EVENTSxCAPACITY[+PLACES…] … [--without CONSTRAINT]` puts open events, numbered through (`6x120` are six of 120
places, `1x500+80+90` one of 500 with workshops of 80 and 90, all at one time), `tokens SLUG` prints who stands where
with their private tokens, `capacity SLUG NUMBER` waits for a line on its input, then raises the capacity as the office
does.
"""

import argparse
import os
import sys
from datetime import time, timedelta
from itertools import count

import django

SLUG = "rafale-{}"


def drop(constraint: str) -> None:
    """Take away the constraint of the agenda that is so named, to see what the others hold."""
    from django.db import connection

    from maillage.agenda.models import Bucket, Seat

    owners = [(model, rule) for model in (Bucket, Seat) for rule in model._meta.constraints if rule.name == constraint]
    ((model, rule),) = owners
    # SQLite builds the table anew from the model, which must not know the constraint any more.
    model._meta.constraints.remove(rule)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, rule)


def seed(events: list[str], without: list[str]) -> None:
    """Forty organisations to suggest, and events whose registrations are open since yesterday."""
    from maillage.directory.models import Organization

    for name in without:
        drop(name)
    Organization.objects.bulk_create([Organization(name=f"Association {n}") for n in range(40)], ignore_conflicts=True)
    numbers = count(1)
    for some in events:
        times, _, places = some.partition("x")
        for _ in range(int(times)):
            put(next(numbers), *map(int, places.split("+")))


def put(number: int, capacity: int, *workshops: int) -> None:
    """One open event, with workshops of so many places."""
    from maillage.agenda.actions.events import save_event
    from maillage.agenda.actions.workshops import save_workshop
    from maillage.agenda.enums import BucketKind
    from maillage.agenda.models import Bucket, Event
    from maillage.core import clock

    now = clock.now()
    planned = Event(
        slug=SLUG.format(number),
        title=f"Plénière d’essai n° {number}",
        summary="Une journée pour faire le point ensemble.",
        text="<p>Accueil dès 9 heures, plénière le matin, ateliers l’après-midi.</p>" * 3,
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=30, hours=6),
        announced_at=now - timedelta(days=2),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=20),
        venue_name="Centre culturel",
        venue_address="Avenue d’essai 1, 5000 Namur",
    )
    save_event(planned, capacity)
    for place, places in enumerate(workshops, start=1):
        named = {"slug": f"atelier-{place}", "title": f"Atelier d’essai n° {place}"}
        hours = {"starts": time(14), "ends": time(15, 30)}
        save_workshop(Bucket(event=planned, kind=BucketKind.WORKSHOP, **named, **hours), places)


def tokens(slug: str) -> None:
    """One line for each registration in the order of numbers: number, private token."""
    from maillage.agenda.enums import BucketKind
    from maillage.agenda.models import Seat

    day = Seat.objects.filter(bucket__event__slug=slug, bucket__kind=BucketKind.DAY)
    for seat in day.select_related("registration").order_by("number"):
        print(seat.number, seat.registration.private_token)


def raise_capacity(slug: str, capacity: int) -> None:
    """Say `ready`, wait for a line, then save the event with this capacity."""
    from maillage.agenda.actions.events import save_event
    from maillage.agenda.models import Event

    event = Event.objects.get(slug=slug)
    print("ready", flush=True)
    sys.stdin.readline()
    save_event(event, capacity)


def main() -> None:
    """Do what the command line says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    parser = argparse.ArgumentParser()
    acts = parser.add_subparsers(dest="act", required=True)
    seeding = acts.add_parser("seed")
    seeding.add_argument("events", nargs="+")
    seeding.add_argument("--without", action="append", default=[])
    acts.add_parser("tokens").add_argument("slug")
    raising = acts.add_parser("capacity")
    raising.add_argument("slug")
    raising.add_argument("capacity", type=int)
    told = vars(parser.parse_args())
    {"seed": seed, "tokens": tokens, "capacity": raise_capacity}[told.pop("act")](**told)


if __name__ == "__main__":
    main()
