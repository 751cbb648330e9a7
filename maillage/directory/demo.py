"""Operators of the example, for suggestions: public bodies by their names, associations invented."""

from maillage.directory.models import Organization
from maillage.territory.models import Municipality

CPAS = (
    "Andenne", "Beauraing", "Ciney", "Couvin", "Dinant", "Fernelmont", "Florennes", "Gembloux", "Jemeppe-sur-Sambre",
    "Namur", "Philippeville", "Rochefort", "Sambreville", "Walcourt", "Yvoir",
)  # fmt: skip
TOWNS = ("Andenne", "Ciney", "Couvin", "Dinant", "Gembloux", "Namur", "Philippeville", "Rochefort")
COMMUNES = ("Assesse", "Floreffe", "Hastière", "Mettet", "Profondeville", "Sambreville", "Viroinval")
PUBLIC = (
    ("Province de Namur", "", "Namur"),
    ("Centre d’Action Interculturelle de la province de Namur", "C.A.I.", "Namur"),
    ("Centre local de promotion de la santé en province de Namur", "CLPS", "Namur"),
    ("Le Forem", "", ""),
)
INVENTED = (
    ("Alpha des deux rives", "Namur"), ("Les Mots passerelles", "Dinant"), ("La Maison des premiers pas", "Gembloux"),
    ("Atelier Sésame", "Sambreville"), ("Le Fil tendu", "Ciney"), ("Voisins d’ici", "Couvin"),
    ("Parole et papiers", "Namur"), ("La Clé des champs", "Beauraing"), ("Toits partagés", "Andenne"),
    ("Réseau Petite Enfance arc-en-ciel", "Namur"), ("Cuisine du monde et d’ailleurs", "Rochefort"),
    ("Tremplin métiers", "Philippeville"), ("Le Point d’écoute", "Florennes"), ("Lire et écrire en Condroz", "Ciney"),
    ("Mobilité Fagne", "Viroinval"), ("École de devoirs Les Lucioles", "Sambreville"),
    ("Interprètes solidaires", "Namur"), ("Femmes du monde en Meuse", "Profondeville"),
)  # fmt: skip


def load() -> None:
    """Write the operators. Needs the communes."""
    communes = {commune.name: commune for commune in Municipality.objects.all()}
    rows = [(name, short, place, False) for name, short, place in PUBLIC]
    rows += [(f"CPAS {_of(place)}", "", place, False) for place in CPAS]
    rows += [(f"Ville {_of(place)}", "", place, False) for place in TOWNS]
    rows += [(f"Commune {_of(place)}", "", place, False) for place in COMMUNES]
    rows += [(f"{name} (exemple)", "", place, True) for name, place in INVENTED]
    Organization.objects.bulk_create(
        Organization(name=name, alternate_name=short, municipality=communes.get(place), example=example)
        for name, short, place, example in rows
    )


def _of(place: str) -> str:
    return f"d’{place}" if place[0] in "AEIOUYH" else f"de {place}"
