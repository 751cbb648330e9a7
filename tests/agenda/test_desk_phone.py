"""People who phoned, one by one and in a pasted list; and who of the invited has not answered."""

import pytest
from django.db import connection
from django.test import Client

from maillage.accounts.models import User
from maillage.agenda.actions.register import cancel
from maillage.agenda.models import Event, NeedAnswer, Registration
from maillage.agenda.office.paste import understood
from maillage.agenda.selectors import standing, wished
from maillage.core.models import AuditEntry, OutboxMessage
from maillage.ui.components.signs import unbroken
from tests.agenda.desk import coordinator, desk, plenary, told, words, workshop
from tests.factories import EventFactory, OrganizationFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
NATIONAL = "85.07.30-033.28"


@pytest.fixture
def team() -> tuple[Client, User]:
    """A coordinator's browser, and the coordinator."""
    return coordinator()


@pytest.fixture
def office(team: tuple[Client, User]) -> Client:
    """The browser alone."""
    return team[0]


def said(**changes) -> dict:
    """What somebody says on the telephone."""
    return {"first_name": "Rosa", "last_name": "Lopes", "email": "", "language": "fr", "consent": "on", **changes}


def paste(office: Client, event: Event, text: str, **more):
    """What comes of pasting a list."""
    typed = {"people": text, "language": "fr", "consent": "on", **more}
    return office.post(desk(event, "phone_list"), typed, follow=True)


def test_person_without_address_is_registered_in_the_same_queue(office, team):
    event = plenary(capacity=1)
    RegistrationFactory(event=event)
    response = office.post(desk(event, "phone"), said(organization="CPAS", needs_meal="halal"), follow=True)
    assert told(response) == "1 personne est inscrite, dont 1 en liste d’attente."
    person = Registration.objects.get(last_name="Lopes")
    assert standing(person).position == 1
    assert NeedAnswer.objects.filter(registration=person).exists()
    assert not OutboxMessage.objects.filter(about=f"agenda.registration:{person.pk}").exists()
    assert AuditEntry.objects.get(act="agenda.registered", subject=f"agenda.registration:{person.pk}").actor == team[1]


def test_person_is_written_to_in_the_language_they_chose(office):
    event = plenary()
    office.post(desk(event, "phone"), said(email="rosa@example.org", language="ar"))
    assert OutboxMessage.objects.get(recipient="rosa@example.org").language == "ar"


