"""What a viewer may be: roles in rank order. In: names. Out: roles. Who has which is accounts.py's."""

from collections.abc import Iterable
from typing import Literal, get_args

from corpus.errors import RoleUnknown

Role = Literal["reader", "researcher", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


def check_roles(names: Iterable[str]) -> tuple[Role, ...]:
    """The roles of those names, in rank order; administrators are always among them. Raises RoleUnknown."""
    wanted = {*names, "administrator"}
    if unknown := sorted(wanted.difference(ROLES)):
        raise RoleUnknown(role=unknown[0][:40], known=", ".join(ROLES))
    return tuple(role for role in ROLES if role in wanted)
