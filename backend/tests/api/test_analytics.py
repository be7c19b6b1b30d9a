"""`/api/admin/analytics`: energy by when it flowed, sessions by when they started."""

from typing import Any

import pytest
from pydantic import BaseModel

from csms.api.schemas.analytics import (
    EnergyAnalytics,
    PowerAnalytics,
    SessionAnalytics,
    UptimeAnalytics,
    UtilisationAnalytics,
)
from csms.charging.charger_days import ChargerDays
from csms.charging.energy_quarters import EnergyQuarters
from csms.charging.peaks import Peaks
from csms.store import grouping
from csms.store.facts import ChargerConnected, ChargerDisconnected, ConnectorReported
from csms.store.models import Charger, Transaction
from csms.store.models.base import new_id
from tests.api.conftest import Api
from tests.services.database import NOW, at
from tests.store.rows import sample, transaction

ANALYTICS = "/api/admin/analytics"
ENERGY = "Energy.Active.Import.Register"
HOUR, DAY_S = 3600, 86400
DAY = {"from": "2026-11-19T00:00:00Z", "to": "2026-11-20T00:00:00Z"}


SCHEMAS: dict[str, type[BaseModel]] = {
    "energy": EnergyAnalytics,
    "sessions": SessionAnalytics,
    "utilisation": UtilisationAnalytics,
    "uptime": UptimeAnalytics,
    "power": PowerAnalytics,
}


async def ask(api: Api, what: str, **params: Any) -> dict[str, Any]:
    answer = await api.get(f"{ANALYTICS}/{what}", params={**DAY, **params})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert SCHEMAS[what].model_validate(body).model_dump(mode="json") == body
    return body


async def ended(charger: Charger, number: int, start: float, stop: float, wh: float, **columns: Any) -> None:
    row = await transaction(
        charger,
        number,
        started_at=at(start),
        stopped_at=at(stop),
        state="completed",
        energy_wh=wh,
        split_due_at=NOW,
        **columns,
    )
    await sample(row, at(stop), 1000 + wh, ENERGY)


async def split(api: Api) -> None:
    await EnergyQuarters(api.database.journal, lambda: NOW).work()


async def test_energy_counts_when_it_flowed_and_sessions_when_they_started(api: Api) -> None:
    charger = await api.database.charger()
    await ended(charger, 1, -5400, -1800, 4000.25)  # 10:30 to 11:30
    await split(api)
    energy = await ask(api, "energy", interval="hour")
    assert [(item["start"], item["end"], item["energy_wh"]) for item in energy["items"]] == [
        ("2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", 2000.125),
        ("2026-11-19T11:00:00Z", "2026-11-19T12:00:00Z", 2000.125),
    ]
    assert energy["energy_wh"] == 4000.25
    sessions = await ask(api, "sessions", interval="hour")
    assert [(item["start"], item["sessions"]) for item in sessions["items"]] == [("2026-11-19T10:00:00Z", 1)]
    figures = [sessions[name] for name in ("sessions", "energy_wh", "duration_s", "suspect")]
    assert figures == [1, 4000.25, 3600, 0]


async def test_the_day_is_the_viewer_s(api: Api) -> None:
    charger = await api.database.charger()
    await ended(charger, 1, -5400, -1800, 4000)
    await split(api)
    items = (await ask(api, "energy", tz="Asia/Kathmandu", interval="day"))["items"]
    assert [(item["start"], item["end"]) for item in items] == [
        ("2026-11-19T00:00:00Z", "2026-11-19T18:15:00Z")
    ]


