"""Configuration of chargers."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class ConfigurationReported(Fact, frozen=True, gc=False):
    """Configuration values as the charger gave them, or as it accepted them (CFG-04)."""

    charger_id: UUID
    at: datetime
    keys: list[tuple[str, str | None, bool]]


class ConfigurationChanged(Fact, frozen=True, gc=False):
    """One value that the charger accepted; `pending` until its reboot (RebootRequired)."""

    charger_id: UUID
    at: datetime
    key: str
    value: str
    pending: bool


class ConfigurationTried(Fact, frozen=True, gc=False):
    """What a charger said to a change of a key, or to the question for one that it does not know (value None)."""

    charger_id: UUID
    at: datetime
    key: str
    value: str | None
    status: str
