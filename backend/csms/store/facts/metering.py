"""Meter samples, and the latest readings for screens."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from csms.store.facts.base import Fact


class Series(Struct, frozen=True):
    """What the samples of one kind share. `key` is one number for all of it (STOP-06).

    contradicted: its unit did not fit the measurand, which counts (METER-06).
    """

    key: int
    context: str
    measurand: str
    phase: str | None
    location: str
    unit: str | None
    multiplier: int
    signed: bool
    contradicted: bool = False


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
    """Samples of one message. `transaction_id` empty: of no transaction we know.

    flags: new marks on the transaction. late: it has ended, and its record is to be worked out again.
    """

    charger_id: UUID
    evse_id: int
    transaction_id: UUID | None
    ocpp_transaction_id: str | None
    received_at: datetime
    samples: list[Sample]
    reading: Reading | None
    flags: tuple[str, ...] = ()
    late: bool = False
