"""What a transaction delivered, quarter of an hour by quarter of an hour. Pure.

The register is known at some moments; between two of them it is taken to rise evenly. The parts always add up to the
energy of the record, exactly: they are differences of one curve that ends at that energy. A register that falls, or
samples that say more than the record, change where the energy lies and never how much it is.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

QUARTER = timedelta(minutes=15)
"""Every time zone's hours, days and months begin with one: there are zones off by 30 and by 45 minutes."""

LONGEST_GAP = timedelta(days=31)
"""Over a longer time nobody knows when it flowed (a clock was wrong): it counts where it ends."""

MICRO = 1_000_000
MICROSECOND = timedelta(microseconds=1)

IDLE_W = 100
"""Who takes less, on average between two readings, has ended charging and is only plugged in."""

Point = tuple[datetime, int]
"""Micro-Wh delivered by then."""


def curve(
    energy_wh: Decimal,
    started_at: datetime,
    ended_at: datetime,
    meter_start: Decimal | None,
    registers: Iterable[tuple[datetime, Decimal]],
) -> list[Point]:
    """From nothing to all of it, and never less than before. `registers`: Wh at the outlet, over time."""
    readings = sorted(registers)
    first = readings[0][1] if readings else Decimal(0)
    begin = meter_start if meter_start is not None and meter_start <= first else first  # METER-08
    delivered = [(at, int((register - begin) * MICRO)) for at, register in readings]
    return _curve(int(energy_wh * MICRO), started_at, max(started_at, ended_at), delivered)


def split(delivered: list[Point]) -> dict[datetime, int]:
    """Micro-Wh by the start of the quarter in UTC, without empty ones."""
    quarters: dict[datetime, int] = {}
    for before, after in pairwise(delivered):
        for quarter, part in _between(before, after):
            quarters[quarter] = quarters.get(quarter, 0) + part
    return {quarter: part for quarter, part in quarters.items() if part}


def charging_until(delivered: list[Point]) -> datetime:
    """When the vehicle had taken what it wanted; the start when it took nothing.

    Where too few readings tell, all of the time counts as charging: idle time is paid for.
    """
    rising = [(before, after) for before, after in pairwise(delivered) if after[1] > before[1]]
    taking = [(before, after) for before, after in rising if _watts(before, after) >= IDLE_W]
    _, (until, _) = (taking or rising or [(delivered[0], delivered[0])])[-1]
    return until


def _watts(before: Point, after: Point) -> float:
    """The mean; without any time there is no limit."""
    hours = (after[0] - before[0]) / timedelta(hours=1)
    return (after[1] - before[1]) / MICRO / hours if hours else float("inf")


def quarter_of(at: datetime) -> datetime:
    """The start of the quarter that a moment lies in."""
    at = at.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def _curve(total: int, start: datetime, end: datetime, said: list[Point]) -> list[Point]:
    points, delivered = [(start, 0)], 0
    for at, energy in said:
        if start < at < end:
            delivered = min(total, max(delivered, energy))
            points.append((at, delivered))
    return [*points, (end, total)]


def _between(before: Point, after: Point) -> Iterable[Point]:
    """The quarters from one point to the next, evenly filled."""
    (start, had), (end, has) = before, after
    if has == had:
        return
    last = quarter_of(max(start, end - MICROSECOND))
    if quarter_of(start) == last or end - start > LONGEST_GAP:
        yield last, has - had
        return
    quarter, reached = quarter_of(start), 0
    while quarter <= last:
        passed = min(end, quarter + QUARTER) - start
        by_then = (has - had) * (passed // MICROSECOND) // ((end - start) // MICROSECOND)
        yield quarter, by_then - reached
        quarter, reached = quarter + QUARTER, by_then
