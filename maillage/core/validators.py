"""What no field of the site accepts."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_GAP = r"[.\s/\u2010-\u2015-]{0,3}"  # as people and typeset documents write it
# Digits after a plus are a telephone number.
_NATIONAL = re.compile(rf"(?<![\d+])(\d{{2}}){_GAP}(\d{{2}}){_GAP}(\d{{2}}){_GAP}(\d{{3}}){_GAP}(\d{{2}})(?!\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def refuse_national_number(value: str) -> None:
    """Refuse a Belgian national register number: eleven digits whose last two are 97 minus the rest.

    Born from 2000 on, a 2 stands before the nine digits for the check (Royal decree of 3 April 1984).
    """
    for found in _NATIONAL.finditer(value):
        digits = "".join(found.groups())
        body, check = int(digits[:9]), int(digits[9:])
        month = int(digits[2:4]) % 20
        if month <= 12 and check in {97 - body % 97, 97 - (2_000_000_000 + body) % 97}:
            raise ValidationError(
                _("N’écrivez pas de numéro de registre national : nous n’avons pas le droit de le garder."),
                code="national_number",
            )


_ADDRESS = re.compile(r"://|\bwww\.|@", re.IGNORECASE)


def refuse_addresses(value: str) -> None:
    """Refuse an address in a person's name: names are greeted in mails, which may go to somebody else."""
    if _ADDRESS.search(value):
        raise ValidationError(_("Écrivez ici un nom, sans adresse."), code="address")


def refuse_control_characters(value: str) -> None:
    """Refuse line breaks and control characters in a one-line text (they could forge a mail's header)."""
    if _CONTROL.search(value):
        raise ValidationError(_("Écrivez sur une seule ligne, sans caractère de contrôle."), code="control_characters")
