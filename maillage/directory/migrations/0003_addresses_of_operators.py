import uuid

from django.db import migrations
from django.utils.text import slugify


def fill(apps, schema_editor):
    """Operators that were there before get a reference and a short address."""
    taken = set()
    for operator in apps.get_model("directory", "Organization").objects.order_by("pk"):
        stem = slugify(operator.name)[:80].strip("-") or "organization"
        slug, number = stem, 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        operator.ref, operator.slug = uuid.uuid4(), slug
        operator.save(update_fields=["ref", "slug"])


class Migration(migrations.Migration):

    dependencies = [("directory", "0002_the_base")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
