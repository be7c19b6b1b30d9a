"""`/api/admin/transactions`: lists, totals, samples, curve, evidence, force-stop."""

from decimal import Decimal
from typing import Any

import pytest

from csms.store.models import MeterValue, Transaction
from tests.api.conftest import Api
from tests.charging.starts import report, report_stop
from tests.services.database import NOW, at
from tests.store.rows import sample, transaction

TRANSACTIONS = "/api/admin/transactions"
ENERGY = "Energy.Active.Import.Register"


async def listed(api: Api, **params: Any) -> list[int]:
    answer = await api.get(TRANSACTIONS, params=params)
    assert answer.status_code == 200, answer.text
    return [item["transaction_id"] for item in answer.json()["items"]]


async def test_a_transaction_is_told_with_its_place(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Lindenhof"})).json()
    charger = await api.database.charger("CP-0019", station_id=station["id"])
    row = await transaction(
        charger, 18342, energy_wh=Decimal("34920"), meter_stop=Decimal("18239230.5"), flags=["stop_missing"]
    )
    view = (await api.get(f"{TRANSACTIONS}/{row.id}")).json()
    assert (view["transaction_id"], view["charge_point_id"], view["station_name"]) == (
        18342,
        "CP-0019",
        "Lindenhof",
    )
    assert (view["energy_wh"], view["meter_stop"]) == (34920, 18239230.5)
    assert view["started_at"] == "2026-11-19T12:00:00Z"
    assert [flag["code"] for flag in view["flags"]] == ["stop_missing"]


async def test_pages_go_back_in_time_also_through_equal_moments(api: Api) -> None:
    charger = await api.database.charger()
    for number in range(7):
        await transaction(charger, number, started_at=at(number // 3), state="completed")
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await api.get(TRANSACTIONS, params={"limit": 2, **cursor})).json()
        seen += [item["transaction_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert sorted(seen) == list(range(7))
    assert seen == await listed(api)


async def test_filters(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "Lindenhof"})).json()
    here = await api.database.charger("CP-1", station_id=station["id"])
    there = await api.database.charger("CP-2")
    await transaction(here, 1, id_token="Staff-7", state="completed")
    await transaction(there, 2, started_at=at(60))
    await api.post("/api/admin/id-tags", json={"id_tag": "STAFF-7"})
    assert await listed(api) == [2, 1]
    assert await listed(api, state="active") == [2]
    assert await listed(api, charger_id=str(here.id)) == [1]
    assert await listed(api, station_id=station["id"]) == [1]
    assert await listed(api, id_tag="sTAFF-7") == [1]
    assert await listed(api, **{"from": "2026-11-19T12:00:30Z"}) == [2]
    assert await listed(api, to="2026-11-19T13:00:30+01:00") == [1]
    assert await listed(api, search="2") == [2]
    assert await listed(api, search="cp-1") == [1]
    assert await listed(api, search="taff") == [1]
    assert await listed(api, search="nothing") == []


@pytest.mark.parametrize(
    "params", [{"from": "2026-11-19T12:00:30"}, {"limit": 501}, {"charger_id": "x"}, {"search": "\0"}]
)
async def test_bad_filters_are_named(api: Api, params: dict[str, Any]) -> None:
    answer = await api.get(TRANSACTIONS, params=params)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == list(params)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "WyJhIiwiYiJd", "e30=", "\u00e9", "WzEsMl0="])
async def test_a_cursor_that_is_none_is_a_422(api: Api, cursor: str) -> None:
    answer = await api.get(TRANSACTIONS, params={"cursor": cursor})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["cursor"]


async def test_totals_belong_to_the_filter(api: Api) -> None:
    charger = await api.database.charger()
    for number, state in enumerate(["completed", "suspect", "completed"]):
        ended = {"stopped_at": at(600), "energy_wh": Decimal("1500.25")}
        await transaction(charger, number, state=state, **ended)
    totals = (await api.get(f"{TRANSACTIONS}/summary")).json()
    assert totals == {"count": 3, "energy_wh": 4500.75, "duration_s": 1800, "suspect": 1}
    some = (await api.get(f"{TRANSACTIONS}/summary", params={"state": "suspect"})).json()
    assert (some["count"], some["energy_wh"]) == (1, 1500.25)
    none = (await api.get(f"{TRANSACTIONS}/summary", params={"state": "active"})).json()
    assert none == {"count": 0, "energy_wh": 0, "duration_s": 0, "suspect": 0}


