"""What kept a mail from arriving: codes in the database, words for people."""

from django.utils.translation import gettext as _


def in_words(problem: str) -> str:
    """The sentence for a problem code: `smtp:550`, `line:TimeoutError`, `write:KeyError`, `dsn:5.1.1`, `nothing`."""
    sort, _colon, detail = problem.partition(":")
    sentence = {
        "": "",
        "smtp": _("Refusé par le serveur de messagerie (%(detail)s)."),
        "line": _("Le serveur de messagerie n’a pas répondu (%(detail)s)."),
        "write": _("Le courriel n’a pas pu être écrit (%(detail)s) : prévenez qui s’occupe du site."),
        "dsn": _("Revenu de la boîte du destinataire (%(detail)s)."),
        "nothing": _("Sans objet : ce dont il parlait a été effacé."),
    }.get(sort, problem)
    return sentence % {"detail": detail} if detail else sentence
