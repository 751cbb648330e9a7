"""The office's screens of imports, from a file to its undoing."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from maillage.accounts.enums import Role
from maillage.agenda.models import Event
from maillage.core import beats, clock, rounds
from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportLine, ImportRun, Location, Organization, Phone, Service
from maillage.directory.sheets.columns import recognise
from maillage.directory.sheets.titles import LABELS
from tests.agenda.desk import coordinator, told, words
from tests.agenda.reader import Page
from tests.directory.two import counted
from tests.factories import EventFactory, MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLES = "Opérateur;Nom du service;Commune;Code postal;Adresse;Adresse confidentielle;Téléphone;Zone;Site web"
REGISTER = "85.07.30-033.28"
SECRET = "Rue du Secret 7"
ROWS = [
    "Alpha des rives;Cours du soir;Namur;5000;Rue Haute 1;;081 22 33 44;gratuit;https://alpha.example.org",
    "Refuge;Hébergement;Namur;5000;Rue du Secret 7;oui;;;",
    "Le Fil;Table de conversation;Namur;5000;Rue Basse 2;;pas encore;sur inscription;https://fil.example.org",
]


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator, in a country of one commune."""
    MunicipalityFactory(name="Namur", postcodes=["5000"])
    return coordinator()[0]


def url(name: str, *more: int) -> str:
    """An address of the imports."""
    return reverse(f"directory_imports:{name}", args=more)


def sheet(rows: list[str], titles: str = TITLES) -> SimpleUploadedFile:
    """A file as a French spreadsheet writes it."""
    return SimpleUploadedFile("opérateurs.csv", "\r\n".join([titles, *rows]).encode("cp1252"))


def send(office: Client, rows: list[str], titles: str = TITLES) -> ImportRun:
    """Send a file and let the worker read it."""
    sent = office.post(url("add"), {"file": sheet(rows, titles)})
    run = ImportRun.objects.get()
    assert sent["Location"] == url("run", run.pk)
    assert runs.work()
    run.refresh_from_db()
    return run


def taken_in(office: Client, rows: list[str]) -> ImportRun:
    """A file that is in the base."""
    run = send(office, rows)
    office.post(url("order", run.pk))
    assert runs.work()
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    return run


def table(office: Client, run: ImportRun, **asked: str) -> list[list[str]]:
    """The rows of the table of details."""
    soup = Page(office.get(url("run", run.pk), asked)).soup
    found = soup.select('[aria-labelledby="detail"] tbody tr')
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found]


def columns_chosen(office: Client, run: ImportRun) -> dict[str, str]:
    """The selects of the columns, as a browser would send them."""
    page = Page(office.get(url("run", run.pk), {"voir": "colonnes"}))
    return {select["name"]: page.value(select["name"]) for select in page.main.find_all("select")}


def test_list_explains_itself_while_nothing_was_imported(office):
    seen = words(office.get(url("index")))
    assert "Aucun fichier n’a encore été importé" in seen
    assert "tout peut être défait" in seen
    assert Page(office.get(url("index"))).soup.find("a", href=url("add"))


def test_model_is_a_sheet_whose_titles_are_all_known(office):
    model = office.get(url("model"))
    titles = next(csv.reader(io.StringIO(model.content.decode("utf-8-sig")), delimiter=";"))
    assert [column.field for column in recognise(titles, [])] == list(LABELS)


