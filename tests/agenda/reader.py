"""What a visitor does with a browser: open a page, fill in its form, send it, follow where it leads."""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

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


class Page:
    """An answer of the site and its document."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.content.decode()
        self.soup = BeautifulSoup(self.text, "lxml")

    @property
    def main(self) -> Tag:
        return self.soup.find("main")

    def form(self, event: Event) -> Tag | None:
        """The registration form, when the page has it."""
        return self.soup.find("form", action=lambda action: action and action.endswith(f"/{event.slug}/inscription/"))

    def field(self, name: str) -> Tag:
        found = self.main.find(["input", "select", "textarea"], attrs={"name": name})
        assert found is not None, f"no field {name}"
        return found

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
            found = self.soup.find_all(id=target)
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
        form = self.form(event).form(event)
        assert form is not None, "the page has no form"
        return {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}

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
    """How many rows every table has."""
    return {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in NOT_COUNTED
    }
