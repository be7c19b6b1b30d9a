"""`/api/admin/stations`: sites, their chargers in figures."""

from tests.api.conftest import Api
from tests.services.database import NOW
from tests.store.rows import connector

STATIONS = "/api/admin/stations"


async def created(api: Api, **fields: object) -> dict[str, object]:
    answer = await api.post(STATIONS, json={"name": "Hafenpark Depot", **fields})
    assert answer.status_code == 201, answer.text
    body: dict[str, object] = answer.json()
    return body


async def test_a_new_station_has_nothing_yet(api: Api) -> None:
    station = await created(api, address="Kai 7", latitude=50.1, longitude=8.7, power_limit_w=600_000)
    assert station["name"] == "Hafenpark Depot"
    assert station["address"] == "Kai 7"
    assert station["note"] is None
    assert (station["chargers_total"], station["connectors_total"], station["power_w"]) == (0, 0, 0)
    assert (await api.get(f"{STATIONS}/{station['id']}")).json() == station


async def test_put_changes_only_what_is_given(api: Api) -> None:
    station = await created(api, address="Kai 7", power_limit_w=1000)
    changed = (await api.put(f"{STATIONS}/{station['id']}", json={"address": None})).json()
    assert changed["address"] is None
    assert (changed["name"], changed["power_limit_w"]) == ("Hafenpark Depot", 1000)


BAD: list[tuple[dict[str, object], str]] = [
    ({}, "name"),
    ({"name": "  "}, "name"),
    ({"name": "x" * 201}, "name"),
    ({"name": "bell\u0007"}, "name"),
    ({"name": "A", "latitude": 91}, "latitude"),
    ({"name": "A", "longitude": "Infinity"}, "longitude"),
    ({"name": "A", "power_limit_w": 0}, "power_limit_w"),
    ({"name": "A", "colour": "red"}, "colour"),
]


async def test_a_bad_field_is_named(api: Api) -> None:
    for body, field in BAD:
        answer = await api.post(STATIONS, json=body)
        assert answer.status_code == 422, body
        assert answer.headers["content-type"] == "application/problem+json"
        assert [error["field"] for error in answer.json()["errors"]] == [field], body


async def test_deleting_leaves_the_chargers_without_a_station(api: Api) -> None:
    station = await created(api)
    charger = await api.database.charger(station_id=station["id"])
    assert (await api.delete(f"{STATIONS}/{station['id']}")).status_code == 204
    assert (await api.get(f"{STATIONS}/{station['id']}")).status_code == 404
    assert (await api.get(f"/api/admin/chargers/{charger.id}")).json()["station_id"] is None


async def test_pages_follow_each_other_without_gap_or_repetition(api: Api) -> None:
    names = [f"Site {number:02}" for number in range(7)]
    for name in reversed(names):
        await created(api, name=name)
    seen, cursor = [], None
    while True:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await api.get(STATIONS, params=params)).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == names


async def test_search_finds_by_name_and_address(api: Api) -> None:
    await created(api, name="Nordring Süd", address="Ring 1")
    await created(api, name="Lindenhof", address="Allee 100%")
    assert [s["name"] for s in (await api.get(STATIONS, params={"search": "NORD"})).json()["items"]] == [
        "Nordring Süd"
    ]
    assert [s["name"] for s in (await api.get(STATIONS, params={"search": "100%"})).json()["items"]] == [
        "Lindenhof"
    ]


async def test_figures_count_chargers_and_connectors(api: Api) -> None:
    station = await created(api)
    online = await api.database.charger("CP-1", station_id=station["id"], online=True, last_seen_at=NOW)
    await api.database.charger("CP-2", station_id=station["id"], last_seen_at=NOW)
    await api.database.charger("CP-3", station_id=station["id"])
    for evse_id, status in [(0, "Available"), (1, "Charging"), (2, "Faulted")]:
        await connector(online.id, evse_id, status)
    view = (await api.get(f"{STATIONS}/{station['id']}")).json()
    counts = (view["chargers_total"], view["chargers_online"], view["chargers_never_connected"])
    assert counts == (3, 1, 1)
    assert (view["connectors_total"], view["connectors_charging"], view["connectors_faulted"]) == (2, 1, 1)
