"""Lists of choices in one column."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class ChoiceList(models.JSONField):
    """A list of values of `among`, in its order; boxes to tick in a form. Stored as JSON."""

    def __init__(self, *args: Any, among: type[models.TextChoices], **kwargs: Any) -> None:
        self.among = among
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """A plain JSONField: what may be chosen is no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> Any:
        """The same list, of the same choices."""
        _name, _path, args, kwargs = super().deconstruct()
        return type(self)(*args, among=self.among, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse anything but a list of known values."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or any(each not in self.among.values for each in value):
            raise ValidationError(_("Choisissez parmi : %(known)s.") % {"known": ", ".join(self.among.labels)})

    def formfield(self, **kwargs: Any) -> Any:
        """Boxes to tick."""
        return forms.TypedMultipleChoiceField(
            choices=self.among.choices,
            coerce=str,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