async def test_samples_are_exact_text_in_order(api: Api) -> None:
    charger = await api.database.charger()
    row = await transaction(charger)
    await sample(row, at(60), "1000.123456789", ENERGY)
    await sample(row, at(0), "1000", ENERGY)
    await MeterValue.filter(occurred_at=at(60)).update(raw_text="1.000123456789")
    address = f"{TRANSACTIONS}/{row.id}/meter-values"
    first = (await api.get(address, params={"limit": 1})).json()
    second = (await api.get(address, params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert [item["value"] for item in first["items"] + second["items"]] == ["1000", "1000.123456789"]
    assert second["items"][0]["raw"] == "1.000123456789"
    assert second["next_cursor"] is None


async def test_the_curve_has_power_energy_and_battery(api: Api) -> None:
    charger = await api.database.charger()
    row = await transaction(charger, meter_start=Decimal(1000))
    for second in (60, 120):
        await sample(row, at(second), 11000)
        await sample(row, at(second), 1000 + second, ENERGY)
        await sample(row, at(second), 40, "SoC")
    points = (await api.get(f"{TRANSACTIONS}/{row.id}/curve")).json()["points"]
    assert points[0] == {"at": "2026-11-19T12:00:00Z", "power_w": None, "energy_wh": 0, "soc_percent": None}
    assert [point["energy_wh"] for point in points] == [0, 60, 120]
    assert points[1]["power_w"] == 11000


async def test_a_curve_of_phases_is_their_sum(api: Api) -> None:
    """METER-10: without an overall value, L1 + L2 + L3 of the same moment."""
    charger = await api.database.charger()
    row = await transaction(charger)
    for phase in ("L1", "L2", "L3"):
        await sample(row, at(60), 3000, phase=phase)
    await sample(row, at(120), 3000, phase="L1")
    points = (await api.get(f"{TRANSACTIONS}/{row.id}/curve")).json()["points"]
    assert [point["power_w"] for point in points] == [None, 9000]


async def test_a_long_session_is_thinned(api: Api) -> None:
    charger = await api.database.charger()
    row = await transaction(charger)
    await MeterValue.bulk_create(
        [
            MeterValue(
                charger_id=charger.id,
                evse_id=1,
                transaction_id=row.id,
                occurred_at=at(10 * number),
                received_at=NOW,
                series_key=1,
                context="Sample.Periodic",
                measurand="Power.Active.Import",
                location="Outlet",
                value=Decimal(number),
                raw_text=str(number),
            )
            for number in range(2000)
        ]
    )
    points = (await api.get(f"{TRANSACTIONS}/{row.id}/curve")).json()["points"]
    assert 400 < len(points) <= 500
    assert points[-1]["at"] == (at(19990)).isoformat().replace("+00:00", "Z")


async def test_evidence_follows_the_messages(api: Api) -> None:
    session = await api.database.session("CP-0019")
    await api.database.id_tag("TAG")
    started = await report(api.database, session, meter=1000)
    row = (await api.get(TRANSACTIONS)).json()["items"][0]
    stored = await Transaction.get(id=row["id"])
    for second in (60, 120, 180):
        await sample(stored, at(second), 1000 + second, ENERGY)
    await report_stop(api.database, session, started.number, meter=1150)
    view = (await api.get(f"{TRANSACTIONS}/{row['id']}")).json()
    pieces = {piece["kind"]: piece for piece in view["evidence"]}
    assert list(pieces) == ["started", "meter_values", "last_sample", "stopped", "clock"]
    assert pieces["started"]["register_wh"] == 1000
    assert (pieces["meter_values"]["count"], pieces["meter_values"]["detail"]) == (
        3,
        "every 60 s, always rising",
    )
    assert pieces["last_sample"]["register_wh"] == 1180
    assert pieces["stopped"]["register_wh"] == 1150


async def test_force_stop_at_the_charger(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    row = await transaction(charger, 18391)
    answer = (await api.post(f"{TRANSACTIONS}/{row.id}/force-stop")).json()
    assert answer["outcome"] == "stopped_by_charger"
    assert answer["command"]["action"] == "RemoteStopTransaction"
    assert answer["transaction"]["state"] == "active", "it ends when the charger reports the stop"


async def test_force_stop_closes_the_record_of_a_charger_that_is_away(api: Api) -> None:
    charger = await api.database.charger()
    row = await transaction(charger, 18391, register_wh=Decimal(3500))
    answer = (await api.post(f"{TRANSACTIONS}/{row.id}/force-stop")).json()
    assert answer["outcome"] == "closed_record"
    assert (answer["transaction"]["state"], answer["transaction"]["energy_wh"]) == ("force_closed", 2500)
    again = await api.post(f"{TRANSACTIONS}/{row.id}/force-stop")
    assert again.status_code == 409
    missing = await api.post(f"{TRANSACTIONS}/01930000-0000-7000-8000-000000000000/force-stop")
    assert missing.status_code == 404
