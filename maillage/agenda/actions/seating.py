"""Workshops: who sits where, by each person's own order of preference.

In each stretch of time the first choice that has a place is taken. The person waits for the first choice of a stretch
where none had one, or, at their wish, where a lesser one was taken. One queue at most in each stretch.
"""

from collections.abc import Callable, Iterable

from maillage.agenda import selectors
from maillage.agenda.actions import places as at
from maillage.agenda.actions.places import Places
from maillage.agenda.enums import SeatState
from maillage.agenda.models import Bucket, Registration, Seat, Wish
from maillage.core.statements import insert


def choose(
    wishes: Iterable[Bucket], has_place: Callable[[Bucket], bool], accept_queue: bool
) -> tuple[list[Bucket], list[Bucket]]:
    """The workshops to sit in and those to wait for, from `wishes` in order of preference."""
    taken: list[Bucket] = []
    queued: list[Bucket] = []
    for wish in wishes:
        if _meets(wish, taken):
            continue
        if has_place(wish):
            taken.append(wish)
        elif not _meets(wish, queued):
            queued.append(wish)
    if not accept_queue:
        queued = [wish for wish in queued if not _meets(wish, taken)]
    return taken, queued


def _meets(bucket: Bucket, others: list[Bucket]) -> bool:
    return any(bucket.overlaps(other) for other in others)


def wish(registration: Registration, buckets: Iterable[Bucket]) -> list[Bucket]:
    """Write down what a person would like, in their order; what they liked before is forgotten."""
    Wish.objects.filter(registration=registration).delete()
    return _write_down(registration, buckets)


def _write_down(registration: Registration, buckets: Iterable[Bucket]) -> list[Bucket]:
    ordered = list(dict.fromkeys(buckets))
    insert(*(Wish(registration=registration, bucket=b, rank=n) for n, b in enumerate(ordered)))
    return ordered


def wishes_of(places: Places, registration: Registration) -> list[Bucket]:
    """What a person would like, the dearest first."""
    return [places.buckets[pk] for pk in registration.wishes.order_by("rank").values_list("bucket", flat=True)]


def arrange(places: Places, registration: Registration, wishes: list[Bucket] | None = None) -> list[Bucket]:
    """Seat the person as `wishes` (or what was written down) and the free places allow; returns what that freed.

    Without a place for the day nobody sits in a workshop: they wait for their first choices. Seats that stay as they
    are keep their numbers.
    """
    wishes = wishes_of(places, registration) if wishes is None else wishes
    seats = {seat.bucket_id: seat for seat in selectors.workshop_seats(registration)}
    if not wishes and not seats:
        return []
    return _arrange(places, registration, wishes, seats, admitted=selectors.has_day(registration))


def seat_newcomer(places: Places, registration: Registration, wishes: Iterable[Bucket], *, admitted: bool) -> None:
    """The same for somebody who has no wish and no workshop yet; `admitted`: they have a place for the day."""
    _arrange(places, registration, _write_down(registration, wishes), {}, admitted=admitted)


def _arrange(
    places: Places, registration: Registration, wishes: list[Bucket], seats: dict[int, Seat], *, admitted: bool
) -> list[Bucket]:
    def has_place(bucket: Bucket) -> bool:
        seat = seats.get(bucket.pk)
        if seat and seat.state == SeatState.CONFIRMED:
            return admitted
        return admitted and bucket.is_free and not selectors.is_awaited(bucket, before=seat)

    taken, queued = choose(wishes, has_place, registration.accept_queue)
    return _reseat(places, registration, seats, taken, queued)


def _reseat(
    places: Places, registration: Registration, seats: dict[int, Seat], taken: list[Bucket], queued: list[Bucket]
) -> list[Bucket]:
    left = [seat for pk, seat in seats.items() if not _stays(seat, taken, queued)]
    freed = at.freed([at.leave(places, seat) for seat in left])
    kept = {pk: seat for pk, seat in seats.items() if seat not in left}
    for bucket in taken:
        seat = kept.get(bucket.pk)
        if seat and seat.state == SeatState.WAITLISTED:
            at.let_in(places, bucket, seat)
    new_taken, new_queued = ([bucket for bucket in each if bucket.pk not in kept] for each in (taken, queued))
    at.seat_all(places, registration, new_taken, new_queued)
    return freed


def _stays(seat: Seat, taken: list[Bucket], queued: list[Bucket]) -> bool:
    wanted = {bucket.pk for bucket in taken}
    if seat.state == SeatState.WAITLISTED:
        wanted |= {bucket.pk for bucket in queued}
    return seat.bucket_id in wanted
