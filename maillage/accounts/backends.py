"""The only place where a password is compared."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from maillage.accounts import rules, selectors
from maillage.accounts.models import User


class TeamPasswordBackend(AuthenticationBackend):
    """Knows passwords of the team alone, and only for a caller that says a second factor follows.

    Any other door that offers a login form (Wagtail has three) asks in vain.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The active team member with this `email` and `password`, or None."""
        if credentials.pop("second_factor_follows", False) is not True:
            return None
        return super().authenticate(request, **credentials)

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        person = selectors.person_by_address(email)
        if person is None or not rules.may_have_password(person):
            return None  # allauth then spends the time that a comparison would have taken
        return self._check_password(person, password)
