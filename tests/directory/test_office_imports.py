"""The way of a file through the office, from its arrival to its undoing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.agenda.models import Event
from maillage.core import beats, clock, rounds
from maillage.directory.actions.exports import write_csv
from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportRun, Organization, Service
from maillage.territory.models import Municipality
from tests.agenda.desk import told, words
from tests.agenda.reader import Page, counts
from tests.directory.import_office import (
    REGISTER,
    ROWS,
    columns_chosen,
    office_of_namur,
    send,
    sheet,
    table,
    taken_in,
    url,
)
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator, in a country of one commune."""
    return office_of_namur()


def test_file_goes_the_whole_way_and_back(office):
    known = Organization.objects.create(name="Alpha des rives", municipality=Municipality.objects.get())
    Service.objects.create(organization=known, name="Cours du soir", website="https://ancien.example.org")
    before, base = counts(), write_csv()
    wrong = ROWS[0].replace("5000", "6000").replace("gratuit", "")
    run = send(office, [wrong, *ROWS[1:]])
    page = words(office.get(url("run", run.pk)))
    assert "3 lignes · 2 nouveaux opérateurs ·" in page
    assert "Opérateurs 2 0 1 Services 2 1 0 Lieux 3 0 0" in page
    assert "2 problèmes. Rien n’est encore dans la base." in page
    assert "1 valeur est fausse et sera laissée de côté" in page
    problems = table(office, run, voir="problemes")
    assert [row[:3] for row in problems] == [
        ["2", "valeur laissée de côté", "code postal"],
        ["4", "à vérifier", "téléphone"],
    ]
    assert "6000" in problems[0][3]
    assert problems[0][4] == "5000"

    chosen = columns_chosen(office, run)
    assert chosen["column-3"] == "postcode"
    office.post(url("columns", run.pk), {**chosen, "column-3": "", "column-7": "price"})
    run.refresh_from_db()
    assert (run.state, run.mapping) == (ImportState.TO_READ, {"3": None, "7": "price"})
    assert runs.work()
    run.refresh_from_db()
    assert [row[2] for row in table(office, run, voir="problemes")] == ["téléphone"]
    assert ["2", "Cours du soir", "site web", "https://ancien.example.org", "https://alpha.example.org"] in table(
        office, run, voir="changements"
    )
    assert counts()["directory_organization"] == before["directory_organization"]

    office.post(url("order", run.pk))
    assert runs.work()
    assert Organization.objects.count() == 3
    assert Service.objects.get(organization__name="Le Fil").fees == "sur inscription"
    written = Page(office.get(url("run", run.pk))).soup
    fil = Organization.objects.get(name="Le Fil")
    assert written.find("a", href=reverse("directory_office:edit", args=[fil.pk])).text == "Le Fil"
    assert [row[2] for row in table(office, run, voir="avertissements")] == ["téléphone"]

    asked = words(office.get(url("undo", run.pk)))
    assert "2 opérateurs" in asked
    assert Organization.objects.count() == 3
    undone = office.post(url("undo", run.pk), follow=True)
    assert "défaite" in told(undone)
    assert write_csv() == base
    own = {name: rows for name, rows in counts().items() if name.startswith("directory_")}
    made_again = {"directory_searchdocument", "directory_searchchange"}
    kept = {"directory_importrun", "directory_importline", "directory_act", "directory_change"} | made_again
    assert {name: own[name] for name in own.keys() - kept} == {name: before[name] for name in own.keys() - kept}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("photo.png", b"\x89PNG", "Nous lisons les fichiers .xlsx, .ods et .csv"),
        ("vide.csv", b"", "Ce fichier est vide."),
        ("mots.csv", b"bonjour\r\nmonde\r\n", "aucune colonne"),
        ("faux.xlsx", b"PK\x03\x04rien", "classeur"),
    ],
)
def test_bad_file_is_refused_beside_the_field(office, name, content, reason):
    sent = office.post(url("add"), {"file": SimpleUploadedFile(name, content)})
    assert sent.status_code == 422
    assert reason in words(sent)
    assert Page(sent).field("file").get("aria-describedby")
    assert not ImportRun.objects.exists()


def test_file_over_the_limit_is_refused(office, monkeypatch):
    monkeypatch.setattr("maillage.directory.office.imports_forms.MOST_BYTES", 10)
    sent = office.post(url("add"), {"file": sheet(ROWS)})
    assert "20 Mo" in words(sent)
    assert not ImportRun.objects.exists()


def test_file_that_the_worker_refuses_says_why_and_what_to_do(office, monkeypatch):
    monkeypatch.setattr("maillage.directory.sheets.files.MOST_ROWS", 2)
    run = send(office, ROWS)
    assert (run.state, run.content) == (ImportState.REFUSED, None)
    seen = words(office.get(url("run", run.pk)))
    assert "a plus de 2 lignes" in seen
    assert "Corrigez le fichier" in seen


def test_unforeseen_error_gives_the_file_back_instead_of_trying_for_ever(office, monkeypatch):
    run = send(office, ROWS)
    office.post(url("order", run.pk))
    monkeypatch.setattr(runs, "write", lambda *_: 1 / 0)
    assert runs.work()
    run.refresh_from_db()
    assert run.state == ImportState.WAITING
    assert not Organization.objects.exists()
    assert "rien n’a été écrit" in words(office.get(url("run", run.pk)))
    monkeypatch.undo()
    office.post(url("order", run.pk))
    assert runs.work()
    assert Organization.objects.count() == 3


