"""What stands between a first proof and an open session."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from maillage.accounts.models import User


class SecondFactorStage(AuthenticateStage):
    """The team gives its second factor after a code or a password; for others a passkey is a comfort, not a lock:
    who lost the telephone still comes in by the code.
    """

    def handle(self) -> tuple[Any, bool]:
        """(response, whether to go on), as allauth wants it."""
        person = self.login.user
        if isinstance(person, User) and not person.is_team:
            return None, True
        return super().handle()
