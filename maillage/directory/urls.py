from django.urls import path

from maillage.directory import views

app_name = "directory"
urlpatterns = [
    path("annuaire/", views.search, name="search"),
    path("annuaire/services/<slug:slug>/", views.service, name="service"),
    path("annuaire/services/<slug:slug>/contact.vcf", views.service_vcard, name="service_vcard"),
    path("annuaire/services/<slug:slug>/qr.svg", views.service_qr, name="service_qr"),
    path("annuaire/organisations/<slug:slug>/", views.organization, name="organization"),
    path("annuaire/organisations/<slug:slug>/contact.vcf", views.organization_vcard, name="organization_vcard"),
]
