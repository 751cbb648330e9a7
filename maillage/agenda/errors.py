"""Why an act on a registration is refused."""

from maillage.agenda.enums import EventState


class RegistrationRefused(Exception):
    """Something the person can be told; nothing was stored."""


class NotOpen(RegistrationRefused):
    """Registrations are not open: `state` says where the event stands."""

    def __init__(self, state: EventState) -> None:
        super().__init__(state)
        self.state = state


class TooManyTries(RegistrationRefused):
    """One address registered too many people for one event within the hour."""


class UnknownWorkshop(RegistrationRefused):
    """A workshop was asked for that the event does not have: `slug`."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class TooLate(RegistrationRefused):
    """The time to change a registration is over, or it was cancelled."""


class NoRoomThere(RegistrationRefused):
    """The other way of attending is full: changing to it would lose a place for a number in a queue."""


class SomebodyElse(RegistrationRefused):
    """The new name is that of another registration under the same address."""


class AlreadyRegistered(RegistrationRefused):
    """Somebody of a list is registered already: `answers` say who."""

    def __init__(self, answers: object) -> None:
        super().__init__(answers)
        self.answers = answers


class CapacityBelowTaken(Exception):
    """A capacity below the places already taken was asked for: `taken` of them."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken
