"""What lists of places are narrowed by."""

from maillage.territory.models import Municipality


def arrondissements() -> list[str]:
    """The names of the arrondissements that we have communes of, in order."""
    named = Municipality.objects.exclude(arrondissement="").order_by("arrondissement")
    return list(named.values_list("arrondissement", flat=True).distinct())
