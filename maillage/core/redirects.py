"""Pages stand under their language; the doors of programs do not."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

WITHOUT_LANGUAGE = ("/api/",)


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's, which sends an unknown address to the same one under a language: but not from a program's door,
    where what is not found is a 404 (a redirected POST would come back as the GET of a page)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
