"""What an invented offer is made of: services with their terms, and what they say of themselves."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A sort of service: its name, its category in words, keys of needs, whether it is a course."""

    name: str
    category: str
    needs: tuple[str, ...]
    is_course: bool = False


KINDS = (
    Kind("Cours de français", "Formation en français", ("learn-french",), True),
    Kind("Table de conversation", "Formation en français", ("learn-french", "meet-people"), True),
    Kind("Alphabétisation", "Formation en français", ("literacy",), True),
    Kind("Formation à la citoyenneté", "Intégration", ("citizenship-course",), True),
    Kind("Remise à niveau", "Formation de base", ("basic-skills", "training"), True),
    Kind("Permanence sociale", "Socio-juridique", ("administrative-help", "social-allowance")),
    Kind("Accueil des primo-arrivants", "Intégration", ("papers", "administrative-help")),
    Kind("Aide juridique", "Socio-juridique", ("legal-aid", "asylum", "family-reunification")),
    Kind("Écrivain public", "Socio-juridique", ("administrative-help",)),
    Kind("Crèche", "Petite enfance", ("child-care",)),
    Kind("Halte-accueil", "Petite enfance", ("child-care", "parenting")),
    Kind("École de devoirs", "Enfance", ("homework-help", "school")),
    Kind("Maison de jeunes", "Jeunesse", ("youth", "sport-culture")),
    Kind("Médiation de dettes", "Socio-juridique", ("debt",)),
    Kind("Colis alimentaires", "Aide matérielle", ("food-help",)),
    Kind("Vestiaire social", "Aide matérielle", ("clothing-furniture",)),
    Kind("Aide au logement", "Logement", ("housing", "energy-rent-help")),
    Kind("Hébergement d’urgence", "Logement", ("emergency-shelter",)),
    Kind("Consultation psychologique", "Santé", ("mental-health",)),
    Kind("Maison médicale", "Santé", ("health",)),
    Kind("Planning familial", "Santé", ("pregnancy", "women-space")),
    Kind("Recherche d’emploi", "Insertion socioprofessionnelle", ("job",)),
    Kind("Permis de conduire théorique", "Mobilité", ("driving-licence",), True),
    Kind("Équivalence de diplômes", "Socio-juridique", ("diploma-equivalence", "translation")),
    Kind("Interprétation en milieu social", "Interprétariat", ("interpreting",)),
    Kind("Initiation à l’informatique", "Numérique", ("computer",), True),
    Kind("Transport solidaire", "Mobilité", ("transport",)),
    Kind("Service d’aide aux victimes", "Socio-juridique", ("violence", "racism")),
)
FOR_WHOM = ("pour adultes", "du matin", "du soir", "pour femmes", "pour débutants", "pour familles", "du quartier",
            "sans rendez-vous", "pour jeunes", "intensif", "du week-end", "itinérant", "à domicile", "en petit groupe")  # fmt: skip
PUBLICS = ("everyone", "newcomers", "refugees", "women", "families", "young-people", "seniors", "job-seekers")
SENTENCES = (
    "Une équipe de professionnels et de bénévoles vous reçoit et vous écoute.",
    "L’inscription se fait sur place, avec une pièce d’identité si vous en avez une.",
    "Le premier entretien est confidentiel et n’engage à rien.",
    "Les groupes sont de douze personnes au plus, et chacun avance à son rythme.",
    "Nous vous aidons à remplir vos documents et à comprendre le courrier des administrations.",
    "Des sorties et des activités sont organisées pendant les congés.",
    "Le local est accessible aux personnes à mobilité réduite, près de la gare.",
    "Nous travaillons avec le CPAS, les écoles et les maisons médicales de la région.",
    "Un café est offert ; les enfants sont les bienvenus.",
    "Un interprète peut être demandé quelques jours à l’avance.",
)
STREETS = ("Rue de la Gare", "Rue du Moulin", "Avenue des Tilleuls", "Place Communale", "Chaussée de Dinant",
           "Rue de l’Église", "Rue des Écoles", "Avenue de la Plante", "Rue du Pont", "Rue Haute")  # fmt: skip
LANGUAGES = ("en", "ar", "nl", "tr", "es", "uk", "fa", "de", "ru", "ti", "so", "ps", "it", "pt", "ro")
LEVELS = ("alpha-oral", "alpha-1", "alpha-2", "alpha-3", "A1.1", "A1", "A2", "B1", "B2")
DAYS = ("Mo-Fr", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Mo,Th", "Tu,Fr", "Mo-Th")
SLOTS = ("08:30-12:00", "09:00-12:00", "09:00-12:30", "09:30-11:30", "10:00-12:00", "13:00-16:00", "13:30-16:30",
         "13:30-17:00", "14:00-16:00", "14:00-18:00", "16:00-18:00", "17:30-20:00", "18:00-20:00", "18:30-21:00",
         "08:30-12:00,13:00-16:30", "09:00-12:00,13:00-16:00", "09:00-12:00,14:00-17:00", "09:00-17:00",
         "10:00-13:00,14:00-18:00", "12:00-14:00")  # fmt: skip
HOURS = tuple(
    f"{days} {slot}{end}" for days in DAYS for slot in SLOTS for end in ("", "; PH off")
)  # 400 different ones, as many as a directory of a province has
FEES = (None, 0, 0, 0, 500, 1_000, 2_500, 5_000)  # cents
