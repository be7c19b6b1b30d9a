"""Power by quarters of an hour: the mean over each, and when it was highest."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from csms.store.cuts import DAY, inner
from csms.store.grouping import KEYS, ChargerGroupBy, Parameters, Wanted, named, place
from csms.store.models import PeakDue
from csms.store.periods import Period
from csms.store.values import View, fetch, moment, number

PER_HOUR = 4
MICRO = 1_000_000

Peak = tuple[str, UUID | None, datetime, int]


async def power(periods: Sequence[Period], by: ChargerGroupBy, wanted: Wanted) -> View:
    """Shaped as `PowerAnalytics`. Raises Invalid when it would be too long."""
    parameters = Parameters()
    rows = await named(_sql(parameters, periods, by, wanted), parameters, by)
    items = [{**place(periods, row), **_peak(row)} for row in rows]
    return {"items": items}


def _peak(row: dict[str, Any]) -> View:
    return {
        "peak_w": number(round(int(row["energy_uwh"]) * PER_HOUR / MICRO, 3)),
        "peak_at": moment(row["quarter"]),
    }


def _sql(parameters: Parameters, periods: Sequence[Period], by: ChargerGroupBy, wanted: Wanted) -> str:
    """Days know their own highest quarter; only at the edges of a period all quarters are added up."""
    days, edges = inner(periods)
    tables, parts = [], []
    if days:
        tables.append(f"days (place, since, until) AS ({parameters.table(days)})")
        scope, key, where = _scope(by, wanted, parameters)
        parts.append(
            f"""SELECT p.place AS place, {key} AS key, q.quarter AS quarter, q.energy_uwh AS energy_uwh
            FROM days p JOIN peak_days q ON q.day >= p.since AND q.day < p.until AND q.scope = '{scope}'
            LEFT JOIN chargers c ON c.id = q.scope_id {where}"""  # noqa: S608 - only texts of this module
        )
    if edges:
        table = parameters.table([(use, *edge) for use, edge in edges])
        tables.append(f"edges (place, since, until) AS ({table})")
        parts.append(
            f"""SELECT p.place, {KEYS[by]}, q.quarter, SUM(q.energy_uwh)
            FROM edges p JOIN energy_quarters q ON q.quarter >= p.since AND q.quarter < p.until
            LEFT JOIN chargers c ON c.id = q.charger_id
            {parameters.where(wanted)} GROUP BY 1, 2, 3"""  # noqa: S608 - only texts of this module
        )
    return f"""
        WITH {", ".join(tables)}, sums (place, key, quarter, energy_uwh) AS ({" UNION ALL ".join(parts)}),
        ranked AS (
          SELECT place, key, quarter, energy_uwh,
            ROW_NUMBER() OVER (PARTITION BY place, key ORDER BY energy_uwh DESC, quarter) AS rank
          FROM sums
        ), found AS MATERIALIZED (SELECT place, key, quarter, energy_uwh FROM ranked WHERE rank = 1)
        SELECT * FROM found
        """  # noqa: S608 - only texts of this module are put in


def _scope(by: ChargerGroupBy, wanted: Wanted, parameters: Parameters) -> tuple[str, str, str]:
    """Which peaks of a day: their scope, the key and the condition."""
    only_station = wanted._replace(charger_id=None)
    if wanted.charger_id or by == "charger":
        key = {"none": "NULL", "station": "c.station_id", "charger": "q.scope_id"}[by]
        condition = parameters.where(only_station)
        if wanted.charger_id:
            condition += (
                f" {'AND' if condition else 'WHERE'} q.scope_id = {parameters.mark(wanted.charger_id)}"
            )
        return "charger", key, condition
    if wanted.station_id or by == "station":
        key = "q.scope_id" if by == "station" else "NULL"
        condition = f"WHERE q.scope_id = {parameters.mark(wanted.station_id)}" if wanted.station_id else ""
        return "station", key, condition
    return "all", "NULL", ""


async def of_day(day: date) -> list[Peak]:
    """The highest quarter of a day in UTC, of each charger and station and of all."""
    start = datetime.combine(day, time(), UTC)
    rows = await fetch(_OF_DAY, start, start + DAY)
    return [
        (row["scope"], _id(row["scope_id"]), moment(row["quarter"]), int(row["energy_uwh"])) for row in rows
    ]


_OF_DAY = """
WITH charged AS (
  SELECT q.charger_id AS charger_id, q.quarter AS quarter, SUM(q.energy_uwh) AS energy_uwh
  FROM energy_quarters q WHERE q.quarter >= $1 AND q.quarter < $2 GROUP BY 1, 2
), summed AS (
  SELECT 'charger' AS scope, charger_id AS scope_id, quarter, energy_uwh FROM charged
  UNION ALL
  SELECT 'station', c.station_id, quarter, SUM(energy_uwh)
  FROM charged LEFT JOIN chargers c ON c.id = charged.charger_id GROUP BY 1, 2, 3
  UNION ALL
  SELECT 'all', CAST(NULL AS UUID), quarter, SUM(energy_uwh) FROM charged GROUP BY 1, 2, 3
), ranked AS (
  SELECT scope, scope_id, quarter, energy_uwh,
    ROW_NUMBER() OVER (PARTITION BY scope, scope_id ORDER BY energy_uwh DESC, quarter) AS rank
  FROM summed
)
SELECT scope, scope_id, quarter, energy_uwh FROM ranked WHERE rank = 1
"""


def _id(value: UUID | str | None) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(value)


async def due(limit: int) -> list[PeakDue]:
    return await PeakDue.all().order_by("day").limit(limit)
