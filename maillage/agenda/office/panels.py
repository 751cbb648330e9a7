"""The form's panels: what, when, where, registrations; and where the event stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, Panel, TitleFieldPanel

from maillage.agenda import selectors
from maillage.agenda.enums import EventState
from maillage.agenda.models import Bucket
from maillage.agenda.office.forms import EventForm

PATH = (EventState.DRAFT, EventState.ANNOUNCED, EventState.OPEN, EventState.FULL, EventState.CLOSED, EventState.HELD)
EXPLANATIONS = {
    EventState.DRAFT: _("L’équipe seule voit l’événement : la date d’annonce est vide ou à venir."),
    EventState.ANNOUNCED: _("Tout le monde le voit ; les inscriptions ne sont pas encore ouvertes."),
    EventState.OPEN: _("De l’ouverture à la clôture, tant qu’il reste des places."),
    EventState.FULL: _("Les places sont prises ; on s’inscrit en liste d’attente."),
    EventState.CLOSED: _("Après la clôture, jusqu’à la fin de la rencontre."),
    EventState.HELD: _("Après la fin. Les noms sont effacés passé le délai de conservation."),
}


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
            state = None
            if self.instance.pk:
                # As saved: the form may hold times that were refused.
                saved = Bucket.objects.select_related("event").filter(event=self.instance.pk).first()
                state = saved and selectors.state_of(saved.event, saved.places_left)
            steps = [(step, EXPLANATIONS[step], step == state) for step in PATH]
            return {**context, "state": state, "steps": steps}


PANELS: list[Panel] = [
    StatePanel(heading=_("Où en est l’événement ?")),
    MultiFieldPanel(
        [
            TitleFieldPanel("title", placeholder=False),
            FieldPanel("slug"),
            FieldPanel("kind"),
            FieldPanel("language"),
            FieldPanel("summary", help_text=_("Affichée dans les listes, sous le titre.")),
            FieldPanel("text"),
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
        [FieldPanel("venue_name"), FieldPanel("venue_address"), FieldPanel("municipality"), FieldPanel("online_url")],
        heading=_("Où"),
        help_text=_("Un lieu, un lien, ou les deux."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("announced_at"),
            FieldPanel("opens_at"),
            FieldPanel("closes_at"),
            FieldPanel("capacity"),
            FieldPanel("retention_days"),
        ],
        heading=_("Inscriptions"),
    ),
    MultiFieldPanel(
        [FieldPanel("postponed_at"), FieldPanel("cancelled_at"), FieldPanel("example")],
        heading=_("Reporter ou annuler"),
        help_text=_(
            "Une date ici suffit : la page le dit et les inscriptions s’arrêtent. "
            "Les personnes inscrites ne sont pas prévenues automatiquement."
        ),
        classname="collapsed",
    ),
]
FORM = ObjectList(PANELS, base_form_class=EventForm)
