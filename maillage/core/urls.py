from django.urls import path

from maillage.core import views

app_name = "core"

urlpatterns = [
    path("demo/courrier/", views.courier_mails, name="courier"),
    path("demo/courrier/<slug:name>/", views.courier_mail, name="courier_mail"),
    path("demo/courrier/<slug:name>/<int:number>/", views.courier_file, name="courier_file"),
]
