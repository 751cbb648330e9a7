"""`response.context` is that of the page's own template, not of each piece that it is put together of.

Django's test client copies the context of every piece, hundreds for a page of the office: a twentieth of a test's time.
"""

from typing import Any

from django.template import Context, Template
from django.test import client

store_all = client.store_rendered_templates


def store_whole(
    store: dict[str, Any], signal: Any, sender: Any, template: Template, context: Context, **more: Any
) -> None:
    """`store_rendered_templates` for a template that is rendered by itself: one included in another has that one's context."""
    if getattr(context, "template", None) is template:
        store_all(store, signal, sender, template, context, **more)


def pytest_configure() -> None:
    client.store_rendered_templates = store_whole  # type: ignore[assignment]
