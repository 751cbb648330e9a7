"""What was loaded when tests begin stays to the end: the garbage collector leaves it alone, and looks less often.

It would walk through all of Django and Wagtail again and again, one second of every twelve.
"""

import gc

import pytest

SELDOM = (100_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
