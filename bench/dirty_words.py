"""What made sheets are made of: invented names, and the ways in which people write things."""

from collections.abc import Callable
from unicodedata import combining, normalize

KINDS = ("Atelier", "Maison", "Espace", "Relais", "Carrefour", "Jardin", "Passerelle", "Comptoir", "Foyer", "Cercle",
         "Phare", "Ruche", "Refuge", "Escale", "Terrasse", "Verger", "Moulin", "Sillon", "Pont", "Grenier",
         "Kiosque", "Préau", "Caillou", "Canevas", "Alphabet", "Compas", "Tamis", "Cordage", "Vitrail", "Carillon",
         "Hameçon", "Bocal", "Grelot", "Fanal", "Buisson", "Pommier", "Noyer", "Bouleau", "Hérisson", "Écureuil",
         "Martinet", "Goéland", "Cadran", "Coffret", "Plumier", "Cahier", "Tableau", "Pupitre", "Encrier", "Tisserand")  # fmt: skip
SIDES = ("nomade", "complice", "du quai", "des tilleuls", "des saules",
         "du seringat", "des remparts", "de l’écluse", "des ardoises", "du lavoir", "des coteaux", "du viaduc", "des roseaux",
         "des glycines", "du bocage", "des genêts", "de la source", "des meuniers", "du halage", "des chênes", "du gué",
         "des bateliers", "de la citadelle", "des fougères", "du beffroi", "des tanneurs", "du grand large", "des semailles",
         "de l’aurore", "du crépuscule", "des hirondelles", "des quatre vents", "du bout du monde", "des cerisiers", "d’à côté",
         "des marées", "du givre", "des tisons", "du levant", "du couchant", "des cailloux", "du houblon", "des bruyères",
         "de l’orme", "du sureau", "des tournesols", "de la grange", "des campanules", "des myrtilles", "du pavé")  # fmt: skip
STREETS = (
    "rue de la Gare",
    "Rue du Moulin",
    "avenue des Tilleuls",
    "Place Communale",
    "chaussée de Dinant",
    "Rue de l’Église",
)
# What a service is called, its theme and kind as written, and whether it is a course.
OFFERS = (
    ("Cours de français", "Formation en français", "cours de langue", True),
    ("Table de conversation", "Formation en français", "Table de conversation", True),
    ("Alphabétisation du soir", "alpha", "cours", True),
    ("Permanence juridique", "Socio-juridique", "permanence", False),
    ("Aide aux papiers", "socio-juridique ; logement", "écrivain public", False),
    ("Vers un métier", "Insertion socioprofessionnelle", "accompagnement", False),
    ("Halte du mercredi", "Petite enfance", "halte-accueil", False),
    ("Coup de pouce", "", "école de devoirs", False),
)
LEVELS = (("A1", ("A1",)), ("A1.1;A1", ("A1.1", "A1")), ("A2", ("A2",)), ("B1", ("B1",)), ("alpha 1", ("alpha-1",)))
LANGUAGES = (
    ("fr", ("fr",)), ("français, anglais", ("fr", "en")), ("FR/NL", ("fr", "nl")), ("Arabe ; français", ("ar", "fr")),
    ("fr;en;ar", ("fr", "en", "ar")), ("turc et français", ("tr", "fr")), ("tigrinya, français", ("ti", "fr")),
)  # fmt: skip
HOURS = (
    ("lundi au vendredi de 9h à 12h", "Mo-Fr 09:00-12:00"), ("lu-ve 9h-12h et 13h-16h", "Mo-Fr 09:00-12:00,13:00-16:00"),
    ("mardi 14h-16h", "Tu 14:00-16:00"), ("Le mercredi de 13h30 à 17h", "We 13:30-17:00"),
    ("jeudi 18:00 - 20:00", "Th 18:00-20:00"), ("lundi et jeudi 9h30 à 11h30", "Mo,Th 09:30-11:30"),
)  # fmt: skip
NO_HOURS = ("quand la porte est ouverte", "demander à Josiane", "ça dépend des saisons", "25h61")
PRICES = (
    ("gratuit", 0),
    ("Gratuit !", 0),
    ("25 €/an", 2500),
    ("12,50 €", 1250),
    ("50 euros", 5000),
    ("10€ par module", 1000),
)
CHILDCARE = (("oui", True), ("non", False), ("Oui", True), ("NON", False))
BLANKS = ("", "", "", "n/a", "-", " ", "néant", "?")
BROKEN_PHONES = ("081/12 34", "voir le site", "0471 12 34 5X", "00 00", "numéro à venir")
ROMAN = ("", "II", "III", "IV", "V")
OFTEN_BLANK = ("id", "postcode", "address", "category", "service", "description", "languages", "level", "schedule", "childcare",
               "price", "phone", "email", "website")  # fmt: skip
NOBODYS_NUMBER = f"85.07.30-000.{97 - 850_730_000 % 97:02}"  # well formed; rank 000 is given to nobody
Spelling = Callable[[str], str]


def without_accents(text: str) -> str:
    """As somebody types who cannot find them."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))


SPELLINGS: dict[str, tuple[Spelling, ...]] = {
    "organization": (str, str, str, "ASBL {}".format, "{} asbl".format, "{}, A.S.B.L.".format, "{}  ".format, str.upper),
    "commune": (str, str, str, str.upper, str.lower, " {}".format, "{} ".format, without_accents),
    "phone": (
        str, lambda d: f"{d[:-6]}/{d[-6:-4]}.{d[-4:-2]}.{d[-2:]}", lambda d: f"{d[:-6]} {d[-6:-4]} {d[-4:-2]} {d[-2:]}",
        lambda d: f"+32{d[1:]}", lambda d: f"0032 {d[1:]}", lambda d: f"+32 (0){d[1:-6]} {d[-6:]}",
        lambda d: f"({d[:-6]}) {d[-6:]}", lambda d: f"{d[:-6]}-{d[-6:-4]}-{d[-4:-2]}-{d[-2:]}",
        lambda d: f"Tél. : {d[:-6]}/{d[-6:]}", '="{}"'.format,
    ),
    "website": (str, str, lambda site: site.removeprefix("https://"), "{} ".format),
}  # fmt: skip
