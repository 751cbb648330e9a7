"""What must be read, in the reader's language: the French text of the source, and its translation, as they are heard: a
space is a space."""

from django.utils import translation


def spaced(text: str) -> str:
    """The text with plain spaces, whether or not lines may break there."""
    return " ".join(text.split())


def said(language: str, french: str, **parts: object) -> str:
    """The text that stands for `french` in `language`. AssertionError when it was not translated."""
    with translation.override(language):
        text = translation.gettext(french)
    assert language == "fr" or text != french, f"not in {language}: {french!r}"
    return spaced(text % parts if parts else text)


def counted(language: str, singular: str, plural: str, count: int, **parts: object) -> str:
    """The plural form for `count`, with the number and `parts` in it."""
    with translation.override(language):
        text = translation.ngettext(singular, plural, count)
    assert language == "fr" or text not in (singular, plural), f"not in {language}: {plural!r}"
    return spaced(text % {"count": count, "n": count, **parts})


def django_says(language: str, english: str) -> str:
    """A message of Django's own, in `language`."""
    with translation.override(language):
        text = translation.gettext(english)
    assert text != english, f"not in {language}: {english!r}"
    return text
