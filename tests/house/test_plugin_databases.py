"""The test database is the real thing: a WAL file on SQLite, and migrated content after tests that commit."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import Page

from maillage.core import clock as site_clock
from tests.plugins import databases


def test_database_is_the_one_that_was_asked_for(db, engine):
    assert connection.vendor == engine


def test_sqlite_database_is_a_file_with_a_write_ahead_log(db, engine):
    if engine == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_file()
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_tests_that_commit_find_what_migrations_wrote(turn):
    assert Page.objects.filter(depth=1).count() == 1


def test_fingerprint_changes_with_a_migration(monkeypatch, tmp_path):
    for part in ["maillage/agenda/migrations", "maillage/config", "requirements"]:
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "maillage/config/settings.py").touch()
    (tmp_path / "requirements/base.txt").touch()
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    before = databases.fingerprint()
    (tmp_path / "maillage/agenda/migrations/0001_initial.py").write_text("# one more")
    assert databases.fingerprint() != before


def test_clock_says_what_the_test_says(clock):
    noon = datetime(2027, 3, 28, 12, tzinfo=UTC)
    clock.set(noon)
    assert site_clock.now() == noon
    assert clock.forward(hours=2, minutes=30).isoformat() == "2027-03-28T14:30:00+00:00"
    assert site_clock.now().hour == 14


def test_clock_goes_on_by_itself_afterwards():
    assert abs(site_clock.now() - datetime.now(UTC)).total_seconds() < 5


def test_query_count_counts(query_count):
    assert query_count(lambda: [Page.objects.count(), Page.objects.exists()]) == 2
