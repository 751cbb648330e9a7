"""What must be provided for, counted and never beside a name."""

from collections import Counter

from maillage.agenda.actions.register import NEEDS
from maillage.agenda.enums import ATTENDANCE, SeatState
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event, NeedAnswer
from maillage.core.languages import own_name
from maillage.core.seals import unseal


def texts_counted(event: Event) -> list[tuple[str, str, int]]:
    """(need, text, how many people) in the order of the form, the commonest text first; cancelled people left out.

    Texts that differ only by case or spaces count together; languages of interpreting are named.
    """
    answers = NeedAnswer.objects.filter(registration__event=event).exclude(
        registration__seats__bucket__kind__in=ATTENDANCE, registration__seats__state=SeatState.CANCELLED
    )
    counted: Counter[tuple[str, str]] = Counter()
    for sealed in answers.order_by("pk").values_list("sealed", flat=True):
        counted.update((need, " ".join(text.casefold().split())) for need, text in unseal(sealed).items())
    labels = RegistrationForm(event=event).fields
    ordered = sorted(counted.items(), key=lambda item: (NEEDS.index(item[0][0]), -item[1], item[0][1]))
    return [(str(labels[need].label), own_name(text), count) for (need, text), count in ordered]


def needs_counted(event: Event) -> list[tuple[str, int]]:
    """What to provide for, as (need, how many people), languages of interpreting apart."""
    interpreting = str(RegistrationForm(event=event).fields["needs_interpreting"].label)
    counted: Counter[str] = Counter()
    for label, text, count in texts_counted(event):
        counted[f"{label} ({text})" if label == interpreting else label] += count
    return list(counted.items())
