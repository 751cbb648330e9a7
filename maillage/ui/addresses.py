"""Addresses of our static files, worked out once for each process: they cannot change while it runs."""

from functools import cache

from django.templatetags.static import static


@cache
def static_address(path: str) -> str:
    """The address of a static file, with its hash where files are collected. ValueError if it was not collected."""
    return static(path)
