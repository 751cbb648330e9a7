"""Which texts readers see, and those that are rightly the same in another language as in French, each with its reason."""

import re

# Where texts stand that only the team reads: its office, its commands, labels of fields that it fills in.
OF_THE_TEAM = re.compile(
    r"/office|wagtail_hooks|/models/|/models\.py|directory/(?:actions|sheets|hours|likeness)/|management|selectors/gaps"
    r"|apps\.py|agenda/demo|core/office|core/diagnosis|/housekeeping|core/checkups|ui/gallery"
)

_CODE = "the same word, in the same sense"
_SEPARATOR = "what stands between the things of a list"
_FORMAT = "the name of a file format"
_SAME_ORDER = "a date pattern: weekday, day, month, year in the same order"

SAME_AS_SOURCE: dict[str, dict[str, str]] = {
    "ar": {"l j F Y": _SAME_ORDER, "j F": _SAME_ORDER},
    "en": {
        "PDF": _FORMAT,
        "introduction": "the same word",
        "Service": "the same word",
        "Service %(number)d": "the same word",
        "Conditions": "the same word",
        "service": "the same word",
        "services": "the same word",
        "Services": "the same word",
        "public": "the same word",
        "mobile": "the same word",
        "fax": "the same word",
        "logo": "the same word",
        "latitude": "the same word",
        "longitude": "the same word",
        "source": "the same word",
        "possible": "the same word",
        "Point": "the same word",
        "description": "the same word",
        "Pages": "the same word",
        "e-mail": "the same word",
        "extension": "the same word, of a telephone number",
        "%(n)s service": "the same word, with its number",
        "programmes": "the same word in British spelling",
        "Programmes": "the same word in British spelling",
        "arrondissement": "the Belgian administrative level has no English name",
        "Arrondissement": "the Belgian administrative level has no English name",
        "province": "the same word, the Belgian administrative level",
        "Code": _CODE,
        "Message": "the same word",
        "message": "the same word",
        "Organisation": "the same word in British spelling",
        "organisation": "the same word in British spelling",
        "place": "the same word; a seat would be too narrow",
        "places": "the same word; seats would be too narrow",
        "Organisations": "the same word in British spelling",
        "Programme": "the same word in British spelling",
        "programme": "the same word in British spelling",
        "Document": "the same word",
        "document": "the same word",
        "Documents": "the same word",
        "documents": "the same word",
        "Messages": "the same word",
        "messages": "the same word",
        "Invitations": "the same word",
        "position %(n)s": "the same word, as in “position 3” on a waiting list",
        "l j F Y": _SAME_ORDER,
        "j F": _SAME_ORDER,
        ", ": _SEPARATOR,
    },
    "nl": {
        "fiches": "the usual word in Belgium for records of a directory",
        "j F": _SAME_ORDER,
        ", ": _SEPARATOR,
        "fax": "the same word",
        "logo": "the same word",
        "taxonomie": "the same word; only its plural differs",
        "niveau": "the same word; only its plural differs",
        "arrondissement": "the Belgian administrative level has the same name in Dutch",
        "Arrondissement": "the Belgian administrative level has the same name in Dutch",
        "fiche": "the usual word in Belgium for a record of a directory",
        "Fiche": "the usual word in Belgium for a record of a directory",
        "Fiches": "the usual word in Belgium for a record of a directory",
        "Code": _CODE,
        "Agenda": "the usual word for a list of coming meetings",
        "Contact": "the usual name of that page",
        "Document": "the same word; only its plural differs",
        "document": "the same word; only its plural differs",
        "l j F Y": _SAME_ORDER,
    },
    "de": {"PDF": _FORMAT, "Code": _CODE, "Liste": "the same word", ", ": _SEPARATOR},
    "uk": {"PDF": _FORMAT, ", ": _SEPARATOR},
    "fa": {"j F": _SAME_ORDER},
    "tr": {"PDF": _FORMAT, "j F": _SAME_ORDER, ", ": _SEPARATOR},
    "es": {
        "PDF": _FORMAT,
        "Agenda": "the usual word for a list of coming meetings",
        "fax": "the same word",
        ", ": _SEPARATOR,
    },
}
