"""Sending lost links again, without telling anybody whether an address is known."""

from datetime import timedelta

from django.db import transaction

from maillage.agenda import emails, selectors
from maillage.core import limits

MOST_ASKED, WINDOW = 3, timedelta(hours=1)


def send_links(email: str, language: str) -> None:
    """Promise one mail with the links of all that stands under `email` in events that are not over, if anything."""
    with transaction.atomic():
        if not limits.within("agenda.lost_link", email.casefold(), MOST_ASKED, WINDOW):
            return
        if found := selectors.standing_under(email):
            emails.promise_links(email, language, found)
