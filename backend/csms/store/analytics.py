"""Energy and sessions over time, and by station, charger, tag or person: from what was derived of each record."""

from collections.abc import Sequence
from typing import Any, Literal

from csms.store.cuts import cut
from csms.store.grouping import KEYS, GroupBy, Parameters, SessionGroupBy, Wanted, named, place
from csms.store.periods import Period
from csms.store.values import View, number

MICRO = 1_000_000

CountedAt = Literal["start", "stop"]


async def energy(periods: Sequence[Period], by: GroupBy, wanted: Wanted) -> View:
    """Shaped as `EnergyAnalytics`. Raises Invalid when it would be too long."""
    sql, parameters = _energy_sql(periods, by, wanted)
    rows = await named(sql, parameters, by)
    items = [{**place(periods, row), "energy_wh": wh(row["energy_uwh"])} for row in rows]
    return {"items": items, "energy_wh": wh(sum(int(row["energy_uwh"]) for row in rows))}


def _energy_sql(periods: Sequence[Period], by: GroupBy, wanted: Wanted) -> tuple[str, Parameters]:
    """Whole days of UTC, and quarters of an hour at the edges. Each is a range of its table's index."""
    pieces, parameters = cut(periods), Parameters()
    tables, parts = [], []
    if pieces.days:
        tables.append(f"days (place, since, until) AS ({parameters.table(pieces.days)})")
        parts.append(_sums("days", "energy_days", "day", by, parameters.where(wanted)))
    if pieces.edges:
        edges = parameters.table([(at, *edge) for at, edge in enumerate(pieces.edges)])
        tables.append(f"edges (place, since, until) AS ({edges})")
        tables.append(f"uses (place, sign, edge) AS ({parameters.table(pieces.uses)})")
        sums = _sums("edges", "energy_quarters", "quarter", by, parameters.where(wanted))
        tables.append(f"sums AS ({sums})")
        parts.append(
            "SELECT u.place, s.key, u.sign * s.energy_uwh FROM uses u JOIN sums s ON s.place = u.edge"
        )
    # Materialized: PostgreSQL would choose another way for a LIMIT, by which it compares every row with every period.
    sql = f"""
        WITH {", ".join(tables)}, parts (place, key, energy_uwh) AS ({" UNION ALL ".join(parts)}),
        found AS MATERIALIZED (
          SELECT place, key, SUM(energy_uwh) AS energy_uwh FROM parts GROUP BY place, key HAVING SUM(energy_uwh) <> 0
        ) SELECT * FROM found
        """  # noqa: S608 - only texts of this module are put in
    return sql, parameters


def _sums(pieces: str, source: str, moment: str, by: str, where: str) -> str:
    return f"""
        SELECT p.place AS place, {KEYS[by]} AS key, SUM(q.energy_uwh) AS energy_uwh
        FROM {pieces} p JOIN {source} q ON q.{moment} >= p.since AND q.{moment} < p.until
        LEFT JOIN chargers c ON c.id = q.charger_id
        {where} GROUP BY 1, 2
        """  # noqa: S608 - only texts of this module are put in


async def sessions(
    periods: Sequence[Period], by: SessionGroupBy, wanted: Wanted, counted_at: CountedAt = "start"
) -> View:
    """Shaped as `SessionAnalytics`: of the records that started, or stopped, then. Raises Invalid if too long."""
    parameters = Parameters()
    table, moment = (
        parameters.table([(at, *period) for at, period in enumerate(periods)]),
        _MOMENTS[counted_at],
    )
    rows = await named(
        f"""
        WITH periods (place, since, until) AS ({table}), found AS MATERIALIZED (
          SELECT p.place AS place, {KEYS[by]} AS key, {_FIGURES}
          FROM periods p JOIN session_figures q ON {moment} >= p.since AND {moment} < p.until
          LEFT JOIN chargers c ON c.id = q.charger_id
          {parameters.where(wanted)} GROUP BY 1, 2
        ) SELECT * FROM found
        """,  # noqa: S608 - only texts of this module are put in
        parameters,
        by,
    )
    return {"items": [{**place(periods, row), **_figures([row])} for row in rows], **_figures(rows)}


_MOMENTS: dict[CountedAt, str] = {"start": "q.started_at", "stop": "q.stopped_at"}
_FIGURES = """
    COUNT(*) AS sessions, SUM(q.energy_uwh) AS energy_uwh, SUM(q.charging_s) AS charging_s, SUM(q.idle_s) AS idle_s,
    SUM(CASE WHEN q.state = 'suspect' THEN 1 ELSE 0 END) AS suspect,
    MAX(CAST(q.max_power_w AS DOUBLE PRECISION)) AS max_power_w
"""


def _figures(rows: Sequence[dict[str, Any]]) -> View:
    charging, idle = (sum(int(row[name]) for row in rows) for name in ("charging_s", "idle_s"))
    return {
        "sessions": sum(row["sessions"] for row in rows),
        "energy_wh": wh(sum(int(row["energy_uwh"]) for row in rows)),
        "duration_s": charging + idle,
        "charging_s": charging,
        "idle_s": idle,
        "suspect": sum(row["suspect"] for row in rows),
        "max_power_w": number(
            max((w for row in rows if (w := row["max_power_w"]) is not None), default=None)
        ),
    }


def wh(micro: int) -> int | float | None:
    """From whole micro-Wh."""
    return number(int(micro) / MICRO)
