"""Full addresses, for mails and calendars that leave the site."""

from django.conf import settings


def absolute(path: str) -> str:
    """The address of `path` (beginning with a slash) as seen from outside."""
    return settings.SITE_URL + path
