"""What becomes of an event: postponed, called off, restored, its news told, copied for another year.

Each act that writes to people shows first who would be told what, by rehearsing it: nothing of that stays. What was
typed goes along from page to page; only the last POST acts, once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from maillage.accounts.access import team_only
from maillage.accounts.models import User
from maillage.agenda import selectors
from maillage.agenda.actions import events as acts
from maillage.agenda.actions import places as at
from maillage.agenda.emails import news
from maillage.agenda.enums import EventState
from maillage.agenda.models import Event, Registration
from maillage.agenda.office import letters
from maillage.agenda.office.life_forms import CopyForm, NotesForm, PostponeForm, RestoreForm

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """One act on an event that writes to everybody registered: its URL's name, the sort of its mails, its form, what it
    does, and its words."""

    name: str
    kind: str
    form: type[NotesForm]
    run: Callable[[Event, Any, User], list[Registration]]
    title: Words
    lead: Words
    confirm: Words
    done: Words


POSTPONE = Act(
    "postpone",
    news.POSTPONED,
    PostponeForm,
    lambda event, form, by: acts.postpone(event, form.cleaned_data["starts_at"], form.notes, by),
    title=gettext_lazy("Reporter l’événement"),
    lead=gettext_lazy(
        "Les inscriptions restent valables. Avec une date, la clôture et ce qui la suit sont décalés d’autant de jours."
    ),
    confirm=gettext_lazy("Reporter et prévenir"),
    done=gettext_lazy("L’événement est reporté."),
)
CALL_OFF = Act(
    "call_off",
    news.CALLED_OFF,
    NotesForm,
    lambda event, form, by: acts.call_off(event, form.notes, by),
    title=gettext_lazy("Annuler l’événement"),
    lead=gettext_lazy("La page dit que l’événement n’aura pas lieu, et les inscriptions s’arrêtent."),
    confirm=gettext_lazy("Annuler et prévenir"),
    done=gettext_lazy("L’événement est annulé."),
)
RESTORE = Act(
    "restore",
    news.NEWS,
    RestoreForm,
    lambda event, form, by: acts.restore(event, form.notes, by),
    title=gettext_lazy("Rétablir l’événement"),
    lead=gettext_lazy("L’événement aura lieu comme s’il n’avait pas été annulé ; chacun garde sa place."),
    confirm=gettext_lazy("Rétablir et prévenir"),
    done=gettext_lazy("L’événement est rétabli."),
)
TELL = Act(
    "tell",
    news.NEWS,
    NotesForm,
    lambda event, form, by: acts.tell_news(event, form.notes, by),
    title=gettext_lazy("Prévenir d’un changement"),
    lead=gettext_lazy("L’heure ou le lieu a changé, et c’est déjà enregistré : chacun reçoit ce qui vaut maintenant."),
    confirm=gettext_lazy("Prévenir"),
    done=gettext_lazy("C’est dit."),
)


def possible(event: Event) -> list[Act]:
    """What may be done with the event as it stands now."""
    phase = event.phase()
    if phase == EventState.CANCELLED:
        return [RESTORE]
    return [] if phase == EventState.HELD else [POSTPONE, CALL_OFF, TELL]


@team_only
@require_http_methods(["GET", "POST"])
def life(request: HttpRequest, pk: int, act: Act) -> HttpResponse:
    """The page of one act: form, then preview, then done. Raises PermissionDenied for others than the team."""
    event = get_object_or_404(Event.objects.select_related("municipality"), pk=pk)
    if act not in possible(event):
        messages.error(request, _("Ce n’est pas possible maintenant : %(state)s.") % {"state": event.phase().label})
        return redirect("agenda_office:edit", event.pk)
    people = list(selectors.expected(event))
    form = act.form(request.POST or None, event=event, people=people)
    step = request.POST.get("step")
    if step in {"preview", "confirm"} and form.is_valid():
        told = confirm(act, event, form, request) if step == "confirm" else None
        if told is None:
            return preview(act, event, form, request)
        messages.success(request, f"{act.done} {outcome(told)}")
        return redirect("agenda_office:edit", event.pk)
    return render(
        request,
        "agenda/office/life.html",
        page(act.title, event, act=act, form=form, **audience(people)),
    )


def preview(act: Act, event: Event, form: NotesForm, request: HttpRequest) -> HttpResponse:
    """Who would be told what: the act is done, its letters are written and looked at, and all of it is undone."""
    told: list[Registration] = []
    letter = acts.rehearse(
        lambda: told.extend(act.run(event, form, cast("User", request.user))),
        lambda: letters.promised(act.kind, told),
    )
    context = page(act.title, event, act=act, form=form, letters=letter, seen=event.sequence, **audience(told))
    return render(request, "agenda/office/life_preview.html", context)


def confirm(act: Act, event: Event, form: NotesForm, request: HttpRequest) -> list[Registration] | None:
    """Who was told; None, and nothing done, when the event changed since the preview (a button pressed twice)."""
    with transaction.atomic():
        at.lock(event)
        fresh = Event.objects.get(pk=event.pk)
        if request.POST.get("seen") != str(fresh.sequence):
            return None
        return act.run(fresh, form, cast("User", request.user))


def outcome(told: list[Registration]) -> str:
    """How many were written to, and how many must be told otherwise."""
    silent = letters.without_address(told)
    if not told:
        return _("Personne n’était inscrit : personne n’est prévenu.")
    text = _("Un courriel part vers %(people)s.") % {"people": letters.counted(len(told) - silent)}
    if silent:
        text += " " + _("Sans adresse : %(people)s, à prévenir autrement.") % {"people": letters.counted(silent)}
    return text


def audience(people: list[Registration]) -> dict[str, Any]:
    """Who is written to, as pages show it."""
    return {"readers": letters.readers(people), "silent": letters.without_address(people), "total": len(people)}


def page(title: Words, event: Event, **context: Any) -> dict[str, Any]:
    """What the office's frame needs around a page about an event."""
    crumbs = [
        {"url": reverse("agenda_office:list"), "label": _("Agenda")},
        {"url": reverse("agenda_office:edit", args=[event.pk]), "label": event.title},
        {"url": "", "label": title},
    ]
    heads = {"page_title": title, "header_title": f"{title} : {event.title}", "header_icon": "date"}
    return {"event": event, "breadcrumbs_items": crumbs, **heads, **context}


