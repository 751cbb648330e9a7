"""Limits per address and act, shared by all processes through the database."""

from datetime import timedelta

from django.db import connection

from maillage.core import clock, seals

# One statement, so that two who come together are both counted. SQLite from 3.35 and PostgreSQL say it alike.
COUNT_ONE_MORE = """
    INSERT INTO core_limitcounter ("key", "count", "until") VALUES (%s, 1, %s)
    ON CONFLICT ("key") DO UPDATE SET
        "count" = CASE WHEN core_limitcounter."until" <= %s THEN 1 ELSE core_limitcounter."count" + 1 END,
        "until" = CASE WHEN core_limitcounter."until" <= %s THEN excluded."until" ELSE core_limitcounter."until" END
    RETURNING "count"
"""


def within(act: str, who: str, most: int, per: timedelta) -> bool:
    """Count one more `act` of `who`; False when it exceeds `most` in the present window of length `per`.

    Call it inside the transaction of the act. `who` is kept only as a keyed hash.
    """
    now = clock.now()
    present, end = (connection.ops.adapt_datetimefield_value(instant) for instant in (now, now + per))
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [seals.fingerprint("limit", act, who), end, present, present])
        return bool(cursor.fetchone()[0] <= most)
