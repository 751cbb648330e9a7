"""What the desk's tests share: a coordinator's browser, addresses, words of a page, and the days of three workshops."""

import re
from datetime import datetime, time, timedelta
from html import unescape

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.agenda.models import Bucket, Event
from maillage.core import clock
from tests.factories import EventFactory, UserFactory, WorkshopFactory

TAGS = re.compile(r"<(script|style|template|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def coordinator() -> tuple[Client, User]:
    """A browser in the hands of a coordinator, and who that is."""
    client = Client(headers={"accept-language": "fr"})
    user = UserFactory(role=Role.COORDINATOR, first_name="Nadia", last_name="Coordinatrice")
    client.force_login(user)
    return client, user


def desk(event: Event, name: str = "registrations", *more: int) -> str:
    """An address of the event's desk."""
    return reverse(f"agenda_office:{name}", args=[event.pk, *more])


def words(response) -> str:
    """What a reader sees of a page, on one line."""
    return " ".join(unescape(TAGS.sub(" ", response.content.decode())).split())


def told(response) -> str:
    """The messages of the office on top of the page."""
    return " ".join(str(message) for message in response.context["messages"])


def plenary(capacity: int | None = 10, **fields) -> Event:
    """A day from 9 to 17 in two weeks."""
    day = timezone.localtime(clock.now()).date() + timedelta(days=14)
    starts = timezone.make_aware(datetime.combine(day, time(9)))
    return EventFactory(capacity=capacity, starts_at=starts, ends_at=starts + timedelta(hours=8), **fields)


def workshop(event: Event, slug: str, capacity: int | None = 10, **fields) -> Bucket:
    """A workshop named after its short address."""
    return WorkshopFactory(event=event, slug=slug, title=f"Atelier {slug}", capacity=capacity, **fields)
