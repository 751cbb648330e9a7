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
    path("repertoires/", views.directories, name="directories"),
    path("repertoires/<slug:slug>.pdf", views.directory_pdf, name="directory_pdf"),
    path("repertoires/<slug:slug>.xlsx", views.directory_sheet, {"ending": "xlsx"}, name="directory_xlsx"),
    path("repertoires/<slug:slug>.csv", views.directory_sheet, {"ending": "csv"}, name="directory_csv"),
    path("repertoires/<slug:slug>/", views.directory, name="directory"),
    path("repertoires/<slug:slug>/editions/", views.editions, name="editions"),
    path(
        "repertoires/<slug:slug>/editions/<int:number>-<slug:language>-grand.pdf",
        views.edition_pdf,
        {"large": True},
        name="edition_large_pdf",
    ),
    path(
        "repertoires/<slug:slug>/editions/<int:number>-<slug:language>.pdf",
        views.edition_pdf,
        name="edition_pdf",
    ),
    path("cartes/", views.maps, name="maps"),
    path("cartes/fond.geojson", views.map_ground, name="map_ground"),
    path("cartes/<slug:slug>.pdf", views.map_pdf, name="map_pdf"),
    path("cartes/<slug:slug>/", views.operator_map, name="map"),
    path("cartes/<slug:slug>/integrer/", views.map_embed, name="map_embed"),
]
