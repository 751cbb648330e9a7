"""The names in our sprite (`static/ui/icons.svg`), one line drawing of 24 px each."""

NAMES: frozenset[str] = frozenset(
    {
        "access", "arrow", "back", "bag", "balance", "book", "bus", "calendar", "card", "check", "child", "clock",
        "close", "download", "euro", "exit", "filter", "globe", "health", "home", "housing", "info", "key",
        "language", "list", "lock", "mail", "map", "meal", "online", "papers", "people", "phone", "place", "print",
        "qr", "queue", "school", "search", "share", "shield", "speaker", "speech", "target", "ticket", "warning",
        "work",
    }
)  # fmt: skip
