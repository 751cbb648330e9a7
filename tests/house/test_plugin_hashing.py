"""Passwords cost tests little, and the site itself what Django advises."""

from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from maillage.config import settings as written


def test_password_of_a_test_is_hashed_in_one_round():
    kept = make_password("quatre chevaux bien ferrés")
    assert kept.startswith("pbkdf2_sha256$1$")
    assert check_password("quatre chevaux bien ferrés", kept)
    assert not check_password("quatre chevaux mal ferrés", kept)


def test_site_itself_hashes_in_as_many_rounds_as_django_advises():
    hashers = getattr(written, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    assert hashers[0] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    assert PBKDF2PasswordHasher.iterations >= 1_000_000
