from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from maillage.agenda.api import router as agenda
from maillage.directory.views import map_points
from maillage.ui.errors import page_not_found

api = NinjaAPI(title="Maillage", version="1.0.0", docs_url=None, urls_namespace="api")
api.add_router("/v1/evenements/", agenda)


@api.exception_handler(ValidationError)
def wrong_type(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A value of another type than the description says: refused in the shape and the language of any other refusal."""
    fields = [str(part["loc"][2]) for part in error.errors if len(part["loc"]) > 2]
    told = {name: [str(RegexValidator.message)] for name in fields}
    return api.create_response(request, {"detail": _("Des réponses sont à corriger."), "errors": told}, status=422)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """An address that leads nowhere, said like any other of the site."""
    return page_not_found(request)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is not JSON, said in the reader's language."""
    told = _("Le corps de la demande n’est pas du JSON lisible.") if error.status_code == 400 else str(error)
    return api.create_response(request, {"detail": told}, status=error.status_code)


urlpatterns = [path("v1/cartes/<slug:slug>.geojson", map_points, name="map_points"), path("", api.urls)]