async def test_by_station_charger_and_tag(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "A"})).json()
    here = await api.database.charger("CP-1", station_id=station["id"])
    there = await api.database.charger("CP-2")
    await api.database.id_tag("Tag-1")
    await ended(here, 1, -3600, -1800, 1000, id_token="TAG-1")
    await ended(there, 2, -3600, -1800, 500, id_token="TAG-2")
    await split(api)
    for what in ("energy", "sessions"):
        found = {
            by: {
                (item["key"], item["label"]): item["energy_wh"]
                for item in (await ask(api, what, group_by=by))["items"]
            }
            for by in ("none", "station", "charger", "id_tag")
        }
        assert found == {
            "none": {(None, None): 1500},
            "station": {(station["id"], "A"): 1000, (None, None): 500},
            "charger": {(str(here.id), "CP-1"): 1000, (str(there.id), "CP-2"): 500},
            "id_tag": {("tag-1", "Tag-1"): 1000, ("tag-2", None): 500},
        }
        for only in ({"station_id": station["id"]}, {"charger_id": str(here.id)}, {"id_tag": "TAG-1"}):
            assert (await ask(api, what, **only))["energy_wh"] == 1000
        both = {"station_id": station["id"], "id_tag": "TAG-2"}
        assert (await ask(api, what, **both))["energy_wh"] == 0


async def test_records_outlive_their_charger(api: Api) -> None:
    charger = await api.database.charger("CP-1")
    await ended(charger, 1, -3600, -1800, 1000)
    await split(api)
    await charger.delete()
    (item,) = (await ask(api, "energy", group_by="charger"))["items"]
    assert (item["key"], item["label"], item["energy_wh"]) == (str(charger.id), "CP-1", 1000)


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
async def test_csv_holds_no_formula(api: Api, how: dict[str, Any]) -> None:
    charger = await api.database.charger("=HYPERLINK(1)")
    await ended(charger, 1, -3600, -1800, 1000)
    await split(api)
    params = {**DAY, "group_by": "charger", **how.get("params", {})}
    answer = await api.get(f"{ANALYTICS}/energy", params=params, headers=how.get("headers"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines() == [
        "start,end,key,label,energy_wh",
        f"2026-11-19T00:00:00Z,2026-11-20T00:00:00Z,{charger.id},'=HYPERLINK(1),1000",
    ]


async def test_more_than_anybody_reads_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    charger = await api.database.charger()
    await ended(charger, 1, -5400, -1800, 4000)
    await split(api)
    monkeypatch.setattr(grouping, "MOST_ITEMS", 1)
    answer = await api.get(f"{ANALYTICS}/energy", params={**DAY, "interval": "hour"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "interval")


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"to": DAY["from"]}, "to"),
        ({"to": "2027-11-19T00:00:00Z", "interval": "hour"}, "to"),
        ({"tz": "Mars/Olympus"}, "tz"),
    ],
)
async def test_what_cannot_be_asked(api: Api, params: dict[str, str], field: str) -> None:
    answer = await api.get(f"{ANALYTICS}/energy", params={**DAY, **params})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_only_administrators(api: Api) -> None:
    assert (
        await api.get(f"{ANALYTICS}/energy", params=DAY, headers={"Authorization": ""})
    ).status_code == 401


async def present(api: Api, identity: str, **columns: Any) -> Charger:
    """Here since eleven, free, and charging since half past."""
    charger = await api.database.charger(identity, **columns)
    fact = ChargerConnected(new_id(), charger.id, "node", "a", "1.6", at(-HOUR))
    epoch = (await api.database.write([fact])).claims[fact.id].epoch
    for status, seconds in (("Available", -HOUR), ("Charging", -HOUR / 2)):
        said = (charger.id, epoch, 1, status, "NoError", None, None, None, at(seconds), at(seconds))
        await api.database.write([ConnectorReported(*said)])
    return charger


async def test_how_connectors_were(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "A"})).json()
    await present(api, "CP-1", station_id=station["id"])
    await present(api, "CP-2")
    await ChargerDays(api.database.journal, lambda: NOW).work()
    whole = await ask(api, "utilisation")
    names = ("connector_s", "unknown_s", "free_s", "charging_s", "charging_percent", "in_use_percent")
    assert [whole[name] for name in names] == [24 * HOUR, 22 * HOUR, HOUR, HOUR, 50.0, 50.0]
    here = await ask(api, "utilisation", group_by="station", interval="hour", station_id=station["id"])
    assert [(item["start"], item["label"], item["charging_s"]) for item in here["items"]][-1:] == [
        ("2026-11-19T11:00:00Z", "A", HOUR / 2)
    ]
    csv = await api.get(f"{ANALYTICS}/utilisation", params={**DAY, "format": "csv"})
    assert csv.text.startswith("start,end,key,label,connector_s,charging_s,occupied_s,free_s,")


