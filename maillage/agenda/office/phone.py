"""Registering people who phoned, one by one or from a pasted list, in the same queue as everybody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from maillage.agenda import selectors
from maillage.agenda.actions.desk import register_people
from maillage.agenda.actions.register import Receipt
from maillage.agenda.enums import SeatState
from maillage.agenda.errors import AlreadyRegistered, NotOpen, UnknownWorkshop
from maillage.agenda.forms import RegistrationForm
from maillage.agenda.models import Event
from maillage.agenda.office import paste
from maillage.agenda.office.door import at_the_desk, show, who
from maillage.agenda.office.person import fields, url
from maillage.core.languages import READY

OFFERED = [(language.code, language.own_name) for language in READY]
NO_CONSENT = gettext_lazy("Sans l’accord de la personne, nous ne pouvons pas l’inscrire.")


def language() -> forms.ChoiceField:
    """In which language the site writes to the people."""
    return forms.ChoiceField(label=gettext_lazy("Langue des courriels"), choices=OFFERED, initial="fr")


class PhoneForm(RegistrationForm):
    """What somebody said on the telephone. The address may miss; the agreement was given aloud."""

    language = language()
    consent = forms.BooleanField(
        label=gettext_lazy("Accord donné au téléphone"), error_messages={"required": NO_CONSENT}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Vide : la personne ne reçoit aucun courriel, ni le lien pour annuler.")


class ListForm(forms.Form):
    """A pasted list."""

    people = forms.CharField(
        label=gettext_lazy("Une personne par ligne"),
        strip=False,
        help_text=gettext_lazy(
            "Prénom Nom; organisation; courriel; ateliers par leur adresse courte, le préféré d’abord. "
            "Points-virgules, virgules ou tabulations. Ce qui manque reste vide."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    language = language()
    consent = forms.BooleanField(
        label=gettext_lazy("Ces personnes ont donné leur accord"), error_messages={"required": NO_CONSENT}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def one(request: HttpRequest, event: Event) -> HttpResponse:
    """Register one person."""
    form = PhoneForm(request.POST or None, event=event, workshops=selectors.workshops(event))
    if request.method == "POST" and form.is_valid() and (receipt := _registered(request, event, form)):
        _say(request, [receipt])
        return redirect(url(receipt.registration))
    status = 422 if request.method == "POST" else 200
    return show(request, event, "phone", _("Inscrire une personne"), status=status, **fields(form))


def _registered(request: HttpRequest, event: Event, form: PhoneForm) -> Receipt | None:
    """The receipt; nothing when the act refused, and the form then says why."""
    try:
        return register_people(event, [form.answers()], who(request), form.cleaned_data["language"])[0]
    except AlreadyRegistered:
        form.add_error("last_name", _("Cette personne est déjà inscrite, sous ce nom et ce courriel."))
    except UnknownWorkshop:
        form.add_error("workshops", _("Un de ces ateliers n’a plus lieu. Choisissez de nouveau."))
    except NotOpen as refusal:
        form.add_error(None, _too_late(refusal))
    return None


def _too_late(refusal: NotOpen) -> str:
    return _("On ne peut plus inscrire personne : l’événement est « %(state)s ».") % {"state": refusal.state.label}


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def several(request: HttpRequest, event: Event) -> HttpResponse:
    """Paste a list: first shown as understood, then registered in its order, all or none."""
    form = ListForm(request.POST or None)
    lines = []
    if request.method == "POST" and form.is_valid():
        lines = paste.read(form.cleaned_data["people"], event, selectors.workshops(event))
        ready = lines and not any(line.problems for line in lines)
        if ready and "confirmed" in request.POST and _all_registered(request, event, form, lines):
            return redirect("agenda_office:registrations", event.pk)
    sound = bool(lines) and not form.errors and not any(line.problems for line in lines)
    status = 422 if request.method == "POST" and not sound else 200
    title = _("Inscrire une liste")
    known = selectors.workshops(event)
    page: dict[str, Any] = {"form": form, "lines": lines, "sound": sound, "known": known}
    return show(request, event, "phone", title, template="phone_list", status=status, **page)


def _all_registered(request: HttpRequest, event: Event, form: ListForm, lines: list[paste.Line]) -> bool:
    """Whether everybody was registered; else the form or a line says what kept them."""
    people = [line.answers for line in lines if line.answers]
    try:
        _say(request, register_people(event, people, who(request), form.cleaned_data["language"]))
    except AlreadyRegistered as refusal:
        paste.already(next(line for line in lines if line.answers == refusal.answers))
    except UnknownWorkshop as refusal:
        form.add_error("people", _("L’atelier « %(slug)s » n’a plus lieu.") % {"slug": refusal.slug})
    except NotOpen as refusal:
        form.add_error(None, _too_late(refusal))
    else:
        return True
    return False


def _say(request: HttpRequest, receipts: list[Receipt]) -> None:
    waiting = sum(receipt.standing.state == SeatState.WAITLISTED for receipt in receipts)
    words = ngettext("%(n)s personne est inscrite", "%(n)s personnes sont inscrites", len(receipts)) % {
        "n": len(receipts)
    }
    on_list = ngettext(", dont %(n)s en liste d’attente.", ", dont %(n)s en liste d’attente.", waiting) % {"n": waiting}
    messages.success(request, words + (on_list if waiting else "."))
