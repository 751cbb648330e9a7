"""The names in our sprite (`static/ui/icons.svg`), one line drawing of 24 px each."""

NAMES: frozenset[str] = frozenset(
    {
        "access", "arrow", "back", "calendar", "check", "child", "clock", "close", "download", "home", "info", "key",
        "language", "list", "lock", "mail", "meal", "online", "people", "phone", "place", "print", "queue", "search",
        "share", "ticket", "warning",
    }
)  # fmt: skip