async def test_whether_chargers_were_up_and_when_not(api: Api) -> None:
    charger = await present(api, "CP-1")
    await api.database.write([ChargerDisconnected(charger.id, 1, at(0))])
    await ChargerDays(api.database.journal, lambda: at(HOUR)).work()
    (item,) = (await ask(api, "uptime", group_by="charger"))["items"]
    assert (item["label"], item["uptime_percent"], item["up_s"], item["down_offline_s"]) == (
        "CP-1",
        50.0,
        HOUR,
        HOUR,
    )
    assert item["excluded_s"] == 11 * HOUR
    outages = f"/api/admin/chargers/{charger.id}/outages"
    assert (await api.get(outages, params=DAY)).json() == {
        "items": [
            {"cause": "offline", "started_at": "2026-11-19T12:00:00Z", "ended_at": None, "duration_s": HOUR}
        ]
    }
    csv = (await api.get(outages, params={**DAY, "format": "csv"})).text
    assert csv.splitlines() == ["cause,started_at,ended_at,duration_s", "offline,2026-11-19T12:00:00Z,,3600"]
    too_long = await api.get(outages, params={**DAY, "to": "2028-01-01T00:00:00Z"})
    assert (too_long.status_code, too_long.json()["errors"][0]["field"]) == (422, "to")
    assert (await api.get("/api/admin/chargers/none/outages", params=DAY)).status_code == 404


async def test_a_bill_takes_what_has_ended_by_when_it_ended(api: Api) -> None:
    """By person; idle time apart; without what somebody has to look at first."""
    charger = await api.database.charger()
    person = (await api.post("/api/admin/users", json={"email": "ines@charging.example"})).json()["id"]
    await ended(charger, 1, -DAY_S - 60, -HOUR, 1000.000001, user_id=person)
    await ended(charger, 2, -HOUR, -HOUR / 2, 500, user_id=person)
    await ended(charger, 3, -HOUR, -HOUR / 2, 300)
    suspect = await Transaction.get(ocpp_transaction_id="3")
    await suspect.update_from_dict({"state": "suspect"}).save()
    row = await Transaction.get(ocpp_transaction_id="2")
    await sample(row, at(-HOUR / 2 - 600), 1500, ENERGY)
    await split(api)
    bill = {"counted_at": "stop", "completed": "true", "group_by": "user"}
    (item,) = (await ask(api, "sessions", **bill))["items"]
    assert (item["key"], item["label"], item["sessions"]) == (person, "ines@charging.example", 2)
    assert (item["energy_wh"], item["idle_s"]) == (1500.000001, 600)
    assert item["duration_s"] == item["charging_s"] + item["idle_s"] == DAY_S + 60 - HOUR + HOUR / 2
    begun = await ask(api, "sessions", completed="true", user_id=person)
    assert begun["sessions"] == 1


async def test_when_most_power_flowed(api: Api) -> None:
    """Two sessions at once are one power; a quarter of an hour of 500 Wh is 2 kW."""
    here, there = await api.database.charger("CP-1"), await api.database.charger("CP-2")
    await ended(here, 1, -3600, -1800, 1000)
    await ended(there, 2, -2700, -1800, 300)
    await split(api)
    await Peaks(api.database.journal).work()
    (item,) = (await ask(api, "power"))["items"]
    assert (item["peak_w"], item["peak_at"]) == (3200, "2026-11-19T11:15:00Z")
    by_charger = (await ask(api, "power", group_by="charger", interval="hour"))["items"]
    assert [(one["label"], one["peak_w"]) for one in by_charger] == [("CP-1", 2000), ("CP-2", 1200)]
    csv = await api.get(f"{ANALYTICS}/power", params={**DAY, "format": "csv"})
    assert csv.text.splitlines()[1] == "2026-11-19T00:00:00Z,2026-11-20T00:00:00Z,,,3200,2026-11-19T11:15:00Z"
