"""`/api/admin/transactions`: lists, totals, samples, curve, evidence, force-stop."""

from decimal import Decimal
from typing import Any

import pytest

from csms.charging import metering
from csms.store.models import Charger, Message, MeterValue, QuarantinedStop, Transaction, TransactionEvent
from csms.store.models.base import new_id
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


async def test_evidence_leads_to_the_very_frame(api: Api) -> None:
    """R20: by the moment it came, and only to what the charger said."""
    session = await api.database.session("CP-0019")
    await api.database.id_tag("TAG")
    started = await report(api.database, session, meter=1000)
    row = (await api.get(TRANSACTIONS)).json()["items"][0]
    stored = await Transaction.get(id=row["id"])
    [event] = await TransactionEvent.filter(transaction_id=stored.id)
    for number, (kind, action) in enumerate(
        [("CALL", "Heartbeat"), ("CALL", "StartTransaction"), ("CALLERROR", "StartTransaction")]
    ):
        await Message.create(
            charger_id=stored.charger_id,
            at=event.received_at,
            direction="in",
            type=kind,
            action=action,
            message_id=f"m{number}",
            raw_text="[]",
        )
    await report_stop(api.database, session, started.number, meter=1150)
    view = (await api.get(f"{TRANSACTIONS}/{row['id']}")).json()
    pieces = {piece["kind"]: piece["message"] for piece in view["evidence"]}
    assert pieces["started"]["message_id"] == "m1"
    assert (pieces["stopped"], pieces["clock"]) == (None, None)


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


# -- the story, the doubtful and the stray -----------------------------------------------------------------------------


async def test_the_story_is_told_in_its_order(api: Api) -> None:
    """R10, R20"""
    session = await api.database.session()
    await api.database.id_tag("TAG")
    number = (await report(api.database, session, meter=1000)).number
    for _ in range(2):
        await report_stop(api.database, session, number, meter=2000)
    row = await Transaction.get()
    address = f"{TRANSACTIONS}/{row.id}/events"
    first = (await api.get(address, params={"limit": 2})).json()
    rest = (await api.get(address, params={"cursor": first["next_cursor"]})).json()
    told = [(event["kind"], event["disposition"]) for event in first["items"] + rest["items"]]
    assert told == [("started", "applied"), ("stopped", "applied"), ("stopped", "duplicate")]
    assert first["items"][1]["data"]["meter_stop"] == "2000"
    assert (await api.get(f"{TRANSACTIONS}/{session.charger_id}/events")).status_code == 404


