"""Sign-in and one's own ways in, under `/<language>/compte/`. Names are allauth's, for it looks them up.

allauth's own doors that are absent here (password reset, sign-up, addresses, outside providers) do not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_required
from django.urls import path, reverse_lazy

from maillage.accounts import forms, views
from maillage.accounts.access import team_only

sign_in = account.LoginView.as_view(form_class=forms.AddressForm, template_name="accounts/sign_in.html")
second_factor = mfa.AuthenticateView.as_view(
    form_class=forms.SecondFactorForm, template_name="accounts/second_factor.html"
)
again_by_code = mfa.ReauthenticateView.as_view(
    form_class=forms.SecondFactorAgainForm, template_name="accounts/proof_application.html"
)
rename = keys.EditWebAuthnView.as_view(
    form_class=forms.KeyNameForm, template_name="accounts/key_name.html", success_url=reverse_lazy("mfa_index")
)
remove = keys.RemoveWebAuthnView.as_view(
    template_name="accounts/key_remove.html", success_url=reverse_lazy("mfa_index")
)
activate = totp.ActivateTOTPView.as_view(form_class=forms.ApplicationForm, template_name="accounts/application.html")
deactivate = totp.DeactivateTOTPView.as_view(template_name="accounts/application_remove.html")
password_sign_in = account.LoginView.as_view(
    form_class=forms.PasswordForm, template_name="accounts/password_sign_in.html"
)
new_codes = recovery.GenerateRecoveryCodesView.as_view(template_name="accounts/recovery_codes_new.html")
by_key_again = keys.ReauthenticateWebAuthnView.as_view(template_name="accounts/proof_key.html")

urlpatterns = [
    path("connexion/", sign_in, name="account_login"),
    path("connexion/", sign_in, name="account_request_login_code"),
    path("connexion/code/", views.CodeView.as_view(), name="account_confirm_login_code"),
    path("connexion/mot-de-passe/", password_sign_in, name="account_password_login"),
    path("connexion/cle/", keys.LoginWebAuthnView.as_view(form_class=forms.KeySignInForm), name="mfa_login_webauthn"),
    path("connexion/second-facteur/", second_factor, name="mfa_authenticate"),
    path("deconnexion/", account.LogoutView.as_view(template_name="accounts/sign_out.html"), name="account_logout"),
    path(
        "ferme/", account.AccountInactiveView.as_view(template_name="accounts/inactive.html"), name="account_inactive"
    ),
    path("inscription/", views.no_sign_up, name="account_signup"),
    path("signup/", views.no_sign_up, name="account_signup_in_english"),
    path("preuve/", views.ProofView.as_view(), name="account_reauthenticate"),
    path("preuve/application/", again_by_code, name="mfa_reauthenticate"),
    path("preuve/cle/", by_key_again, name="mfa_reauthenticate_webauthn"),
    path("securite/", views.security, name="mfa_index"),
    path("securite/mot-de-passe/", views.password, name="account_change_password"),
    path("securite/cles/nouvelle/", login_required(views.NewKeyView.as_view()), name="mfa_add_webauthn"),
    path("securite/cles/<int:pk>/nom/", login_required(rename), name="mfa_edit_webauthn"),
    path("securite/cles/<int:pk>/retirer/", login_required(remove), name="mfa_remove_webauthn"),
    path("securite/application/", team_only(activate), name="mfa_activate_totp"),
    path("securite/application/retirer/", team_only(deactivate), name="mfa_deactivate_totp"),
    path("securite/codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("securite/codes/nouveaux/", login_required(new_codes), name="mfa_generate_recovery_codes"),
]
