"""Doors of Wagtail that are ours, mounted at `/gestion/` before Wagtail's own."""

from allauth.account.views import LogoutView
from django.urls import path

from maillage.accounts import doors

urlpatterns = [
    path("login/", doors.office_sign_in, name="wagtailadmin_login"),
    path("logout/", LogoutView.as_view(template_name="accounts/sign_out.html"), name="wagtailadmin_logout"),
    path("password_reset/", doors.no_such_door, name="wagtailadmin_password_reset"),
    path("password_reset/<path:rest>", doors.no_such_door),
    path("failwhale/", doors.no_such_door),  # an error made on purpose
    # In bulk, accounts would be changed without rule or trace.
    path("bulk/accounts/user/<path:rest>", doors.no_such_door),
]
