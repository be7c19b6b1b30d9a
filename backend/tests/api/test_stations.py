"""`/api/admin/stations`: sites, their chargers in figures."""

from typing import Any

from tests.api.conftest import Api
from tests.services.database import NOW
from tests.store.rows import connector, transaction

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


async def named(api: Api, **query: Any) -> list[str]:
    """Those that it selects, each page of two."""
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = (await api.get(STATIONS, params={"limit": 2, **query, **cursor})).json()
        found += [item["name"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_names_are_in_the_order_in_which_one_looks_for_them(api: Api) -> None:
    for name in ("Depot 10", "Zoo", "Öhringen", "depot 9", "Oslo"):
        await created(api, name=name)
    assert await named(api) == ["depot 9", "Depot 10", "Öhringen", "Oslo", "Zoo"]
    assert await named(api, sort="-name") == ["Zoo", "Oslo", "Öhringen", "Depot 10", "depot 9"]
    zoo = (await api.get(STATIONS, params={"search": "zoo"})).json()["items"][0]
    await api.put(f"{STATIONS}/{zoo['id']}", json={"name": "Aquarium"})
    assert (await named(api))[0] == "Aquarium"


async def test_search_knows_no_case_and_no_accents(api: Api) -> None:
    await created(api, name="Überlingen 7")
    await created(api, name="Ulm 17")
    assert await named(api, search="ÜBERL") == ["Überlingen 7"]
    assert await named(api, search="uberlingen 7") == ["Überlingen 7"]
    assert await named(api, search="7") == ["Überlingen 7", "Ulm 17"]
    assert await named(api, search="\u0301") == []


async def fleet(api: Api) -> dict[str, str]:
    """A station in each state, with the ids of all."""
    states = ("faulted", "offline", "charging", "online", "never_connected", "empty")
    ids = {state: str((await created(api, name=state, address=f"at {state}"))["id"]) for state in states}
    for state in ("faulted", "charging", "online"):
        charger = await api.database.charger(state, station_id=ids[state], online=True, last_seen_at=NOW)
        await connector(charger.id, 1, {"faulted": "Faulted", "charging": "Charging"}.get(state, "Available"))
        await connector(charger.id, 0, "Faulted")
        if state == "charging":
            await transaction(charger, power_w=11_000)
    # What a charger said last does not count while it is away.
    for state in ("offline", "faulted"):
        away = await api.database.charger(f"away-{state}", station_id=ids[state], last_seen_at=NOW)
        await connector(away.id, 1, "Charging")
    await api.database.charger("never", station_id=ids["never_connected"])
    return ids


async def test_stations_are_selected_by_what_is_worst_there(api: Api) -> None:
    ids = await fleet(api)
    for state in ids:
        assert await named(api, status=state) == [state]
    assert await named(api, status="online", search="charging") == []
    assert await named(api, id=[ids["online"], ids["empty"]]) == ["empty", "online"]


async def test_stations_are_sorted_by_what_is_there(api: Api) -> None:
    ids = await fleet(api)
    await api.put(f"{STATIONS}/{ids['empty']}", json={"power_limit_w": 1_000})
    worst_first = ["faulted", "offline", "charging", "online", "never_connected", "empty"]
    assert await named(api, sort="-status") == worst_first
    assert await named(api, sort="status") == worst_first[::-1]
    assert (await named(api, sort="-power_w"))[0] == "charging"
    assert (await named(api, sort="-chargers_total"))[0] == "faulted"
    assert (await named(api, sort="chargers_total"))[0] == "empty"
    assert (await named(api, sort="-connectors_available"))[0] == "online"
    assert (await named(api, sort="-power_limit_w"))[0] == "empty"
    assert (await named(api, sort="-address"))[0] == "online"


async def test_the_summary_counts_stations_and_their_chargers(api: Api) -> None:
    await fleet(api)
    await api.database.charger("homeless")
    assert (await api.get(f"{STATIONS}/summary")).json() == {"total": 6, "chargers": 6}
    faulted = await api.get(f"{STATIONS}/summary", params={"status": "faulted"})
    assert faulted.json() == {"total": 1, "chargers": 2}


async def test_the_map_is_told_of_all_stations_as_the_list_is(api: Api) -> None:
    await fleet(api)
    items = (await api.get(f"{STATIONS}/map")).json()["items"]
    listed = (await api.get(STATIONS)).json()["items"]
    assert items == [{name: station[name] for name in items[0]} for station in listed]
