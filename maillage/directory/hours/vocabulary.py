"""The words of opening hours, without accents and in lower case. Each becomes a token of one letter (see grammar)."""

from maillage.directory.enums import ScheduleKind

FRENCH, DUTCH, ENGLISH = "fr", "nl", "en"

# A phone number, a mail or web address: beside the hours, never part of them.
CONTACT = (
    r"(?:(?:au|tel\.?|gsm) ?:? ?)?(?:0\d/ ?\d{3}[\d. ]{4,}\d|(?:0|\+32 ?)\d{2,3} ?[/. -] ?\d{2,3}[\d. ]{3,}\d)"
    r"|[\w.+-]+@[\w.-]+|(?:https?://|www\.)[^\s;,)]+"
)

# Monday first; the full names first, the short ones after.
DAY_WORDS = {
    FRENCH: (
        "lundi lun lu",
        "mardi mar ma",
        "mercredi merc mer me",
        "jeudi jeu je",
        "vendredi vend ven ve",
        "samedi sam sa",
        "dimanche dim di",
    ),
    DUTCH: (
        "maandag maa ma",
        "dinsdag din di",
        "woensdag woe wo",
        "donderdag don do",
        "vrijdag vrij vr",
        "zaterdag zat za",
        "zondag zon zo",
    ),
    ENGLISH: (
        "monday mon mo",
        "tuesday tues tue tu",
        "wednesday wed",
        "thursday thurs thu th",
        "friday fri fr",
        "saturday sat sa",
        "sunday sun su",
    ),
}

# Alone and in capitals, as in "L-V". M is Tuesday or Wednesday: nobody knows.
DAY_CAPITALS = {"L": 0, "J": 3, "V": 4, "S": 5, "D": 6}

MONTH_WORDS = (
    "janvier janv jan",
    "fevrier fevr fev",
    "mars",
    "avril avr",
    "mai",
    "juin",
    "juillet juil",
    "aout",
    "septembre sept",
    "octobre oct",
    "novembre nov",
    "decembre dec",
)

ORDINAL_WORDS = {
    "premier": 1, "premiers": 1, "premiere": 1, "deuxieme": 2, "deuxiemes": 2, "second": 2, "seconds": 2,
    "troisieme": 3, "troisiemes": 3, "quatrieme": 4, "quatriemes": 4, "cinquieme": 5, "dernier": -1, "derniers": -1,
}  # fmt: skip

_MEETING = r"(?:rendez[- ]?vous|r\.?d\.?v)"
_ONLY = r"(?:uniquement|seulement|exclusivement)"
_SCHOOL = r"(?:vacances|conges)(?: (?:et|ou) (?:vacances|conges))? scolaires"

# (letter, value, pattern): what takes several words, or one word with variants; the first that fits wins.
PHRASES: tuple[tuple[str, object, str], ...] = (
    ("c", None, r"(?:y compris|meme)(?: les)? jours feries|jours feries (?:y )?compris|toute l'annee"),
    ("R", None, rf"(?:ou|et|\+) (?:sur|avec|par) {_MEETING}"),
    ("A", True, rf"(?:{_ONLY} )?(?:sur|avec|par) {_MEETING}(?: {_ONLY}| obligatoire)?"),
    ("A", False, rf"sans {_MEETING}"),
    ("H", None, r"(?:les |des |(?:durant|pendant) les )?jours? feries?|feries?"),
    ("C", None, r"(?:en|pendant la|durant la) periode scolaire|(?:pendant|durant) l'annee scolaire"),
    ("C", None, r"(?:selon|suit|suivant) le calendrier scolaire"),
    ("s", None, rf"(?:(?:pendant|durant) )?(?:les |des )?{_SCHOOL}"),
    ("w", "alternate", r"(?:une|1) (?:semaine|sem\.?) sur (?:deux|2)|tous les (?:quinze|15) jours"),
    ("w", "alternate", r"toutes les (?:deux|2) semaines"),
    ("w", "even", r"(?:les )?semaines? paires?"),
    ("w", "odd", r"(?:les )?semaines? impaires?"),
    ("h", None, r"sur (?:deux|2)"),
    ("m", None, r"(?:du|de chaque|dans le) mois"),
    ("b", None, r"a partir de(?= ?\d)|des(?= ?\d)"),
    ("W", range(7), r"7 ?j(?:ours)?(?:/| sur )7|(?:tous les|7) jours|7/7"),
    ("W", range(5, 7), r"(?:les? |chaque )?week[- ]?ends?"),
    ("W", range(5), r"en semaine"),
    ("F", None, r"24 ?h(?:eures)?(?:/| sur )24(?: ?h(?:eures)?)?"),
    ("p", None, r"matin(?:ee)?s?|ap(?:res|\.)?[- ]?midis?|soir(?:ee)?s?"),
    ("z", 12 * 60, r"midi"),
    ("z", 24 * 60, r"minuit"),
    ("K", ScheduleKind.PHONE, r"(?:permanences? |accueil )?telephoniques?|(?:par )?telephone|par tel\.?"),
    ("K", ScheduleKind.ENROLMENT, r"(?:permanences? d')?inscriptions?(?: aux cours)?"),
    ("K", ScheduleKind.PERMANENCE, r"permanences?(?: d'accueil)?"),
    ("K", ScheduleKind.RECEPTION, r"accueil(?: du public)?"),
    ("K", ScheduleKind.COURSE, r"cours(?: de francais| d'alphabetisation)?"),
    ("q", None, r"sociales?|juridiques?|administratives?|(?:de |du )?(?:logement|fle|citoyennete)"),
    ("c", None, r"non[- ]?stop|sans interruption|en continu|(?:nous sommes )?ouverts?|ouverte?s?|horaires?"),
    ("c", None, rf"heures d'ouverture|{_ONLY}"),
    ("x", None, r"sauf(?: le| les)?|hors|hormis|excepte"),
    ("X", None, r"fermee?s?"),
    ("e", None, r"entre"),
    ("&", None, r"et|and|puis|ainsi que"),
    ("f", None, r"du|de|des|van|from"),
    ("a", None, r"a|au|aux|tot|to|jusqu'a(?= ?\d)"),
    ("l", None, r"le|la|les|chaque|tous les|every"),
    ("u", None, r"un"),
)

# A phrase nobody understood may stand beside hours that were, unless it holds one of these: it may change them.
DOUBT = (
    r"annul|suspen|suppr|report|clos|complet|varia|sauf|excep|hors|horm|ferm|jusqu|partir|vacanc|conge|feri|fois|\bsur\b"
    r"|altern|quinz|environ|\bou\b|\bpas\b|\bplus\b|selon|certain|parfois|mois|semaine|\bjours?\b|date|trimestr|\bete\b"
    r"|hiver|noel|paques|ramadan|carnaval|toussaint|confirm|determin|rentree|provis|tempor|demande|arret|termin|prochain"
    r"|seul|except|moment|actuel|ouvert|horaire|heure|matin|midi|soir|chaque|\btous\b|dernier|premier|\bun\b|pair|only"
)
