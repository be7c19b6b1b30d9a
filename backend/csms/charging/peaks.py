"""The highest quarter of an hour of each day, of each charger, each station and of all: what power is made of.

Whoever changes a day's energy, or where a charger stands, marks the day in the same commit.
"""

from collections.abc import Collection
from uuid import UUID

from csms.store import peaks
from csms.store.facts import PeaksDerived
from csms.store.journal import Journal
from csms.store.values import execute, marks

EVERY = 120.0
BATCH = 20


class Peaks:
    """Harmless when two do it at once: only one answers to a number of marks."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def work(self) -> None:
        """The chore: what is marked now; running sessions will mark their day again."""
        while await self._batch() == BATCH:
            pass

    async def _batch(self) -> int:
        due = await peaks.due(BATCH)
        for one in due:
            await self._journal.write(PeaksDerived(one.day, one.marks, await peaks.of_day(one.day)))
        return len(due)


async def moved(charger_ids: Collection[UUID]) -> None:
    """They stand somewhere else now: the peaks of stations are others on all their days."""
    if charger_ids:
        await execute(MOVED.format(marks=marks(len(charger_ids))), *charger_ids)


MOVED = """
INSERT INTO peak_dues (day, marks)
SELECT DISTINCT day, 1 FROM energy_days WHERE charger_id IN ({marks}) ORDER BY 1
ON CONFLICT (day) DO UPDATE SET marks = peak_dues.marks + 1
"""
