"""The forms of imports: the file, and what each of its columns is."""

from collections import Counter
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.directory.actions.imports.reading import as_file
from maillage.directory.models import ImportRun
from maillage.directory.sheets.errors import SheetError
from maillage.directory.sheets.files import MOST_BYTES, open_sheet
from maillage.directory.sheets.titles import LABELS

ENDINGS = (".csv", ".xlsx", ".ods")


class UploadForm(forms.Form):
    """One file. It is opened at once, so that a bad one is refused beside the field; `content` then has its bytes."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("Un classeur .xlsx ou .ods, ou un fichier .csv. 20 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": gettext_lazy("Choisissez un fichier."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )
    content = b""

    def clean_file(self) -> Any:
        """The file, once its first rows were read. Raises ValidationError with the reason, in French."""
        sent = self.cleaned_data["file"]
        if Path(sent.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("Nous lisons les fichiers .xlsx, .ods et .csv, pas celui-ci."))
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 20 Mo. Partagez-le en plusieurs fichiers."))
        self.content = sent.read()
        try:
            with as_file(self.content, sent.name) as path:
                open_sheet(path, sent.name)
        except SheetError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return sent


class ColumnsForm(forms.Form):
    """A select for each column of a sheet: the field it is, or none."""

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        super().__init__(data)
        self.run = run
        choices = [("", _("ne pas reprendre")), *LABELS.items()]
        for column in run.columns:
            self.fields[f"column-{column['index']}"] = forms.ChoiceField(
                label=_("Colonne « %(title)s »") % {"title": title(column)},
                choices=choices,
                required=False,
                initial=column["field"] or "",
            )

    def rows(self) -> list[dict[str, Any]]:
        """For each column: its title, its first cells, what it was taken for and how, its field of the form."""
        return [
            {
                "title": title(column),
                "cells": column.get("cells", []),
                "how": self._how(column),
                "doubtful": bool(column["field"]) and not column["sure"],
                "taken_for": LABELS[column["field"]] if column["field"] else _("ne pas reprendre"),
                "choice": self[f"column-{column['index']}"],
            }
            for column in self.run.columns
        ]

    def clean(self) -> dict[str, Any]:
        """Each field once. Raises ValidationError naming those chosen twice."""
        chosen = super().clean() or {}
        twice = [field for field, times in Counter(filter(None, chosen.values())).items() if times > 1]
        for field in twice:
            for name in [name for name, value in chosen.items() if value == field]:
                self.add_error(name, _("« %(field)s » est choisi deux fois.") % {"field": LABELS[field]})
        return chosen

    def corrected(self) -> dict[int, str | None]:
        """What a person decided, earlier or now: index of a column → field, None to leave it out."""
        decided = {int(index): field for index, field in self.run.mapping.items()}
        for column in self.run.columns:
            chosen = self.cleaned_data[f"column-{column['index']}"] or None
            if chosen != column["field"]:
                decided[column["index"]] = chosen
        return decided

    def _how(self, column: dict[str, Any]) -> str:
        if str(column["index"]) in self.run.mapping:
            return _("choisi par vous")
        return {"name": _("reconnu à son titre"), "content": _("reconnu à son contenu")}.get(
            column["how"], _("non reconnu")
        )


def title(column: dict[str, Any]) -> str:
    """The column's title, or its number where it has none."""
    return column["title"] or _("%(n)s (sans titre)") % {"n": column["index"] + 1}
