from django.urls import path

from maillage.agenda import views

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.events, name="events"),
    path("agenda/<slug:slug>/", views.event, name="event"),
    path("agenda/<slug:slug>.ics", views.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/inscription/", views.register, name="register"),
    path("inscriptions/<str:token>/", views.registration, name="registration"),
    path("inscriptions/<str:token>/agenda.ics", views.receipt_ics, name="receipt_ics"),
    path("inscriptions/<str:token>/annulation/", views.cancel, name="cancel"),
]
