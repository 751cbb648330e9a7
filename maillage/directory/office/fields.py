"""Fields of the office's forms: terms grouped by taxonomy, languages by their names."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from maillage.directory.enums import Scheme
from maillage.directory.models import Term
from maillage.directory.models.translations import digest


class _ByScheme(ModelChoiceIterator):  # type: ignore[type-arg]
    """The terms under the names of their taxonomies."""

    def __iter__(self) -> Iterator[Any]:
        for scheme, terms in groupby(self.queryset, key=lambda term: term.scheme):
            yield Scheme(scheme).label, [(ModelChoiceIteratorValue(term.pk, term), term.name()) for term in terms]


class TermsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Terms to tick, under the names of their taxonomies."""

    iterator = _ByScheme

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Term.objects.exclude(scheme=Scheme.LEVEL).prefetch_related("words"),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=_("Thèmes, besoins, publics"),
            **kwargs,
        )


class ServiceForm(WagtailAdminModelForm):
    """A service and what it is found by."""

    terms = TermsField(help_text=_("Ce par quoi les personnes trouvent ce service."))

    def save(self, commit: bool = True) -> Any:
        """Save; a translation that was written or changed here is of the French text that stands beside it."""
        for form in self.formsets["translations"].forms if "translations" in self.formsets else ():
            if form.has_changed() and form.instance.field:
                form.instance.source_hash = digest(self.cleaned_data.get(form.instance.field) or "")
        return super().save(commit)
