"""How chargers were, day by day in UTC: what utilisation and uptime add up.

Today's rows are derived again every few minutes, a day's last time when it is over; a session that tells more of an
offline time marks its days again. Days from before this existed are made up for, oldest first.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from csms.charging.charger_day import CHARGER, Charged, Known, Said, Span, derive
from csms.store import charger_days
from csms.store.charger_days import Material, Told
from csms.store.facts import ChargerDayDerived
from csms.store.journal import Journal
from csms.store.models import ChargerDay, SessionFigures

EVERY = 20.0
AGAIN = timedelta(minutes=10)
"""So far may today's figures lie behind."""
SETTLED = timedelta(minutes=10)
"""After its end a day is known for good: longer than the grace of a reconnect, and than the database may be away."""
BATCH = 100
AT_ONCE = 10
"""Days in one commit."""
LONGEST_BACK = timedelta(days=1100)
"""Earlier days are not made up for."""

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

_COLUMN_OF = {"up": "up_s", "offline": "down_offline_s", "faulted": "down_faulted_s", "planned": "planned_s"}


class ChargerDays:
    """Harmless when two do it at once: only one answers to a mark."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self._now = now

    async def work(self) -> None:
        """The chore: a row for each charger and day, and what is due, until fewer are due than one batch."""
        while await self._begin() == BATCH:
            pass
        while await self._batch() == BATCH:
            pass

    async def _begin(self) -> int:
        now = self._now()
        missing = await charger_days.without(now.date(), BATCH)
        for charger_id in missing:
            days = _days_until(now.date(), await charger_days.first_missing(charger_id))
            rows = [ChargerDay(charger_id=charger_id, day=day, due_at=now) for day in days]
            await ChargerDay.bulk_create(rows, ignore_conflicts=True)
        return len(missing)

    async def _batch(self) -> int:
        now = self._now()
        rows = await charger_days.due(now, BATCH)
        by_day = sorted(rows, key=lambda row: row.day)
        for day, some in groupby(by_day, key=lambda row: row.day):
            await self._derive(day, list(some), now)
        return len(rows)

    async def _derive(self, day: date, rows: Sequence[ChargerDay], now: datetime) -> None:
        start = datetime.combine(day, time(), UTC)
        ids: list[UUID] = [row.charger_id for row in rows]
        found = await charger_days.material(ids, start, start + DAY)
        watched = await charger_days.watches(start, start + DAY)
        facts = [_fact(row, start, now, known(row.charger_id, start, now, found, watched)) for row in rows]
        for first in range(0, len(facts), AT_ONCE):  # what chargers wait for is committed in between
            await asyncio.gather(*(self._journal.write(fact) for fact in facts[first : first + AT_ONCE]))


def _days_until(today: date, first: datetime | date | None) -> list[date]:
    day = first.astimezone(UTC).date() if isinstance(first, datetime) else first or today
    day = max(day, today - LONGEST_BACK)
    return [day + timedelta(days=count) for count in range((today - day).days + 1)]


def known(
    charger_id: UUID,
    start: datetime,
    now: datetime,
    found: Material,
    watched: tuple[datetime | None, list[tuple[datetime, datetime]]],
) -> Known:
    """The same in seconds of the day."""

    def at(moment: datetime) -> int:
        return (moment - start) // SECOND

    def said(told: Iterable[Told]) -> list[Said]:
        return [Said(at(when), evse_id, what) for when, evse_id, what in told]

    first_watch, watches = watched
    first_connection = found.first_connection.get(charger_id)
    return Known(
        length=min(at(now), DAY // SECOND),
        now=at(now),
        statuses=said(found.statuses.get(charger_id, ())),
        connections=[
            (at(since), None if until is None else at(until))
            for since, until in found.connections.get(charger_id, ())
        ],
        first_connection=None if first_connection is None else at(first_connection),
        watches=[(at(since), at(until)) for since, until in watches],
        first_watch=None if first_watch is None else at(first_watch),
        wishes=said(found.wishes.get(charger_id, ())),
        sessions=[_charged(row, at) for row in found.sessions.get(charger_id, ())],
    )


def _charged(row: SessionFigures, at: Callable[[datetime], int]) -> Charged:
    assert row.evse_id is not None
    started = at(row.started_at)
    return Charged(
        row.evse_id, started, started + row.charging_s, None if row.stopped_at is None else at(row.stopped_at)
    )


def _fact(row: ChargerDay, start: datetime, now: datetime, day: Known) -> ChargerDayDerived:
    assert row.due_at is not None
    spans = derive(day) if day.length > 0 else []
    return ChargerDayDerived(
        charger_id=row.charger_id,
        day=row.day,
        due_at=row.due_at,
        next_due_at=_next(start, now),
        totals=totals(spans),
        spans=[(span.evse_id, span.state, span.since, span.until) for span in spans],
    )


def _next(start: datetime, now: datetime) -> datetime | None:
    settled = start + DAY + SETTLED
    return None if now >= settled else min(now + AGAIN, settled) if now < start + DAY else settled


def totals(spans: Iterable[Span]) -> dict[str, int]:
    """Seconds by the columns of `ChargerDay`."""
    sums: dict[str, int] = {}
    for span in spans:
        column = _COLUMN_OF.get(span.state, "excluded_s") if span.evse_id == CHARGER else f"{span.state}_s"
        sums[column] = sums.get(column, 0) + span.until - span.since
    return sums
