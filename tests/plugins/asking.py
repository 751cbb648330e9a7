"""`--asking-databases`: only the tests that ask a database, for the second engine. The others were run with the first."""

import pytest

ASKING = {"db", "transactional_db", "live_server", "engine", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asking-databases", action="store_true", help="leave out the tests that ask no database")


def asks(item: pytest.Item) -> bool:
    """Whether the test may use a database: pytest-django refuses it to every other."""
    return item.get_closest_marker("django_db") is not None or bool(ASKING & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("asking_databases"):
        config.hook.pytest_deselected(items=[item for item in items if not asks(item)])
        items[:] = [item for item in items if asks(item)]
