"""Operators of the example."""


def load() -> None:
    """Write the operators."""
