"""The gallery, mounted at `/<language>/ui/`."""

from django.urls import path

from maillage.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("points.geojson", views.sample_points, name="points"),
    path("fond.geojson", views.sample_ground, name="ground"),
]
