"""No example of a property is refused for its time: how long it takes says how busy the machine is, not what is true."""

from hypothesis import settings


def pytest_configure() -> None:
    settings.register_profile("maillage", deadline=None)
    settings.load_profile("maillage")
