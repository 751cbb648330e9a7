"""The plan of the house as data: floors from top to bottom, names inside a room, and where we depart from them."""

FLOORS: list[set[str]] = [
    {"config"},
    {"website", "api"},
    {"reports"},
    {"advocacy", "expertise"},
    {"plan", "coverage"},
    {"spaces"},
    {"agenda", "library"},
    {"directory"},
    {"territory", "accounts"},
    {"ui"},
    {"core"},
]

# Inside a room, from top to bottom; a name imports only names below its line.
NAMES: list[set[str]] = [
    {"urls"},
    {"views", "geojson", "exports", "api", "wagtail_hooks", "management"},
    {"demo"},
    {"forms"},
    {"actions"},
    {"emails"},
    {"selectors"},
    {"rules"},
    {"models"},
    {"enums"},
]

# Django's own names, found in any room.
DJANGO_NAMES = {"__init__", "apps", "migrations", "templates", "templatetags", "static", "fixtures"}

# Rooms that are a kit for the others: their files are named after what they give.
KITS = {"config", "ui", "core"}

# Names of one room's own, each with the reason. The list only shrinks: a name no longer found fails.
OWN_NAMES: dict[str, dict[str, str]] = {
    "accounts": {
        "access": "who may come into a view, asked by the views of every room above",
        "adapters": "the class that allauth calls with its questions",
        "backends": "the class that Django calls to compare a password",
        "doors": "Wagtail's own views of signing in, each led to ours",
        "office": "people in Wagtail's office, beside the public views",
        "office_urls": "addresses under /gestion/, mounted before Wagtail's own",
        "roles": "what each role may do, as data",
        "stages": "the steps that allauth takes between a first proof and a session",
        "words": "what allauth says, in our words",
    },
    "agenda": {
        "calendars": "the iCalendar form of an event, used by views, feeds and mails",
        "demo_texts": "the words of the example, apart from what makes it",
        "errors": "why an act is refused, raised by actions and told by views and API alike",
        "housekeeping": "what is erased when its time is over, called by the machine's own commands",
        "office": "events in Wagtail's office, beside the public views",
    },
    "directory": {
        "hours": "opening hours as people write them, and when a door is open: no models, read by sheets and pages",
        "lexis": "words of nine languages as a search compares them: no models, read by selectors",
        "likeness": "which records may be one operator: no models, it compares what it is given",
        "office": "operators, services and places in Wagtail's office",
        "sheets": "files as people have them, read into columns and typed cells: no models",
    },
    "website": {
        "content": "texts of the first pages, one folder a language",
        "first_pages": "the pages that a site has on its first day",
    },
}

# Relations that look upwards, each with the reason. The list only shrinks.
UPWARD_RELATIONS: dict[str, str] = {
    "core.AuditEntry.actor": "Django's swappable user: core names settings.AUTH_USER_MODEL, never accounts itself",
}


def rooms() -> set[str]:
    """Every room of the plan, built or not."""
    return set().union(*FLOORS)


def floor_of(room: str) -> int:
    """The number of the floor of `room`, 0 at the bottom. Raises StopIteration for an unknown room."""
    return next(number for number, floor in enumerate(reversed(FLOORS)) if room in floor)
