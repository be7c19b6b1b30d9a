"""How chargers were, day by day, derived from what they said."""

from datetime import date, datetime
from uuid import UUID

from csms.store.facts.base import Fact


class ChargerDayDerived(Fact, frozen=True, gc=False):
    """A charger's day (UTC) replaces what stood there.

    due_at: the mark that this answers to; with another one by now it changes nothing. next_due_at None: it is final.
    totals: seconds by the columns of `ChargerDay`. spans: (evse_id, state, since, until) in seconds of the day.
    """

    charger_id: UUID
    day: date
    due_at: datetime
    next_due_at: datetime | None
    totals: dict[str, int]
    spans: list[tuple[int, str, int, int]]
