"""Configuration keys: what is known of the standard ones, and what a value of theirs must look like (9)."""

from typing import NamedTuple

from csms.errors import Conflict
from csms.ocpp.v16.configuration_keys import CONFIGURATION_KEYS
from csms.said import said
from csms.store.configuration import SECURITY_PROFILE
from csms.store.models import Charger
from csms.store.models import ConfigurationKey as Known

_BY_FOLDED = {name.casefold(): key for name, key in CONFIGURATION_KEYS.items()}

STANDARD_KEYS: tuple[str, ...] = tuple(name for name, key in CONFIGURATION_KEYS.items() if key.access != "W")
"""The names of all that can be read."""


SECRETS = ("authorizationkey", "password", "passphrase", "passwd", "secret", "privatekey")
"""Parts of the names of keys whose values must not be kept where people read them; vendors have their own."""


class Explained(NamedTuple):
    """What the specification says of a key. access: R, W, RW, or the charger's choice."""

    type: str
    profile: str
    required: bool
    access: str
    unit: str | None
    remark: str | None


def explain(key: str) -> Explained | None:
    """None for a vendor's key. Names are compared without case (GEN-02)."""
    standard = _BY_FOLDED.get(key.casefold())
    if standard is None:
        return None
    return Explained(
        standard.type,
        standard.profile,
        standard.required,
        standard.access,
        standard.unit or None,
        standard.remark or None,
    )


async def check_change(charger: Charger, key: str, value: str) -> None:
    """Refuses what every charger would reject (CFG-01). Raises Conflict with the reason.

    The bounds of a number are the charger's own, and its word on what is read-only goes before ours (CFG-04).
    """
    known = await Known.get_or_none(charger_id=charger.id, key_folded=key.casefold())
    standard = _BY_FOLDED.get(key.casefold())
    if known.readonly if known else standard is not None and standard.access == "R":
        raise Conflict(said("{key} is read-only at this charger.", key=key))
    check_value(key, value)


def check_value(key: str, value: str) -> None:
    """Whether a value is of the key's type; a vendor's keys have none. Raises Conflict with the reason."""
    standard = _BY_FOLDED.get(key.casefold())
    if standard is None:
        return
    if standard.type == "boolean" and value not in ("true", "false"):
        raise Conflict(said("{key} is true or false, in lower case.", key=standard.name))
    if standard.type == "integer" and not value.strip().removeprefix("-").isdecimal():
        raise Conflict(said("{key} is a whole number.", key=standard.name))


def check_wish(key: str, value: str) -> None:
    """Whether a value may be wished of chargers whenever they differ. Raises Conflict with the reason."""
    folded = key.casefold()
    if any(word in folded for word in SECRETS):
        raise Conflict(
            said("{key} is a secret: it is given to a charger by itself, and never kept (CFG-05).", key=key)
        )
    if folded == SECURITY_PROFILE:
        raise Conflict(
            said(
                "{key} is raised at each charger by itself, when all that it needs is there (UPG-01).",
                key=key,
            )
        )
    standard = _BY_FOLDED.get(folded)
    if standard is not None and standard.access == "R":
        raise Conflict(said("{key} is read-only.", key=standard.name))
    check_value(key, value)


def kind(key: str) -> str:
    """The type of a key's values; "" for a vendor's key."""
    standard = _BY_FOLDED.get(key.casefold())
    return standard.type if standard else ""
