"""What the tests of imports in the office share: a file, the way through the screens, what the tables say."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.directory.actions.imports import runs
from maillage.directory.enums import ImportState
from maillage.directory.models import ImportRun
from tests.agenda.desk import coordinator
from tests.agenda.reader import Page
from tests.factories import MunicipalityFactory

TITLES = "Opérateur;Nom du service;Commune;Code postal;Adresse;Adresse confidentielle;Téléphone;Zone;Site web"
REGISTER = "85.07.30-033.28"
SECRET = "Rue du Secret 7"
ROWS = [
    "Alpha des rives;Cours du soir;Namur;5000;Rue Haute 1;;081 22 33 44;gratuit;https://alpha.example.org",
    "Refuge;Hébergement;Namur;5000;Rue du Secret 7;oui;;;",
    "Le Fil;Table de conversation;Namur;5000;Rue Basse 2;;pas encore;sur inscription;https://fil.example.org",
]


def office_of_namur() -> Client:
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


def queries_of(office: Client, address: str, **asked: str) -> int:
    """How many queries a page takes."""
    office.get(address, asked)
    with CaptureQueriesContext(connection) as seen:
        assert office.get(address, asked).status_code == 200
    return len(seen)
