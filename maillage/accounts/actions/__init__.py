"""Every write about accounts."""

from maillage.accounts.actions.grants import ensure_roles
from maillage.accounts.actions.limits import may_ask_code, may_try_code, may_try_password
from maillage.accounts.actions.people import invite, set_password, set_roles, update_person

__all__ = [
    "ensure_roles",
    "invite",
    "may_ask_code",
    "may_try_code",
    "may_try_password",
    "set_password",
    "set_roles",
    "update_person",
]
