"""Questions about stations."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Charger, Connector, Station
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, fetch, in_order, marks, number, or_null

ORDERS = {"name": Order("name"), "created_at": Order("created_at", moment)}


async def list_page(
    limit: int, cursor: Cursor | None, *, search: str | None = None, sort: str = "name"
) -> Page:
    """Stations; sort: one of ORDERS."""
    query, by = Station.all(), sorting(ORDERS, sort)
    if search:
        query = query.filter(Q(name__icontains=search) | Q(address__icontains=search))
    ids, following = cut(await find(query, limit + 1, cursor, by), limit, by)
    return page(await station_views(ids), following)


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
        _add_connectors(counts[row["charger__station_id"]], row)
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
    if row["charger__online"] and row["status"] in _COUNTED:
        station[_COUNTED[row["status"]]] += row["count"]


async def _charger_counts(ids: Collection[UUID]) -> list[dict[str, Any]]:
    counted = Charger.filter(station_id__in=list(ids)).annotate(count=Count("id"), seen=Count("last_seen_at"))
    return await counted.group_by("station_id", "online").values("station_id", "online", "count", "seen")


async def _connector_counts(ids: Collection[UUID]) -> list[dict[str, Any]]:
    outlets = Connector.filter(charger__station_id__in=list(ids), evse_id__gt=0).annotate(count=Count("id"))
    names = ("charger__station_id", "charger__online", "status")
    return await outlets.group_by(*names).values(*names, "count")


async def _power(ids: Collection[UUID]) -> dict[UUID, int | float]:
    """Watts that flow now, by station."""
    if not ids:
        return {}
    rows = await fetch(
        f"""
        SELECT c.station_id AS station_id, SUM(CAST(t.power_w AS DOUBLE PRECISION)) AS watts
        FROM chargers c JOIN transactions t ON t.charger_id = c.id
        WHERE c.station_id IN ({marks(len(ids))}) AND c.online AND t.state = 'active' AND t.power_w IS NOT NULL
        GROUP BY c.station_id
        """,  # noqa: S608 - only parameter marks are put in
        *ids,
    )
    return {UUID(str(row["station_id"])): number(row["watts"]) or 0 for row in rows}
