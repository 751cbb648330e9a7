from django.urls import path
from ninja import NinjaAPI

from maillage.agenda.api import router as agenda

api = NinjaAPI(title="Maillage", version="1.0.0", docs_url=None, urls_namespace="api")
api.add_router("/v1/evenements/", agenda)

urlpatterns = [path("", api.urls)]
