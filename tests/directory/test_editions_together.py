"""Two people who publish and two workers who print at the same instant, on the engine of the run."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from maillage.directory.actions import editions
from maillage.directory.models import Directory, Edition, Paper, Service
from tests.factories import CentreFactory, OrganizationFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture
def filled() -> Directory:
    """A directory of one service."""
    CentreFactory()
    Service.objects.create(organization=OrganizationFactory(), name="Cours")
    made = Directory(slug="cours", published=True)
    made.save()
    return made


def together(act: Callable[[], Any]) -> list[Any]:
    """What `act` gave to each of some threads that began at once; an exception is a result too."""
    results: list[Any] = []
    barrier = threading.Barrier(MANY)

    def one() -> None:
        barrier.wait()
        try:
            results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_editions_published_at_once_have_numbers_that_follow(filled: Directory) -> None:
    found = together(lambda: editions.publish(Directory.objects.get(pk=filled.pk)).number)
    assert sorted(map(str, found)) == ["1", "2", "3", "4"]
    assert sorted(Edition.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_paper_made_by_several_workers_is_kept_once(filled: Directory) -> None:
    edition = editions.publish(filled)
    found = together(lambda: editions.make(edition, "fr", large=False))
    assert sorted(map(str, found)) == ["False", "False", "False", "True"]
    assert Paper.objects.count() == 1
