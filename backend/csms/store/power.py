"""Power of all connectors over a day, in buckets.

Per connector and bucket: the mean of its samples. A session's last value is carried on while it runs, for 15 minutes
at most; the sum over connectors is the power of the bucket. The databases do all of it, what comes back is a day's
288 rows however many connectors there are.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from csms.store.days import Day, day_of, week_before
from csms.store.energy import LONGEST_SESSION
from csms.store.models import Charger, Station
from csms.store.values import View, fetch, moment, number, on_postgres

STEP_S = 300
CARRY = 3
"""Buckets that a last value is carried on for."""

Sums = dict[int, float]


async def day(now: datetime, zone: ZoneInfo, station_id: UUID | None) -> View:
    """Shaped as `OverviewPower`."""
    today = day_of(now, zone)
    before, _ = week_before(now, zone)
    points = await _points(today, now, station_id)
    compare = await _points(before, before.end, station_id)
    measured = [point for point in points if point["power_w"] is not None]
    has_before = any(point["power_w"] for point in compare)
    return {
        "step_s": STEP_S,
        "day": today.date,
        "points": points,
        "compare_day": before.date if has_before else None,
        "compare": compare if has_before else [],
        "peak": max(measured, key=lambda point: point["power_w"], default=None),
        "limit_w": await limit(station_id),
        "now_w": await now_w(station_id),
    }


async def now_w(station_id: UUID | None) -> int | float:
    """Watts that flow now, into sessions of chargers that are online."""
    at_station = "AND c.station_id = $1" if station_id else ""
    (row,) = await fetch(
        f"""
        SELECT SUM(CAST(t.power_w AS DOUBLE PRECISION)) AS watts
        FROM transactions t JOIN chargers c ON c.id = t.charger_id
        WHERE t.state = 'active' AND t.power_w IS NOT NULL AND c.online {at_station}
        """,  # noqa: S608 - only a text of this module is put in
        *([station_id] if station_id else []),
    )
    return number(row["watts"]) or 0


async def limit(station_id: UUID | None) -> int | None:
    """The limit of the station; of all stations together only when each that has chargers has one."""
    if station_id:
        station = await Station.get_or_none(id=station_id)
        return station.power_limit_w if station else None
    used = Charger.filter(station_id__isnull=False).distinct()
    stations = await used.values_list("station_id", "station__power_limit_w")
    limits: list[int | None] = [watts for _, watts in stations]
    known = [watts for watts in limits if watts is not None]
    if not known or len(known) < len(limits) or await Charger.exists(station_id__isnull=True):
        return None
    return sum(known)


async def _points(of: Day, until: datetime, station_id: UUID | None) -> list[View]:
    first, last = _bucket(of.start), _bucket(min(until, of.end) - timedelta(microseconds=1))
    sums = await _sums(of, station_id)
    running = await _running(of, first, last, station_id)
    return [_point(bucket, sums.get(bucket), running[bucket - first]) for bucket in range(first, last + 1)]


def _bucket(at: datetime) -> int:
    return int(at.timestamp()) // STEP_S


def _point(bucket: int, watts: float | None, sessions: int) -> View:
    """Nobody charging is 0 W; a session that nobody measured is a gap."""
    if watts is None and not sessions:
        watts = 0
    at = datetime.fromtimestamp(bucket * STEP_S, UTC)
    return {"at": at, "power_w": None if watts is None else number(round(watts, 1))}


async def _sums(of: Day, station_id: UUID | None) -> Sums:
    at_station = "AND m.charger_id IN (SELECT id FROM chargers WHERE station_id = $3)" if station_id else ""
    sql = _SUMS.format(bucket=_epoch("m.occurred_at"), stopped=_epoch("t.stopped_at"), at_station=at_station)
    parameters = [of.start, of.end, *([station_id] if station_id else [])]
    return {int(row["bucket"]): float(row["watts"]) for row in await fetch(sql, *parameters)}


def _epoch(column: str) -> str:
    """The bucket of a time."""
    if on_postgres():
        return f"CAST(FLOOR(EXTRACT(EPOCH FROM {column}) / {STEP_S}) AS BIGINT)"
    return f"(CAST(strftime('%s', {column}) AS INTEGER) / {STEP_S})"


# sampled: one row per session and bucket. held: one per connector and bucket, with how many buckets it stands for.
_SUMS = f"""
WITH sampled AS (
  SELECT m.charger_id, m.evse_id, m.transaction_id, {{bucket}} AS bucket,
    SUM(CAST(m.value AS DOUBLE PRECISION)) AS total, COUNT(*) AS samples
  FROM meter_values m
  WHERE m.occurred_at >= $1 AND m.occurred_at < $2
    AND m.measurand = 'Power.Active.Import' AND m.phase IS NULL
    AND m.value IS NOT NULL AND m.evse_id > 0 AND m.location <> 'Inlet' {{at_station}}
  GROUP BY 1, 2, 3, 4
), mean AS (
  SELECT s.charger_id, s.evse_id, s.bucket, SUM(s.total) / SUM(s.samples) AS watts,
    MAX(CASE WHEN s.transaction_id IS NULL THEN s.bucket
             WHEN t.stopped_at IS NULL THEN s.bucket + {CARRY} ELSE {{stopped}} END) AS runs_until
  FROM sampled s LEFT JOIN transactions t ON t.id = s.transaction_id
  GROUP BY 1, 2, 3
), held AS (
  SELECT bucket, watts, runs_until,
    LEAD(bucket) OVER (PARTITION BY charger_id, evse_id ORDER BY bucket) AS following
  FROM mean
), carried AS (
  SELECT 0 AS by_buckets {" ".join(f"UNION ALL SELECT {step}" for step in range(1, CARRY + 1))}
)
SELECT bucket + by_buckets AS bucket, SUM(watts) AS watts
FROM held JOIN carried ON by_buckets = 0
  OR (bucket + by_buckets <= runs_until AND (following IS NULL OR bucket + by_buckets < following))
GROUP BY bucket + by_buckets
"""  # noqa: S608 - only texts of this module are put in


async def _running(of: Day, first: int, last: int, station_id: UUID | None) -> list[int]:
    """How many sessions ran in each bucket."""
    at_station = "AND t.charger_id IN (SELECT id FROM chargers WHERE station_id = $4)" if station_id else ""
    rows = await fetch(
        f"""
        SELECT t.started_at AS started_at, t.stopped_at AS stopped_at FROM transactions t
        WHERE t.started_at >= $3 AND t.started_at < $2 AND (t.stopped_at > $1 OR t.state = 'active') {at_station}
        """,  # noqa: S608 - only a text of this module is put in
        of.start,
        of.end,
        of.start - LONGEST_SESSION,
        *([station_id] if station_id else []),
    )
    return _overlaps((_span(row) for row in rows), first, last)


def _span(row: dict[str, Any]) -> tuple[int, int | None]:
    stopped = row["stopped_at"]
    return _bucket(moment(row["started_at"])), _bucket(moment(stopped)) if stopped else None


def _overlaps(spans: Iterable[tuple[int, int | None]], first: int, last: int) -> list[int]:
    changes = [0] * (last - first + 2)
    for start, end in spans:
        if start <= last:
            changes[max(start, first) - first] += 1
            changes[min(last if end is None else end, last) - first + 1] -= 1
    return list(accumulate(changes))[:-1]
