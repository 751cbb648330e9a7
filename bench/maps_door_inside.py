"""What only the site's own code can do for `maps_door`: `python -m bench.maps_door_inside select SLUG`, `change NAME`."""

import os
import sys
import time

import django


def select(slug: str) -> None:
    """A map and a directory of everything."""
    from maillage.core.models import Centre
    from maillage.directory.models import Directory, LegendEntry, OperatorMap, Term

    Centre.objects.get_or_create(pk=1, defaults={"name": "Centre", "short_name": "C", "email": "c@example.org"})
    Directory.objects.create(slug=slug, published=True)
    shown = OperatorMap(slug=slug, published=True)
    needs = Term.objects.filter(scheme="need", key__in=("learn-french", "housing", "health")).order_by("key")
    shown.legend = [LegendEntry(term=term, position=position) for position, term in enumerate(needs)]
    shown.save()


def change(name: str) -> None:
    """One record gets another name; prints the instant at which that was written."""
    from django.db import transaction

    from maillage.directory.actions import indexing
    from maillage.directory.models import Service

    service = Service.objects.filter(service_at_locations__location__confidential=False).order_by("pk")[7]
    service.name = name
    with transaction.atomic():
        service.save()
        indexing.refresh([service.pk])
    print(time.time())


ACTS = {act.__name__: act for act in (select, change)}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    ACTS[sys.argv[1]](sys.argv[2])
