"""What allauth says, in our words: its own catalogues are incomplete in some of our languages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WRONG_CODE = _("Ce code n’est pas le bon. Vérifiez le dernier courriel reçu.")

ACCOUNT_ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("Ce compte est fermé."),
    "email_password_mismatch": _("L’adresse ou le mot de passe n’est pas juste."),
    "incorrect_code": _WRONG_CODE,
    "incorrect_password": _("Ce mot de passe n’est pas le bon."),
    "invalid_login": _("Écrivez votre adresse de courriel."),
    "rate_limited": _("Trop de demandes en peu de temps. Attendez quelques minutes."),
    "too_many_login_attempts": _("Trop d’essais. Attendez un quart d’heure, puis demandez un nouveau code."),
    "no_second_factor": _(
        "Un mot de passe seul n’ouvre pas ce site. Entrez par un code reçu par courriel, "
        "puis ajoutez une clé d’accès ou une application d’authentification."
    ),
}
KEY_ERRORS: dict[str, str | Promise] = {
    "incorrect_code": _("Ce code ou cette clé n’est pas reconnu."),
    "unverified_email": _("Confirmez d’abord votre adresse de courriel."),
}
SAID: dict[str, str | Promise] = {
    "account/messages/logged_out.txt": _("Vous êtes déconnecté·e."),
    "mfa/messages/webauthn_added.txt": _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d’accès est retirée."),
    "mfa/messages/totp_activated.txt": _("L’application est reliée à votre compte."),
    "mfa/messages/totp_deactivated.txt": _("L’application est retirée de votre compte."),
    "mfa/messages/recovery_codes_generated.txt": _("Vos nouveaux codes de secours sont prêts."),
}
"""By allauth's template; one that is not here is not said."""
