"""The office's panels of this floor: the mails, to read and to try again; the centre's own card."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from maillage.core import centre, outbox
from maillage.core.audit import trace
from maillage.core.models import Centre, OutboxMessage
from maillage.core.problems import in_words

MAY_TRY_AGAIN = "core.change_outboxmessage"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Mails are promised by acts: the office reads them, and never writes, alters or deletes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only reading is ever allowed."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whatever is asked, reading is the only right there is."""
        return self.user_has_permission(user, "view")


class MailFilter(WagtailFilterSet):
    """By state and by kind."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Sorte"), choices=lambda: [(kind, kind) for kind in outbox.kinds()]
    )

    class Meta:
        model = OutboxMessage
        fields = ["state", "kind"]


class MailsView(generic.IndexView):
    """The list, with the button that tries again."""

    def get_list_more_buttons(self, instance: OutboxMessage) -> list[Any]:
        """Wagtail's own, and ours where it makes sense."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if outbox.can_try_again(instance) and self.request.user.has_perm(MAY_TRY_AGAIN):
            url = reverse("core_mails:try_again", args=[instance.pk])
            buttons.append(Button(_("Essayer de nouveau"), url=url, icon_name="rotate", priority=30))
        return buttons


@require_http_methods(["GET", "POST"])
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then send the mail again. Raises PermissionDenied without the right to."""
    if not request.user.has_perm(MAY_TRY_AGAIN):
        raise PermissionDenied
    message = get_object_or_404(OutboxMessage, pk=pk)
    if request.method == "GET":
        return render(
            request,
            "core/office/try_again.html",
            {"message": message, "possible": outbox.can_try_again(message), "problem": in_words(message.problem)},
        )
    try:
        outbox.try_again(message, cast("Model", request.user))
    except outbox.NothingToSend:
        messages.error(request, _("Ce courriel est déjà parti, ou son contenu a été effacé."))
    else:
        messages.success(request, _("Le courriel repart dans quelques secondes."))
    return redirect("core_mails:index")


class MailViewSet(ModelViewSet):
    """Mails: list, one mail, try again. No form at all."""

    model = OutboxMessage
    name = "core_mails"
    url_prefix = "courriels"
    icon = "mail"
    menu_label = gettext_lazy("Courriels")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields: list[str] = []
    index_view_class = MailsView
    filterset_class = MailFilter
    search_fields = ["recipient"]
    search_backend_name = None
    list_per_page = 50
    list_display = [
        "recipient",
        "state",
        "kind",
        "attempts",
        "created_at",
        Column("due_at", label=gettext_lazy("Prochain essai"), accessor=lambda mail: mail.next_try),
        Column("problem", label=gettext_lazy("Problème"), accessor=lambda mail: in_words(mail.problem)),
    ]
    inspect_view_fields = [
        "recipient", "kind", "state", "language", "attempts", "created_at", "due_at", "finished_at", "about", "problem",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's without those that write, and ours."""
        kept = {"index", "index_results", "inspect"}
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("<int:pk>/essayer/", try_again, name="try_again"),
        ]


class _SavesCentre:
    """Saves the one row, has the site read it again, leaves a trace."""

    request: HttpRequest
    form: Any

    def save_instance(self) -> Model:
        self.form.instance.pk = 1
        saved: Model = self.form.save()
        centre.forget()
        trace("core.centre_changed", saved, cast("Model", self.request.user), fields=self.form.changed_data)
        return saved


class CentreCreateView(_SavesCentre, generic.CreateView):
    """The first time."""


class CentreEditView(_SavesCentre, generic.EditView):
    """Every other time."""

    success_message = gettext_lazy("C’est enregistré.")


def centre_door(request: HttpRequest) -> HttpResponse:
    """To the form of the one row, filled in or new; the form checks what one may."""
    if Centre.objects.filter(pk=1).exists():
        return redirect("core_centre:edit", pk=1)
    return redirect("core_centre:add")


class CentreViewSet(ModelViewSet):
    """The centre: one row, no list, never deleted."""

    model = Centre
    name = "core_centre"
    url_prefix = "centre"
    icon = "home"
    menu_label = pgettext_lazy("menu de l’équipe", "Le centre")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = CentreCreateView
    edit_view_class = CentreEditView
    form_fields = ["name", "short_name", "tagline", "address", "phone", "email", "website"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's two forms and our door."""
        kept = {"add", "edit", "history", "history_results", "usage"}
        return [
            path("", centre_door, name="index"),
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
        ]