def test_file_goes_the_whole_way_and_back(office):
    Organization.objects.create(name="Alpha des rives", website="https://ancien.example.org")
    before = counted()
    wrong = ROWS[0].replace("5000", "6000").replace("gratuit", "")
    run = send(office, [wrong, *ROWS[1:]])
    page = words(office.get(url("run", run.pk)))
    assert "3 lignes : 2 nouveaux opérateurs, 1 changé, 0 inchangé ; 2 problèmes." in page
    problems = table(office, run, voir="problemes")
    assert [row[:3] for row in problems] == [["2", "erreur", "code postal"], ["4", "à vérifier", "téléphone"]]
    assert "6000" in problems[0][3]
    assert problems[0][4] == "5000"
    order = Page(office.get(url("run", run.pk))).soup.find("form", action=url("order", run.pk)).button
    assert order.has_attr("disabled")
    assert "empêche d’importer" in Page(office.get(url("run", run.pk))).soup.find(id=order["aria-describedby"]).text
    office.post(url("order", run.pk))
    run.refresh_from_db()
    assert run.state == ImportState.WAITING

    chosen = columns_chosen(office, run)
    assert chosen["column-3"] == "postcode"
    office.post(url("columns", run.pk), {**chosen, "column-3": "", "column-7": "price"})
    run.refresh_from_db()
    assert (run.state, run.mapping) == (ImportState.TO_READ, {"3": None, "7": "price"})
    assert runs.work()
    run.refresh_from_db()
    assert [row[2] for row in table(office, run, voir="problemes")] == ["téléphone"]
    assert ["2", "Alpha des rives", "site web", "https://ancien.example.org", "https://alpha.example.org"] in table(
        office, run, voir="changements"
    )
    assert counted()["directory_organization"] == before["directory_organization"]

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
    assert Organization.objects.get().website == "https://ancien.example.org"
    own = {name: rows for name, rows in counted().items() if name.startswith("directory_")}
    kept = {"directory_importrun", "directory_importline", "directory_act", "directory_change"}
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
    assert "ne tourne pas" in page.soup.find(attrs={"role": "status"}).text
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


def test_columns_tell_how_they_were_understood(office):
    run = send(office, ROWS, TITLES.replace("Téléphone", "Joindre"))
    found = {row[0]: row for row in table(office, run, voir="colonnes")}
    assert found["Commune"][-1] == "reconnu à son titre"
    assert found["Zone"][-1] == "non reconnu"
    assert "gratuit sur inscription" in found["Zone"][1]


def test_filters_and_pages_stay_in_the_address(office):
    run = send(office, ROWS)
    more = [ImportLine(run=run, kind="change", number=n, column="téléphone", record=f"F{n}") for n in range(5, 65)]
    ImportLine.objects.bulk_create([*more, ImportLine(run=run, kind="change", number=99, column="alerte", record="G")])
    first = table(office, run, voir="changements")
    assert len(first) == 50
    assert len(table(office, run, voir="changements", p="2")) == 11
    assert [row[1] for row in table(office, run, voir="changements", colonne="alerte")] == ["G"]
    assert table(office, run, voir="problemes", sorte="error") == []
    following = Page(office.get(url("run", run.pk), {"voir": "changements", "colonne": "téléphone"})).soup
    assert "colonne=t%C3%A9l%C3%A9phone" in following.find("a", string="Page suivante")["href"]


