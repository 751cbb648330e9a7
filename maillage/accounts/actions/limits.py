"""How often one address may ask for codes and try them, whatever network it comes from."""

from datetime import timedelta

from django.db import transaction

from maillage.core.limits import within

WINDOW = timedelta(minutes=15)
CODES_ASKED, CODE_TRIES, PASSWORDS_TRIED = 5, 3, 10


@transaction.atomic
def may_ask_code(email: str) -> bool:
    """Count one more code asked for this address, known or not; False beyond five in a quarter of an hour."""
    return within("accounts.code_asked", email.lower(), CODES_ASKED, WINDOW)


@transaction.atomic
def may_try_code(attempt: str) -> bool:
    """Count one more try at one code (`attempt` names it); False beyond three, even when tried all at once."""
    return within("accounts.code_tried", attempt, CODE_TRIES, WINDOW)


@transaction.atomic
def may_try_password(email: str) -> bool:
    """Count one more password tried for this address; False beyond ten in a quarter of an hour."""
    return within("accounts.password_tried", email.lower(), PASSWORDS_TRIED, WINDOW)
