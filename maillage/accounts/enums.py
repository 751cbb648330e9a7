from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is on this site. Each value is also the name of a Django group."""

    ADMINISTRATOR = "administrator", _("administration du site")
    COORDINATOR = "coordinator", _("coordination")
    CARRIER_SECRETARY = "carrier_secretary", _("secrétariat d’un espace porté")
    PARTNER_MEMBER = "partner_member", _("membre partenaire")
    POLICY_MAKER = "policy_maker", _("responsable politique")


STAFF_ROLES = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
