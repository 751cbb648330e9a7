"""Wagtail's own doors, all of which lead to ours: none of them may accept a password."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.views import signed_in

OFFICE = "wagtailadmin.access_admin"


@never_cache
@csrf_exempt  # it reads nothing of what is posted, and changes nothing
def office_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there to the office. Raises PermissionDenied for who has no business there."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = resolve_url("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")
    if not signed_in(request).has_perm(OFFICE):
        raise PermissionDenied
    return redirect(wanted)


@never_cache
@csrf_exempt
def page_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, from a page of the site that asks who one is."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    query = f"?{urlencode({'next': wanted})}" if safe else ""
    return redirect(resolve_url("account_login") + query)


@never_cache
@csrf_exempt
def no_such_door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Raises Http404: the door exists in Wagtail, not here."""
    raise Http404
