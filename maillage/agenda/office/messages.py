"""Messages of the team to a group: written, seen in each language, sent after a minute left to take them back."""

from typing import Any, cast

from django.contrib import messages as notices
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.models import User
from maillage.agenda.actions.messages import send, undo
from maillage.agenda.emails.groups import message_letter
from maillage.agenda.models import Event, GroupMessage, Registration
from maillage.agenda.office import letters
from maillage.agenda.office.deliveries import Fate, counted, deliveries
from maillage.agenda.office.door import at_the_desk, show
from maillage.agenda.office.message_form import MessageForm
from maillage.agenda.office.people import people
from maillage.core import clock, seals
from maillage.core.languages import LANGUAGES

AGAIN = "de"  # in the address: the number of a message, whose people and words are taken again


@require_safe
@at_the_desk
def messages(request: HttpRequest, event: Event) -> HttpResponse:
    """What the team wrote to people of this event, the latest first."""
    found = event.messages.select_related("by").annotate(people=Count("recipients"))
    return show(request, event, "messages", _("Messages"), written=found)


@require_http_methods(["GET", "POST"])
@at_the_desk
def write(request: HttpRequest, event: Event) -> HttpResponse:
    """Write to those whom the desk's list shows: form, then preview, then sent. The filters stay in the address."""
    source = _source(event, request.GET)
    group = recipients(event, request.GET, source)
    form = MessageForm(request.POST or None, people=group, source=source)
    step = request.POST.get("step")
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode(), **_told(event, group, request.GET)}
    if not (context["readers"] and step in {"preview", "confirm"} and form.is_valid()):
        return _show(request, event, "message_form", _("Écrire à ces personnes"), **context)
    seen = seals.fingerprint(*(str(person.pk) for person in group))
    if step == "confirm" and request.POST.get("seen") == seen:
        message = send(event, form.texts, group, cast("User", request.user))
        return redirect("agenda_office:message", event.pk, message.pk)
    if step == "confirm":
        notices.warning(request, _("Ce groupe a changé entre-temps : regardez encore une fois qui est concerné."))
    context |= {"letters": preview(event, form, group), "seen": seen}
    return _show(request, event, "message_preview", _("Voici ce qui sera envoyé"), **context)


@require_safe
@at_the_desk
def message(request: HttpRequest, event: Event, message: int) -> HttpResponse:
    """One message: when it leaves, how to take it back, and what became of it for each person."""
    found = get_object_or_404(event.messages.select_related("by"), pk=message)
    rows = deliveries(found)
    counts = counted(rows)
    waiting = dict(counts).get(Fate.WAITING, 0)
    return _show(
        request,
        event,
        "message",
        found.subject,
        message=found,
        deliveries=rows,
        counts=counts,
        waiting=waiting,
        seconds=max(0, round((found.leaves_at - clock.now()).total_seconds())),
        texts=[(language, found.texts[language.code]) for language in LANGUAGES if language.code in found.texts],
        again=f"{reverse('agenda_office:message_add', args=[event.pk])}?{AGAIN}={found.pk}",
    )


@require_POST
@at_the_desk
def take_back(request: HttpRequest, event: Event, message: int) -> HttpResponse:
    """Take back what did not leave, and say how much that was."""
    found = get_object_or_404(event.messages, pk=message)
    mails = undo(found, cast("User", request.user))
    if mails:
        told = ngettext(
            "%(n)s courriel est repris et ne partira pas.", "%(n)s courriels sont repris et ne partiront pas.", mails
        )
        notices.success(request, told % {"n": mails})
    else:
        notices.error(request, _("Trop tard : il n’y a plus rien à reprendre."))
    return redirect("agenda_office:message", event.pk, found.pk)


def recipients(event: Event, params: QueryDict, source: GroupMessage | None) -> list[Registration]:
    """Whom the desk's address shows, or whom `source` was for; who cancelled only when that is what was asked for."""
    found = people(event, params) if source is None else people(event, QueryDict()).filter(messages=source)
    if source is None and not params.get("state"):
        found = found.filter(identity__isnull=False)
    group = list(found.filter(anonymised_at=None))
    for person in group:
        person.event = event
    return group


def preview(event: Event, form: MessageForm, group: list[Registration]) -> list[letters.Specimen]:
    """The letter in each language, to its first reader."""
    unsent = GroupMessage(event=event, texts=form.texts)

    def letter(person: Registration) -> EmailMultiAlternatives:
        return message_letter(unsent, person)

    return letters.specimens(group, letter)


def _source(event: Event, params: QueryDict) -> GroupMessage | None:
    number = params.get(AGAIN, "")
    return get_object_or_404(event.messages, pk=number) if number.isdecimal() and len(number) < 10 else None


def _told(event: Event, group: list[Registration], params: QueryDict) -> dict[str, Any]:
    desk = reverse("agenda_office:registrations", args=[event.pk])
    return {
        "readers": letters.readers(group),
        "silent": letters.without_address(group),
        "total": len(group),
        "desk": f"{desk}?{params.urlencode()}" if params and AGAIN not in params else desk,
        "without_cancelled": AGAIN not in params and not params.get("state"),
    }


def _show(request: HttpRequest, event: Event, template: str, title: str, **context: Any) -> HttpResponse:
    trail = ((reverse("agenda_office:messages", args=[event.pk]), _("Messages")),)
    return show(request, event, "messages", title, trail=trail, template=template, **context)


def urls() -> list[URLPattern]:
    """The pages under an event's number."""
    return [
        path("<int:pk>/messages/", messages, name="messages"),
        path("<int:pk>/messages/nouveau/", write, name="message_add"),
        path("<int:pk>/messages/<int:message>/", message, name="message"),
        path("<int:pk>/messages/<int:message>/reprendre/", take_back, name="message_undo"),
    ]
