import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _counters_at_zero() -> None:
    """allauth counts failed second factors in the cache, which no test's transaction takes back."""
    cache.clear()
