"""Transactions: starts and ends."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import Struct

from csms.store.facts.base import Fact


class Limit(Struct, frozen=True, gc=False):
    """How many transactions a token, or all of its group, may have at the same time."""

    token_folded: str
    maximum: int
    group: bool = False


class TransactionStarted(Fact, frozen=True, gc=False):
    """A start (START-01). `start_key` is its content; a second fact with the same key changes nothing.

    limits: an accepted start that finds no room within them at its commit is ConcurrentTx.
    """

    id: UUID
    charger_id: UUID
    charge_point_id: str
    evse_id: int
    ocpp_transaction_id: str
    start_key: str
    id_token: str
    id_token_folded: str
    parent_token_folded: str | None
    authorization_status: str
    reservation_ref: str | None
    command_id: UUID | None
    flags: list[str]
    meter_start: Decimal | None
    started_at: datetime
    occurred_at: datetime
    received_at: datetime
    limits: tuple[Limit, ...] = ()


class TransactionStopped(Fact, frozen=True, gc=False):
    """A stop the charger reported. Applied once; a closed-by-rule record is corrected by it (R10)."""

    transaction_id: UUID
    charger_id: UUID
    state: str
    flags: list[str]
    meter_stop: Decimal | None
    energy_wh: Decimal | None
    stopped_at: datetime
    occurred_at: datetime
    received_at: datetime
    stop_reason: str
    stop_id_token: str | None
    max_power_w: Decimal | None


class TransactionSuperseded(Fact, frozen=True, gc=False):
    """A new start on the connector of an open transaction: its stop is missing (START-07)."""

    transaction_id: UUID
    charger_id: UUID
    flags: list[str]
    at: datetime


class TransactionForceClosed(Fact, frozen=True, gc=False):
    """An operator closed the record because the charger could not (the late stop still corrects it)."""

    transaction_id: UUID
    charger_id: UUID
    flags: list[str]
    at: datetime
    meter_stop: Decimal | None
    energy_wh: Decimal | None
    actor: str


class StopQuarantined(Fact, frozen=True, gc=False):
    """A stop of a transaction that we do not know (STOP-02): kept, answered, for an operator to see."""

    charger_id: UUID
    ocpp_transaction_id: str
    occurred_at: datetime
    received_at: datetime
    data: dict[str, Any]
