"""Questions about stations."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, RawSQL
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.errors import NotFound
from csms.said import said
from csms.store.folding import alphabetical
from csms.store.models import Charger, Station
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, finite, moment, sorting
from csms.store.values import View, fetch, in_order, marks, number, or_null

STATES = ("empty", "never_connected", "online", "charging", "offline", "faulted")
"""What a station can be, by the worst that is so there; the worst last."""


class Filter(NamedTuple):
    """What to look for. status: one of STATES. ids: one of these."""

    search: str | None = None
    status: str | None = None
    ids: list[UUID] | None = None


_REPORTING = """
    SELECT {column} FROM chargers c JOIN connectors o ON o.charger_id = c.id
    WHERE c.online AND o.evse_id > 0 AND o.status = '{status}'"""
_HERE = "SELECT {column} FROM chargers c WHERE c.station_id = stations.id"


def _severity() -> str:
    """The place in STATES. Few are faulted or away, and are looked up once; of the others each is looked at."""
    faulted = _REPORTING.format(column="c.station_id", status="Faulted")
    charging = _REPORTING.format(column="1", status="Charging")
    here = _HERE.format(column="1")
    return f"""(CASE
        WHEN stations.id IN ({faulted}) THEN 5
        WHEN stations.id IN (
            SELECT c.station_id FROM chargers c WHERE NOT c.online AND c.last_seen_at IS NOT NULL) THEN 4
        WHEN EXISTS ({charging} AND c.station_id = stations.id) THEN 3
        WHEN EXISTS ({here} AND c.online) THEN 2
        WHEN EXISTS ({here}) THEN 1
        ELSE 0 END)"""  # noqa: S608 - nothing of a reader's is put in


def _chargers() -> str:
    return f"({_HERE.format(column='COUNT(*)')})"


def _available() -> str:
    return f"({_REPORTING.format(column='COUNT(*)', status='Available')} AND c.station_id = stations.id)"


def _watts() -> str:
    """What flows there now."""
    flowing = (
        "SELECT SUM(CAST(t.power_w AS DOUBLE PRECISION)) FROM transactions t"
        " WHERE t.charger_id = c.id AND t.state = 'active'"
    )
    return f"COALESCE(({_HERE.format(column=f'SUM(({flowing}))')} AND c.online), 0)"


ORDERS = {
    "name": Order("name_natural"),
    "address": Order("address"),
    "status": Order("severity", int, expression=_severity),
    "chargers_total": Order("chargers_here", int, expression=_chargers),
    "connectors_available": Order("available", int, expression=_available),
    "power_w": Order("watts", finite, expression=_watts),
    "power_limit_w": Order("power_limit_w", int, nullable=True),
    "created_at": Order("created_at", moment),
}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "name") -> Page:
    """Stations; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(await station_views(ids), following)


async def summary(wanted: Filter) -> View:
    """How many the filter selects, and how many chargers stand there."""
    if not any(wanted):
        there = Charger.filter(station_id__isnull=False)
        return {"total": await Station.all().count(), "chargers": await there.count()}
    # In one question, for which is looked for once only: the state of thousands takes its time.
    counted = _filtered(wanted).annotate(here=RawSQL(_chargers()))
    here: list[int] = await counted.values_list("here", flat=True)  # type: ignore[assignment]
    return {"total": len(here), "chargers": sum(here)}


def _filtered(wanted: Filter) -> QuerySet[Station]:
    query = Station.all()
    if wanted.status:
        severity = STATES.index(wanted.status)
        query = query.annotate(state=RawSQL(_severity())).filter(state=severity)
    if wanted.ids:
        query = query.filter(id__in=wanted.ids)
    if wanted.search:
        query = query.filter(_named(wanted.search))
    return query


def _named(text: str) -> Q:
    """By name, as people write it who have no "Ü" at hand, or by address."""
    found = Q(name__icontains=text) | Q(address__icontains=text)
    plain = alphabetical(text)
    return found | Q(name_natural__contains=plain) if plain else found


async def view(station_id: UUID) -> View:
    """One station. Raises NotFound."""
    for found in await station_views([station_id]):
        return found
    raise NotFound(said("There is no such station."))


async def station_views(ids: Collection[UUID]) -> list[View]:
    """Stations in the form of the REST resource."""
    rows = await Station.filter(id__in=list(ids)).values()
    counts = await _counts(ids)
    return in_order(ids, [_view(row, counts[row["id"]]) for row in rows])


def _view(row: dict[str, Any], counts: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "address": or_null(row["address"]),
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "power_limit_w": row["power_limit_w"],
        "note": or_null(row["note"]),
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        **counts,
    }


def _nothing() -> dict[str, Any]:
    of_chargers = ("chargers_total", "chargers_online", "chargers_never_connected")
    of_connectors = ("connectors_total", "connectors_available", "connectors_charging", "connectors_faulted")
    return dict.fromkeys((*of_chargers, *of_connectors, "power_w"), 0)


async def _counts(ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    counts: dict[UUID, dict[str, Any]] = defaultdict(_nothing)
    for row in await _charger_counts(ids):
        station = counts[row["station_id"]]
        station["chargers_total"] += row["count"]
        station["chargers_online"] += row["count"] if row["online"] else 0
        station["chargers_never_connected"] += 0 if row["online"] else row["count"] - row["seen"]
    for row in await _connector_counts(ids):
        _add_connectors(counts[UUID(str(row["station_id"]))], row)
    for station_id, watts in (await _power(ids)).items():
        counts[station_id]["power_w"] = watts
    return counts


_COUNTED = {
    "Available": "connectors_available",
    "Charging": "connectors_charging",
    "Faulted": "connectors_faulted",
}


def _add_connectors(station: dict[str, Any], row: dict[str, Any]) -> None:
    station["connectors_total"] += row["count"]
    if row["online"] and row["status"] in _COUNTED:
        station[_COUNTED[row["status"]]] += row["count"]


async def _charger_counts(ids: Collection[UUID]) -> list[dict[str, Any]]:
    counted = Charger.filter(station_id__in=list(ids)).annotate(count=Count("id"), seen=Count("last_seen_at"))
    return await counted.group_by("station_id", "online").values("station_id", "online", "count", "seen")


# Both begin at the chargers of these stations (CROSS JOIN holds SQLite to it), not at all that is charging.
_CONNECTORS = """
    SELECT c.station_id AS station_id, c.online AS online, o.status AS status, COUNT(*) AS count
    FROM chargers c CROSS JOIN connectors o
    WHERE c.station_id IN ({ids}) AND o.charger_id = c.id AND o.evse_id > 0
    GROUP BY c.station_id, c.online, o.status"""
_POWER = """
    SELECT c.station_id AS station_id, SUM(CAST(t.power_w AS DOUBLE PRECISION)) AS watts
    FROM chargers c CROSS JOIN transactions t
    WHERE c.station_id IN ({ids}) AND c.online
        AND t.charger_id = c.id AND t.state = 'active' AND t.power_w IS NOT NULL
    GROUP BY c.station_id"""


async def _connector_counts(ids: Collection[UUID]) -> list[dict[str, Any]]:
    return await fetch(_CONNECTORS.format(ids=marks(len(ids))), *ids) if ids else []


async def _power(ids: Collection[UUID]) -> dict[UUID, int | float]:
    """Watts that flow now, by station."""
    if not ids:
        return {}
    rows = await fetch(_POWER.format(ids=marks(len(ids))), *ids)
    return {UUID(str(row["station_id"])): number(row["watts"]) or 0 for row in rows}
