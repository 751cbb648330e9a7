"""What the office does with several operators or services at once, from their lists."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from maillage.directory.actions import many
from maillage.directory.enums import Scheme, Status
from maillage.directory.models import Organization, Service, Term
from maillage.directory.office.merging import compare_url


class _OfReady(SnippetBulkAction):
    """An act on records that may be changed and have no draft waiting; the others are left out, which is told."""

    of: ClassVar[tuple[Any, ...]] = (Service,)
    template_name = "directory/office/bulk.html"
    title: Any = ""  # in full; the bar of the list cuts long names
    lead: Any = ""

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - a property of the class, as Wagtail has it
        """The tables whose lists offer this."""
        return list(cls.of)

    @classproperty
    def aria_label(cls) -> Any:  # noqa: N805 - a property of the class, as Wagtail has it
        """What the button says to who does not see it."""
        return cls.title

    def check_perm(self, record: Any) -> bool:
        """Whether the record is not left out."""
        may = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", record)
        return bool(may and many.is_ready(record))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked, and of what."""
        return {**super().get_context_data(**kwargs), "title": self.title, "lead": self.lead}

    def prepare_action(self, objects: Sequence[Any], objects_without_access: dict[str, Any]) -> None:
        """Remember who is left out, to tell it."""
        self.left_out = objects_without_access["items_with_no_access"]

    @classmethod
    def execute_action(cls, objects: Sequence[Any], **context: Any) -> tuple[int, int]:
        """Act on the records that are ready."""
        action = context["self"]
        if objects:
            action.act(objects)
        return len(objects), 0

    def act(self, records: Sequence[Any]) -> None:
        """What is done."""
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """How many were changed; who was left out is told apart."""
        if self.left_out:
            names = ", ".join(str(record) for record in self.left_out[:10])
            told = ngettext(
                "%(n)s fiche laissée de côté : elle a un brouillon à publier. %(names)s",
                "%(n)s fiches laissées de côté : elles ont un brouillon à publier. %(names)s",
                len(self.left_out),
            )
            messages.warning(self.request, told % {"n": len(self.left_out), "names": names})
        if not num_parent_objects:
            return None
        done = ngettext("%(n)s fiche changée.", "%(n)s fiches changées.", num_parent_objects)
        return f"{self.title} · {done % {'n': num_parent_objects}}"


class Assure(_OfReady):
    """Somebody checked these records today."""

    of = (Organization, Service)
    action_type = "confirmer"
    action_priority = 10
    display_name = gettext_lazy("Confirmer")
    title = gettext_lazy("Confirmer aujourd’hui")
    lead = gettext_lazy("Quelqu’un a vérifié aujourd’hui ce que disent ces fiches.")

    def act(self, records: Sequence[Any]) -> None:
        many.assure(records, self.request.user)


class Pause(_OfReady):
    """These services do not run for now."""

    action_type = "pause"
    action_priority = 12
    display_name = title = gettext_lazy("Mettre en pause")
    lead = gettext_lazy("Ces services ne sont plus proposés pour le moment.")
    status = Status.INACTIVE

    def act(self, records: Sequence[Any]) -> None:
        many.set_status(records, self.status, self.request.user)


class Resume(Pause):
    """These services run again."""

    action_type = "reprise"
    action_priority = 13
    display_name = gettext_lazy("Réactiver")
    title = gettext_lazy("Remettre en activité")
    lead = gettext_lazy("Ces services sont de nouveau proposés.")
    status = Status.ACTIVE


class TermsForm(forms.Form):
    """Which terms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scheme in (Scheme.THEME, Scheme.NEED):
            self.fields[scheme.value] = forms.ModelMultipleChoiceField(
                Term.objects.filter(scheme=scheme).prefetch_related("words"),
                required=False,
                label=capfirst(scheme.label),
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        """At least one."""
        data = super().clean() or {}
        if not any(data.values()):
            raise forms.ValidationError(_("Choisissez au moins un thème ou un besoin."))
        return data


class AddTerms(_OfReady):
    """These services are found by more words."""

    action_type = "mots"
    action_priority = 14
    display_name = gettext_lazy("Ajouter des mots")
    title = gettext_lazy("Ajouter un thème ou un besoin")
    lead = gettext_lazy("Ce qui est coché s’ajoute à ce que ces services ont déjà.")
    form_class = TermsForm

    def act(self, records: Sequence[Any]) -> None:
        many.add_terms(
            records, [term for terms in self.cleaned_form.cleaned_data.values() for term in terms], self.request.user
        )


class Merge(SnippetBulkAction):
    """Two operators may be one: leads to where they are compared."""

    action_type = "fusionner"
    action_priority = 20
    display_name = gettext_lazy("Fusionner")
    aria_label = gettext_lazy("Fusionner les deux opérateurs choisis")

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - a property of the class, as Wagtail has it
        """Operators."""
        return [Organization]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare the two; anything but two is refused."""
        keys = request.GET.getlist("id")
        found = list(Organization.objects.filter(pk__in=[key for key in keys if key.isdecimal()]).order_by("pk")[:3])
        if len(found) == 2 and "all" not in keys:
            return redirect(compare_url(*found))
        messages.error(request, _("Choisissez exactement deux opérateurs pour les fusionner."))
        return redirect(self.next_url if self.next_url != request.path else "directory_office:list")


ACTIONS = (Assure, Pause, Resume, AddTerms, Merge)
