"""The words of the example's meetings, and the names of its invented people."""

from typing import Any, NamedTuple

from maillage.agenda.enums import EventKind


class Workshop(NamedTuple):
    """A workshop of a meeting, from `starts` to `ends` (hour, minute)."""

    starts: tuple[int, int]
    ends: tuple[int, int]
    title: str
    capacity: int | None
    room: str = ""
    speakers: str = ""


class Moment(NamedTuple):
    """A moment of the programme for everybody."""

    starts: tuple[int, int]
    ends: tuple[int, int] | None
    title: str
    speakers: str = ""


class Meeting(NamedTuple):
    """One meeting. It is held on the first `weekday` (Monday is 0, -1 is any) at least `days` days after the loading.

    Registrations open at 9:00, `opens` days after the loading. `needs` maps a person's number to what they
    need; `gave_up` lists those who cancelled; a `postponed` one was put off the day before the loading.
    """

    fields: dict[str, Any]
    days: int
    weekday: int
    starts: tuple[int, int]
    ends: tuple[int, int]
    capacity: int | None
    people: int = 0
    opens: int = -18
    needs: dict[int, dict[str, str]] = {}
    gave_up: tuple[int, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    programme: tuple[Moment, ...] = ()
    postponed: bool = False


EXAMPLE = "<p><i>Exemple : cette rencontre est inventée pour la démonstration.</i></p>"

LA_MARLAGNE = {
    "venue_name": "Centre culturel Marcel Hicter, La Marlagne",
    "venue_address": "Wépion",
    "commune": "Namur",
    "access_notes": "Parking sur place, salle de plain-pied, toilettes adaptées. Sans voiture : une navette part de la gare "
    "de Namur (exemple).",
}
PLENARY_DAY = (
    Moment((9, 30), (10, 0), "Accueil et café"),
    Moment(
        (10, 0), (12, 0), "Un an de plan, espace par espace", "Les personnes qui portent les espaces de concertation"
    ),
    Moment((12, 0), (13, 30), "Repas"),
    Moment((15, 15), (16, 0), "Ce que nous retenons, ce que nous demandons"),
)
PLENARY_WORKSHOPS = (
    Workshop((13, 30), (15, 0), "Apprendre le français quand on travaille", 40, "Grande salle"),
    Workshop((13, 30), (15, 0), "Se loger : propriétaires, agences, discriminations", 30, "Salle du parc"),
    Workshop((13, 30), (15, 0), "Premiers mois : qui accueille, qui oriente ?", 30, "Bibliothèque"),
)
STUDY_WORKSHOPS = (
    Workshop((9, 30), (10, 45), "Parler simple : s’entraîner à deux", 14, "Salle 1", "Une formatrice FLE (exemple)"),
    Workshop((9, 30), (10, 45), "Pictogrammes et affiches que tout le monde comprend", 16, "Salle 2"),
    Workshop((9, 30), (10, 45), "Le téléphone : interpréter à distance", 18, "Salle 3"),
    Workshop((11, 0), (12, 15), "Le premier entretien", 14, "Salle 1", "Un service social (exemple)"),
    Workshop((11, 0), (12, 15), "Remplir un formulaire ensemble", 16, "Salle 2"),
    Workshop((11, 0), (12, 15), "Quand la réponse est non", 18, "Salle 3"),
    Workshop(
        (13, 30), (15, 0), "Accueillir un enfant qui ne parle pas français", 14, "Salle 1", "Une école DASPA (exemple)"
    ),
    Workshop((13, 30), (15, 0), "Santé : dire et comprendre une douleur", 16, "Salle 2"),
    Workshop((13, 30), (15, 0), "Préjugés : les siens, ceux des autres", 18, "Salle 3"),
)

MEETINGS: tuple[Meeting, ...] = (
    Meeting(
        {
            "slug": "pleniere",
            "title": "Plénière du plan provincial et local d’intégration",
            "kind": EventKind.PLENARY,
            "summary": "Une journée pour faire le point ensemble : ce qui avance, ce qui bloque, ce qu’on demande.",
            "text": EXAMPLE
            + "<p>Une fois par an, tout le réseau se retrouve : associations, communes, CPAS, écoles, services. "
            "Le matin, chaque espace de concertation dit en dix minutes ce qu’il a fait de ses priorités. "
            "L’après-midi, des ateliers préparent les recommandations de l’année suivante.</p>"
            "<p>La journée est gratuite. Dites-nous à l’inscription ce qu’il vous faut pour "
            "participer : accès, interprète, repas, garde d’enfants.</p>",
            "audience": "Les partenaires du réseau, et toute personne que l’intégration concerne",
            "spoken": ["fr", "ar"],
            **LA_MARLAGNE,
        },
        days=33, weekday=2, starts=(9, 30), ends=(16, 0), capacity=120, opens=4,
        workshops=PLENARY_WORKSHOPS, programme=PLENARY_DAY,
    ),
    Meeting(
        {
            "slug": "journee-d-etude-accueillir",
            "title": "Journée d’étude : accueillir sans parler la même langue",
            "kind": EventKind.TRAINING,
            "summary": "Neuf ateliers en trois temps : choisissez-en un par temps, dans l’ordre de vos préférences.",
            "text": EXAMPLE
            + "<p>Une journée pratique pour les guichets, les écoles, les services sociaux et les bénévoles. Chaque "
            "atelier est limité, pour que chacun puisse essayer.</p><p>Si votre premier choix est complet, vous pouvez "
            "prendre le suivant et rester sur la liste d’attente du premier.</p>",
            "venue_name": "Maison des associations (exemple)",
            "venue_address": "Avenue de l’Exemple 3",
            "commune": "Gembloux",
            "audience": "Personnel d’accueil, enseignants, bénévoles",
            "spoken": ["fr"],
            "access_notes": "À cinq minutes à pied de la gare (exemple). Ascenseur, boucle auditive en grande salle.",
        },
        days=21, weekday=3, starts=(9, 0), ends=(16, 30), capacity=48, people=46, opens=-20,
        needs={
            3: {"needs_meal": "Végétarien"}, 8: {"needs_meal": "Sans porc"}, 12: {"needs_access": "Fauteuil roulant"},
            15: {"needs_meal": "Végétarien"}, 19: {"needs_interpreting": "uk"},
            22: {"needs_childcare": "Un bébé de 8 mois"},
        },
        gave_up=(6, 17),
        workshops=STUDY_WORKSHOPS,
        programme=(
            Moment((9, 0), (9, 30), "Accueil et café"),
            Moment((12, 15), (13, 30), "Repas"),
            Moment((15, 15), (16, 30), "Mise en commun", "Toutes et tous"),
        ),
    ),
    Meeting(
        {
            "slug": "coordination-logement",
            "title": "Coordination locale de l’ouest : le logement",
            "kind": EventKind.COORDINATION,
            "summary": "Agences immobilières sociales, propriétaires, CPAS : ce qui marche, ce qui manque.",
            "text": EXAMPLE + "<p>La salle n’est plus libre à la date prévue. La nouvelle date paraîtra ici.</p>",
            "venue_name": "Salle communale (exemple)",
            "venue_address": "Grand-Place de l’Exemple 2",
            "commune": "Couvin",
        },
        days=9, weekday=1, starts=(13, 30), ends=(16, 0), capacity=30, people=12, postponed=True,
    ),
    Meeting(
        {
            "slug": "pleniere-precedente",
            "title": "Plénière du plan provincial et local d’intégration",
            "kind": EventKind.PLENARY,
            "summary": "L’édition précédente : quatorze recommandations, et qui les porte.",
            "text": EXAMPLE + "<p>Les noms des personnes inscrites ont été effacés après la rencontre, comme promis.</p>",
            "audience": "Les partenaires du réseau",
            "spoken": ["fr"],
            **LA_MARLAGNE,
        },
        days=-340, weekday=2, starts=(9, 30), ends=(16, 0), capacity=110, opens=-400,
        workshops=PLENARY_WORKSHOPS, programme=PLENARY_DAY,
    ),
    Meeting(
        {
            "slug": "se-deplacer-sans-voiture",
            "title": "Coordination locale du sud : se déplacer quand on n’a pas de voiture",
            "kind": EventKind.COORDINATION,
            "summary": "Bus rares, horaires de cours, permis étrangers : comparons nos solutions, commune par commune.",
            "text": EXAMPLE
            + "<p>Dans le sud de la province, un cours de français peut être à vingt kilomètres et le dernier bus part "
            "avant la fin. Nous rassemblons ce qui existe (taxis sociaux, covoiturage, horaires décalés) et ce qui "
            "manque, pour l’écrire dans le plan.</p><p>Venez avec un exemple vécu par votre public.</p>",
            "venue_name": "Salle communale (exemple)",
            "venue_address": "Place de l’Exemple 1",
            "commune": "Ciney",
        },
        days=12, weekday=3, starts=(13, 30), ends=(16, 30), capacity=40, people=23,
        needs={2: {"needs_access": "Fauteuil roulant"}, 7: {"needs_interpreting": "ar"}}, gave_up=(5,),
    ),
    Meeting(
        {
            "slug": "travailler-avec-interprete",
            "title": "Formation : mener un entretien avec un·e interprète",
            "kind": EventKind.TRAINING,
            "summary": "Trois heures de mise en pratique, en petit groupe, pour l’accueil et les guichets.",
            "text": EXAMPLE
            + "<p>Où s’asseoir, à qui parler, que faire quand la réponse paraît plus courte que la question ? "
            "Nous jouons de vraies situations avec des interprètes en milieu social.</p>"
            "<p>Le groupe est limité à douze personnes. Une seconde date suivra si la liste d’attente s’allonge.</p>",
            "venue_name": "Salle de formation (exemple)",
            "venue_address": "Rue de l’Exemple 12",
            "commune": "Namur",
        },
        days=18, weekday=1, starts=(9, 0), ends=(12, 0), capacity=12, people=17,
        needs={4: {"needs_meal": "Végétarien"}},
    ),
    Meeting(
        {
            "slug": "equivalence-des-diplomes",
            "title": "Midi du réseau : l’équivalence des diplômes, pas à pas",
            "kind": EventKind.MEETING,
            "summary": "Une heure en ligne pour accompagner une demande du premier papier à la décision.",
            "text": EXAMPLE
            + "<p>Quels documents demander au pays, combien de temps attendre, que faire en cas de refus ? "
            "Trente minutes d’explication, trente minutes pour vos questions.</p>"
            "<p>Le lien de la réunion est envoyé avec la confirmation.</p>",
            "online_url": "https://visio.exemple.be/equivalence",
        },
        days=7, weekday=4, starts=(12, 15), ends=(13, 15), capacity=None, people=9,
    ),
    Meeting(
        {
            "slug": "recits-d-arrivee",
            "title": "Récits d’arrivée : un film, puis la parole à la salle",
            "kind": EventKind.PUBLIC_ACTION,
            "summary": "Six personnes racontent leurs premières semaines en Wallonie. Débat et thé à la menthe.",
            "text": EXAMPLE
            + "<p>Le film dure quarante minutes. Ensuite, celles et ceux qui l’ont fait répondent à la salle. "
            "Tout public, entrée libre, sous-titres français.</p>",
            "venue_name": "Salle de spectacle (exemple)",
            "venue_address": "Rue de l’Exemple 40",
            "commune": "Andenne",
        },
        days=1, weekday=-1, starts=(19, 0), ends=(21, 30), capacity=80, people=14,
    ),
    Meeting(
        {
            "slug": "plateforme-fle",
            "title": "Plateforme FLE : les listes d’attente, et après ?",
            "kind": EventKind.MEETING,
            "summary": "Opérateurs de français : combien de personnes attendent, où, que leur proposer.",
            "text": EXAMPLE
            + "<p>Chaque opérateur a apporté ses chiffres de rentrée. Nous avons comparé les délais par niveau et par "
            "commune, et choisi trois actions communes pour le semestre.</p>",
            "venue_name": "Maison des associations (exemple)",
            "venue_address": "Avenue de l’Exemple 3",
            "commune": "Gembloux",
        },
        days=-36, weekday=1, starts=(9, 30), ends=(12, 30), capacity=30, people=21, opens=-66, gave_up=(3, 11),
    ),
)  # fmt: skip

PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("Amina", "Belkacem", "Formatrice FLE"),
    ("Benoît", "Lambotte", "Travailleur social"),
    ("Chantal", "Rouxhet", "Cheffe de projet PCS"),
    ("Daniel", "Mukendi", "Coordinateur"),
    ("Élise", "Warnant", "Assistante sociale"),
    ("Farid", "Haddadi", "Médiateur interculturel"),
    ("Geneviève", "Collignon", "Directrice"),
    ("Hanan", "Saleh", "Accueillante"),
    ("Ivan", "Petrov", "Bénévole"),
    ("Joëlle", "Dardenne", "Enseignante DASPA"),
    ("Karim", "Ouali", "Conseiller en insertion"),
    ("Laura", "Fontaine", "Juriste"),
    ("Mamadou", "Diallo", "Animateur"),
    ("Nathalie", "Piron", "Échevine"),
    ("Oksana", "Kovalenko", "Interprète en milieu social"),
    ("Philippe", "Servais", "Agent d’accueil"),
    ("Quentin", "Marchal", "Chargé de projet ILI"),
    ("Rosa", "Fernandes", "Puéricultrice"),
    ("Samir", "Toumi", "Formateur citoyenneté"),
    ("Thérèse", "Evrard", "Bénévole"),
    ("Ulrich", "Hoffmann", "Infirmier social"),
    ("Véronique", "Delvaux", "Assistante sociale"),
    ("Walid", "Nasser", "Éducateur"),
    ("Yasmine", "Cherif", "Psychologue"),
)