def test_lines_are_taken_along_without_formulas(office):
    nasty = ROWS[2].replace("Le Fil", "=1+1")
    run = send(office, [nasty])
    text = office.get(url("lines_csv", run.pk)).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert ["nouvelle fiche", "2", "'=1+1", "", "", "opérateur"] in rows
    book = load_workbook(io.BytesIO(office.get(url("lines_xlsx", run.pk)).content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(list(book.active.iter_rows())) == len(rows)


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
    EventFactory(title="Rencontre chez Le Fil", organizer=Organization.objects.get(name="Le Fil"))
    refused = office.post(url("undo", run.pk), {"even_touched": "on"})
    assert "Rencontre chez Le Fil" in words(refused)
    assert not Page(refused).main.find("input", attrs={"name": "even_touched"})
    assert Event.objects.get().organizer.name == "Le Fil"


def test_undone_twice_says_so(office):
    run = taken_in(office, ROWS)
    office.post(url("undo", run.pk))
    assert "ne peut pas être défaite" in told(office.post(url("undo", run.pk), follow=True))


def test_get_undoes_nothing(office):
    run = taken_in(office, ROWS)
    office.get(url("undo", run.pk))
    assert Organization.objects.count() == 3


def test_record_deleted_since_has_no_link(office):
    run = taken_in(office, ROWS)
    Phone.objects.all().delete()
    Organization.objects.get(name="Le Fil").delete()
    assert ["supprimée depuis", "opérateur", "créée"] in table(office, run)


ADDRESSES = ["index", "add", "model", "run", "progress", "lines_csv", "lines_xlsx", "discard", "undo"]


@pytest.mark.parametrize("role", [None, Role.PARTNER_MEMBER, Role.CARRIER_SECRETARY])
def test_others_than_the_team_are_refused(office, role):
    run = send(office, ROWS)
    client = Client(headers={"accept-language": "fr"})
    if role:
        client.force_login(UserFactory(role=role))
    for name in ADDRESSES:
        answer = client.get(url(name, *([run.pk] if name not in {"index", "add", "model"} else [])))
        assert answer.status_code in {302, 403}, name
        assert answer.get("Location", "").partition("?")[0] in {"", "/gestion/login/", "/fr/compte/connexion/"}
    for name in ("order", "columns", "discard", "undo"):
        assert client.post(url(name, run.pk)).status_code in {302, 403}
    run.refresh_from_db()
    assert run.state == ImportState.WAITING


@pytest.mark.parametrize("name", ["order", "columns"])
def test_acts_need_a_post(office, name):
    run = send(office, ROWS)
    assert office.get(url(name, run.pk)).status_code == 405


def queries_of(office: Client, address: str, **asked: str) -> int:
    """How many queries a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office.get(address, asked)
    with CaptureQueriesContext(connection) as seen:
        assert office.get(address, asked).status_code == 200
    return len(seen)


@pytest.mark.parametrize("tab", ["problemes", "changements", "nouvelles", "colonnes"])
def test_preview_asks_as_much_for_one_line_as_for_three(office, tab):
    run = send(office, ROWS[2:])
    kinds = {"problemes": "warning", "changements": "change", "nouvelles": "new", "colonnes": "new"}
    ImportLine.objects.create(run=run, kind=kinds[tab], number=1, column="alerte")
    one = queries_of(office, url("run", run.pk), voir=tab)
    ImportLine.objects.bulk_create(
        ImportLine(run=run, kind=kinds[tab], number=n, column=f"c{n}", record=f"F{n}") for n in range(3)
    )
    assert queries_of(office, url("run", run.pk), voir=tab) == one


def test_list_asks_as_much_for_one_file_as_for_three(office):
    for _ in range(1):
        ImportRun.objects.create(file_name="a.csv", by=UserFactory())
    one = queries_of(office, url("index"))
    for number in range(2):
        ImportRun.objects.create(file_name=f"{number}.csv", by=UserFactory(), state=ImportState.DONE)
    assert queries_of(office, url("index")) == one


def test_done_page_asks_as_much_for_one_operator_as_for_three(office):
    run = taken_in(office, ROWS[:1])
    one = queries_of(office, url("run", run.pk))
    ImportRun.objects.all().delete()
    more = taken_in(office, ROWS)
    assert queries_of(office, url("run", more.pk)) == one


def test_no_screen_shows_a_confidential_address_or_a_register_number(office):
    known = OrganizationFactory(name="Maison sûre")
    commune = MunicipalityFactory(name="Dinant", postcodes=["5500"])
    Location.objects.create(organization=known, address="Quai Tu 3", municipality=commune, confidential=True)
    rows = [
        *ROWS,
        f"Voisins;Accueil;Namur;5000;Rue Neuve 3;;;{REGISTER};",
        "Maison sûre;Accueil;Dinant;5500;Quai Tu 3;;;près du Quai Tu 3;",
        "Doute;Accueil;Namur;5000;Allée du Doute 9;peut-être;;Allée du Doute 9;",
    ]
    run = send(office, rows)
    secrets = ["Secret", "Quai Tu", "Doute 9", REGISTER, REGISTER.replace(".", "").replace("-", "")]
    pages = [("run", {"voir": tab}) for tab in ("problemes", "changements", "nouvelles", "colonnes")]
    for name, asked in [*pages, ("index", {}), ("lines_csv", {}), ("discard", {})]:
        seen = office.get(url(name, *([] if name == "index" else [run.pk])), asked).content.decode()
        assert [secret for secret in secrets if secret in seen] == [], (name, asked)
    assert "registre national" in " ".join(table(office, run, voir="problemes")[0])
    book = load_workbook(io.BytesIO(office.get(url("lines_xlsx", run.pk)).content))
    texts = " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert [secret for secret in secrets if secret in texts] == []

    ImportRun.objects.all().delete()
    done = taken_in(office, [rows[1]])
    for name, asked in [("run", {"voir": "fiches"}), ("run", {"voir": "colonnes"}), ("undo", {})]:
        assert SECRET not in office.get(url(name, done.pk), asked).content.decode()
    assert Location.objects.get(organization__name="Refuge").address == SECRET
