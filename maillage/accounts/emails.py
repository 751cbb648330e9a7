"""Mails about accounts. A code is sealed in its promise, and erased when the mail has left."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.models import User
from maillage.core import clock, outbox
from maillage.core.audit import reference
from maillage.core.centre import current
from maillage.core.letters import Letter, compose
from maillage.core.links import absolute

CODE, NO_ACCOUNT, INVITATION, SECURITY = (
    "accounts.code",
    "accounts.no_account",
    "accounts.invitation",
    "accounts.security",
)


def promise_code(email: str, code: str) -> None:
    """Promise the code that proves who reads this mailbox; it is not sent any more once it has expired."""
    until = clock.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    _promise(CODE, email, {"code": code, "until": until.isoformat()})


def promise_no_account(email: str) -> None:
    """Promise the answer to somebody who asked for a code and has no account."""
    _promise(NO_ACCOUNT, email, {})


def promise_invitation(person: User, language: str) -> None:
    """Promise the mail that tells a person of the account made for them."""
    _promise(INVITATION, person.email, {"name": person.get_short_name()}, language, reference(person))


def promise_security(person: User, change: str) -> None:
    """Promise the news that a way in was changed; `change` is a key of `changes()`."""
    _promise(SECURITY, person.email, {"change": change}, about=reference(person))


def _promise(kind: str, to: str, payload: dict[str, Any], language: str = "", about: str = "") -> None:
    outbox.promise(
        kind,
        key=f"{kind}:{uuid.uuid4().hex}",
        to=to,
        language=language or get_language() or settings.LANGUAGE_CODE,
        payload=payload,
        about=about,
    )


def changes() -> dict[str, str]:
    """What may have changed in somebody's ways in, in the active language."""
    return {
        "webauthn_added": _("Une clé d’accès a été ajoutée à votre compte."),
        "webauthn_removed": _("Une clé d’accès a été retirée de votre compte."),
        "totp_activated": _("Une application d’authentification a été reliée à votre compte."),
        "totp_deactivated": _("L’application d’authentification a été retirée de votre compte."),
        "recovery_codes_generated": _("De nouveaux codes de secours ont été créés ; les anciens ne valent plus."),
        "password_changed": _("Le mot de passe de votre compte a été changé."),
        "password_removed": _("Le mot de passe de votre compte a été retiré."),
    }


@outbox.letter(CODE)
def code_letter(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The code, large, and what to do if one did not ask for it."""
    if clock.now() > datetime.fromisoformat(payload["until"]):
        raise outbox.NothingToSay
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return compose(
        Letter(
            subject=_("Votre code de connexion : %(code)s") % {"code": payload["code"]},
            greeting=_("Bonjour,"),
            paragraphs=[_("Voici le code à écrire sur la page où vous l’avez demandé :")],
            code=payload["code"],
            after=[
                _("Il vaut %(minutes)d minutes et sert une seule fois. Ne le donnez à personne.")
                % {"minutes": minutes},
                _("Vous n’avez rien demandé ? Ne faites rien : sans ce code, personne n’entre."),
            ],
            reason=_address_was_typed(),
        )
    )


@outbox.letter(NO_ACCOUNT)
def no_account_letter(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """No account bears this address: who makes accounts, and how to reach them."""
    return compose(
        Letter(
            subject=_("Aucun compte avec cette adresse"),
            greeting=_("Bonjour,"),
            paragraphs=[
                _("Un code de connexion a été demandé pour votre adresse, mais aucun compte ne la porte."),
                _("Peut-être avez-vous un compte avec une autre adresse ? Essayez avec celle-là."),
                _("Les comptes sont ouverts par l’équipe de %(centre)s. Pour en demander un, répondez à ce courriel.")
                % {"centre": current().name},
            ],
            reason=_address_was_typed(),
        )
    )


@outbox.letter(INVITATION)
def invitation_letter(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """An account was made: where to sign in, and that no password is needed."""
    centre = current().name
    return compose(
        Letter(
            subject=_("Votre accès à l’espace professionnel de %(centre)s") % {"centre": centre},
            greeting=_("Bonjour %(name)s,") % {"name": payload["name"]},
            paragraphs=[
                _("L’équipe de %(centre)s vous a ouvert un compte.") % {"centre": centre},
                _(
                    "Pour entrer, écrivez l’adresse à laquelle vous lisez ce courriel : vous recevrez un code. "
                    "Il n’y a pas de mot de passe à retenir."
                ),
            ],
            action_label=_("Se connecter"),
            action_url=absolute(reverse("account_login")),
            reason=_(
                "Vous recevez ce courriel parce que l’équipe de %(centre)s vous a ouvert un compte. "
                "Vous n’en voulez pas ? Répondez simplement à ce courriel."
            )
            % {"centre": centre},
        )
    )


@outbox.letter(SECURITY)
def security_letter(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """A way in was changed; what to do if one did not do it."""
    return compose(
        Letter(
            subject=_("La connexion à votre compte a changé"),
            greeting=_("Bonjour,"),
            paragraphs=[
                changes()[payload["change"]],
                _(
                    "C’était vous ? Il n’y a rien à faire. Sinon, prévenez-nous tout de suite en répondant à ce courriel."
                ),
            ],
            reason=_("Nous prévenons à chaque changement de vos moyens de connexion, pour votre sécurité."),
        )
    )


def _address_was_typed() -> str:
    return _(
        "Vous recevez ce courriel parce que votre adresse a été écrite sur la page de connexion de %(centre)s."
    ) % {"centre": current().name}
