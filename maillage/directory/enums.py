"""Closed lists of the directory. Values are HSDS's own where it has them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What kind of body an operator is."""

    ASSOCIATIVE = "associative", _("associatif")
    PUBLIC = "public", _("public")
    PRIVATE = "private", _("privé")


class Status(models.TextChoices):
    """Whether a service runs (HSDS service.status)."""

    ACTIVE = "active", _("en activité")
    INACTIVE = "inactive", _("en pause")
    DEFUNCT = "defunct", _("n’existe plus")


class GeocodeQuality(models.TextChoices):
    """How well a point is known, the best first. Only a person makes one `confirmed`."""

    CONFIRMED = "confirmed", _("confirmé par une personne")
    ADDRESS = "address", _("à l’adresse")
    LOCALITY = "locality", _("au centre de la localité")
    MUNICIPALITY = "municipality", _("au centre de la commune")
    UNKNOWN = "unknown", _("inconnu")


class ScheduleKind(models.TextChoices):
    """What happens in these hours."""

    RECEPTION = "reception", _("accueil")
    PERMANENCE = "permanence", _("permanence")
    COURSE = "course", _("cours")
    ENROLMENT = "enrolment", _("inscriptions")
    PHONE = "phone", _("téléphone")


class Weeks(models.TextChoices):
    """Which weeks a schedule runs in, counted from its anchor."""

    EVERY = "every", _("chaque semaine")
    ALTERNATE = "alternate", _("une semaine sur deux")


class LanguageMode(models.TextChoices):
    """Who speaks the language."""

    STAFF = "staff", _("l’équipe")
    VOLUNTEER = "volunteer", _("des bénévoles")
    INTERPRETER_ON_SITE = "interpreter_on_site", _("un interprète sur place")
    INTERPRETER_BY_PHONE = "interpreter_by_phone", _("un interprète par téléphone")
    WRITTEN = "written", _("des documents écrits")


class PhoneKind(models.TextChoices):
    """HSDS phone.type."""

    VOICE = "voice", _("téléphone")
    CELL = "cell", _("mobile")
    FAX = "fax", _("fax")
    TEXTPHONE = "textphone", _("textos")


class Level(models.TextChoices):
    """Levels of French, from the first letter on (Council of Europe; alpha levels of literacy in French)."""

    ALPHA_ORAL = "alpha-oral", _("alpha oral")
    ALPHA_1 = "alpha-1", _("alpha 1")
    ALPHA_2 = "alpha-2", _("alpha 2")
    ALPHA_3 = "alpha-3", _("alpha 3")
    ALPHA_4 = "alpha-4", _("alpha 4")
    A1_1 = "A1.1", "A1.1"
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"


class CourseTag(models.TextChoices):
    """What a course is called in the field; one course may be several."""

    ALPHA = "alpha", _("alphabétisation")
    RAN = "ran", _("remise à niveau")
    FLE = "fle", _("français langue étrangère")
    CITIZENSHIP = "citizenship", _("formation à la citoyenneté")


class TranslatedText(models.TextChoices):
    """The free texts of a service that may be told in other languages, by their field."""

    ALERT = "alert", _("avis")
    DESCRIPTION = "description", _("description")
    ELIGIBILITY = "eligibility", _("conditions")
    APPLICATION_PROCESS = "application_process", _("comment s’inscrire")
    TO_BRING = "to_bring", _("à apporter")
    FEES = "fees", _("prix, en mots")
    INTERPRETATION = "interpretation", _("interprétation")


class TextOrigin(models.TextChoices):
    """Where a translation comes from."""

    HUMAN = "human", _("une personne")
    MACHINE = "machine", _("une machine")
    IMPORTED = "imported", _("une importation")


class Arrangement(models.TextChoices):
    """What a printed directory is arranged by."""

    COMMUNE = "commune", _("commune")
    THEME = "theme", _("besoin")


class AccreditationKind(models.TextChoices):
    """Who recognises an operator, for what."""

    ILI = "ili", _("initiative locale d’intégration (ILI)")
    CISP = "cisp", _("centre d’insertion socioprofessionnelle (CISP)")
    SCHOOL = "school", _("école (numéro FASE)")
    OTHER = "other", _("autre")


class AccreditationStatus(models.TextChoices):
    ACCREDITED = "accredited", _("agréé")
    SUBSIDISED = "subsidised", _("subventionné")


class Scheme(models.TextChoices):
    """The taxonomies that the house knows by name (HSDS taxonomy)."""

    THEME = "theme", _("thèmes")
    NEED = "need", _("besoins")
    PUBLIC = "public", _("publics")
    LEVEL = "level", _("niveaux")


class ImportState(models.TextChoices):
    """Where a sheet stands between its arrival and the base."""

    TO_READ = "to_read", _("à lire")
    WAITING = "waiting", _("à vérifier")
    TO_WRITE = "to_write", _("à importer")
    DONE = "done", _("importé")
    UNDONE = "undone", _("défait")
    REFUSED = "refused", _("refusé")
    DISCARDED = "discarded", _("mis de côté")


class LineKind(models.TextChoices):
    """What reading a sheet found. One FORBIDDEN line, and none of the sheet is taken in."""

    FORBIDDEN = "forbidden", _("interdit")
    ERROR = "error", _("valeur laissée de côté")
    WARNING = "warning", _("à vérifier")
    NEW = "new", _("nouvelle fiche")
    CHANGE = "change", _("valeur changée")
