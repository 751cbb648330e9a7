"""Who may give which role, and who may touch whose account. Pure: nothing is read but the persons given."""

from maillage.accounts.enums import STAFF_ROLES, Role
from maillage.accounts.models import User


def grantable_roles(by: User) -> frozenset[Role]:
    """The roles that `by` may give or take: never one that holds more rights than `by` has."""
    if by.is_superuser or Role.ADMINISTRATOR in by.roles:
        return frozenset(Role)
    if Role.COORDINATOR in by.roles:
        return frozenset(Role) - STAFF_ROLES
    return frozenset()


def may_change_person(by: User, person: User) -> bool:
    """Whether `by` may change the account of `person`: whoever changes the address owns the account."""
    if person.is_superuser:
        return by.is_superuser
    return person.roles <= grantable_roles(by)


def may_have_password(person: User) -> bool:
    """Only the team may have a password, and even then it opens nothing without a second factor."""
    return person.is_team
