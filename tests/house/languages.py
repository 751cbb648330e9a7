"""Texts that are rightly the same in another language as in French, by language, each with its reason."""

_CODE = "the same word, in the same sense"
_SAME_ORDER = "a date pattern: weekday, day, month, year in the same order"

SAME_AS_SOURCE: dict[str, dict[str, str]] = {
    "ar": {"l j F Y": _SAME_ORDER},
    "en": {
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
    },
    "nl": {
        "Code": _CODE,
        "Agenda": "the usual word for a list of coming meetings",
        "Contact": "the usual name of that page",
        "Document": "the same word; only its plural differs",
        "document": "the same word; only its plural differs",
        "l j F Y": _SAME_ORDER,
    },
    "de": {"Code": _CODE, "Liste": "the same word"},
}
