"""Charging profiles at chargers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from csms.store.facts.base import Fact


class ProfileInstalled(Fact, frozen=True, gc=False):
    """A charger has taken a profile; it replaces that of its number, and that of its purpose, level and connector."""

    charger_id: UUID
    evse_id: int
    number: int
    stack_level: int
    purpose: str
    kind: str
    recurrence: str | None
    valid_from: datetime | None
    valid_to: datetime | None
    ocpp_transaction_id: str | None
    schedule: dict[str, Any]
    uncertain: bool
    at: datetime


class ProfilesCleared(Fact, frozen=True, gc=False):
    """A charger has cleared these profiles, or never had them. With `number` the others count for nothing (SC-13)."""

    charger_id: UUID
    number: int | None
    evse_id: int | None
    purpose: str | None
    stack_level: int | None
