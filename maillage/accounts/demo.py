"""One invented person for each role, to try the doors of the site."""

from typing import NamedTuple

from django.contrib.auth.models import Group

from maillage.accounts.enums import STAFF_ROLES, Role
from maillage.accounts.models import User


class Person(NamedTuple):
    """Address, name and role of an invented person."""

    email: str
    first_name: str
    last_name: str
    role: Role


PEOPLE = (
    Person("administration@exemple.be", "Aline", "Exemple", Role.ADMINISTRATOR),
    Person("coordination@exemple.be", "Coralie", "Exemple", Role.COORDINATOR),
    Person("secretariat@exemple.be", "Sélim", "Exemple", Role.CARRIER_SECRETARY),
    Person("partenaire@exemple.be", "Paola", "Exemple", Role.PARTNER_MEMBER),
    Person("politique@exemple.be", "Pierre", "Exemple", Role.POLICY_MAKER),
)


def load() -> None:
    """Create the people; they sign in with a code sent to the demo's courier."""
    for person in PEOPLE:
        user = User.objects.create_user(
            person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            is_staff=person.role in STAFF_ROLES,
        )
        user.groups.add(Group.objects.get_or_create(name=person.role.value)[0])
