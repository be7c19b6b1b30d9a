"""`/api/admin/overview`: what is charging, what is broken, power and energy of the viewer's day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from csms.store.models import Charger, Transaction
from tests.api.conftest import Api
from tests.services.database import NOW, at
from tests.store.rows import connector, sample, transaction

OVERVIEW = "/api/admin/overview"
WEEK = timedelta(days=7)
ENERGY = "Energy.Active.Import.Register"


async def overview(api: Api, **params: Any) -> dict[str, Any]:
    answer = await api.get(OVERVIEW, params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def power(api: Api, **params: Any) -> dict[str, Any]:
    answer = await api.get(f"{OVERVIEW}/power", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def watts(day: dict[str, Any], clock: str) -> Any:
    """Power of the bucket that begins at that time of day."""
    (point,) = [point for point in day["points"] if point["at"][11:16] == clock]
    return point["power_w"]


async def online(api: Api, name: str = "CP-1", **columns: Any) -> Charger:
    return await api.database.charger(name, online=True, last_seen_at=NOW, **columns)


async def test_an_empty_house(api: Api) -> None:
    view = await overview(api)
    assert view["chargers"] == {"total": 0, "online": 0, "offline": 0, "never_connected": 0, "faulted": 0}
    assert (view["power_w"], view["energy_today_wh"], view["energy_last_week_total_wh"]) == (0, 0, None)
    assert view["stations_total"] == 0
    day = await power(api)
    assert {point["power_w"] for point in day["points"]} == {0}, "nobody charges: that is 0 W, not unknown"
    assert (day["compare_day"], day["compare"], day["limit_w"]) == (None, [], None)


async def test_states_add_up(api: Api) -> None:
    here = await online(api)
    for evse_id, status in enumerate(
        ["Available", "Charging", "SuspendedEV", "Faulted", "Reserved"], start=1
    ):
        await connector(here.id, evse_id, status)
    away = await api.database.charger("CP-2", last_seen_at=NOW)
    await connector(away.id, 1, "Charging")
    await api.database.charger("CP-3")
    view = await overview(api)
    assert view["chargers"] == {"total": 3, "online": 1, "offline": 1, "never_connected": 1, "faulted": 1}
    connectors = view["connectors"]
    assert connectors["by_status"] == {
        "Available": 1, "Charging": 1, "SuspendedEV": 1, "Faulted": 1, "Reserved": 1, "Offline": 1,
    }  # fmt: skip
    assert (connectors["charging"], connectors["in_use"], connectors["available"]) == (1, 2, 1)
    assert (connectors["offline"], connectors["unknown"], connectors["total"]) == (1, 0, 6)
    assert (view["faulted"], view["offline"]) == (["CP-1"], ["CP-2"])


async def test_the_limit_of_all_stations_needs_one_at_each(api: Api) -> None:
    first = (await api.post("/api/admin/stations", json={"name": "A", "power_limit_w": 400})).json()
    second = (await api.post("/api/admin/stations", json={"name": "B"})).json()
    await online(api, "CP-1", station_id=first["id"])
    assert (await overview(api))["power_limit_w"] == 400
    await online(api, "CP-2", station_id=second["id"])
    assert (await overview(api))["power_limit_w"] is None
    assert (await overview(api, station_id=first["id"]))["power_limit_w"] == 400


async def test_energy_of_the_day_begins_at_the_viewer_s_midnight(api: Api) -> None:
    """A session over midnight counts from its register then; UTC+1 has its midnight at 23:00 UTC."""
    charger = await online(api)
    midnight = datetime(2026, 11, 18, 23, tzinfo=UTC)
    row = await transaction(
        charger, started_at=midnight - timedelta(hours=1), meter_start=1000, energy_wh=9000, metered_at=NOW
    )
    await sample(row, midnight - timedelta(minutes=1), 4000, ENERGY)
    await sample(row, midnight + timedelta(minutes=1), 4200, ENERGY)
    await sample(row, NOW, 10000, ENERGY)
    assert (await overview(api, tz="Europe/Berlin"))["energy_today_wh"] == 6000
    ended = {"state": "completed", "stopped_at": at(-60), "energy_wh": Decimal("500.5")}
    await transaction(charger, 2, started_at=at(-3600), **ended)
    assert (await overview(api, tz="Europe/Berlin"))["energy_today_wh"] == 6500.5


async def test_last_week_by_now_and_in_all(api: Api) -> None:
    charger = await online(api)
    row = await transaction(
        charger,
        state="completed",
        started_at=NOW - WEEK - timedelta(hours=1),
        stopped_at=NOW - WEEK + timedelta(hours=1),
        energy_wh=2000,
    )
    await sample(row, NOW - WEEK - timedelta(minutes=1), 1000 + 900, ENERGY)
    view = await overview(api)
    assert (view["energy_last_week_by_now_wh"], view["energy_last_week_total_wh"]) == (900, 2000)
    assert view["energy_today_wh"] == 0


async def test_power_is_the_mean_of_each_connector_summed(api: Api) -> None:
    charger, other = await online(api), await online(api, "CP-2")
    one = await transaction(charger, 1, started_at=at(-600))
    two = await transaction(other, 2, started_at=at(-600))
    for second, value in [(-600, 10000), (-500, 12000)]:
        await sample(one, at(second), value)
    await sample(two, at(-550), 4000)
    await sample(two, at(-540), 999, phase="L1")
    day = await power(api)
    assert watts(day, "11:50") == 15000
    assert day["peak"] == {"at": "2026-11-19T11:50:00Z", "power_w": 15000}
    assert day["points"][0]["at"] == "2026-11-19T00:00:00Z"
    assert day["points"][-1]["at"] == "2026-11-19T11:55:00Z"


async def test_a_value_is_carried_while_its_session_runs_and_no_longer_than_15_minutes(api: Api) -> None:
    charger = await online(api)
    running = await transaction(charger, 1, started_at=at(-3600))
    await sample(running, at(-3600), 7000)
    day = await power(api)
    assert [watts(day, clock) for clock in ("11:00", "11:05", "11:10", "11:15")] == [7000, 7000, 7000, 7000]
    assert watts(day, "11:20") is None, "somebody charges, nobody measured: a gap"

    await Transaction.filter(id=running.id).update(state="completed", stopped_at=at(-3600 + 400))
    day = await power(api)
    assert [watts(day, clock) for clock in ("11:05", "11:10")] == [7000, 0]


async def test_a_newer_value_ends_the_carrying_of_the_older(api: Api) -> None:
    charger = await online(api)
    row = await transaction(charger, 1, started_at=at(-3600))
    await sample(row, at(-3600), 7000)
    await sample(row, at(-3600 + 600), 1000)
    day = await power(api)
    assert [watts(day, clock) for clock in ("11:00", "11:05", "11:10", "11:15")] == [7000, 7000, 1000, 1000]


async def test_the_same_weekday_last_week_lies_beside_it(api: Api) -> None:
    charger = await online(api)
    row = await transaction(
        charger, state="completed", started_at=NOW - WEEK, stopped_at=NOW - WEEK + timedelta(minutes=5)
    )
    await sample(row, NOW - WEEK, 5000)
    day = await power(api)
    assert (day["day"], day["compare_day"]) == ("2026-11-19", "2026-11-12")
    assert len(day["compare"]) == 288
    assert max(point["power_w"] for point in day["compare"]) == 5000


async def test_one_station_alone(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "A"})).json()
    here, there = await online(api, "CP-1", station_id=station["id"]), await online(api, "CP-2")
    for number, (charger, value) in enumerate([(here, 5000), (there, 7000)]):
        row = await transaction(charger, number, started_at=at(-300), power_w=value, energy_wh=value)
        await sample(row, at(-300), value)
    assert watts(await power(api, station_id=station["id"]), "11:55") == 5000
    view = await overview(api, station_id=station["id"])
    assert (view["power_w"], view["energy_today_wh"], view["chargers"]["total"]) == (5000, 5000, 1)
    sessions = (await api.get(f"{OVERVIEW}/sessions", params={"station_id": station["id"]})).json()
    assert sessions["total"] == 1


async def test_live_sessions_have_the_highest_power_first(api: Api) -> None:
    charger = await online(api)
    for evse_id, value in [(1, "900"), (2, "11000"), (3, None)]:
        await connector(charger.id, evse_id, "Charging")
        row = await transaction(charger, evse_id, evse_id=evse_id, power_w=value, started_at=at(-3600))
        if value:
            await sample(row, at(-1500), 1)
            await sample(row, at(-600), value)
    view = (await api.get(f"{OVERVIEW}/sessions", params={"limit": 2})).json()
    assert view["total"] == 3
    assert [item["power_w"] for item in view["items"]] == [11000, 900], "as numbers, not as texts"
    first = view["items"][0]
    assert (first["connector_status"], first["online"]) == ("Charging", True)
    assert first["sparkline"] == [{"at": "2026-11-19T11:50:00Z", "power_w": 11000}], "the last 20 minutes"


async def test_the_sparkline_is_short_whatever_the_sampling_is(api: Api) -> None:
    charger = await online(api)
    row = await transaction(charger, started_at=at(-3600), power_w=1)
    for second in range(0, 1190, 5):
        await sample(row, at(-second), second)
    (session,) = (await api.get(f"{OVERVIEW}/sessions")).json()["items"]
    assert len(session["sparkline"]) <= 60
    assert session["sparkline"][-1]["at"] == "2026-11-19T12:00:00Z"


@pytest.mark.parametrize("tz", ["Mars/Olympus", "../etc/passwd", "/etc/localtime", ""])
async def test_a_zone_that_is_none(api: Api, tz: str) -> None:
    answer = await api.get(OVERVIEW, params={"tz": tz})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "tz")


async def test_a_day_has_25_hours_when_clocks_go_back(api: Api) -> None:
    api.clock.now = datetime(2026, 10, 25, 22, 59, tzinfo=UTC)
    api.headers.update(await api.signed_in("operator@charging.example"))
    day = await power(api, tz="Europe/Berlin")
    assert (day["points"][0]["at"], len(day["points"])) == ("2026-10-24T22:00:00Z", 25 * 12)


async def test_an_unknown_station_has_nothing(api: Api) -> None:
    await online(api)
    view = await overview(api, station_id=str(UUID(int=1)))
    assert view["chargers"]["total"] == 0
