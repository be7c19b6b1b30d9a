"""Every station at once, in no more than what a map shows of it."""

from typing import Any

from csms.store.values import View, fetch, or_null

_STATIONS = "SELECT id, name, address, latitude, longitude FROM stations ORDER BY name_natural, id"
_CHARGERS = """
    SELECT station_id, COUNT(*) AS total, SUM(CASE WHEN online THEN 1 ELSE 0 END) AS online,
        SUM(CASE WHEN NOT online AND last_seen_at IS NULL THEN 1 ELSE 0 END) AS unseen
    FROM chargers WHERE station_id IS NOT NULL GROUP BY station_id"""
_CONNECTORS = """
    SELECT c.station_id AS station_id, o.status AS status, COUNT(*) AS count
    FROM connectors o JOIN chargers c ON c.id = o.charger_id
    WHERE o.status IN ('Charging', 'Faulted') AND o.evse_id > 0 AND c.online AND c.station_id IS NOT NULL
    GROUP BY c.station_id, o.status"""
_COUNTED = {"Charging": "connectors_charging", "Faulted": "connectors_faulted"}
_NOTHING = dict.fromkeys(
    ("chargers_total", "chargers_online", "chargers_never_connected", *_COUNTED.values()), 0
)


async def views() -> list[View]:
    found = {str(row["id"]): _view(row) for row in await fetch(_STATIONS)}
    for row in await fetch(_CHARGERS):
        station = found.get(str(row["station_id"]), {})
        station["chargers_total"] = row["total"]
        station["chargers_online"] = row["online"]
        station["chargers_never_connected"] = row["unseen"]
    for row in await fetch(_CONNECTORS):
        found.get(str(row["station_id"]), {})[_COUNTED[row["status"]]] = row["count"]
    return list(found.values())


def _view(row: dict[str, Any]) -> View:
    return {**row, "id": str(row["id"]), "address": or_null(row["address"]), **_NOTHING}
