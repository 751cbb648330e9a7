"""What is compared and what a comparison answers: a record, reasons that a person can read, a likeness."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Record:
    """An operator as somebody wrote it down. Every field is text, "" when unknown; `alternate_name` may hold several,
    parted by `;`."""

    key: str
    name: str
    alternate_name: str = ""
    address: str = ""
    postcode: str = ""
    commune: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    kbo: str = ""


class Code(StrEnum):
    """Why two records are one body, or two."""

    KBO_SAME = "kbo-same"
    KBO_DIFFERENT = "kbo-different"
    NAME_SAME = "name-same"
    NAME_CLOSE = "name-close"
    NAME_DIFFERENT = "name-different"
    ACRONYM = "acronym"
    KIND_DIFFERENT = "kind-different"
    SERVICE = "service"
    NUMBER_DIFFERENT = "number-different"
    LEGAL_DIFFERENT = "legal-different"
    PLACE_SAME = "place-same"
    PLACE_DIFFERENT = "place-different"
    TOWN_DIFFERENT = "town-different"
    PLACE_MISSING = "place-missing"
    ADDRESS_SAME = "address-same"
    ADDRESS_DIFFERENT = "address-different"
    PHONE_SAME = "phone-same"
    PHONE_DIFFERENT = "phone-different"
    EMAIL_SAME = "email-same"
    DOMAIN_SAME = "domain-same"
    DOMAIN_DIFFERENT = "domain-different"
    CONTACTS_KEPT = "contacts-kept"
    SITE_SAME = "site-same"
    SITE_SHARED = "site-shared"
    SITE_DIFFERENT = "site-different"


SENTENCES: dict[Code, Promise | str] = {
    Code.KBO_SAME: _("même numéro d’entreprise"),
    Code.KBO_DIFFERENT: _("numéros d’entreprise différents"),
    Code.NAME_SAME: _("même nom : « %(left)s »"),
    Code.NAME_CLOSE: _("noms proches : « %(left)s » / « %(right)s »"),
    Code.NAME_DIFFERENT: _("noms différents : « %(left)s » / « %(right)s »"),
    Code.ACRONYM: _("un nom est le sigle de l’autre : « %(left)s » / « %(right)s »"),
    Code.KIND_DIFFERENT: _("organismes de nature différente : « %(left)s » / « %(right)s »"),
    Code.SERVICE: _("l’un paraît être un service ou une section de l’autre : « %(left)s » / « %(right)s »"),
    Code.NUMBER_DIFFERENT: _("numéro différent dans le nom : « %(left)s » / « %(right)s »"),
    Code.LEGAL_DIFFERENT: _("formes juridiques différentes"),
    Code.PLACE_SAME: _("même commune"),
    Code.PLACE_DIFFERENT: _("noms qui se distinguent par le lieu : « %(left)s » / « %(right)s »"),
    Code.TOWN_DIFFERENT: _("communes différentes : « %(left)s » / « %(right)s »"),
    Code.PLACE_MISSING: _("nom courant, qui ne dit rien sans un lieu"),
    Code.ADDRESS_SAME: _("même adresse"),
    Code.ADDRESS_DIFFERENT: _("adresses différentes"),
    Code.PHONE_SAME: _("même numéro de téléphone"),
    Code.PHONE_DIFFERENT: _("numéros de téléphone différents"),
    Code.EMAIL_SAME: _("même adresse électronique"),
    Code.DOMAIN_SAME: _("adresses électroniques du même domaine"),
    Code.DOMAIN_DIFFERENT: _("adresses électroniques de domaines différents"),
    Code.CONTACTS_KEPT: _("autre nom, mais mêmes coordonnées propres : l’organisme a peut-être changé de nom"),
    Code.SITE_SAME: _("même site web"),
    Code.SITE_SHARED: _("pages du même site web"),
    Code.SITE_DIFFERENT: _("sites web différents"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for one body (`weight` above 0) or for two (below); `left` and `right` as written.

    The weight is a logarithm of odds: 0.7 doubles the odds, -0.7 halves them.
    """

    code: Code
    weight: float
    left: str = ""
    right: str = ""

    def say(self) -> str:
        """The reason as a sentence in the reader's language."""
        return str(SENTENCES[self.code]) % {"left": self.left, "right": self.right}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two records are one body (`score`, 0-1) and why, the weightiest reason first."""

    score: float
    reasons: tuple[Reason, ...]
