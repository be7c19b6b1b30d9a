"""Transactions: starts and ends."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from csms.store.facts.base import Fact
from csms.store.facts.metering import Metered, Sample


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
    """A stop the charger reported. Applied once; a closed-by-rule record is corrected by it (R10).

    stop_key: its content. recheck: energy and flags are to be worked out again from all samples.
    """

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
    stop_key: str | None = None
    recheck: bool = False


class TransactionSuperseded(Fact, frozen=True, gc=False):
    """A new start on the connector of an open transaction: its stop is missing (START-07)."""

    transaction_id: UUID
    charger_id: UUID
    flags: list[str]
    at: datetime


class TransactionSuspected(Fact, frozen=True, gc=False):
    """The stop of a running transaction is overdue, because of `cause`, which is a flag (R10)."""

    transaction_id: UUID
    charger_id: UUID
    cause: str
    at: datetime


class TransactionResumed(Fact, frozen=True, gc=False):
    """Samples came after all: it runs (R10). suspect_at: of the suspicion that this ends."""

    transaction_id: UUID
    charger_id: UUID
    suspect_at: datetime
    at: datetime


class TransactionForceClosed(Fact, frozen=True, gc=False):
    """The record was closed because the charger could not: by an operator, or by rule (the late stop corrects it).

    at: when it was closed; stopped_at: when it seems to have ended. suspect_at: by rule, of that suspicion only.
    """

    transaction_id: UUID
    charger_id: UUID
    flags: list[str]
    at: datetime
    meter_stop: Decimal | None
    energy_wh: Decimal | None
    actor: str
    stopped_at: datetime | None = None
    suspect_at: datetime | None = None


class TransactionSettled(Fact, frozen=True, gc=False):
    """An operator looked at a doubtful record and says what it is. A late stop still corrects one without a stop."""

    transaction_id: UUID
    charger_id: UUID
    at: datetime
    stopped_at: datetime
    meter_stop: Decimal | None
    energy_wh: Decimal | None
    estimated: bool
    actor: str
    note: str


class TransactionCorrected(Fact, frozen=True, gc=False):
    """Energy and meter flags worked out again, since samples came late. recheck_at: what this answers to.

    meter_stop, stopped_at: of a record that was closed without a stop, its last reading now; None: as it is.
    """

    transaction_id: UUID
    charger_id: UUID
    recheck_at: datetime
    at: datetime
    energy_wh: Decimal | None
    flags: list[str]
    meter_stop: Decimal | None = None
    stopped_at: datetime | None = None


class StopQuarantined(Fact, frozen=True, gc=False):
    """A stop of a transaction that we do not know (STOP-02): kept, answered, for its start or an operator to come."""

    id: UUID
    charger_id: UUID
    charge_point_id: str
    ocpp_transaction_id: str
    stop_key: str
    id_token: str | None
    parent_token_folded: str | None
    meter_stop: Decimal | None
    stop_reason: str
    occurred_at: datetime
    received_at: datetime
    samples: list[Sample]


class StopJoined(Fact, frozen=True, gc=False):
    """A stop that was kept aside has found its transaction; `samples` are its transactionData."""

    orphan_id: UUID
    charger_id: UUID
    at: datetime
    stop: TransactionStopped
    samples: Metered | None
