"""Health, and the demo's courier."""

from email.mime.image import MIMEImage
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse

from maillage.core import courier
from tests.core.mails import promise

pytestmark = pytest.mark.django_db
LINK = "http://localhost:8000/fr/inscriptions/abc/"


@pytest.fixture
def demo(settings, tmp_path: Path) -> Path:
    """The demo's courier, with an empty folder."""
    settings.DEMO = True
    settings.COURIER_DIR = tmp_path / "courrier"
    settings.EMAIL_BACKEND = "maillage.core.courier.EmailBackend"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return settings.COURIER_DIR


def send(subject: str = "Inscription confirmée", text: str = "Bonjour", language: str = "fr", **named: str) -> None:
    message = EmailMultiAlternatives(subject, text, "info@example.org", [named.get("to", "amina@example.org")])
    message.extra_headers["Content-Language"] = language
    message.attach_alternative("<script>alert(1)</script>", "text/html")
    message.attach("inscription.ics", b"BEGIN:VCALENDAR", "text/calendar")
    message.attach("page.html", "<script>alert(1)</script>", "text/html")
    picture = MIMEImage(b"\x89PNG\r\n\x1a\n", "png")
    picture.add_header("Content-Disposition", "inline", filename="code.png")
    message.attach(picture)
    assert message.send() == 1


def test_health_says_database_and_mails_waiting(client: Client, engine: str) -> None:
    promise()
    answer = client.get("/sante")
    assert answer.json() == {"status": "ok", "database": engine, "mail_waiting": 1}
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/sante").status_code == 405


def test_courier_is_nowhere_but_in_the_demo(client: Client, demo: Path, settings) -> None:
    send()
    name = courier.newest()[0].name
    settings.DEMO = False
    for url in ["/demo/courrier/", f"/demo/courrier/{name}/", f"/demo/courrier/{name}/4/"]:
        assert client.get(url, follow=True).status_code == 404


def test_courier_keeps_each_mail_in_a_file_of_its_own(demo: Path) -> None:
    with get_connection() as connection:
        messages = [EmailMultiAlternatives(str(n), "x", "a@example.org", ["b@example.org"]) for n in range(3)]
        assert connection.send_messages(messages) == 3
    assert len(list(demo.glob("*.eml"))) == len(list(demo.iterdir())) == 3
    assert demo.stat().st_mode & 0o777 == 0o700


def test_empty_courier_says_what_to_do(client: Client, demo: Path) -> None:
    page = client.get("/demo/courrier/").content.decode()
    assert "Aucun courriel pour le moment" in page
    assert "/fr/agenda/" in page


def test_courier_lists_newest_first(client: Client, demo: Path) -> None:
    send(subject="Premier", to="one@example.org")
    send(subject="Second", to="two@example.org")
    page = client.get("/demo/courrier/").content.decode()
    assert 0 < page.index("Second") < page.index("Premier")
    assert "two@example.org" in page


def test_mail_shows_its_text_with_links_and_nothing_of_its_html(client: Client, demo: Path) -> None:
    send(text=f"Bonjour <Amina>\n\n{LINK}\n")
    page = client.get(f"/demo/courrier/{courier.newest()[0].name}/").content.decode()
    assert f'<a href="{LINK}"' in page
    assert "Bonjour &lt;Amina&gt;" in page
    assert "alert(1)" not in page
    assert "style=" not in page


def test_mail_shows_its_code_large(client: Client, demo: Path) -> None:
    send(text="Bonjour,\n\n    482 913\n\nVotre code :\n\n    K7QF2M\n\nÀ bientôt")
    page = client.get(f"/demo/courrier/{courier.newest()[0].name}/").content.decode()
    assert '<p class="mail__code">' in page
    assert "<bdi>K7QF2M</bdi>" in page


def test_mail_is_shown_in_its_language_and_direction(client: Client, demo: Path) -> None:
    send(subject="تأكيد التسجيل", text="مرحبا", language="ar")
    page = client.get(f"/demo/courrier/{courier.newest()[0].name}/").content.decode()
    assert 'dir="rtl" lang="ar">مرحبا' in page


def test_files_of_a_mail_are_downloaded_and_the_picture_shown(client: Client, demo: Path) -> None:
    send()
    mail = courier.find(courier.newest()[0].name)
    page = client.get(f"/demo/courrier/{mail.name}/").content.decode()
    answers = {}
    for file in mail.attached:
        url = reverse("core:courier_file", args=[mail.name, file.number])
        assert url in page
        answer = client.get(url)
        answers[file.name] = (answer["Content-Disposition"].split(";")[0], b"".join(answer.streaming_content))
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert answers["code.png"] == ("inline", b"\x89PNG\r\n\x1a\n")
    assert answers["inscription.ics"] == ("attachment", b"BEGIN:VCALENDAR")
    assert answers["page.html"][0] == "attachment"
    assert client.get(reverse("core:courier_file", args=[mail.name, 99]), follow=True).status_code == 404
    assert client.get(reverse("core:courier_file", args=[mail.name, 2]), follow=True).status_code == 404, (
        "no body part is a file"
    )


@pytest.mark.parametrize("name", ["x", "20261124T110000000000-00000000", "passwd"])
def test_mail_that_is_not_there_is_not_found(client: Client, demo: Path, name: str) -> None:
    assert client.get(f"/demo/courrier/{name}/", follow=True).status_code == 404
    assert courier.find(f"../{name}") is None


def test_listing_costs_the_same_with_one_mail_and_with_three(client: Client, demo: Path, query_count) -> None:
    send()
    one = query_count(client.get, "/demo/courrier/")
    send()
    send()
    assert query_count(client.get, "/demo/courrier/") == one
