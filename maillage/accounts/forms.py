"""Forms of sign-in and of one's own ways in."""

import unicodedata
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.account.models import Login
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm, LoginWebAuthnForm, SignupWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts import actions, selectors
from maillage.accounts.models import User
from maillage.core import clock, seals
from maillage.ui.forms import UiFormMixin

_CODE_WIDGET = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"})


def address_field() -> forms.EmailField:
    """The address by which one signs in."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
    return forms.EmailField(label=_("Votre adresse de courriel"), max_length=254, widget=widget)


def code_field(label: Any = _("Code")) -> forms.CharField:
    """A code to copy from elsewhere."""
    return forms.CharField(label=label, max_length=40, widget=_CODE_WIDGET)


def plain_digits(code: str) -> str:
    """`code` with the digits of any script (٣, ۳) as 0-9: codes are read on telephones of every language."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in code)


class AddressForm(UiFormMixin, LoginForm):
    """The one field of the sign-in page. Known or not, an address gets the same answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()

    def clean(self) -> dict[str, Any]:
        """Finds the person, if any, within the limit of codes for one address."""
        cleaned = forms.Form.clean(self) or self.cleaned_data
        if "login" in cleaned:
            cleaned["login"] = cleaned["login"].lower()
            if not actions.may_ask_code(cleaned["login"]):
                raise get_adapter().validation_error("too_many_login_attempts")
            self.user = selectors.person_by_address(cleaned["login"])
        return cleaned


class PasswordForm(UiFormMixin, LoginForm):
    """The team's other door: a password, which opens nothing without the second factor that follows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["login"] = address_field()
        self.fields["password"] = forms.CharField(label=_("Mot de passe"), strip=False, max_length=400, widget=widget)

    def clean(self) -> dict[str, Any]:
        """Compares the password; refuses who has no second factor."""
        cleaned = forms.Form.clean(self) or self.cleaned_data
        if self.errors:
            return cleaned
        adapter, email = get_adapter(), cleaned["login"].lower()
        if not actions.may_try_password(email):
            raise adapter.validation_error("too_many_login_attempts")
        credentials = {"email": email, "password": cleaned["password"], "second_factor_follows": True}
        person = adapter.authenticate(self.request, **credentials)
        if person is None:
            raise adapter.validation_error("email_password_mismatch")
        if not selectors.has_second_factor(person):
            raise adapter.validation_error("no_second_factor")
        self.user = person
        self._login = Login(user=person, email=email)
        return cleaned


class CodeForm(UiFormMixin, ConfirmLoginCodeForm):
    """The code received by mail. `attempt` names the code that was sent, for the count of tries."""

    code = code_field(_("Code reçu par courriel"))

    def __init__(self, *args: Any, attempt: str = "", **kwargs: Any) -> None:
        self.attempt = attempt
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """The code, if it is the right one and has not been tried too often."""
        if not actions.may_try_code(self.attempt):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["code"] = plain_digits(self.cleaned_data["code"])
        return super().clean_code()


class ProofForm(UiFormMixin, forms.Form):
    """The code by which a signed-in person proves anew who they are.

    `proof` is what the session noted when the code was sent: `{"mac", "id", "until"}`, or None.
    """

    code = code_field(_("Code reçu par courriel"))

    def __init__(self, *args: Any, proof: dict[str, Any] | None, **kwargs: Any) -> None:
        self.proof = proof
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """The code, if it was sent to this person of late."""
        adapter, code = get_adapter(), "".join(filter(str.isdigit, plain_digits(self.cleaned_data["code"])))
        if self.proof is None or clock.now().timestamp() > self.proof["until"]:
            raise ValidationError(_("Ce code a expiré. Demandez-en un autre."), code="expired")
        if not actions.may_try_code(self.proof["id"]):
            raise adapter.validation_error("too_many_login_attempts")
        if seals.fingerprint("proof", self.proof["id"], code) != self.proof["mac"]:
            raise adapter.validation_error("incorrect_code")
        return code


class SecondFactorForm(UiFormMixin, AuthenticateForm):
    """A code of the application, or a recovery code."""

    code = code_field(_("Code de l’application, ou code de secours"))


class SecondFactorAgainForm(UiFormMixin, ReauthenticateForm):
    """The same, for somebody who is already in."""

    code = code_field(_("Code de l’application, ou code de secours"))


class ApplicationForm(UiFormMixin, ActivateTOTPForm):
    """The first code of a new application."""

    code = code_field(_("Code affiché par l’application"))


class NewKeyForm(UiFormMixin, SignupWebAuthnForm):
    """A new passkey: a name to know it by, and what the browser made."""

    name = forms.CharField(label=_("Nom de la clé"), max_length=60, help_text=_("Par exemple « Mon téléphone »."))

    def clean(self) -> dict[str, Any] | None:
        """Refuses anything that is not a browser's answer to our question."""
        try:
            return super().clean()
        except (AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeySignInForm(LoginWebAuthnForm):
    """What the browser answers when somebody signs in with a passkey."""

    def clean_credential(self) -> Any:
        """The authenticator. Whatever else the field holds is refused, never an error of ours."""
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeyNameForm(UiFormMixin, EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Nom de la clé"), max_length=60)


class NewPasswordForm(UiFormMixin, forms.Form):
    """A new password for a member of the team."""

    password = forms.CharField(
        label=_("Nouveau mot de passe"),
        strip=False,
        max_length=400,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Douze signes au moins. Une phrase que vous seul·e connaissez convient bien."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """The password, if it is strong enough."""
        password_validation.validate_password(self.cleaned_data["password"], self.person)
        return str(self.cleaned_data["password"])
