"""Coming in as a person does: ask for a code, read one's mail, write the code."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpResponse
from django.test import Client

from maillage.accounts.models import User
from maillage.core import seals
from maillage.core.models import OutboxMessage

SIGN_IN, CODE = "/fr/compte/connexion/", "/fr/compte/connexion/code/"
PASSWORD, SECOND = "/fr/compte/connexion/mot-de-passe/", "/fr/compte/connexion/second-facteur/"
PROOF, SECURITY = "/fr/compte/preuve/", "/fr/compte/securite/"
GOOD_PASSWORD = "quatre chevaux bien ferrés"


def mails_to(email: str, kind: str = "accounts.code") -> list[OutboxMessage]:
    """What the site promised to send, oldest first."""
    return list(OutboxMessage.objects.filter(recipient=email, kind=kind).order_by("pk"))


def code_in(mail: OutboxMessage) -> str:
    """The code of a mail that has not left yet."""
    return seals.unseal(mail.payload)["code"]


def last_code(email: str) -> str:
    """The code last promised to `email`."""
    return code_in(mails_to(email)[-1])


def ask(client: Client, email: str, **more: str) -> HttpResponse:
    """Ask for a code."""
    return client.post(SIGN_IN, {"login": email, **more})


def come_in(client: Client, email: str) -> HttpResponse:
    """Sign in by code."""
    ask(client, email)
    return client.post(CODE, {"code": last_code(email)})


def is_in(client: Client) -> bool:
    """Whether the browser has an open session."""
    return client.get("/espace/").status_code == 200


def application(person: User) -> str:
    """Give `person` an authenticator application; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def application_code(secret: str) -> str:
    """What the application shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def recovery_codes(person: User) -> list[str]:
    """Give `person` recovery codes."""
    return RecoveryCodes.activate(person).get_unused_codes()


def forget_applications(person: User) -> None:
    """Take all second factors away."""
    Authenticator.objects.filter(user=person).delete()
