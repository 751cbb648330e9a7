"""An event as search engines read it (schema.org/Event, in JSON-LD)."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from maillage.agenda.enums import EventState
from maillage.agenda.models import Event
from maillage.core.centre import current
from maillage.core.languages import BY_CODE
from maillage.core.links import absolute
from maillage.ui.structured import SCHEMA, data_block

AVAILABILITY = {
    EventState.ANNOUNCED: "PreOrder",
    EventState.OPEN: "InStock",
    EventState.FULL: "SoldOut",
    EventState.CLOSED: "SoldOut",
}


def structured_data(event: Event, state: EventState, places_left: int | None) -> SafeString:
    """The data block of an event's page."""
    return data_block(described(event, state, places_left))


def described(event: Event, state: EventState, places_left: int | None) -> dict[str, Any]:
    """The event in the words of schema.org, what is not known left out."""
    address = absolute(event.get_absolute_url())
    capacity = getattr(event, "capacity", None)
    told = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": event.title,
        "description": event.summary,
        "startDate": _instant(event.starts_at),
        "endDate": _instant(event.ends_at),
        "eventStatus": SCHEMA + _status(event),
        "eventAttendanceMode": SCHEMA + _attendance(event),
        "location": _location(event, address),
        "image": absolute(reverse("agenda:event_image", args=[event.slug, 1280])) if event.image_id else None,
        "organizer": _organizer(event),
        "inLanguage": [code for code in event.spoken if code in BY_CODE] or event.language,
        "audience": {"@type": "Audience", "audienceType": event.audience} if event.audience else None,
        "maximumAttendeeCapacity": capacity,
        "remainingAttendeeCapacity": None if places_left is None else max(places_left, 0),
        "offers": _offer(event, state),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _instant(when: datetime) -> str:
    return timezone.localtime(when).isoformat(timespec="seconds")


def _status(event: Event) -> str:
    return "EventCancelled" if event.cancelled_at else "EventPostponed" if event.postponed_at else "EventScheduled"


def _attendance(event: Event) -> str:
    kind = "Mixed" if event.is_hybrid else "Online" if event.is_online else "Offline"
    return f"{kind}EventAttendanceMode"


def _location(event: Event, address: str) -> list[dict[str, Any]]:
    """The venue, and for who attends online the page of the event: the link of the meeting is private."""
    places: list[dict[str, Any]] = []
    if event.venue_name or not event.online_url:
        commune = event.municipality.name if event.municipality else ""
        postal = {"streetAddress": event.venue_address, "addressLocality": commune, "addressCountry": "BE"}
        postal = {"@type": "PostalAddress", **{name: value for name, value in postal.items() if value}}
        places.append({"@type": "Place", "name": event.venue_name or commune or current().name, "address": postal})
    if event.online_url:
        places.append({"@type": "VirtualLocation", "url": address})
    return places


def _organizer(event: Event) -> dict[str, str]:
    if event.organization:
        found = {"name": event.organization.name, "url": event.organization.website}
    else:
        found = {"name": current().name, "url": current().website}
    return {"@type": "Organization", **{name: value for name, value in found.items() if value}}


def _offer(event: Event, state: EventState) -> dict[str, str] | None:
    """Registering, where it is or will be possible. What it costs is not known here, and not told."""
    if state not in AVAILABILITY:
        return None
    return {
        "@type": "Offer",
        "url": absolute(reverse("agenda:register", args=[event.slug])),
        "availability": SCHEMA + AVAILABILITY[state],
        "validFrom": _instant(event.opens_at),
        "availabilityEnds": _instant(event.closes_at),
    }
