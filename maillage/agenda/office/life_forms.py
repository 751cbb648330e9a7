"""What the team types to postpone, call off, restore, tell or copy an event."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.widgets import AdminDateTimeInput

from maillage.agenda.models import Event, Registration
from maillage.agenda.office import letters
from maillage.agenda.office.forms import SLUG_LONGEST, SaysHours, free_slug
from maillage.core import clock
from maillage.core.languages import Language

MOST_OF_NOTE = 2000
FROM_YEAR_TO_YEAR = timedelta(weeks=52)


class NotesForm(SaysHours, forms.Form):
    """What the team adds to a letter, in French and in the languages of those who read it."""

    def __init__(self, *args: Any, event: Event, people: Iterable[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.languages = letters.to_write_in(people)
        for language in self.languages:
            self.fields[f"note_{language.code}"] = self.note_field(language)

    def note_field(self, language: Language) -> forms.CharField:
        """The note in one language."""
        return forms.CharField(
            label=_("Votre mot (%(language)s)") % {"language": language.own_name},
            max_length=MOST_OF_NOTE,
            required=False,
            initial=self.proposed(language),
            help_text=_(
                "Vide : le courriel dit seulement le fait. Sans mot dans leur langue, les gens lisent le français."
            )
            if language.code == letters.FIRST
            else "",
            widget=forms.Textarea(attrs={"rows": 3, "lang": language.code, "dir": language.direction}),
        )

    def proposed(self, language: Language) -> str:
        """What stands in the field at first."""
        return ""

    @property
    def notes(self) -> dict[str, str]:
        """What was written, by language, once the form is valid."""
        written = {language.code: self.cleaned_data[f"note_{language.code}"] for language in self.languages}
        return {code: text for code, text in written.items() if text}


class RestoreForm(NotesForm):
    """The letter tells what holds now; the note says that it takes place after all."""

    def proposed(self, language: Language) -> str:
        """The sentence in the reader's language, where the site has it; in French else nothing need be said twice."""
        french = self._sentence(letters.FIRST)
        said = self._sentence(language.code)
        return said if language.code == letters.FIRST or said != french else ""

    def _sentence(self, code: str) -> str:
        with override(code):
            return _("Nous l’avions annulée : la rencontre aura bien lieu.")


class PostponeForm(NotesForm):
    """The new date, if it is known, and the notes."""

    starts_at = forms.DateTimeField(
        label=gettext_lazy("Nouvelle date et heure de début"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Heure de Bruxelles. Vide : la nouvelle date n’est pas encore connue."),
    )

    def clean_starts_at(self) -> datetime | None:
        """Another date than the present one, to come, and after the opening of registrations."""
        starts_at: datetime | None = self.cleaned_data["starts_at"]
        if starts_at is None:
            return None
        if starts_at <= clock.now():
            raise ValidationError(_("Cette date est passée."), code="past")
        if starts_at == self.event.starts_at and not self.event.postponed_at:
            raise ValidationError(_("C’est la date actuelle."), code="same")
        if self.event.closes_at + (starts_at - self.event.starts_at) <= self.event.opens_at:
            raise ValidationError(
                _("Les inscriptions se fermeraient avant de s’ouvrir : avancez d’abord leur ouverture."), code="order"
            )
        return starts_at


class CopyForm(SaysHours, forms.Form):
    """When the copy begins and its short address, both proposed."""

    starts_at = forms.DateTimeField(
        label=gettext_lazy("Date et heure de début"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Heure de Bruxelles. Les autres dates suivent, du même nombre de jours."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Adresse courte"),
        max_length=SLUG_LONGEST,
        help_text=gettext_lazy("La fin de l’adresse de la page."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        proposed = a_year_later(event.starts_at)
        super().__init__(*args, **kwargs)
        self.initial.update(starts_at=proposed, slug=next_slug(event, proposed))

    def clean_slug(self) -> str:
        """An address that no event has."""
        slug: str = self.cleaned_data["slug"]
        if Event.objects.filter(slug=slug).exists():
            raise self._taken()
        return slug

    def refuse_slug(self) -> None:
        """Say beside the field that the address was taken in between."""
        self.add_error("slug", self._taken())

    def _taken(self) -> ValidationError:
        return ValidationError(_("Un autre événement a déjà cette adresse."), code="taken")


def a_year_later(starts_at: datetime) -> datetime:
    """The same weekday and hour of here 52 weeks later, or as many times 52 weeks as it takes to be in the future."""
    local = timezone.localtime(starts_at).replace(tzinfo=None) + FROM_YEAR_TO_YEAR
    while timezone.make_aware(local) <= clock.now():
        local += FROM_YEAR_TO_YEAR
    return timezone.make_aware(local)


def next_slug(event: Event, starts_at: datetime) -> str:
    """The event's short address with the other year in it, where nobody has that one yet."""
    before, after = str(timezone.localtime(event.starts_at).year), str(timezone.localtime(starts_at).year)
    renamed = (
        event.slug.replace(before, after) if before in event.slug else f"{event.slug[: SLUG_LONGEST - 10]}-{after}"
    )
    return free_slug(renamed, Event())