async def test_stops_that_fit_nothing_are_listed(api: Api) -> None:
    """STOP-02, R8"""
    session = await api.database.session("CP-0019")
    series = metering.series_of("Transaction.End", None, None, None, "kWh", None)
    samples = [metering.sample(series, "2.5", at(60))]
    for number, second in (("-1", 60), ("9223372036854775807", 120), ("4711", 180)):
        await report_stop(api.database, session, number, token="X", when=at(3600 + second), samples=samples)
    address = f"{TRANSACTIONS}/quarantined"
    first = (await api.get(address, params={"limit": 2})).json()
    rest = (await api.get(address, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    items = first["items"] + rest["items"]
    assert [item["claimed_transaction_id"] for item in items] == ["4711", "9223372036854775807", "-1"]
    assert (items[0]["charge_point_id"], items[0]["id_tag"], items[0]["meter_stop"]) == ("CP-0019", "X", 2000)
    assert items[0]["samples"][0] == {
        "timestamp": "2026-11-19T12:01:00Z",
        "context": "Transaction.End",
        "measurand": ENERGY,
        "phase": None,
        "location": "Outlet",
        "unit": "Wh",
        "value": "2500",
        "raw": "2.5",
    }
    elsewhere = {"charger_id": "01930000-0000-7000-8000-000000000000"}
    assert (await api.get(address, params=elsewhere)).json()["items"] == []
    assert (await api.get(address, params={"joined": True})).json()["items"] == []


async def test_a_joined_stop_is_listed_with_its_transaction(api: Api) -> None:
    """STOP-08"""
    session = await api.database.session()
    await report_stop(api.database, session, "-1", token="TAG")
    await report(api.database, session)
    (item,) = (await api.get(f"{TRANSACTIONS}/quarantined", params={"joined": True})).json()["items"]
    row = await Transaction.get()
    assert (item["transaction"], item["joined_at"]) == (str(row.id), "2026-11-19T12:00:00Z")
    evidence = (await api.get(f"{TRANSACTIONS}/{row.id}")).json()["evidence"]
    assert "joined" in [piece["kind"] for piece in evidence]


QUARANTINED = f"{TRANSACTIONS}/quarantined"


async def stray(claimed: str, charger: Charger, second: int, **columns: Any) -> None:
    """A stop of that second; it stopped a minute before."""
    values = {
        "id_token": None,
        "stop_reason": "Local",
        "occurred_at": at(second - 60),
        "received_at": at(second),
        **columns,
    }
    await QuarantinedStop.create(
        charger_id=charger.id,
        charge_point_id=charger.charge_point_id,
        charge_point_id_natural=charger.charge_point_id_natural,
        ocpp_transaction_id=claimed,
        stop_key=claimed,
        **values,
    )


async def strays(api: Api) -> None:
    """Three that wait, and one that has found its transaction."""
    nine, ten = await api.database.charger("CP-9"), await api.database.charger("CP-10")
    await stray("77", ten, 1, id_token="CARD-1", meter_stop=Decimal(9000), occurred_at=at(0))
    await stray("9223372036854775807", nine, 2, id_token="CARD-2", meter_stop=Decimal(18240))
    await stray("8", nine, 3, stop_reason="EVDisconnected")
    await stray("9", ten, 4, transaction_id=new_id(), joined_at=at(5))


async def claims(api: Api, **query: Any) -> list[str]:
    """The transactions that those claim, each page of one."""
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = (await api.get(QUARANTINED, params={"limit": 1, **query, **cursor})).json()
        found += [item["claimed_transaction_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


LARGEST = "9223372036854775807"


@pytest.mark.parametrize(
    ("sort", "rising", "falling"),
    [
        ("received_at", ["77", LARGEST, "8"], ["8", LARGEST, "77"]),
        ("occurred_at", [LARGEST, "8", "77"], ["77", "8", LARGEST]),
        ("claimed_transaction_id", ["8", "77", LARGEST], [LARGEST, "77", "8"]),
        ("charge_point_id", [LARGEST, "8", "77"], ["77", "8", LARGEST]),
        ("id_tag", ["77", LARGEST, "8"], [LARGEST, "77", "8"]),
        ("meter_stop", ["77", LARGEST, "8"], [LARGEST, "77", "8"]),
        ("stop_reason", ["8", "77", LARGEST], [LARGEST, "77", "8"]),
        ("joined_at", ["77", LARGEST, "8"], ["8", LARGEST, "77"]),
    ],
)
async def test_quarantined_stops_in_every_order(
    api: Api, sort: str, rising: list[str], falling: list[str]
) -> None:
    await strays(api)
    assert await claims(api, sort=sort) == rising
    assert await claims(api, sort=f"-{sort}") == falling


async def test_quarantined_stops_are_searched_and_counted(api: Api) -> None:
    await strays(api)
    assert await claims(api, search="card-") == [LARGEST, "77"]
    assert await claims(api, search="cp-9") == ["8", LARGEST]
    assert await claims(api, search="77") == [LARGEST, "77"]
    assert await claims(api, search="cp-10", joined=True) == ["9"]
    summary = f"{QUARANTINED}/summary"
    assert (await api.get(summary)).json() == {"waiting": 3, "joined": 1}
    assert (await api.get(summary, params={"search": "cp-10"})).json() == {"waiting": 1, "joined": 1}
    nine = await Charger.get(charge_point_id="CP-9")
    found = (await api.get(summary, params={"charger_id": str(nine.id)})).json()
    assert found == {"waiting": 2, "joined": 0}


async def test_settling_a_suspect(api: Api) -> None:
    """R10: by whom and why is part of the story."""
    charger = await api.database.charger()
    row = await transaction(charger, 1, state="suspect", flags=["connector_available"])
    await sample(row, at(60), 1700, ENERGY)
    address = f"{TRANSACTIONS}/{row.id}/settle"
    low = await api.post(address, json={"meter_stop": 10})
    assert (low.status_code, low.json()["errors"][0]["field"]) == (422, "meter_stop")
    settled = (await api.post(address, json={"note": "Seen on the display"})).json()
    assert (settled["state"], settled["energy_wh"], settled["stopped_at"]) == (
        "completed",
        700,
        "2026-11-19T12:01:00Z",
    )
    assert {flag["code"] for flag in settled["flags"]} == {"connector_available", "settled", "estimated"}
    assert (await api.post(address, json={})).status_code == 409
    evidence = (await api.get(f"{TRANSACTIONS}/{row.id}")).json()["evidence"]
    told = [piece["detail"] for piece in evidence if piece["kind"] == "settled"]
    assert told == ["Settled by operator@charging.example: Seen on the display"]


@pytest.mark.parametrize(
    "body", [{"meter_stop": -1}, {"meter_stop": 10**13}, {"stopped_at": "noon"}, {"note": 7}]
)
async def test_what_cannot_be_said_of_a_suspect(api: Api, body: dict[str, Any]) -> None:
    row = await transaction(await api.database.charger(), 1, state="suspect")
    answer = await api.post(f"{TRANSACTIONS}/{row.id}/settle", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(body)))


@pytest.mark.parametrize(
    ("meter", "detail"),
    [
        (2350, "0.35 kWh more than at the end of transaction 1"),
        (1900, "0.10 kWh less than at the end of transaction 1"),
        (2000, None),
    ],
)
async def test_what_the_meter_counted_between_two_sessions(api: Api, meter: int, detail: str | None) -> None:
    """START-11: evidence, and no error."""
    charger = await api.database.charger()
    await transaction(charger, 1, state="completed", meter_stop=Decimal(2000), stopped_at=at(600))
    await transaction(charger, 2, evse_id=2, state="completed", meter_stop=Decimal(1), started_at=at(700))
    row = await transaction(charger, 3, started_at=at(1000), meter_start=Decimal(meter))
    view = (await api.get(f"{TRANSACTIONS}/{row.id}")).json()
    gaps = [piece for piece in view["evidence"] if piece["kind"] == "meter_gap"]
    assert [gap["detail"] for gap in gaps] == ([detail] if detail else [])
    assert (view["state"], view["flags"]) == ("active", [])


# -- one series of samples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 5),
        ({"measurand": ENERGY}, 1),
        ({"phase": "L1"}, 1),
        ({"phase": ""}, 4),
        ({"context": "Transaction.End"}, 1),
        ({"location": "Inlet"}, 1),
        ({"measurand": "Power.Active.Import", "phase": ""}, 3),
        ({"from": "2026-11-19T12:02:00Z"}, 3),
        ({"to": "2026-11-19T12:02:00Z"}, 2),
    ],
)
async def test_one_series_of_a_transaction(api: Api, params: dict[str, Any], count: int) -> None:
    """METER-03, METER-04: by measurand, phase, context, location and time."""
    row = await transaction(await api.database.charger())
    await sample(row, at(0), 1000, ENERGY)
    await sample(row, at(60), 7000)
    await sample(row, at(120), 7000, phase="L1")
    await sample(row, at(180), 7000, context="Transaction.End")
    await sample(row, at(240), 7000, location="Inlet")
    items = (await api.get(f"{TRANSACTIONS}/{row.id}/meter-values", params=params)).json()["items"]
    assert len(items) == count


async def test_samples_of_no_transaction_are_their_connectors(api: Api) -> None:
    """METER-12: connector 0 is the site's meter."""
    charger = await api.database.charger()
    row = await transaction(charger)
    for second, connector_id in ((0, 0), (60, 0), (120, 1)):
        await sample(row, at(second), 7000, transaction_id=None, evse_id=connector_id)
    await sample(row, at(180), 7000)
    address = f"/api/admin/chargers/{charger.id}/meter-values"
    site = (await api.get(address, params={"limit": 1})).json()
    rest = (await api.get(address, params={"cursor": site["next_cursor"]})).json()
    times = [item["timestamp"] for item in site["items"] + rest["items"]]
    assert times == ["2026-11-19T12:00:00Z", "2026-11-19T12:01:00Z"]
    assert len((await api.get(address, params={"connector_id": 1})).json()["items"]) == 1
    assert (await api.get(f"/api/admin/chargers/{row.id}/meter-values")).status_code == 404


async def test_the_curve_of_a_charger_with_one_phase(api: Api) -> None:
    """METER-10: all the phases there are, if that is one; a register needs three (METER-09)."""
    row = await transaction(await api.database.charger(), meter_start=Decimal(1000))
    await sample(row, at(60), 3000, phase="L1")
    await sample(row, at(120), 1500, ENERGY, phase="L1")
    points = (await api.get(f"{TRANSACTIONS}/{row.id}/curve")).json()["points"]
    assert [(point["power_w"], point["energy_wh"]) for point in points] == [(None, 0), (3000, None)]
