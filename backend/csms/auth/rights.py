"""Who may what: roles of people, scopes of keys, and the rights that each has."""

from enum import StrEnum

from csms.store import accounts as store


class Right(StrEnum):
    """What an operation of `/api/admin` takes. What one may see of oneself takes none: `/api/me`."""

    VIEW = "view"
    """See chargers, sessions and cards."""
    OPERATE = "operate"
    """Steer chargers, and change what they, cards and stations are."""
    ADMINISTER = "administer"
    """People, their roles and data, and ways in for programs."""


_VIEWER = frozenset({Right.VIEW})
_OPERATOR = _VIEWER | {Right.OPERATE}
_ADMINISTRATOR = _OPERATOR | {Right.ADMINISTER}

OPERATOR, VIEWER = "operator", "viewer"

ROLES: dict[str, frozenset[Right]] = {
    store.ADMIN: _ADMINISTRATOR,
    OPERATOR: _OPERATOR,
    VIEWER: _VIEWER,
    store.USER: frozenset(),
}
"""A driver's account, `user`, has its own data only."""

SCOPES: dict[str, frozenset[Right]] = {"read": _VIEWER, "full": _OPERATOR}
"""No key administers: one that leaks would let others in for good."""


def least_role(right: Right) -> str:
    """The role with the fewest rights that has this one."""
    return min((role for role in ROLES if right in ROLES[role]), key=lambda role: len(ROLES[role]))
