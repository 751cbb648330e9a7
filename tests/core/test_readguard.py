"""A GET cannot write, whatever way it tries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from maillage.core import clock
from maillage.core.models import LimitCounter
from maillage.core.readguard import ReadGuardMiddleware, WriteInReadView, writes

pytestmark = pytest.mark.django_db
Act = Callable[[], Any]


def answer(method: str, act: Act, path: str = "/fr/") -> HttpResponse:
    """What the middleware lets through of a view that does `act`."""

    def view(_request: HttpRequest) -> HttpResponse:
        act()
        return HttpResponse("ok")

    return ReadGuardMiddleware(view)(RequestFactory().generic(method, path))


def create() -> None:
    LimitCounter.objects.create(key="x", count=1, until=clock.now())


def create_in_a_savepoint() -> None:
    with transaction.atomic(), transaction.atomic():
        create()


def raw(sql: str) -> Act:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return act


WAYS = {
    "create": create,
    "savepoint": create_in_a_savepoint,
    "update": lambda: LimitCounter.objects.update(count=2),
    "delete": lambda: LimitCounter.objects.all().delete(),
    "bulk": lambda: LimitCounter.objects.bulk_create([LimitCounter(key="x", until=clock.now())]),
    "upsert": lambda: LimitCounter.objects.bulk_create(
        [LimitCounter(key="x", until=clock.now())],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["count"],
    ),
    "cte": raw("WITH x AS (SELECT 1) INSERT INTO core_limitcounter SELECT 'a', 1, NULL FROM x"),
    "comment": raw("/* nothing to see */ -- here\n DELETE FROM core_limitcounter"),
    "two statements": raw("SELECT 1; DELETE FROM core_limitcounter"),
    "table": raw("CREATE TABLE x (y integer)"),
}


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("way", WAYS)
def test_read_that_writes_is_refused(way: str, method: str) -> None:
    with pytest.raises(WriteInReadView), transaction.atomic():
        answer(method, WAYS[way])
    assert LimitCounter.objects.count() == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_act_may_write(method: str) -> None:
    answer(method, create)
    assert LimitCounter.objects.count() == 1


def test_read_may_read_and_lock() -> None:
    def act() -> None:
        with transaction.atomic():
            list(LimitCounter.objects.select_for_update())

    assert answer("GET", act).content == b"ok"


def test_read_may_keep_the_readers_session_and_the_office_notes_who_edits() -> None:
    answer("GET", lambda: Session.objects.create(session_key="x", session_data="", expire_date=clock.now()))
    answer("GET", create, path="/gestion/pages/")
    assert Session.objects.count() == 1


def test_guard_ends_with_the_request() -> None:
    answer("GET", lambda: None)
    create()


@pytest.mark.parametrize(
    "sql",
    [
        "WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone",
        "with x as (select 1) update a set b = 1",
        "EXPLAIN ANALYZE DELETE FROM a",
        "TRUNCATE a",
        "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE",
        "COPY a FROM STDIN",
        'INSERT INTO "django_session" VALUES (1); DELETE FROM a',
        'INSERT INTO "django_session_of_another" VALUES (1)',
        "(DELETE FROM a)",
        ";;DROP TABLE a",
        "CALL act()",
        "DO $$ BEGIN DELETE FROM a; END $$",
    ],
)
def test_statement_that_may_write_is_known(sql: str) -> None:
    assert writes(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM a WHERE b = 'x; DELETE FROM a'",
        "SELECT 'it''s; DROP TABLE a'",
        "WITH x AS (SELECT * FROM a FOR UPDATE) SELECT * FROM x",
        "WITH x AS (SELECT updated, deleted FROM inserts) SELECT * FROM x",
        "WITH x AS (SELECT 'delete from a') SELECT * FROM x",
        "SAVEPOINT s1",
        'RELEASE SAVEPOINT "s1"',
        "(SELECT 1) UNION (SELECT 2)",
        "DECLARE _c CURSOR FOR SELECT 1",
    ],
)
def test_statement_that_only_reads_passes(sql: str) -> None:
    assert not writes(sql)
