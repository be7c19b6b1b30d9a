"""Transactions, their samples and their evidence."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from csms.api.schemas.commands import Command
from csms.api.schemas.common import Input, Moment, Number, Output, Printable
from csms.api.schemas.said import Sentence

TransactionState = Literal["active", "completed", "suspect", "force_closed"]
TransactionSort = Literal[
    "started_at",
    "-started_at",
    "stopped_at",
    "-stopped_at",
    "energy_wh",
    "-energy_wh",
    "duration_s",
    "-duration_s",
]
QuarantinedStopSort = Literal[
    "claimed_transaction_id",
    "-claimed_transaction_id",
    "charge_point_id",
    "-charge_point_id",
    "id_tag",
    "-id_tag",
    "meter_stop",
    "-meter_stop",
    "stop_reason",
    "-stop_reason",
    "occurred_at",
    "-occurred_at",
    "received_at",
    "-received_at",
    "joined_at",
    "-joined_at",
]
EvidenceKind = Literal[
    "started",
    "meter_gap",
    "meter_values",
    "last_sample",
    "superseded",
    "suspected",
    "resumed",
    "stopped",
    "joined",
    "closed",
    "settled",
    "corrected",
    "clock",
]


class TransactionFlag(Output):
    """A mark on a transaction: a code for programs, a sentence for people."""

    code: str
    detail: str


class Transaction(Output):
    """One delivery of energy. `id` is ours, `transaction_id` the OCPP number, unique per charger only."""

    id: str
    transaction_id: int | None
    charger_id: str
    charge_point_id: str
    connector_id: int | None
    station_id: str | None
    station_name: str | None
    id_tag: str | None
    parent_id_tag: str | None
    meter_start: Number | None
    meter_stop: Number | None
    energy_wh: Number | None
    power_w: Number | None
    max_power_w: Number | None
    soc_percent: Number | None
    started_at: datetime
    stopped_at: datetime | None
    stop_reason: str | None
    state: TransactionState
    flags: list[TransactionFlag]


class TransactionPage(Output):
    items: list[Transaction]
    next_cursor: str | None


class EvidenceMessage(Output):
    """A frame of the message log: our id of it, and the message id that it carries."""

    id: str
    message_id: str | None


class Evidence(Output):
    """One piece of what a transaction's record rests on.

    `register_wh`: what the meter showed then. `said`: what `detail` says, for other languages. `message`:
    the charger's request that says it, while it is kept.
    """

    kind: EvidenceKind
    at: datetime
    register_wh: Number | None
    count: int | None
    detail: str
    said: Sentence
    message: EvidenceMessage | None


class TransactionDetail(Transaction):
    evidence: list[Evidence]


class TransactionSummary(Output):
    """Totals of everything a filter selects, not of one page."""

    count: int
    energy_wh: Number
    duration_s: int
    suspect: int


class MeterValue(Output):
    """One sample in its base unit; `value` is exact decimal text, null for what is no number."""

    timestamp: datetime
    context: str
    measurand: str
    phase: str | None
    location: str
    unit: str | None
    value: str | None
    raw: str


class MeterValues(Output):
    items: list[MeterValue]
    next_cursor: str | None


class CurvePoint(Output):
    at: datetime
    power_w: Number | None
    energy_wh: Number | None
    soc_percent: Number | None


class Curve(Output):
    """At most 500 points, oldest first. A value that was not sampled then is null."""

    points: list[CurvePoint]


class ForceStop(Output):
    """Whether the charger stopped it, or only our record was closed; with the command that was tried."""

    outcome: Literal["stopped_by_charger", "closed_record"]
    transaction: Transaction
    command: Command | None


class TransactionEvent(Output):
    """One line of the append-only story. `data`: what was reported or decided then, and what it replaced.

    disposition: applied, duplicate (it changed nothing) or quarantined.
    """

    id: int
    kind: str
    disposition: str
    occurred_at: datetime
    received_at: datetime
    data: dict[str, Any]


class TransactionEventPage(Output):
    items: list[TransactionEvent]
    next_cursor: str | None


class QuarantinedStop(Output):
    """A stop that fitted no transaction when it came. `claimed_transaction_id` is text: it may be any number.

    `transaction`: the one it was joined to since.
    """

    id: str
    charger_id: str
    charge_point_id: str
    claimed_transaction_id: str
    id_tag: str | None
    meter_stop: Number | None
    stop_reason: str
    occurred_at: datetime
    received_at: datetime
    samples: list[MeterValue]
    transaction: str | None
    joined_at: datetime | None


class QuarantinedStopPage(Output):
    items: list[QuarantinedStop]
    next_cursor: str | None


class QuarantinedStopSummary(Output):
    """`waiting`: for their start. `joined`: to their transaction since."""

    waiting: int
    joined: int


class Settling(Input):
    """What a doubtful record is.

    Without `meter_stop` (Wh) the stop that was reported counts; without one the last reading, and the energy is an
    estimate.
    """

    meter_stop: Annotated[Decimal | None, Field(ge=0, lt=10**13, decimal_places=6)] = None
    stopped_at: Moment | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable] = ""
