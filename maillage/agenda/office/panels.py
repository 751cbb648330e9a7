"""The form's panels: what, when, where, registrations; and where the event stands."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    TitleFieldPanel,
)

from maillage.agenda import selectors
from maillage.agenda.enums import EventState
from maillage.agenda.models import Event
from maillage.agenda.office.forms import EventForm
from maillage.agenda.office.life import possible

PATH = (EventState.DRAFT, EventState.ANNOUNCED, EventState.OPEN, EventState.FULL, EventState.CLOSED, EventState.HELD)
EXPLANATIONS = {
    EventState.DRAFT: _("L’équipe seule voit l’événement : la date d’annonce est vide ou à venir."),
    EventState.ANNOUNCED: _("Tout le monde le voit ; les inscriptions ne sont pas encore ouvertes."),
    EventState.OPEN: _("De l’ouverture à la clôture, tant qu’il reste des places."),
    EventState.FULL: _("Les places sont prises ; on s’inscrit en liste d’attente."),
    EventState.CLOSED: _("Après la clôture, jusqu’à la fin de la rencontre."),
    EventState.HELD: _("Après la fin. Les noms sont effacés passé le délai de conservation."),
}


def doors_of(event: Event) -> list[tuple[str, Any]]:
    """Where one goes from an event, as (address, label): its people, what may become of it, its copy."""
    doors: list[tuple[str, Any]] = [
        ("registrations", _("Guichet")),
        ("workshops", _("Ateliers")),
        *((act.name, act.title) for act in possible(event)),
        ("duplicate", _("Copier pour une autre année")),
    ]
    return [(reverse(f"agenda_office:{name}", args=[event.pk]), label) for name, label in doors]


class StatePanel(HelpPanel):
    """The path of an event, with the place where this one stands now. Nothing to fill in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(template="agenda/office/state_panel.html", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel again."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        del kwargs["template"], kwargs["content"]
        return kwargs

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The steps with their meaning, and the present state of a saved event."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            state, doors = None, []
            # As saved: the form may hold times that were refused.
            saved = self.instance.pk and Event.objects.with_places().filter(pk=self.instance.pk).first()
            if saved:
                state, doors = selectors.state_of(saved, selectors.card_places_left(saved)), doors_of(saved)
            steps = [(step, EXPLANATIONS[step], step == state) for step in PATH]
            return {**context, "state": state, "steps": steps, "doors": doors}


PANELS: list[Panel] = [
    StatePanel(heading=_("Où en est l’événement ?")),
    MultiFieldPanel(
        [
            TitleFieldPanel("title", placeholder=False),
            FieldPanel("slug"),
            FieldPanel("kind"),
            FieldPanel("language"),
            FieldPanel("audience"),
            FieldPanel("summary", help_text=_("Affichée dans les listes, sous le titre.")),
            FieldPanel("text"),
            FieldPanel("image"),
            FieldPanel("image_text"),
            FieldPanel("spoken"),
            FieldPanel("organization"),
        ],
        heading=_("Quoi"),
    ),
    MultiFieldPanel(
        [FieldPanel("starts_at"), FieldPanel("ends_at")],
        heading=_("Quand"),
        help_text=_("Heure de Bruxelles."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("venue_name"),
            FieldPanel("venue_address"),
            FieldPanel("municipality"),
            FieldPanel("online_url"),
            FieldPanel("access_notes"),
        ],
        heading=_("Où"),
        help_text=_("Un lieu, un lien, ou les deux."),
    ),
    InlinePanel(
        "programme",
        [
            FieldPanel("day"),
            FieldPanel("starts"),
            FieldPanel("ends"),
            FieldPanel("title"),
            FieldPanel("speakers"),
        ],
        heading=_("Programme"),
        label=_("Moment"),
        help_text=_("Ce qui est pour tout le monde : accueil, exposés, pauses. Les ateliers ont leur page."),
    ),
    MultipleChooserPanel(
        "documents",
        chooser_field_name="document",
        panels=[FieldPanel("document")],
        heading=_("Documents"),
        label=_("Document"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("announced_at"),
            FieldPanel("opens_at"),
            FieldPanel("closes_at"),
            FieldPanel("capacity"),
            FieldPanel("online_capacity"),
            FieldPanel("editable_until"),
            FieldPanel("promotion_frozen_at"),
            FieldPanel("retention_days"),
        ],
        heading=_("Inscriptions"),
    ),
    MultiFieldPanel([FieldPanel("invited")], heading=_("Invitations"), classname="collapsed"),
    FieldPanel("example"),
]
FORM = ObjectList(PANELS, base_form_class=EventForm)
