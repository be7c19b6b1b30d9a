"""Energy and sessions over time, and by station, charger or tag: added up from quarters of an hour, and from records."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from csms.errors import Invalid
from csms.store.folding import fold
from csms.store.periods import Period
from csms.store.values import View, fetch, number, on_postgres, text_id

GroupBy = Literal["none", "station", "charger", "id_tag"]

MOST_ITEMS = 10_000
MICRO = 1_000_000


class Wanted(NamedTuple):
    """Only these; None: all."""

    station_id: UUID | None = None
    charger_id: UUID | None = None
    id_tag: str | None = None


# A charger that was deleted stands at no station; its records stay.
_KEYS: dict[GroupBy, tuple[str, str]] = {
    "none": ("NULL", "NULL"),
    "station": ("c.station_id", "(SELECT s.name FROM stations s WHERE s.id = g.key)"),
    "charger": (
        "q.charger_id",
        "(SELECT MAX(t.charge_point_id) FROM transactions t WHERE t.charger_id = g.key)",
    ),
    "id_tag": ("q.id_token_folded", "(SELECT i.value FROM id_tags i WHERE i.folded = g.key AND i.type = '')"),
}


async def energy(periods: Sequence[Period], by: GroupBy, wanted: Wanted) -> View:
    """Shaped as `EnergyAnalytics`. Raises Invalid when it would be too long."""
    source = "energy_quarters q", "q.quarter", "SUM(q.energy_uwh) AS energy_uwh"
    rows = await _grouped(source, periods, by, wanted)
    items = [{**_place(periods, row), "energy_wh": _wh(row["energy_uwh"])} for row in rows]
    return {"items": items, "energy_wh": _wh(sum(int(row["energy_uwh"]) for row in rows))}


async def sessions(periods: Sequence[Period], by: GroupBy, wanted: Wanted) -> View:
    """Shaped as `SessionAnalytics`: of the records that started then. Raises Invalid when it would be too long."""
    figures = (
        f"COUNT(*) AS sessions, SUM({_energy_uwh()}) AS energy_uwh, SUM({_seconds()}) AS seconds,"
        " SUM(CASE WHEN q.state = 'suspect' THEN 1 ELSE 0 END) AS suspect"
    )
    rows = await _grouped(("transactions q", "q.started_at", figures), periods, by, wanted)
    return {"items": [{**_place(periods, row), **_figures([row])} for row in rows], **_figures(rows)}


async def _grouped(
    source: tuple[str, str, str], periods: Sequence[Period], by: GroupBy, wanted: Wanted
) -> list[dict[str, Any]]:
    """Sums per period and key. Each period is a range of the table's index."""
    table, moment, sums = source
    key, label = _KEYS[by]
    bounds = [bound for period in periods for bound in (period.start, period.end)]
    where, parameters = _conditions(wanted, len(bounds))
    rows = await fetch(
        f"""
        WITH periods (place, since, until) AS (VALUES {_values(len(periods))}), g AS (
          SELECT p.place AS place, {key} AS key, {sums}
          FROM periods p JOIN {table} ON {moment} >= p.since AND {moment} < p.until
          LEFT JOIN chargers c ON c.id = q.charger_id
          {where} GROUP BY 1, 2 LIMIT {MOST_ITEMS + 1}
        )
        SELECT g.*, {label} AS label FROM g ORDER BY g.place, label, g.key
        """,  # noqa: S608 - only texts of this module are put in
        *bounds,
        *parameters,
    )
    if len(rows) > MOST_ITEMS:
        detail = f"The answer would have more than {MOST_ITEMS} items: ask for less time, or for a longer interval."
        raise Invalid(detail, errors=(("interval", "Too short for so many groups"),))
    return rows


def _values(count: int) -> str:
    cast = "::timestamptz" if on_postgres() else ""
    return ", ".join(f"({n}, ${2 * n + 1}{cast}, ${2 * n + 2}{cast})" for n in range(count))


def _conditions(wanted: Wanted, given: int) -> tuple[str, list[Any]]:
    columns = {
        "c.station_id": wanted.station_id,
        "q.charger_id": wanted.charger_id,
        "q.id_token_folded": fold(wanted.id_tag) if wanted.id_tag else None,
    }
    asked = {column: value for column, value in columns.items() if value is not None}
    texts = [f"{column} = ${given + place}" for place, column in enumerate(asked, start=1)]
    return ("WHERE " + " AND ".join(texts) if texts else ""), list(asked.values())


def _energy_uwh() -> str:
    """Whole numbers, of which both databases have exact sums."""
    if on_postgres():
        return f"COALESCE(q.energy_wh, 0) * {MICRO}"
    return f"CAST(ROUND(COALESCE(q.energy_wh, 0) * {MICRO}) AS INTEGER)"


def _seconds() -> str:
    ended = "COALESCE(q.stopped_at, q.metered_at, q.started_at)"
    if on_postgres():
        return f"GREATEST(0, EXTRACT(EPOCH FROM {ended} - q.started_at))"
    return f"MAX(0, (julianday({ended}) - julianday(q.started_at)) * 86400)"


def _place(periods: Sequence[Period], row: dict[str, Any]) -> View:
    start, end = periods[row["place"]]
    key = row["key"]
    return {"start": start, "end": end, "key": text_id(key), "label": row["label"]}


def _figures(rows: Sequence[dict[str, Any]]) -> View:
    return {
        "sessions": sum(row["sessions"] for row in rows),
        "energy_wh": _wh(sum(int(row["energy_uwh"]) for row in rows)),
        "duration_s": round(sum(float(row["seconds"]) for row in rows)),
        "suspect": sum(row["suspect"] for row in rows),
    }


def _wh(micro: int) -> int | float | None:
    return number(int(micro) / MICRO)