def test_progress_tells_rows_and_whether_anybody_reads(office):
    office.post(url("add"), {"file": sheet(ROWS)})
    run = ImportRun.objects.get()
    page = Page(office.get(url("run", run.pk)))
    assert "ne tourne pas" in page.main.select_one(".import-progress [role=status]").text
    assert page.soup.find("noscript").find("meta", attrs={"http-equiv": "refresh"})
    beats.beat(f"{beats.WORKER}test")
    assert "attend son tour" in words(office.get(url("progress", run.pk)))
    now = clock.now()
    ImportRun.objects.update(rows_read=500, rows_all=2000, leased_until=now + timedelta(minutes=5))
    bar = Page(office.get(url("progress", run.pk))).soup
    assert (bar.progress["value"], bar.progress["max"]) == ("500", "2000")
    assert "500 lignes lues sur 2000" in bar.find(attrs={"role": "status"}).text
    ImportRun.objects.update(leased_until=None)
    assert runs.work()
    done = Page(office.get(url("progress", run.pk))).soup.find(attrs={"data-import-progress": True})
    assert not done.has_attr("data-source")


def test_worker_reads_files_on_its_rounds(office):
    rounds.make()  # the first turn counts as taken
    office.post(url("add"), {"file": sheet(ROWS)})
    with clock.at(clock.now() + timedelta(seconds=5)):
        rounds.make()
    assert ImportRun.objects.get().state == ImportState.WAITING


def test_same_field_twice_is_refused_and_what_was_chosen_stays(office):
    run = send(office, ROWS)
    chosen = {**columns_chosen(office, run), "column-7": "phone"}
    sent = office.post(url("columns", run.pk), chosen)
    assert sent.status_code == 422
    page = Page(sent)
    assert page.value("column-7") == "phone"
    assert "choisi deux fois" in page.error("column-7")
    run.refresh_from_db()
    assert run.state == ImportState.WAITING


def test_forbidden_number_keeps_the_whole_file_out(office):
    run = send(office, [ROWS[2].replace("sur inscription", REGISTER)])
    page = Page(office.get(url("run", run.pk)))
    button = page.soup.find("form", action=url("order", run.pk)).button
    assert button.has_attr("disabled")
    assert "importation est impossible" in page.soup.find(id=button["aria-describedby"]).text
    assert table(office, run)[0][:2] == ["2", "interdit"]
    assert not Page(office.get(url("run", run.pk), {"voir": "colonnes"})).main.find("select")
    assert run.content is None
    office.post(url("order", run.pk))
    run.refresh_from_db()
    assert run.state == ImportState.WAITING


def test_discarding_asks_first_then_erases_the_file(office):
    run = send(office, ROWS)
    assert "sera effacé" in words(office.get(url("discard", run.pk)))
    run.refresh_from_db()
    assert run.content is not None
    assert "de côté" in told(office.post(url("discard", run.pk), follow=True))
    run.refresh_from_db()
    assert (run.state, run.content, run.lines.count()) == (ImportState.DISCARDED, None, 0)


def test_file_put_aside_while_it_is_read_stays_aside(office, monkeypatch):
    office.post(url("add"), {"file": sheet(ROWS)})
    read = runs.read

    def read_slowly(*args):
        runs.discard(ImportRun.objects.get())
        return read(*args)

    monkeypatch.setattr(runs, "read", read_slowly)
    assert runs.work()
    run = ImportRun.objects.get()
    assert (run.state, run.lines.count()) == (ImportState.DISCARDED, 0)


def test_import_ordered_twice_is_done_once(office):
    run = send(office, ROWS)
    office.post(url("order", run.pk))
    assert "n’en est plus là" in told(office.post(url("order", run.pk), follow=True))
    assert runs.work()
    assert not runs.work()
    assert Organization.objects.count() == 3


def test_undoing_names_what_was_changed_since_and_asks(office):
    run = taken_in(office, ROWS)
    with clock.at(clock.now() + timedelta(hours=1)):
        Organization.objects.get(name="Le Fil").save()
    refused = office.post(url("undo", run.pk))
    assert refused.status_code == 409
    assert "Le Fil" in words(refused)
    assert Page(refused).field("even_touched").has_attr("required")
    assert Organization.objects.count() == 3
    office.post(url("undo", run.pk), {"even_touched": "on"})
    assert not Organization.objects.exists()
    assert "défaite" in words(office.get(url("run", run.pk)))


def test_undoing_never_takes_away_what_a_meeting_needs(office):
    run = taken_in(office, ROWS)
    EventFactory(title="Rencontre chez Le Fil", organization=Organization.objects.get(name="Le Fil"))
    refused = office.post(url("undo", run.pk), {"even_touched": "on"})
    assert "Rencontre chez Le Fil" in words(refused)
    assert not Page(refused).main.find("input", attrs={"name": "even_touched"})
    assert Event.objects.get().organization.name == "Le Fil"


def test_undone_twice_says_so(office):
    run = taken_in(office, ROWS)
    office.post(url("undo", run.pk))
    assert "ne peut pas être défaite" in told(office.post(url("undo", run.pk), follow=True))


def test_get_undoes_nothing(office):
    run = taken_in(office, ROWS)
    office.get(url("undo", run.pk))
    assert Organization.objects.count() == 3
