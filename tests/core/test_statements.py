"""A kept query answers, and an insertion writes, like what Django builds each time."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from maillage.agenda.models import Event, Registration
from maillage.core import clock
from maillage.core.models import AuditEntry, LimitCounter, OutboxMessage
from maillage.core.statements import AT_ONCE, Kept, insert
from tests.factories import EventFactory, MunicipalityFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)


def announced(slug: str, now: datetime):
    return Event.objects.filter(announced_at__lte=now, slug=slug).for_card()


def test_kept_query_gives_the_same_rows_for_each_value():
    kept = Kept(announced, slug="\x01", now=LONG_AGO)
    events = [EventFactory(capacity=capacity, municipality=MunicipalityFactory()) for capacity in (3, 5, 0)]
    for event in [*events, *events]:
        (found,) = kept.rows(slug=event.slug, now=clock.now())
        (built,) = announced(event.slug, clock.now())
        assert (found, found.capacity, found.taken) == (built, built.capacity, built.taken)
        assert (found.municipality, found.starts_at, found.uid) == (built.municipality, built.starts_at, built.uid)


def test_kept_query_finds_nothing_where_nothing_is():
    kept = Kept(announced, slug="\x01", now=LONG_AGO)
    event = EventFactory()
    assert kept.rows(slug="nulle-part", now=clock.now()) == []
    assert kept.rows(slug="' OR 1=1 --", now=clock.now()) == []
    assert kept.rows(slug=event.slug, now=LONG_AGO + timedelta(days=1)) == []


def test_kept_query_asks_once_and_follows_relations(django_assert_num_queries):
    event = EventFactory(municipality=MunicipalityFactory())
    kept = Kept(announced, slug="\x01", now=LONG_AGO)
    for _ in range(2):
        with django_assert_num_queries(1):
            assert kept.rows(slug=event.slug, now=clock.now())[0].municipality.name


def test_kept_query_gives_plain_values():
    told = Event.objects.order_by("pk").values_list("slug", "starts_at")
    kept = Kept(lambda now: told.filter(announced_at__lte=now), now=LONG_AGO)
    events = [EventFactory(), EventFactory()]
    EventFactory(draft=True)
    assert kept.rows(now=clock.now()) == [(event.slug, event.starts_at) for event in events]


def test_kept_query_takes_a_uuid():
    registration = RegistrationFactory()
    kept = Kept(lambda key: Registration.objects.filter(key=key), key=UUID(int=1))
    assert kept.rows(key=registration.key) == [registration]
    assert kept.rows(key=uuid4()) == []


def test_kept_query_refuses_a_value_that_is_not_in_it():
    kept = Kept(lambda slug: Event.objects.filter(slug=F("slug")), slug="\x01")
    with pytest.raises(ValueError, match="slug"):
        kept.rows(slug="a")


def test_kept_query_is_built_by_each_thread_for_its_connection():
    built: list[int] = []

    def build(slug: str):
        built.append(threading.get_ident())
        return Event.objects.filter(slug=slug)

    kept = Kept(build, slug="\x01")
    threads = [threading.Thread(target=kept._built) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    kept._built()
    kept._built()
    assert len(built) == 3


def entry(number: int, **changes: object) -> AuditEntry:
    return AuditEntry(at=clock.now(), act="core.test", subject=f"core.test:{number}", changes=changes)


def test_inserted_row_is_the_one_that_save_writes():
    ours, saved = entry(1, état=["a", None], n=3), entry(1, état=["a", None], n=3)
    insert(ours)
    saved.save()
    first, second = AuditEntry.objects.order_by("pk").values()
    assert (first.pop("id"), second.pop("id")) == (ours.pk, saved.pk)
    assert first.pop("at") <= second.pop("at")
    assert first == second


def test_inserted_rows_know_their_keys_and_can_be_saved_again(django_assert_num_queries):
    rows = [entry(number) for number in range(AT_ONCE + 20)]
    with django_assert_num_queries(2):
        insert(*rows)
    stored = dict(AuditEntry.objects.values_list("pk", "subject"))
    assert {row.pk: row.subject for row in rows} == stored
    rows[0].subject = "core.test:changed"
    rows[0].save()
    assert AuditEntry.objects.filter(subject="core.test:changed").count() == 1
    assert AuditEntry.objects.count() == len(rows)


def test_insertion_refuses_what_the_database_refuses_and_of_several_writes_none():
    def promised(key: str) -> OutboxMessage:
        return OutboxMessage(
            key=key, kind="core.test", recipient="a@example.org", created_at=clock.now(), due_at=clock.now()
        )

    insert(promised("once"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(promised("other"), promised("once"))
    assert list(OutboxMessage.objects.values_list("key", flat=True)) == ["once"]


def test_insertion_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert()


def test_inserted_row_may_bring_its_own_key():
    insert(LimitCounter(key="mine", count=2, until=clock.now()))
    assert LimitCounter.objects.get().key == "mine"