def test_registering_is_possible_before_opening_and_after_closing_and_not_when_it_is_over(office):
    for event in (EventFactory(announced=True), EventFactory(closed=True), EventFactory(draft=True)):
        assert "1 personne est inscrite." in told(office.post(desk(event, "phone"), said(), follow=True))
    for event in (EventFactory(held=True), EventFactory(cancelled=True)):
        response = office.post(desk(event, "phone"), said())
        assert response.status_code == 422
        assert "On ne peut plus inscrire personne" in words(response)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"consent": ""}, "consent", "Sans l’accord de la personne"),
        ({"first_name": ""}, "first_name", "requis"),
        ({"email": "rosa"}, "email", "valide"),
        ({"last_name": NATIONAL}, "last_name", "registre national"),
        ({"workshops": "ailleurs"}, "workshops", "Atelier inconnu"),
        ({"language": "xx"}, "language", "valide"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(office, changes, field, reason):
    event = plenary()
    workshop(event, "recits")
    response = office.post(desk(event, "phone"), said(message="Rappeler lundi", **changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert reason in response.context["form"].errors[field][0]
    assert "Rappeler lundi" in response.content.decode()
    assert not Registration.objects.exists()


def test_person_who_is_there_already_is_refused(office):
    event = plenary()
    office.post(desk(event, "phone"), said())
    response = office.post(desk(event, "phone"), said(first_name=" ROSA "))
    assert "déjà inscrite" in response.context["form"].errors["last_name"][0]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Anne Leroy", ("Anne", "Leroy", "", "", [])),
        ("Anne Leroy; CPAS; anne@cpas.be", ("Anne", "Leroy", "CPAS", "anne@cpas.be", [])),
        ("Anne  Leroy ,CPAS,anne@cpas.be", ("Anne", "Leroy", "CPAS", "anne@cpas.be", [])),
        ("Anne Leroy\tCPAS, Namur\tanne@cpas.be\trecits", ("Anne", "Leroy", "CPAS, Namur", "anne@cpas.be", ["recits"])),
        ("Anne de la Tour;CPAS;;recits, papiers", ("Anne", "de la Tour", "CPAS", "", ["recits", "papiers"])),
        ("Anne Leroy;CPAS;a@b.be;recits;Papiers", ("Anne", "Leroy", "CPAS", "a@b.be", ["recits", "papiers"])),
        ("Anne Leroy;a@b.be", ("Anne", "Leroy", "", "a@b.be", [])),
        ("Anne Leroy;a@b.be;recits", ("Anne", "Leroy", "", "a@b.be", ["recits"])),
        ("Anne Leroy;CPAS;pas-une-adresse", ("Anne", "Leroy", "CPAS", "pas-une-adresse", [])),
        ("Anne", ("Anne", "", "", "", [])),
    ],
)
def test_lines_are_understood_as_people_write_them(line, parts):
    assert tuple(understood(line).values()) == parts


def test_list_is_shown_as_understood_and_registers_nobody_before_it_is_confirmed(office):
    event = plenary(capacity=2)
    workshop(event, "recits")
    text = "Anne Leroy; CPAS; anne@cpas.be; recits\n\nBob Petit\nCleo Dubois; CPAS\n"
    response = paste(office, event, text)
    page = words(response)
    assert "3 lignes comprises ainsi" in page
    assert "1 Anne Leroy CPAS anne@cpas.be recits bien" in page
    assert "3 Bob Petit bien" in page
    assert not Registration.objects.exists()
    response = paste(office, event, text, confirmed="1")
    assert told(response) == "3 personnes sont inscrites, dont 1 en liste d’attente."
    people = list(Registration.objects.order_by("pk"))
    assert [person.first_name for person in people] == ["Anne", "Bob", "Cleo"]
    assert [standing(person).state for person in people] == ["confirmed", "confirmed", "waitlisted"]
    assert wished(people[0]) == ["recits"]


def test_list_with_anything_wrong_registers_nobody_and_says_on_which_line(office):
    event = plenary()
    workshop(event, "recits")
    RegistrationFactory(event=event, first_name="Déjà", last_name="Là", email="la@example.org")
    text = "\n".join(
        [
            "Anne Leroy; CPAS",
            "Bob",
            "déjà là;;la@example.org",
            "anne LEROY; autre",
            f"Cleo Dubois; {NATIONAL}",
            f"Dina Kaya; CPAS; dina@example.org; {NATIONAL}",
            "Emil Roy; CPAS; emil",
            "Fadi Nasser; CPAS; ; ailleurs",
        ]
    )
    response = paste(office, event, text, confirmed="1")
    assert response.status_code == 422
    problems = {line.number: " ".join(line.problems) for line in response.context["lines"]}
    assert problems[1] == ""
    for number, reason in {
        2: "Nom : Écrivez le prénom, puis le nom.",
        3: "déjà inscrite",
        4: "La même personne qu’à la ligne 1.",
        5: "registre national",
        6: "registre national",
        7: "Courriel : ",
        8: unbroken("Atelier inconnu : ailleurs"),
    }.items():
        assert reason in problems[number]
    assert text in response.context["form"]["people"].value()
    assert Registration.objects.count() == 1
    assert "Inscrire ces" not in words(response)


def test_list_that_somebody_registered_for_meanwhile_says_which_line(office):
    event = plenary()
    late = iter([event])

    def hurry(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "agenda_booking"'):
            for one in late:
                RegistrationFactory(event=one, first_name="Bob", last_name="Petit", email="bob@example.org")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hurry):
        text = "Anne Leroy;;anne@example.org\nBob Petit;;bob@example.org"
        response = paste(office, event, text, confirmed="1")
    assert response.status_code == 422
    assert [bool(line.problems) for line in response.context["lines"]] == [False, True]


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_empty_list_is_refused(office, text):
    assert paste(office, plenary(), text, confirmed="1").status_code == 422


def test_list_needs_the_agreement_of_the_people(office):
    event = plenary()
    response = paste(office, event, "Anne Leroy", consent="", confirmed="1")
    assert "Sans l’accord" in response.context["form"].errors["consent"][0]
    assert not Registration.objects.exists()


def test_list_holds_at_most_two_hundred_lines(office):
    text = "\n".join(f"Anne{number} Leroy" for number in range(201))
    response = paste(office, plenary(), text, confirmed="1")
    assert "Au plus 200 lignes à la fois." in words(response)
    assert not Registration.objects.exists()


def test_invited_who_have_not_answered_are_known_by_their_name_however_it_is_written(office):
    event = plenary()
    names = ("Maison Médicale", "Centre public d’action sociale", "École des devoirs", "Lire & Écrire")
    organizations = [OrganizationFactory(name=name, email="") for name in names]
    organizations[1].alternate_name = "CPAS"
    organizations[1].save()
    organizations[2].email = "ecole@example.org"
    organizations[2].save()
    event.invited.set(organizations)
    event.save()
    for written in ("maison medicale", "cpas", "lire et ecrire"):
        RegistrationFactory(event=event, organization=written)
    cancel(RegistrationFactory(event=event, organization="ECOLE DES DEVOIRS"))
    response = office.get(desk(event, "invited"))
    silent = {one.organization.name: one.cancelled for one in response.context["silent"]}
    assert silent == {"École des devoirs": 1, "Lire & Écrire": 0}
    assert "École des devoirs ecole@example.org 1 personne a annulé" in words(response)


def test_event_that_invites_nobody_says_where_to_invite(office):
    assert "Aucune organisation n’est invitée" in words(office.get(desk(plenary(), "invited")))


def test_invited_cost_the_same_queries_whatever_their_number(office, query_count):
    costs = set()
    for number in (1, 3, 20):
        event = plenary(capacity=None)
        event.invited.set([OrganizationFactory() for _ in range(number)])
        event.save()
        for _ in range(number):
            RegistrationFactory(event=event)
        office.get(desk(event, "invited"))
        costs.add(query_count(office.get, desk(event, "invited")))
    assert len(costs) == 1
