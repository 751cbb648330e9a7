"""The office's own content security policy: Wagtail's editors write scripts and styles into their pages.

Public pages and the partners' space keep the strict policy of the settings.
"""

from collections.abc import Callable

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

OFFICE = "/gestion/"
RELAXED = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],  # the preview stands in a frame of the same site
    "frame-ancestors": [SELF],
}


class OfficePolicyMiddleware:
    """Loosens the policy for answers of the office to people who are in it. Stands after CSPMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(OFFICE) and request.user.is_authenticated:
            # A preview is made by a request within the request, which has set the strict policy already.
            response.headers.pop(HEADER, None)
            response._csp_replace = RELAXED  # type: ignore[attr-defined]
        return response
