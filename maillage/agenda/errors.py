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


class CapacityBelowTaken(Exception):
    """A capacity below the places already taken was asked for: `taken` of them."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken
