"""What the journal is asked to remember. A fact is decided once, above; here it is only stored.

Times are UTC-aware datetimes: `occurred_at` is the charger's claim, `received_at` ours. Energy is Wh, power W, exact
(Decimal or int). Ids are UUIDs of ours; `ocpp_transaction_id` is the number that travels, as text.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import Struct


class Fact(Struct, frozen=True, gc=False):
    """Base of all facts."""


class MessageLogged(Fact, frozen=True, gc=False):
    """One frame of the message log, already redacted. `disposition` makes the log the ledger.

    heard_at: of an answer, when its CALL came in, as `time.perf_counter()`.
    """

    charger_id: UUID
    at: datetime
    direction: str
    type: str
    message_id: str | None
    action: str | None
    raw: str
    violations: list[dict[str, str]] | None = None
    disposition: str | None = None
    heard_at: float | None = None


class ChargerBooted(Fact, frozen=True, gc=False):
    """What a BootNotification says of the hardware, and the registration it was given."""

    charger_id: UUID
    at: datetime
    registration_status: str
    vendor: str | None
    model: str | None
    serial_number: str | None
    box_serial_number: str | None
    firmware_version: str | None
    iccid: str | None
    imsi: str | None
    meter_type: str | None
    meter_serial_number: str | None


class ChargerConnected(Fact, frozen=True, gc=False):
    """A process takes a charger: the epoch rises, whoever held it before can no longer write (R13)."""

    id: UUID
    charger_id: UUID
    node: str
    address: str
    protocol: str
    at: datetime


class ChargerDisconnected(Fact, frozen=True, gc=False):
    """The connection of that epoch is gone; a newer one is left alone."""

    charger_id: UUID
    epoch: int
    at: datetime


class ChargerSeen(Fact, frozen=True, gc=False):
    """Sign of life of a charger (LIVE-03)."""

    charger_id: UUID
    epoch: int
    at: datetime


class ConnectorReported(Fact, frozen=True, gc=False):
    """The status a connector reported (STAT-05: an older claim never overwrites a newer one).

    first: of its connection. It is how things are, whatever the charger's clock says: one that fell back would
    otherwise freeze the connector at what was reported before.
    """

    charger_id: UUID
    epoch: int
    evse_id: int
    status: str
    error_code: str
    info: str | None
    vendor_id: str | None
    vendor_error_code: str | None
    occurred_at: datetime
    received_at: datetime
    first: bool = False


class TransactionStarted(Fact, frozen=True, gc=False):
    """A start (START-01). `start_key` is its content; a second fact with the same key changes nothing."""

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


class Series(Struct, frozen=True):
    """What the samples of one kind share. `key` is one number for all of it (STOP-06)."""

    key: int
    context: str
    measurand: str
    phase: str | None
    location: str
    unit: str | None
    multiplier: int
    signed: bool


class Sample(Struct, frozen=True, gc=False):
    """One sampled value in base units, `raw` as sent."""

    series: Series
    occurred_at: datetime
    value: Decimal | None
    raw: str


class Reading(Struct, frozen=True, gc=False):
    """The latest overall values of a connector and its transaction, for screens; derived from samples."""

    at: datetime
    power_w: Decimal | None
    current_a: Decimal | None
    voltage_v: Decimal | None
    soc_percent: Decimal | None
    register_wh: Decimal | None
    energy_wh: Decimal | None
    max_power_w: Decimal | None


class Metered(Fact, frozen=True, gc=False):
    """Samples of one message. `transaction_id` empty: of no transaction we know."""

    charger_id: UUID
    evse_id: int
    transaction_id: UUID | None
    ocpp_transaction_id: str | None
    received_at: datetime
    samples: list[Sample]
    reading: Reading | None


class CommandRequested(Fact, frozen=True, gc=False):
    """An operation was asked for; it is `pending` until its owner sends it. `request` holds no secret."""

    command_id: UUID
    charger_id: UUID
    action: str
    request: dict[str, Any]
    requested_by: str
    at: datetime


class CommandSent(Fact, frozen=True, gc=False):
    """A CALL is about to leave: stored first, so that a crash never hides that it may have gone."""

    command_id: UUID
    charger_id: UUID
    message_id: str
    at: datetime


class CommandClosed(Fact, frozen=True, gc=False):
    """The end of a command: `state` answered, error, timeout, offline or unknown."""

    command_id: UUID
    charger_id: UUID
    state: str
    response: Any
    error: dict[str, Any] | None
    at: datetime


class CommandOutcome(Fact, frozen=True, gc=False):
    """What then really happened: the transaction that a remote start brought, the boot after a reset."""

    command_id: UUID
    charger_id: UUID
    outcome: str
    transaction_id: UUID | None
    at: datetime


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


class AvailabilityDesired(Fact, frozen=True, gc=False):
    """What we asked a connector (0: the whole charger) to be, once the charger said yes."""

    charger_id: UUID
    evse_id: int
    availability: str


class CredentialProposed(Fact, frozen=True, gc=False):
    """A new credential that the charger may already use: both are accepted until one is settled (SEC-08)."""

    charger_id: UUID
    credential: str


class CredentialSettled(Fact, frozen=True, gc=False):
    """The proposed credential took the place of the current one (`accepted`), or is dropped."""

    charger_id: UUID
    accepted: bool


class ConnectionRefused(Fact, frozen=True, gc=False):
    """A connection that did not come in, with the cause that only the operator sees (DEC-7)."""

    charge_point_id: str
    address: str
    cause: str
    detail: str
    at: datetime
