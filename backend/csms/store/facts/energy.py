"""Energy over time, derived from records."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from csms.store.facts.base import Fact


class Figures(Fact, frozen=True, gc=False):
    """A transaction in numbers, as `SessionFigures` keeps them."""

    user_id: UUID | None
    evse_id: int | None
    state: str
    started_at: datetime
    stopped_at: datetime | None
    energy_uwh: int
    charging_s: int
    idle_s: int
    max_power_w: Decimal | None


class EnergySplit(Fact, frozen=True, gc=False):
    """A transaction's energy in micro-Wh by quarters of an hour, and its figures; replaces what stood there.

    due_at: the mark that this answers to; with another one by now it changes nothing. next_due_at None: it is done.
    """

    transaction_id: UUID
    charger_id: UUID
    id_token_folded: str | None
    due_at: datetime
    next_due_at: datetime | None
    quarters: list[tuple[datetime, int]]
    figures: Figures


class PeaksDerived(Fact, frozen=True, gc=False):
    """The peaks of a day, UTC, replace what stood there. marks: the number that this answers to (`PeakDue`).

    peaks: (scope, its id, quarter, micro-Wh).
    """

    day: date
    marks: int
    peaks: list[tuple[str, UUID | None, datetime, int]]
