"""Accounts of people: invitation, roles, changes, password."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.accounts import emails, rules
from maillage.accounts.enums import STAFF_ROLES, Role
from maillage.accounts.models import User
from maillage.core.audit import trace


@transaction.atomic
def set_roles(person: User, roles: Iterable[Role], by: User | None) -> None:
    """Give `person` exactly `roles`. `by` is None only for the machine itself (demo, command line).

    Raises PermissionDenied when `by` may not give or take one of them, or may not touch this person.
    Whoever leaves the team loses the password.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    before, after = person.roles, frozenset(roles)
    if before == after:
        return
    if by is not None and not (rules.may_change_person(by, person) and before ^ after <= rules.grantable_roles(by)):
        raise PermissionDenied
    for role in before - after:
        person.groups.remove(Group.objects.get(name=role))
    for role in after - before:
        person.groups.add(Group.objects.get_or_create(name=role.value)[0])
    person.is_staff = person.is_superuser or bool(after & STAFF_ROLES)
    if not person.is_staff:
        person.set_unusable_password()
    person.save(update_fields=["is_staff", "password"])
    trace("accounts.roles_set", person, by, roles=[sorted(before), sorted(after)])


@transaction.atomic
def invite(person: User, roles: Iterable[Role], by: User | None, language: str = "fr") -> User:
    """Save the new `person` without password, give the roles and promise the invitation."""
    person.email = person.email.strip().lower()
    person.set_unusable_password()
    person.save()
    trace("accounts.invited", person, by)
    set_roles(person, roles, by)
    emails.promise_invitation(person, language)
    return person


@transaction.atomic
def update_person(person: User, roles: Iterable[Role], by: User) -> User:
    """Save the changed `person` and the roles. Raises PermissionDenied when `by` may not.

    A new address takes the place of the old one everywhere: the old one opens nothing any more.
    """
    before = User.objects.select_for_update().get(pk=person.pk)
    if not rules.may_change_person(by, before):
        raise PermissionDenied
    person.email = person.email.strip().lower()
    changed = [
        name
        for name in ("email", "first_name", "last_name", "is_active")
        if getattr(before, name) != getattr(person, name)
    ]
    if changed:
        person.save(update_fields=changed)
        EmailAddress.objects.filter(user_id=person.pk).exclude(email=person.email).delete()
        trace("accounts.person_changed", person, by, fields=changed)
    set_roles(person, roles, by)
    return person


@transaction.atomic
def set_password(person: User, password: str | None) -> None:
    """Give `person` a password, or none. Raises PermissionDenied outside the team."""
    if password is not None and not rules.may_have_password(person):
        raise PermissionDenied
    person.set_password(password)
    person.save(update_fields=["password"])
    change = "password_removed" if password is None else "password_changed"
    trace(f"accounts.{change}", person, person)
    emails.promise_security(person, change)
