"""Reads about people and their ways in."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from maillage.accounts.models import User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def person_by_address(email: str) -> User | None:
    """The active person whose address this is, whatever the case."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def has_second_factor(person: User) -> bool:
    """Whether the person has an authenticator app or a passkey (recovery codes alone are none)."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_FACTORS).exists()


def second_factor_since(person: User) -> datetime | None:
    """When the person's oldest second factor was added; None without one."""
    found = Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_FACTORS).order_by("created_at").first()
    return found and found.created_at


def authenticators(person: User, kind: str) -> list[Authenticator]:
    """The person's authenticators of one type (`totp`, `webauthn`, `recovery_codes`), oldest first."""
    return list(Authenticator.objects.filter(user_id=person.pk, type=kind).order_by("pk"))
