"""The free texts of a service as one reader gets them: in their language where somebody translated, else in French."""

from typing import NamedTuple

from django.utils.translation import get_language

from maillage.directory.enums import TranslatedText
from maillage.directory.models import Service, Translation


class Text(NamedTuple):
    """A text as it was written in French, and its translation for the reader (empty without one)."""

    original: str
    translated: str = ""
    origin: str = ""
    is_stale: bool = False


def texts(service: Service) -> dict[str, Text]:
    """Every free text of the service by its field, for the reader of this page: one query, none in French."""
    told = {field.value: Text(getattr(service, field.value)) for field in TranslatedText}
    language = get_language() or "fr"
    for found in Translation.objects.filter(service=service.pk, language=language) if language != "fr" else ():
        found.service = service
        if told[found.field].original:
            told[found.field] = Text(told[found.field].original, found.text, found.origin, found.is_stale)
    return told
