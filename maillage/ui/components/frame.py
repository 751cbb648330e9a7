"""The frame of a page: doors, languages, addresses of its translations, fonts to fetch first."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maillage.core.languages import BY_CODE, READY
from maillage.ui import fonts
from maillage.ui.addresses import static_address
from maillage.ui.doors import DOORS, FOOTER

register = Library()
LINK = '<li><a href="{0}" hreflang="{1}" lang="{1}" dir="{2}"{3}>{4}</a></li>'
HERE = SafeString(' aria-current="true"')
CANONICAL = '<link rel="canonical" href="{}">'
ALTERNATE = '\n  <link rel="alternate" hreflang="{}" href="{}">'
PRELOAD = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n  '


@register.simple_tag(takes_context=True)
def main_navigation(context: Context) -> SafeString:
    """The doors of the site in the header, the current one marked; the professionals' door last."""
    path, language = _path(context), get_language() or "fr"
    current = tuple(path.startswith(f"/{language}/{door.path}") for door in DOORS)
    return _navigation(language, current, path.startswith("/espace/"))


@cache
def _navigation(language: str, current: tuple[bool, ...], in_space: bool) -> SafeString:
    """Drawn once for each active `language` and current door: it is on every page."""
    doors = [(door, f"/{language}/{door.path}", here) for door, here in zip(DOORS, current, strict=True)]
    return render_to_string("ui/components/main_navigation.html", {"doors": doors, "in_space": in_space})


@register.simple_tag(takes_context=True)
def language_menu(context: Context) -> SafeString:
    """This page in the other languages, by their own names. Works without script."""
    current = get_language() or "fr"
    links = format_html_join(
        "",
        LINK,
        (
            (url, language.code, language.direction, HERE if language.code == current else "", language.own_name)
            for language, url in _translations(context)
        ),
    )
    return format_html(_menu(current), links)


@cache
def _menu(language: str) -> SafeString:
    """The menu with a hole for its links, drawn once for each active `language`."""
    return render_to_string("ui/components/language_menu.html", {"links": "{}", "current": BY_CODE[language]})


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> SafeString:
    """Canonical address and translations, for search engines; nothing where the address has no language."""
    request: HttpRequest | None = context.get("request")
    path = _path(context)
    if request is None or _prefix(path) is None:
        return SafeString("")
    root = f"{request.scheme}://{request.get_host()}"
    others = [(language.code, root + url) for language, url in _translations(context, with_query=False)]
    return format_html(CANONICAL, root + path) + format_html_join("", ALTERNATE, others)


@register.simple_tag
def font_preloads() -> SafeString:
    """The two text files that this language needs, asked for before the sheet has been read."""
    return _preloads(get_language() or "fr")


@cache
def _preloads(language: str) -> SafeString:
    return format_html_join("", PRELOAD, ((static_address(f"ui/fonts/{name}"),) for name in fonts.preloads(language)))


@register.simple_tag
def footer_links() -> SafeString:
    """The pages of trust."""
    return _footer(get_language() or "fr")


@cache
def _footer(language: str) -> SafeString:
    links = [(door.label, f"/{language}/{door.path}") for door in FOOTER]
    return render_to_string("ui/components/footer_links.html", {"links": links})


def _path(context: Context) -> str:
    request: HttpRequest | None = context.get("request")
    return request.path if request is not None else "/"


def _prefix(path: str) -> str | None:
    code = path.split("/", 2)[1] if path.startswith("/") else ""
    return code if code in BY_CODE else None


def _translations(context: Context, with_query: bool = True) -> list[tuple[Any, str]]:
    """(language, address) for each ready language.

    Words in addresses are the same in every language, so only the prefix changes; a page that knows
    better (slugs of its own) gives `page_urls`, a dictionary of addresses by code. `page_query` is what stands after the
    `?`, where a page that is kept puts it in for each reader.
    """
    path = _path(context)
    prefix = _prefix(path)
    request: HttpRequest | None = context.get("request")
    query = context.get("page_query") or (request.META.get("QUERY_STRING", "") if request is not None else "")
    known = context.get("page_urls") or {}
    pairs = []
    for language in READY:
        swapped = f"/{language.code}/" + (path[len(prefix) + 2 :] if prefix else "")
        url = known.get(language.code, swapped)
        pairs.append((language, f"{url}?{query}" if query and with_query else url))
    return pairs
