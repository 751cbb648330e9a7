"""Meetings of the example."""


def load() -> None:
    """Write the meetings."""
