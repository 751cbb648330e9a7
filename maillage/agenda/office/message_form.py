"""What the team writes to a group: subject and text in French, and in the other languages of those people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.agenda.actions.messages import Texts
from maillage.agenda.models import GroupMessage, Registration
from maillage.agenda.office import letters
from maillage.core.languages import Language
from maillage.core.validators import refuse_control_characters

LONGEST_SUBJECT = 160
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class Part:
    """The fields of one language, and how many people read it."""

    language: Language
    people: int
    subject: forms.BoundField
    body: forms.BoundField


class MessageForm(forms.Form):
    """Subject and text by language; French is needed, another language is whole or left out."""

    def __init__(
        self, *args: Any, people: Iterable[Registration], source: GroupMessage | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        recipients = list(people)
        self.counts = {each.language.code: len(each.people) for each in letters.readers(recipients)}
        self.languages = letters.to_write_in(recipients)
        for language in self.languages:
            written = source.texts.get(language.code, {}) if source else {}
            self._add(language, written)

    def _add(self, language: Language, written: dict[str, str]) -> None:
        attrs = {"lang": language.code, "dir": language.direction}
        needed = language.code == letters.FIRST
        self.fields[f"subject_{language.code}"] = forms.CharField(
            label=_("Objet"),
            max_length=LONGEST_SUBJECT,
            required=needed,
            initial=written.get("subject", ""),
            # Not stripped: a line break at the end is refused like any other.
            strip=False,
            validators=[refuse_control_characters],
            widget=forms.TextInput(attrs=attrs),
        )
        self.fields[f"body_{language.code}"] = forms.CharField(
            label=_("Texte"),
            max_length=LONGEST_TEXT,
            required=needed,
            initial=written.get("body", ""),
            widget=forms.Textarea(attrs={**attrs, "rows": 8}),
        )

    @property
    def parts(self) -> list[Part]:
        """The fields by language, French first."""
        return [
            Part(
                language,
                self.counts.get(language.code, 0),
                self[f"subject_{language.code}"],
                self[f"body_{language.code}"],
            )
            for language in self.languages
        ]

    def clean(self) -> dict[str, Any]:
        """A language is written whole, subject and text, or not at all."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for language in self.languages:
            subject, body = (data.get(f"{name}_{language.code}", "").strip() for name in ("subject", "body"))
            missing = "subject" if body and not subject else "body" if subject and not body else ""
            if missing and f"{missing}_{language.code}" not in self.errors:
                told = _("Écrivez l’objet et le texte, ou laissez les deux vides.")
                self.add_error(f"{missing}_{language.code}", ValidationError(told, code="half"))
        return data

    @property
    def texts(self) -> Texts:
        """What was written, by language, once the form is valid."""
        found = {
            language.code: {name: self.cleaned_data[f"{name}_{language.code}"].strip() for name in ("subject", "body")}
            for language in self.languages
        }
        return {code: text for code, text in found.items() if text["subject"]}
