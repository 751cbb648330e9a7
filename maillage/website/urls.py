from django.urls import path

from maillage.website import views

urlpatterns = [
    path("espace/", views.space, name="space"),
]
