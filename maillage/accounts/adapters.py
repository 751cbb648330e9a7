"""Where allauth asks the house: doors, mails, words, and when a person must prove anew who they are."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts import emails, selectors, words
from maillage.accounts.models import User
from maillage.core import clock, seals
from maillage.core.centre import current
from maillage.ui import qr

STAGES = ["allauth.account.stages.LoginByCodeStage", "maillage.accounts.stages.SecondFactorStage"]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by invitation, mails through the outbox, no session for a bare password."""

    error_messages = {**DefaultAccountAdapter.error_messages, **words.ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the team makes the accounts."""
        return False

    def get_login_stages(self) -> list[str]:
        """Code, then second factor."""
        return STAGES

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session. Raises PermissionDenied when nothing but a password was shown."""
        if not _proofs(request, user) & {"code", "mfa"}:
            raise PermissionDenied
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Where to go; the language of the page is kept for those whose address has none (`/espace/`)."""
        response = super().post_login(request, user, **kwargs)
        keep_language(response)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Promise the mail. Raises LookupError for a kind that no page of ours can cause."""
        match template_prefix:
            case "account/email/login_code":
                emails.promise_code(email, context["code"])
            case "account/email/unknown_account":
                emails.promise_no_account(email)
            case _:
                raise LookupError(template_prefix)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Promise the news that a way in was changed."""
        emails.promise_security(user, template_prefix.rpartition("/")[2])

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        said = message or words.SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """False when the person has just proved who they are. Raises ReauthenticationRequired when not.

        (allauth would let somebody pass who has neither password nor key; here the code by mail is asked.)
        """
        if not _proved_of_late(self.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ways to prove anew who one is, the best first. A password is none."""
        if not isinstance(user, User):
            return []
        found = [
            ("mfa_reauthenticate:webauthn", "mfa_reauthenticate_webauthn", "webauthn", _("Avec une clé d’accès")),
            ("mfa_reauthenticate", "mfa_reauthenticate", "totp", _("Avec l’application ou un code de secours")),
        ]
        ways = [(key, name, label) for key, name, kind, label in found if selectors.authenticators(user, kind)]
        if not needs_second_factor(user):
            ways.append(("reauthenticate", "account_reauthenticate", _("Avec un code reçu par courriel")))
        return [{"id": key, "url": reverse(name), "description": label} for key, name, label in ways]


class KeysAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, names in the reader's language."""

    error_messages = {**DefaultMFAAdapter.error_messages, **words.KEY_ERRORS}

    def encrypt(self, text: str) -> str:
        """The secret, sealed."""
        return seals.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret, opened."""
        return str(seals.unseal(encrypted_text))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a new key."""
        number = len(selectors.authenticators(user, type)) + 1
        return _("Clé d’accès %(number)d") % {"number": number}

    def get_totp_issuer(self) -> str:
        """What the application shows beside the address."""
        return current().short_name

    def build_totp_svg(self, url: str) -> str:
        """The address as a QR code, black on white in the dark too."""
        return qr.svg(url, 4)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host that keys are bound to, under the centre's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": current().short_name}


def keep_language(response: HttpResponse) -> None:
    """Note the active language in the cookie that addresses without language go by."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        get_language() or settings.LANGUAGE_CODE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def needs_second_factor(person: User) -> bool:
    """Whether a code by mail alone does not prove who this is: a team member with a second factor."""
    return person.is_team and selectors.has_second_factor(person)


def _proofs(request: HttpRequest, person: User) -> set[str]:
    return {record["method"] for record in get_authentication_records(request, person)}


def _proved_of_late(request: HttpRequest) -> bool:
    person = request.user
    if not isinstance(person, User):
        return False
    since = selectors.second_factor_since(person) if person.is_team else None
    times = [record["at"] for record in get_authentication_records(request, person) if _is_enough(record, since)]
    return bool(times) and clock.now().timestamp() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _is_enough(record: dict[str, Any], second_factor_since: datetime | None) -> bool:
    """A code by mail is, unless a second factor was there that should have been shown as well."""
    if record["method"] == "code":
        return second_factor_since is None or record["at"] < second_factor_since.timestamp()
    return bool(record["method"] == "mfa")
