from django.urls import path

from maillage.agenda import views

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.events, name="events"),
    path("agenda.ics", views.feed_ics, name="feed_ics"),
    path("agenda.atom", views.feed_atom, name="feed_atom"),
    path("agenda/<slug:slug>/", views.event, name="event"),
    path("agenda/<slug:slug>.ics", views.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/image/<int:width>/", views.event_image, name="event_image"),
    path("agenda/<slug:slug>/inscription/", views.register, name="register"),
    path("agenda/<slug:slug>/prevenez-moi/", views.interest, name="interest"),
    path("prevenez-moi/<str:token>/", views.interest_proof, name="interest_proof"),
    path("inscriptions/lien-perdu/", views.lost_link, name="lost_link"),
    path("inscriptions/<str:token>/", views.registration, name="registration"),
    path("inscriptions/<str:token>/agenda.ics", views.receipt_ics, name="receipt_ics"),
    path("inscriptions/<str:token>/modification/", views.change, name="change"),
    path("inscriptions/<str:token>/annulation/", views.cancel, name="cancel"),
]
