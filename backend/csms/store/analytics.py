"""Energy and sessions over time, and by station, charger or tag: from quarters of an hour and from records."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from csms.errors import Invalid
from csms.store.folding import fold
from csms.store.models import Charger, IdTag, Station, Transaction
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
_KEYS: dict[GroupBy, str] = {
    "none": "NULL",
    "station": "c.station_id",
    "charger": "q.charger_id",
    "id_tag": "q.id_token_folded",
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
    bounds = [bound for period in periods for bound in (period.start, period.end)]
    where, parameters = _conditions(wanted, len(bounds))
    # Materialized: PostgreSQL would choose another way for a LIMIT, by which it compares every row with every period.
    rows = await fetch(
        f"""
        WITH periods (place, since, until) AS (VALUES {_values(len(periods))}), found AS MATERIALIZED (
        SELECT p.place AS place, {_KEYS[by]} AS key, {sums}
        FROM periods p JOIN {table} ON {moment} >= p.since AND {moment} < p.until
        LEFT JOIN chargers c ON c.id = q.charger_id
        {where} GROUP BY 1, 2
        ) SELECT * FROM found LIMIT {MOST_ITEMS + 1}
        """,  # noqa: S608 - only texts of this module are put in
        *bounds,
        *parameters,
    )
    if len(rows) > MOST_ITEMS:
        detail = f"The answer would have more than {MOST_ITEMS} items: ask for less time, or for a longer interval."
        raise Invalid(detail, errors=(("interval", "Too short for so many groups"),))
    labels = await _labels({text_id(row["key"]) for row in rows} - {None}, by)
    named = [{**row, "key": text_id(row["key"]), "label": labels.get(text_id(row["key"]))} for row in rows]
    return sorted(named, key=lambda row: (row["place"], row["label"] or "", row["key"] or ""))


async def _labels(keys: set[str | None], by: GroupBy) -> dict[str | None, str]:
    """What people call them, by key."""
    if by == "station":
        return _texts(await Station.filter(id__in=list(keys)).values_list("id", "name"))
    if by == "id_tag":
        return _texts(await IdTag.filter(folded__in=list(keys)).values_list("folded", "value"))
    if by == "none":
        return {}
    labels = _texts(await Charger.filter(id__in=list(keys)).values_list("id", "charge_point_id"))
    for key in keys - labels.keys():  # deleted: its records still know it
        last = await Transaction.filter(charger_id=key).order_by("-started_at").first()
        if last is not None:
            labels[key] = last.charge_point_id
    return labels


def _texts(rows: Iterable[Sequence[Any]]) -> dict[str | None, str]:
    return {str(key): str(label) for key, label in rows}


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
    return {"start": start, "end": end, "key": row["key"], "label": row["label"]}


def _figures(rows: Sequence[dict[str, Any]]) -> View:
    return {
        "sessions": sum(row["sessions"] for row in rows),
        "energy_wh": _wh(sum(int(row["energy_uwh"]) for row in rows)),
        "duration_s": round(sum(float(row["seconds"]) for row in rows)),
        "suspect": sum(row["suspect"] for row in rows),
    }


def _wh(micro: int) -> int | float | None:
    return number(int(micro) / MICRO)