@team_only
@require_http_methods(["GET", "POST"])
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the date and the address of the copy, make it, lead to its form. Raises PermissionDenied."""
    event = get_object_or_404(Event, pk=pk)
    form = CopyForm(request.POST or None, event=event)
    if form.is_valid():
        try:
            with transaction.atomic():
                copy = acts.duplicate(event, by=cast("User", request.user), **form.cleaned_data)
        except IntegrityError:  # another event took the address in between
            form.refuse_slug()
        else:
            messages.success(request, _("La copie est un brouillon : relisez ses dates avant de l’annoncer."))
            return redirect("agenda_office:edit", copy.pk)
    title = _("Copier pour une autre année")
    return render(request, "agenda/office/life_copy.html", page(title, event, form=form))


def offer_to_tell(request: HttpRequest, event: Event) -> None:
    """After a change of time or place: say that people are registered, with the way to tell them."""
    people = selectors.expected(event).count()
    if people and TELL in possible(event):
        link = messages.button(reverse("agenda_office:tell", args=[event.pk]), _("Prévenir les personnes inscrites"))
        told = ngettext(
            "L’heure ou le lieu a changé, et %(n)s personne inscrite ne le sait pas encore.",
            "L’heure ou le lieu a changé, et %(n)s personnes inscrites ne le savent pas encore.",
            people,
        )
        messages.warning(request, told % {"n": people}, buttons=[link])


def urls() -> list[URLPattern]:
    """The pages under an event's number."""
    return [
        path("<int:pk>/copier/", duplicate, name="duplicate"),
        path("<int:pk>/reporter/", life, {"act": POSTPONE}, name=POSTPONE.name),
        path("<int:pk>/annuler/", life, {"act": CALL_OFF}, name=CALL_OFF.name),
        path("<int:pk>/retablir/", life, {"act": RESTORE}, name=RESTORE.name),
        path("<int:pk>/prevenir/", life, {"act": TELL}, name=TELL.name),
    ]
