"""Who may come into a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from maillage.accounts.models import User

View = Callable[..., HttpResponse]


def team_only(view: View) -> View:
    """Let the centre's team in; sends who is not signed in to the sign-in page, raises PermissionDenied for others."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_team):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(guarded)
