"""What a visitor does with a browser: open a page, fill in its form, send it, follow where it leads."""

from collections import defaultdict
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from lxml import html

from maillage.agenda.models import Event, Registration

ANSWERS = {
    "first_name": "Anne",
    "last_name": "Dupont",
    "email": "anne@example.org",
    "organization": "Maison de quartier",
    "role": "animation",
    "needs_access": "fauteuil roulant",
    "needs_interpreting": "tr",
    "needs_childcare": "deux enfants",
    "needs_meal": "végétarien",
    "message": "Je viendrai à vélo.",
    "consent": "on",
}
# What is written while people use the site without changing anything of anybody.
NOT_COUNTED = {"django_session"}


def form_of(event: Event) -> str:
    """How the address of the event's form ends."""
    return f"/{event.slug}/inscription/"


class Page:
    """An answer of the site and its document."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def main(self) -> Tag:
        return self.soup.find("main")

    @cached_property
    def fields(self) -> dict[str, Tag]:
        """The fields by name; of several that share one, the first."""
        found = reversed(self.main.find_all(["input", "select", "textarea"], attrs={"name": True}))
        return {field["name"]: field for field in found}

    @cached_property
    def with_id(self) -> dict[str, list[Tag]]:
        """What bears an id, by id."""
        found = defaultdict(list)
        for tag in self.soup.find_all(id=True):
            found[tag["id"]].append(tag)
        return found

    def form(self, event: Event) -> Tag | None:
        """The registration form, when the page has it."""
        return self.soup.find("form", action=lambda action: action and action.endswith(form_of(event)))

    def hidden(self, event: Event) -> dict[str, str]:
        """The hidden fields of the registration form, by a reader that is in more of a hurry than the soup."""
        forms = [form for form in html.fromstring(self.text).forms if (form.action or "").endswith(form_of(event))]
        assert forms, "the page has no form"
        return {field.name: field.value for field in forms[0].iterfind(".//input[@type='hidden']")}

    def field(self, name: str) -> Tag:
        assert name in self.fields, f"no field {name}"
        return self.fields[name]

    def value(self, name: str) -> str:
        """What stands in a field, as a browser would send it ("" for an empty or unticked one)."""
        field = self.field(name)
        if field.name == "textarea":
            return field.get_text().removeprefix("\n").replace("\r\n", "\n")
        if field.name == "select":
            chosen = field.find("option", selected=True)
            return chosen["value"] if chosen else ""
        if field.get("type") == "checkbox":
            return field.get("value", "on") if field.has_attr("checked") else ""
        return field.get("value", "")

    def described(self, name: str) -> str:
        """The texts that `aria-describedby` ties to a field; each id must exist once."""
        ids = self.field(name).get("aria-describedby", "")
        texts = []
        for target in ids if isinstance(ids, list) else ids.split():
            found = self.with_id[target]
            assert len(found) == 1, f"{target} of {name} is there {len(found)} times"
            texts.append(found[0].get_text(" ", strip=True))
        return " ".join(texts)

    def error(self, name: str) -> str:
        """The error tied to a field: what describes it, once the field is marked invalid."""
        field = self.field(name)
        return self.described(name) if field.get("aria-invalid") == "true" else ""


class Reader:
    """A visitor reading in `language`; `careful` sites refuse a POST without the token of their own form."""

    def __init__(self, language: str = "fr") -> None:
        self.language = language
        self.client = Client(enforce_csrf_checks=True)

    def address(self, event: Event, tail: str = "") -> str:
        return f"/{self.language}/agenda/{event.slug}/{tail}"

    def open(self, address: str) -> Page:
        return Page(self.client.get(address))

    def form(self, event: Event) -> Page:
        return self.open(self.address(event, "inscription/"))

    def hidden(self, event: Event) -> dict[str, str]:
        """The hidden fields of the event's form."""
        return self.form(event).hidden(event)

    def send(self, event: Event, hidden: dict[str, str] | None = None, /, **answers: Any) -> Page:
        """Fill in the form with ANSWERS, changed by `answers`, and send it."""
        hidden = self.hidden(event) if hidden is None else hidden
        return Page(self.client.post(self.address(event, "inscription/"), {**hidden, **ANSWERS, **answers}))

    def register(self, event: Event, /, **answers: Any) -> Page:
        """Send the form and open the receipt it leads to."""
        sent = self.send(event, **answers)
        assert sent.status == 302, sent.main.get_text(" ", strip=True)[:2000]
        return self.open(sent.response["Location"])


def token_address(registration: Registration, kind: str, tail: str = "", language: str = "fr") -> str:
    """The address of a receipt (`kind` receipt) or of the private page (`private`)."""
    return f"/{language}/inscriptions/{getattr(registration, f'{kind}_token')}/{tail}"


def path_of(url: str) -> str:
    return urlsplit(url).path


def counts() -> dict[str, int]:
    """How many rows every table has, in one statement."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in NOT_COUNTED
    }
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in sorted(tables)))
        return dict(cursor.fetchall())
