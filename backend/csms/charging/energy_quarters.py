"""The energy of records split into quarters of an hour, again whenever a record changes: what analytics add up.

A start, a stop, a closing and a correction mark their transaction in their own commit (`split_due_at`); a running one
stays marked, for a few minutes later.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from csms.charging.energy_split import Point, charging_until, curve, split
from csms.charging.settlement import readings_of
from csms.store import settlements
from csms.store.facts import EnergySplit, Figures
from csms.store.journal import Journal
from csms.store.models import Transaction
from csms.store.settlements import EnergySample

EVERY = 5.0
BATCH = 50
AT_ONCE = 10
"""Records in one commit."""
AGAIN = timedelta(minutes=5)
"""So far may the figures of a running transaction lie behind."""
SECOND = timedelta(seconds=1)


class EnergyQuarters:
    """Harmless when two do it at once: only one answers to a mark."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self._now = now

    async def work(self) -> None:
        """The chore: until fewer are due than one batch."""
        while await self._batch() == BATCH:
            pass

    async def _batch(self) -> int:
        due = Transaction.filter(split_due_at__lte=self._now())
        rows = await due.order_by("split_due_at").limit(BATCH)
        samples = await settlements.of_many([row.id for row in rows])
        for first in range(0, len(rows), AT_ONCE):  # what chargers wait for is committed in between
            some = rows[first : first + AT_ONCE]
            await asyncio.gather(*(self._journal.write(self._fact(row, samples[row.id])) for row in some))
        return len(rows)

    def _fact(self, row: Transaction, samples: list[EnergySample]) -> EnergySplit:
        assert row.split_due_at is not None
        ended_at = row.stopped_at or row.metered_at or row.started_at
        energy = max(row.energy_wh or Decimal(0), Decimal(0))
        delivered = curve(energy, row.started_at, ended_at, row.meter_start, readings_of(samples))
        return EnergySplit(
            transaction_id=row.id,
            charger_id=row.charger_id,
            id_token_folded=row.id_token_folded,
            due_at=row.split_due_at,
            next_due_at=self._now() + AGAIN if row.stopped_at is None else None,
            quarters=list(split(delivered).items()),
            figures=figures(row, delivered),
        )


def figures(row: Transaction, delivered: list[Point]) -> Figures:
    """A record and its curve in numbers."""
    start, until, end = delivered[0][0], charging_until(delivered), delivered[-1][0]
    return Figures(
        user_id=row.user_id,
        evse_id=row.evse_id,
        state=row.state,
        started_at=row.started_at,
        stopped_at=row.stopped_at,
        energy_uwh=delivered[-1][1],
        charging_s=(until - start) // SECOND,
        idle_s=(end - start) // SECOND - (until - start) // SECOND,
        max_power_w=row.max_power_w,
    )
