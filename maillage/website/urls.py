from django.urls import path

from maillage.website import views

urlpatterns = [
    path("", views.start, name="start"),
    path("espace/", views.space, name="space"),
]
