"""The addresses of the desk, below an event of the office."""

from django.urls import path

from maillage.agenda.office import exports, figures, invited, person, phone, places, statistics, workshops
from maillage.agenda.office.registrations import RegistrationsView, registrations_print

DESK = "<int:pk>/inscriptions/"
PERSON = f"{DESK}personne/<int:person>/"
WORKSHOPS = f"{DESK}ateliers/"
DESK_ADDRESSES = [
    path(DESK, RegistrationsView.as_view(), name="registrations"),
    path(f"{DESK}results/", RegistrationsView.as_view(results_only=True), name="registrations_results"),
    path(f"{DESK}chiffres/", figures.live, name="figures"),
    path(f"{DESK}imprimer/", registrations_print, name="registrations_print"),
    path(f"{DESK}export.xlsx", exports.export_xlsx, name="export_xlsx"),
    path(f"{DESK}export.csv", exports.export_csv, name="export_csv"),
    path(PERSON, person.page, name="person"),
    path(f"{PERSON}changer/", person.change_person, name="person_change"),
    path(f"{PERSON}atelier/", person.seat_in, name="person_seat"),
    path(f"{PERSON}annuler/", person.cancel_person, name="person_cancel"),
    path(f"{PERSON}lien/", person.send_link, name="person_link"),
    path(f"{DESK}places/", places.places, name="places"),
    path(f"{DESK}places/<int:bucket>/suivant/", places.promote, name="promote"),
    path(WORKSHOPS, workshops.workshops, name="workshops"),
    path(f"{WORKSHOPS}nouveau/", workshops.add_workshop, name="workshop_add"),
    path(f"{WORKSHOPS}<int:workshop>/", workshops.edit_workshop, name="workshop"),
    path(f"{WORKSHOPS}<int:workshop>/retirer/", workshops.remove_workshop, name="workshop_remove"),
    path(f"{DESK}telephone/", phone.one, name="phone"),
    path(f"{DESK}telephone/liste/", phone.several, name="phone_list"),
    path(f"{DESK}organisations/", invited.invited, name="invited"),
    path(f"{DESK}statistiques/", statistics.statistics, name="statistics"),
]
