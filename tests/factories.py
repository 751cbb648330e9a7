"""One of each thing, for every room's tests. Places, times and names are believable and never the same twice.

An event is saved as the office saves it and a registration is made as a visitor makes it, so that counters,
mails and traces are what they are in life.
"""

from datetime import time, timedelta
from typing import Any, TypeVar

import factory
from django.contrib.auth.models import Group
from django.db.models import Model
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from maillage.accounts.enums import Role
from maillage.accounts.models import User
from maillage.agenda.actions import register as registering
from maillage.agenda.actions.events import save_event
from maillage.agenda.actions.workshops import save_workshop
from maillage.agenda.enums import BucketKind, EventKind
from maillage.agenda.models import Bucket, Event, Registration
from maillage.core import clock, outbox
from maillage.core.models import Centre, OutboxMessage
from maillage.directory.models import Organization
from maillage.territory.models import Municipality

Row = TypeVar("Row", bound=Model)


class RecordFactory(DjangoModelFactory[Row]):
    """A record of the office. Wagtail does not note what it refers to, which takes longer than to save it: who asks
    where something is used saves it without a factory."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Row], *args: Any, **fields: Any) -> Row:
        with disable_reference_index_auto_update():
            return cls._saved(model_class, **fields)

    @classmethod
    def _saved(cls, model_class: type[Row], **fields: Any) -> Row:
        return model_class._default_manager.create(**fields)


class CentreFactory(DjangoModelFactory[Centre]):
    """The one centre that runs the site."""

    class Meta:
        model = Centre
        django_get_or_create = ["id"]

    id = 1
    name = "Centre d’intégration de Namur"
    short_name = "CINL"
    email = "centre@example.org"
    phone = "081 00 00 00"


class MunicipalityFactory(RecordFactory[Municipality]):
    class Meta:
        model = Municipality

    nis = factory.Sequence(lambda n: f"{92_000 + n}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    postcodes = ["5000"]


class OrganizationFactory(RecordFactory[Organization]):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Association {n}")


class UserFactory(DjangoModelFactory[User]):
    """Somebody who signs in; `role` (a Role) makes a member of that group, `password` lets a password in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    first_name = "Dominique"
    last_name = factory.Sequence(lambda n: f"Lambert{n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(**fields)

    @factory.post_generation
    def role(user: User, create: bool, role: Role | None, **named: Any) -> None:  # noqa: N805 - as factory-boy calls it
        if create and role:
            user.groups.add(Group.objects.get_or_create(name=role.value)[0])


def days(number: float) -> Any:
    """So many days from now, by the clock of the site."""
    return factory.LazyFunction(lambda: clock.now() + timedelta(days=number))


class EventFactory(RecordFactory[Event]):
    """An event open for registrations with `capacity` places (None: no limit); traits give the other states."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(announced_at=None)
        announced = factory.Trait(opens_at=days(1))
        closed = factory.Trait(closes_at=days(-1))
        held = factory.Trait(closes_at=days(-2), starts_at=days(-1), ends_at=days(-0.9))
        postponed = factory.Trait(postponed_at=days(-1))
        cancelled = factory.Trait(cancelled_at=days(-1))
        online = factory.Trait(venue_name="", venue_address="", online_url="https://visio.example.org/salle-secrete")

    capacity: Any = 10
    slug = factory.Sequence(lambda n: f"rencontre-{n}")
    title = factory.Sequence(lambda n: f"Rencontre du réseau {n}")
    kind = EventKind.PLENARY
    summary = "Une après-midi pour se connaître."
    text = "<p>Accueil dès 13 h.</p>"
    venue_name = "Maison de la Culture"
    venue_address = "Avenue Golenvaux 18, 5000 Namur"
    announced_at = days(-20)
    opens_at = days(-10)
    closes_at = days(10)
    starts_at = days(14)
    ends_at = days(14.2)

    @classmethod
    def _saved(cls, model_class: type[Event], *, capacity: int | None, **fields: Any) -> Event:
        return save_event(model_class(**fields), capacity)


class WorkshopFactory(DjangoModelFactory[Bucket]):
    """A workshop of `event` with `capacity` places (None: no limit), in the morning unless `starts` and `ends` say."""

    class Meta:
        model = Bucket

    capacity: Any = 10
    event = factory.SubFactory(EventFactory)
    kind = BucketKind.WORKSHOP
    slug = factory.Sequence(lambda n: f"atelier-{n}")
    title = factory.Sequence(lambda n: f"Atelier {n}")
    starts = time(10)
    ends = time(11, 30)

    @classmethod
    def _create(cls, model_class: type[Bucket], *args: Any, capacity: int | None, **fields: Any) -> Bucket:
        bucket = model_class(**fields)
        save_workshop(bucket, capacity)
        return bucket


class AnswersFactory(factory.Factory[registering.Answers]):
    """What one person typed; nobody twice."""

    class Meta:
        model = registering.Answers

    first_name = factory.Sequence(lambda n: f"Camille{n}")
    last_name = "Dupont"
    email = factory.Sequence(lambda n: f"camille{n}@example.org")
    organization = "Maison de quartier"
    role = "animation"


class RegistrationFactory(factory.Factory[Registration]):
    """Somebody registered for `event` (an open one of its own unless given); other arguments are answers."""

    class Meta:
        model = Registration

    event = factory.LazyFunction(EventFactory)
    nonce = factory.Sequence(lambda n: f"nonce-of-the-form-{n:06}")
    language = "fr"

    @classmethod
    def _create(
        cls, model_class: type[Registration], *args: Any, event: Event, nonce: str, language: str, **answers: Any
    ) -> Registration:
        receipt = registering.register(event, AnswersFactory(**answers), nonce=nonce, language=language)
        return receipt.registration

    @classmethod
    def _build(cls, model_class: type[Registration], *args: Any, **fields: Any) -> Registration:
        raise NotImplementedError("a registration exists only in the database")


class OutboxMessageFactory(factory.Factory[OutboxMessage]):
    """A promised mail of `kind`, waiting to leave."""

    class Meta:
        model = OutboxMessage

    kind = "agenda.receipt"
    key = factory.Sequence(lambda n: f"key:{n}")
    to = factory.Sequence(lambda n: f"destinataire{n}@example.org")
    language = "fr"
    payload: Any = factory.LazyFunction(dict)

    @classmethod
    def _create(cls, model_class: type[OutboxMessage], *args: Any, **fields: Any) -> OutboxMessage:
        return outbox.promise(fields.pop("kind"), **fields)
