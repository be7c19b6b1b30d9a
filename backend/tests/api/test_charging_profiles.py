"""`/api/admin/charging-profiles`: searched, sorted and counted."""

from typing import Any

import pytest

from csms.store.facts.charging_profiles import ProfileInstalled
from csms.store.models import Charger
from tests.api.conftest import Api
from tests.services.database import NOW, at

PROFILES = "/api/admin/charging-profiles"


async def installed(api: Api, charger: Charger, number: int, **fields: Any) -> None:
    """A profile of that number, accepted in that second."""
    values: dict[str, Any] = {
        "evse_id": 1,
        "stack_level": number,
        "purpose": "TxDefaultProfile",
        "kind": "Relative",
        "recurrence": None,
        "valid_from": None,
        "valid_to": None,
        "ocpp_transaction_id": None,
        "schedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16}]},
        "uncertain": False,
        "at": at(number),
        **fields,
    }
    await api.database.write([ProfileInstalled(charger_id=charger.id, number=number, **values)])


async def several(api: Api) -> None:
    """Each in another state: 11 holds, 12 is over, 13 waits, 14 is uncertain."""
    station = (await api.post("/api/admin/stations", json={"name": "Depot"})).json()
    nine = await api.database.charger("CP-9", station_id=station["id"])
    ten = await api.database.charger("CP-10")
    daily = {"kind": "Recurring", "recurrence": "Daily", "schedule": {"startSchedule": NOW.isoformat()}}
    once = {"startSchedule": at(-3600).isoformat(), "duration": 1800}
    await installed(api, ten, 11, stack_level=3, **daily)
    await installed(api, nine, 12, evse_id=10, kind="Absolute", schedule=once, stack_level=2)
    await installed(api, nine, 13, evse_id=9, valid_from=at(3600), stack_level=1)
    most = {"purpose": "ChargePointMaxProfile", "uncertain": True}
    await installed(api, nine, 14, evse_id=0, valid_to=NOW, stack_level=0, **most)


async def numbers(api: Api, **query: Any) -> list[int]:
    """Of the profiles that it selects, each page of one."""
    found: list[int] = []
    cursor: dict[str, Any] = {}
    while True:
        page = (await api.get(PROFILES, params={"limit": 1, **query, **cursor})).json()
        found += [item["charging_profile_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("installed_at", [11, 12, 13, 14]),
        ("charge_point_id", [14, 13, 12, 11]),
        ("purpose", [14, 11, 12, 13]),
        ("kind", [12, 11, 13, 14]),
        ("stack_level", [14, 13, 12, 11]),
    ],
)
async def test_charging_profiles_in_every_order(api: Api, sort: str, expected: list[int]) -> None:
    """Of a charger the connectors as people count: 9 before 10."""
    await several(api)
    assert await numbers(api, sort=sort) == expected
    assert await numbers(api, sort=f"-{sort}") == expected[::-1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "holds"}, [11]),
        ({"state": "over"}, [12]),
        ({"state": "waits"}, [13]),
        ({"state": "uncertain"}, [14]),
        ({"purpose": "ChargePointMaxProfile"}, [14]),
        ({"search": "cp-9"}, [14, 13, 12]),
        ({"search": "14"}, [14]),
        ({"connector_id": 9}, [13]),
    ],
)
async def test_charging_profiles_are_found_and_counted(
    api: Api, query: dict[str, Any], expected: list[int]
) -> None:
    await several(api)
    assert await numbers(api, **query) == expected
    summary = (await api.get(f"{PROFILES}/summary", params=query)).json()
    assert summary == {"total": len(expected), "chargers": 1}


async def test_charging_profiles_of_a_station(api: Api) -> None:
    await several(api)
    (station,) = (await api.get("/api/admin/stations")).json()["items"]
    assert await numbers(api, station_id=station["id"]) == [14, 13, 12]
    assert (await api.get(f"{PROFILES}/summary")).json() == {"total": 4, "chargers": 2}
    assert (await api.get(PROFILES, params={"state": "idle"})).status_code == 422


async def test_charging_profiles_by_their_ids(api: Api) -> None:
    await several(api)
    last, *_, first = (await api.get(PROFILES)).json()["items"]
    assert await numbers(api, id=[first["id"], last["id"]]) == [14, 11]
