"""What the office's screens of imports show, to whom, and at what cost."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from maillage.accounts.enums import Role
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportLine, ImportRun, Location, Organization, Service
from maillage.directory.sheets.columns import recognise
from maillage.directory.sheets.titles import LABELS
from tests.agenda.desk import words
from tests.agenda.reader import Page
from tests.directory.import_office import (
    REGISTER,
    ROWS,
    SECRET,
    TITLES,
    office_of_namur,
    queries_of,
    send,
    table,
    taken_in,
    url,
)
from tests.factories import MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """A browser in the hands of a coordinator, in a country of one commune."""
    return office_of_namur()


def test_list_explains_itself_while_nothing_was_imported(office):
    seen = words(office.get(url("index")))
    assert "Aucun fichier n’a encore été importé" in seen
    assert "tout peut être défait" in seen
    assert Page(office.get(url("index"))).soup.find("a", href=url("add"))


def test_model_is_a_sheet_whose_titles_are_all_known(office):
    model = office.get(url("model"))
    titles = next(csv.reader(io.StringIO(model.content.decode("utf-8-sig")), delimiter=";"))
    assert [column.field for column in recognise(titles, [])] == list(LABELS)


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


def test_columns_tell_how_they_were_understood(office):
    run = send(office, ROWS, TITLES.replace("Téléphone", "Joindre"))
    found = {row[0]: row for row in table(office, run, voir="colonnes")}
    assert found["Commune"][-1] == "reconnu à son titre"
    assert found["Zone"][-1] == "non reconnu"
    assert "gratuit sur inscription" in found["Zone"][1]


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


def test_record_deleted_since_has_no_link(office):
    run = taken_in(office, ROWS)
    Service.objects.filter(organization__name="Le Fil").delete()
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
