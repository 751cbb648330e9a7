"""The gallery, the frame of pages, the pages of errors."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import translation

from maillage.ui import errors
from maillage.ui.templatetags.ui import register
from tests.ui.sheets import without_comments

TEMPLATES = Path(errors.__file__).parent / "templates" / "ui"
IN_EVERY_PAGE = {"main_navigation", "language_menu", "alternates", "font_preloads", "footer_links"}

pytestmark = pytest.mark.django_db


def page(response):
    return BeautifulSoup(response.content, "lxml")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_gallery_opens_with_one_h1(client, language):
    response = client.get(f"/{language}/ui/")
    assert response.status_code == 200
    assert len(page(response).find_all("h1")) == 1


def test_gallery_shows_every_component():
    text = "".join(path.read_text() for path in [TEMPLATES / "gallery.html", *(TEMPLATES / "gallery").iterdir()])
    shown = set(re.findall(r"{%\s*(\w+)", text))
    assert set(register.tags) - IN_EVERY_PAGE - shown == set()


def test_gallery_shows_every_style_of_component(client):
    html = page(client.get("/fr/ui/"))
    used = {name for tag in html.find_all(class_=True) for name in tag["class"]}
    styled = {path.stem for path in (TEMPLATES.parents[1] / "static" / "ui" / "css" / "components").iterdir()}
    assert styled - used == set()


def test_styles_are_all_used():
    sheets = (TEMPLATES.parents[1] / "static" / "ui" / "css").rglob("*.css")
    styled = {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]+)", without_comments(sheet.read_text()))}
    sources = [path for path in TEMPLATES.parents[2].rglob("*") if path.suffix in {".html", ".py", ".js"}]
    text = "".join(path.read_text() for path in sources)
    # Names made of a block and a variant (`badge--{{ tone }}`) are known by their block; `leaflet-…` are Leaflet's own.
    styled = {name for name in styled if not name.startswith("leaflet-")}
    assert {name for name in styled if not stands_in(name.split("--")[0], text)} == set()


def stands_in(name, text):
    """Whether the name stands in the text as a word of its own; a pattern that begins with letters is found fast."""
    return re.search(rf"{name}\b(?<!\w{name})", text)


def test_ids_of_the_gallery_are_unique(client):
    ids = [tag["id"] for tag in page(client.get("/fr/ui/")).find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_frame_says_language_and_direction(client, language, direction):
    html = page(client.get(f"/{language}/ui/")).html
    assert (html["lang"], html["dir"]) == (language, direction)


def test_frame_starts_with_a_skip_link_to_the_content(client):
    html = page(client.get("/fr/ui/"))
    first = html.body.find("a")
    assert html.find(id=first["href"].removeprefix("#")).name == "main"


def test_language_menu_names_each_language_in_itself(client):
    menu = page(client.get("/fr/ui/?page=2")).find(class_="languages")
    links = {link["hreflang"]: link for link in menu.find_all("a")}
    assert links["ar"]["href"] == "/ar/ui/?page=2"
    assert (links["ar"].get_text(), links["ar"]["lang"], links["ar"]["dir"]) == ("العربية", "ar", "rtl")
    assert links["fr"]["aria-current"] == "true"


def test_language_menu_follows_a_page_that_knows_its_translations():
    request = RequestFactory().get("/fr/page/")
    context = {"request": request, "page_urls": {"ar": "/ar/صفحة/"}}
    with translation.override("fr"):
        html = BeautifulSoup(draw("{% language_menu %}", context), "lxml")
    assert html.find("a", hreflang="ar")["href"] == "/ar/صفحة/"


def draw(source, context):
    from django.template import Context, Template

    return Template("{% load ui %}" + source).render(Context(context))


def test_frame_gives_search_engines_the_translations(client):
    head = page(client.get("/fr/ui/?page=2")).head
    assert head.find("link", rel="canonical")["href"] == "http://testserver/fr/ui/"
    assert head.find("link", hreflang="ar")["href"] == "http://testserver/ar/ui/"


@pytest.mark.parametrize(("language", "file"), [("fr", "atkinson-latin-400"), ("ar", "plex-arabic-400")])
def test_frame_asks_first_for_the_fonts_of_its_script(client, language, file):
    preloads = page(client.get(f"/{language}/ui/")).find_all("link", rel="preload")
    assert len(preloads) == 2
    assert file in preloads[0]["href"]


def test_frame_marks_the_door_we_are_in():
    with translation.override("fr"):
        html = BeautifulSoup(
            draw("{% main_navigation %}", {"request": RequestFactory().get("/fr/agenda/pleniere/")}), "lxml"
        )
    assert html.find("a", href="/fr/agenda/")["aria-current"] == "true"


@pytest.mark.parametrize(("path", "language"), [("/fr/nulle-part/", "fr"), ("/ar/nulle-part/", "ar")])
def test_unknown_address_answers_in_the_language_of_the_address(client, path, language):
    response = client.get(path, headers={"accept-language": "de"})
    html = page(response)
    assert response.status_code == 404
    assert html.html["lang"] == language
    assert html.find("a", href=f"/{language}/contact/")
    assert len(html.find_all("h1")) == 1
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_address_without_language_answers_in_that_of_the_browser():
    request = RequestFactory().get("/gestion/x/", headers={"accept-language": "ar"})
    assert page(errors.page_not_found(request)).html["lang"] == "ar"


@pytest.mark.parametrize(("handler", "status"), [(errors.permission_denied, 403), (errors.page_not_found, 404)])
def test_framed_errors_keep_their_status(handler, status):
    response = handler(RequestFactory().get("/fr/x/"), Exception("<b>"))
    assert response.status_code == status
    assert b"<b>" not in response.content


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_bare_errors_need_no_request(template):
    with translation.override("ar"):
        html = BeautifulSoup(render_to_string(template, {"home_url": "/ar/", "contact_url": "/c"}), "lxml")
    assert html.html["dir"] == "rtl"
    assert len(html.find_all("h1")) == 1


def test_server_error_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/fr/"))
    assert response.status_code == 500
    assert page(response).html["lang"] == "fr"


def test_bad_request_survives_a_false_host():
    response = errors.bad_request(RequestFactory().get("/ar/", headers={"host": "bad host"}))
    assert response.status_code == 400
    assert page(response).html["lang"] == "ar"


def test_server_error_speaks_even_without_templates(settings):
    settings.TEMPLATES = []
    response = errors.server_error(RequestFactory().get("/fr/"))
    assert (response.status_code, page(response).h1.get_text()) == (500, "Le site a un problème")


def test_stale_form_of_a_view_without_answer_says_what_to_do():
    response = errors.csrf_failure(RequestFactory().post("/fr/ui/"), "no cookie")
    assert response.status_code == 403
    assert "ouverte depuis trop longtemps" in response.content.decode()
    assert "no cookie" not in response.content.decode()


def test_stale_form_of_an_unknown_address_is_refused_as_well():
    assert errors.csrf_failure(RequestFactory().post("/nulle/part")).status_code == 403


def test_stale_form_is_handed_to_the_view_that_can_answer(monkeypatch):
    def view(request, slug):
        return HttpResponse()

    view.csrf_failure = lambda request, reason, slug: HttpResponse(f"{slug}: {reason}", status=403)
    match = ResolverMatch(view, (), {"slug": "pleniere"})
    monkeypatch.setattr(errors, "resolve", lambda path: match)
    assert errors.csrf_failure(RequestFactory().post("/fr/x/"), "stale").content == b"pleniere: stale"
