"""`/api/admin/analytics`: energy by when it flowed, sessions by when they started."""

from typing import Any

import pytest

from csms.charging.energy_quarters import EnergyQuarters
from csms.store import grouping
from csms.store.models import Charger
from tests.api.conftest import Api
from tests.services.database import NOW, at
from tests.store.rows import sample, transaction

ANALYTICS = "/api/admin/analytics"
ENERGY = "Energy.Active.Import.Register"
DAY = {"from": "2026-11-19T00:00:00Z", "to": "2026-11-20T00:00:00Z"}


async def ask(api: Api, what: str, **params: Any) -> dict[str, Any]:
    answer = await api.get(f"{ANALYTICS}/{what}", params={**DAY, **params})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
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
