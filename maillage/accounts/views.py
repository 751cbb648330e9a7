"""Doors of sign-in that differ from allauth's, and the page of one's own ways in."""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView, ConfirmLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts import actions, emails, rules, selectors, words
from maillage.accounts.forms import CodeForm, NewKeyForm, NewPasswordForm, ProofForm
from maillage.accounts.models import User
from maillage.core import clock, seals

PROOF = "accounts.proof"


def signed_in(request: HttpRequest) -> User:
    """The person of the session. Raises PermissionDenied when nobody is signed in."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Accounts are made by the team: how to ask for one."""
    return render(request, "accounts/no_sign_up.html")


class CodeView(ConfirmLoginCodeView):
    """The code by mail; tries are counted for each code sent, in the database."""

    form_class = CodeForm
    template_name = "accounts/code.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The expected code, and the name of this attempt."""
        kwargs, state = super().get_form_kwargs(), self._process.state
        if self._action == "verify":
            kwargs["attempt"] = f"{state.get('email')}:{state['at']}:{state['resend_count']}"
        return kwargs

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        if not actions.may_ask_code(self._process.state["email"]):
            messages.error(self.request, str(words.ACCOUNT_ERRORS["rate_limited"]))
            return HttpResponseRedirect(self.passthrough_next_url(self.request.path))
        return super()._resend_form_valid(form)


@method_decorator([login_required, never_cache], name="dispatch")
class ProofView(BaseReauthenticateView):
    """Prove anew who one is, by a code sent to one's address."""

    form_class = ProofForm
    template_name = "accounts/proof.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or read one."""
        if request.POST.get("action") == "send":
            return self._send()
        return super().post(request, *args, **kwargs)

    def _send(self) -> HttpResponse:
        person = signed_in(self.request)
        if actions.may_ask_code(person.email):
            code, name = get_adapter().generate_login_code(), uuid.uuid4().hex
            mac = seals.fingerprint("proof", name, "".join(filter(str.isdigit, code)))
            until = clock.now().timestamp() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
            self.request.session[PROOF] = {"mac": mac, "id": name, "until": until}
            emails.promise_code(person.email, code)
        else:
            messages.error(self.request, str(words.ACCOUNT_ERRORS["rate_limited"]))
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the session knows of the code sent."""
        return {**super().get_form_kwargs(), "proof": self.request.session.get(PROOF)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a code is on its way."""
        return {**super().get_context_data(**kwargs), "sent": PROOF in self.request.session}

    def form_valid(self, form: Any) -> HttpResponse:
        """Note the proof, go on with what was asked."""
        del self.request.session[PROOF]
        record_authentication(self.request, signed_in(self.request), method="code", reauthenticated=True)
        return super().form_valid(form)


class NewKeyView(AddWebAuthnView):
    """Add a passkey: always one that the browser can offer by itself and that checks who holds it."""

    form_class = NewKeyForm
    template_name = "accounts/key_new.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the question for the browser."""
        context = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or context["form"]
        context["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        return context


@login_required
@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """One's own ways in."""
    person, types = signed_in(request), Authenticator.Type
    context = {
        "keys": selectors.authenticators(person, types.WEBAUTHN),
        "application": next(iter(selectors.authenticators(person, types.TOTP)), None),
        "recovery": next(iter(selectors.authenticators(person, types.RECOVERY_CODES)), None),
        "team": rules.may_have_password(person),
        "has_password": person.has_usable_password(),
    }
    return render(request, "accounts/security.html", context)


@login_required
@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left. Raises Http404 for who has none."""
    found = selectors.authenticators(signed_in(request), Authenticator.Type.RECOVERY_CODES)
    if not found:
        raise Http404
    return render(request, "accounts/recovery_codes.html", {"codes": found[0].wrap().get_unused_codes()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """The team's password: set another one, or do without."""
    if not rules.may_have_password(signed_in(request)):
        raise PermissionDenied
    return _password(request)


@reauthentication_required(app="allauth.mfa")
def _password(request: HttpRequest) -> HttpResponse:
    person, removing = signed_in(request), request.POST.get("action") == "remove"
    form = NewPasswordForm(None if removing else request.POST or None, person=person)
    if removing or form.is_valid():
        actions.set_password(person, None if removing else form.cleaned_data["password"])
        update_session_auth_hash(request, person)
        said = _("Votre mot de passe est retiré.") if removing else _("Votre mot de passe est changé.")
        messages.success(request, said)
        return redirect("mfa_index")
    return render(request, "accounts/password.html", {"form": form, "has_password": person.has_usable_password()})
