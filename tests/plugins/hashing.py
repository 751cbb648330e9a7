"""Passwords are hashed in one round: the many rounds of the site itself take half a second each, of every test that has one."""

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OneRound(PBKDF2PasswordHasher):
    """The hasher of the site, as it would be with the least work."""

    iterations = 1


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{OneRound.__name__}"]
