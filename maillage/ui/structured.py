"""What search engines read of a page (schema.org, in JSON-LD)."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SCHEMA = "https://schema.org/"
# Data in a page must not end the element that holds it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(told: dict[str, Any]) -> SafeString:
    """The data block of a page: no script, browsers only carry it (the policy lets it be)."""
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def known(**told: Any) -> dict[str, Any]:
    """What is known of these, the rest left out; `type_` and the like lose their underscore for an @."""
    named = {f"@{name[:-1]}" if name.endswith("_") else name: value for name, value in told.items()}
    return {name: value for name, value in named.items() if value not in (None, "", [], {}, ())}
