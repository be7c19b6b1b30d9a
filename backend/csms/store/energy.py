"""Energy delivered between two moments, from the registers of the sessions that ran then."""

from datetime import datetime, timedelta
from uuid import UUID

from csms.store.values import fetch, number

LONGEST_SESSION = timedelta(days=3)
"""Sessions that started longer ago are not looked for: it keeps the question as cheap as the days it is about."""

# What a session had delivered at a moment: its register then, by the latest sample, less the one at the start.
_DELIVERED_BY = """
CASE WHEN t.started_at >= {moment} THEN 0
     WHEN COALESCE(t.stopped_at, t.metered_at, t.started_at) <= {moment}
       THEN COALESCE(CAST(t.energy_wh AS DOUBLE PRECISION), 0)
     ELSE COALESCE((
       SELECT CAST(m.value AS DOUBLE PRECISION) FROM meter_values m
       WHERE m.transaction_id = t.id AND m.occurred_at <= {moment} AND m.value IS NOT NULL AND m.phase IS NULL
         AND m.measurand = 'Energy.Active.Import.Register' AND m.location = 'Outlet'
       ORDER BY m.occurred_at DESC LIMIT 1), CAST(t.meter_start AS DOUBLE PRECISION), 0)
       - COALESCE(CAST(t.meter_start AS DOUBLE PRECISION), 0)
END
"""


async def delivered(start: datetime, end: datetime, station_id: UUID | None) -> int | float | None:
    """Wh delivered from `start` to `end`; null when no session ran."""
    earliest = start - LONGEST_SESSION
    at_station = "AND t.charger_id IN (SELECT id FROM chargers WHERE station_id = $4)" if station_id else ""
    until, since = _DELIVERED_BY.format(moment="$2"), _DELIVERED_BY.format(moment="$1")
    (row,) = await fetch(
        f"""
        SELECT COUNT(*) AS sessions, SUM({until} - ({since})) AS energy
        FROM transactions t
        WHERE t.started_at >= $3 AND t.started_at < $2 AND (t.stopped_at IS NULL OR t.stopped_at > $1) {at_station}
        """,  # noqa: S608 - only texts of this module are put in
        start,
        end,
        earliest,
        *([station_id] if station_id else []),
    )
    return number(round(row["energy"] or 0, 3)) if row["sessions"] else None
