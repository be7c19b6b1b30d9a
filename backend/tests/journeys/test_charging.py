"""A driver charges while an operator watches, starts and stops: the whole server over real sockets."""

import asyncio
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from ocpp.v16 import call  # type: ignore[import-untyped]

from tests.journeys.charger import Charger, connected
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer


def at(seconds: float = 0) -> str:
    """A moment as a charger writes it, whole seconds from now."""
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


async def boot(charger: Charger) -> Any:
    return await charger.call(
        call.BootNotification(
            charge_point_vendor="Acme",
            charge_point_model="Pole 22",
            charge_point_serial_number="SN-0815",
            firmware_version="1.2.3",
        )
    )


async def report(charger: Charger, status: str, connector_id: int = 1) -> None:
    await charger.call(
        call.StatusNotification(
            connector_id=connector_id, error_code="NoError", status=status, timestamp=at()
        )
    )


async def start(charger: Charger, tag: str, meter_start: int = 1000, moment: str = "") -> int:
    """The number of the transaction."""
    request = call.StartTransaction(
        connector_id=1, id_tag=tag, meter_start=meter_start, timestamp=moment or at()
    )
    started = await charger.call(request)
    assert started.id_tag_info["status"] == "Accepted"
    number: int = started.transaction_id
    return number


async def meter(charger: Charger, number: int, register: int, power_kw: str, moment: str) -> None:
    sampled = [
        {"value": str(register), "measurand": "Energy.Active.Import.Register", "unit": "Wh"},
        {"value": power_kw, "measurand": "Power.Active.Import", "unit": "kW"},
    ]
    request = call.MeterValues(
        connector_id=1, transaction_id=number, meter_value=[{"timestamp": moment, "sampledValue": sampled}]
    )
    await charger.call(request)


async def stop(charger: Charger, number: int, meter_stop: int, **more: Any) -> Any:
    request = call.StopTransaction(transaction_id=number, meter_stop=meter_stop, timestamp=at(), **more)
    return await charger.call(request)


async def transaction_of(operator: Operator, charger: dict[str, Any]) -> dict[str, Any]:
    """The only transaction of a charger."""
    (transaction,) = await operator.items("/transactions", charger_id=charger["id"])
    return dict(transaction)


async def test_a_driver_charges(server: RunningServer, operator: Operator) -> None:
    station = await operator.post("/stations", {"name": "Harbour", "address": "Quay 1"}, HTTPStatus.CREATED)
    charger = await operator.new_charger(station_id=station["id"], name="Left")
    tag = await operator.new_id_tag(note="Ada")

    async with connected(server, charger) as charge_point:
        booted = await boot(charge_point)
        assert (booted.status, 240 <= booted.interval <= 300) == ("Accepted", True)
        assert datetime.fromisoformat(booted.current_time) - datetime.now(UTC) < timedelta(seconds=5)
        await report(charge_point, "Preparing")
        authorized = await charge_point.call(call.Authorize(id_tag=tag))
        assert authorized.id_tag_info["status"] == "Accepted"
        number = await start(charge_point, tag, meter_start=1000, moment=at(-2))
        await report(charge_point, "Charging")
        await meter(charge_point, number, 1500, "7.36", at(-1))
        await meter(charge_point, number, 2250, "11", at())
        await _assert_charging(operator, charger, station, number, tag)
        stopped = await stop(charge_point, number, 2500, id_tag=tag, reason="EVDisconnected")
        assert stopped.id_tag_info["status"] == "Accepted"
        await report(charge_point, "Available")

    transaction = await transaction_of(operator, charger)
    assert transaction["state"] == "completed"
    assert (transaction["meter_start"], transaction["meter_stop"], transaction["energy_wh"]) == (
        1000,
        2500,
        1500,
    )
    assert transaction["stop_reason"] == "EVDisconnected"
    await _assert_curve(operator, transaction)
    await _assert_messages(operator, charger)
    await operator.eventually(f"/chargers/{charger['id']}", lambda seen: not seen["online"])


async def _assert_charging(
    operator: Operator, charger: dict[str, Any], station: dict[str, Any], number: int, tag: str
) -> None:
    """What the screens show while it runs."""
    path = f"/chargers/{charger['id']}"
    seen = await operator.eventually(path, lambda seen: seen["connectors"][0]["power_w"] == 11_000)
    assert seen["online"]
    assert (seen["vendor"], seen["model"], seen["serial_number"]) == ("Acme", "Pole 22", "SN-0815")
    assert (seen["registration_status"], seen["firmware_version"]) == ("Accepted", "1.2.3")
    assert seen["station_name"] == station["name"]
    (connector,) = [c for c in seen["connectors"] if c["connector_id"] == 1]
    assert (connector["status"], connector["error_code"]) == ("Charging", "NoError")
    assert (connector["transaction_id"], connector["energy_wh"], connector["id_tag"]) == (number, 1250, tag)
    running = await transaction_of(operator, charger)
    assert (running["transaction_id"], running["state"]) == (number, "active")
    assert running["charge_point_id"] == charger["charge_point_id"]


async def _assert_curve(operator: Operator, transaction: dict[str, Any]) -> None:
    samples = await operator.items(f"/transactions/{transaction['id']}/meter-values")
    registers = [s["value"] for s in samples if s["measurand"] == "Energy.Active.Import.Register"]
    powers = [(s["value"], s["unit"], s["raw"]) for s in samples if s["measurand"] == "Power.Active.Import"]
    assert [float(value) for value in registers] == [1500, 2250]
    assert [(float(value), unit, raw) for value, unit, raw in powers] == [
        (7360, "W", "7.36"),
        (11_000, "W", "11"),
    ]
    points = (await operator.get(f"/transactions/{transaction['id']}/curve"))["points"]
    assert max(point["power_w"] or 0 for point in points) == 11_000


async def _assert_messages(operator: Operator, charger: dict[str, Any]) -> None:
    """Both directions, each CALL with its answer, oldest first."""
    log = list(reversed(await operator.messages(charger, limit=100)))
    calls = [m for m in log if m["direction"] == "in"]
    answers = {m["message_id"]: m for m in log if m["direction"] == "out"}
    assert [m["action"] for m in calls] == [
        "Heartbeat",
        "BootNotification",
        "StatusNotification",
        "Authorize",
        "StartTransaction",
        "StatusNotification",
        "MeterValues",
        "MeterValues",
        "StopTransaction",
        "StatusNotification",
    ]
    assert all(answers[m["message_id"]]["type"] == "CALLRESULT" for m in calls)
    assert all(m["violations"] == [] for m in calls)
    assert [m["disposition"] for m in calls if "Transaction" in m["action"]] == ["applied", "applied"]


async def test_a_retried_start_finds_its_first_self(server: RunningServer, operator: Operator) -> None:
    """R7, START-04: over a new connection, under a new message id, also after the stop."""
    charger, tag, moment = await operator.new_charger(), await operator.new_id_tag(), at()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        first = await start(charge_point, tag, moment=moment)
        assert await start(charge_point, tag, moment=moment) == first

    async with connected(server, charger) as charge_point:
        assert await start(charge_point, tag, moment=moment) == first
        await meter(charge_point, first, 1200, "11", at())
        await stop(charge_point, first, 1300)
        assert await start(charge_point, tag, moment=moment) == first
        await stop(charge_point, first, 1300)

    transaction = await transaction_of(operator, charger)
    assert (transaction["transaction_id"], transaction["energy_wh"]) == (first, 300)
    assert transaction["state"] == "completed"
    starts = await operator.messages(charger, action="StartTransaction", direction="in")
    assert [m["disposition"] for m in starts] == ["duplicate", "duplicate", "duplicate", "applied"]


async def test_the_same_start_on_two_sockets_at_once(server: RunningServer, operator: Operator) -> None:
    """R7: whichever is stored first, there is one transaction and one number."""
    charger, tag, moment = await operator.new_charger(), await operator.new_id_tag(), at()
    async with connected(server, charger) as one:
        await boot(one)
        async with asyncio.TaskGroup() as tasks:
            starts = [tasks.create_task(start(one, tag, moment=moment)) for _ in range(3)]
        assert len({task.result() for task in starts}) == 1
    await transaction_of(operator, charger)


async def test_messages_of_a_reconnect_need_no_boot(server: RunningServer, operator: Operator) -> None:
    """CONN-09: the registration outlives the connection."""
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
    async with connected(server, charger) as charge_point:
        await report(charge_point, "Faulted")
        seen = await operator.get(f"/chargers/{charger['id']}")
        assert (seen["registration_status"], seen["connectors"][0]["status"]) == ("Accepted", "Faulted")


async def test_tags_that_may_not_charge(server: RunningServer, operator: Operator) -> None:
    """AUTH-01: said in the answer; a start gets its number whatever the tag (START-01)."""
    charger = await operator.new_charger()
    blocked = await operator.new_id_tag(blocked=True)
    expired = await operator.new_id_tag(expires_at="2020-01-01T00:00:00Z")
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        for tag, status in ((blocked, "Blocked"), (expired, "Expired"), ("stranger", "Invalid")):
            assert (await charge_point.call(call.Authorize(id_tag=tag))).id_tag_info["status"] == status
        started = await charge_point.call(
            call.StartTransaction(connector_id=1, id_tag=blocked, meter_start=0, timestamp=at())
        )
        assert started.id_tag_info["status"] == "Blocked"
        assert started.transaction_id > 0
        await stop(charge_point, started.transaction_id, 0, reason="DeAuthorized")
    assert (await transaction_of(operator, charger))["state"] == "completed"


async def test_force_stop_at_the_charger(server: RunningServer, operator: Operator) -> None:
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        number = await start(charge_point, tag)
        transaction = await transaction_of(operator, charger)
        result = await operator.post(f"/transactions/{transaction['id']}/force-stop")
        assert result["outcome"] == "stopped_by_charger"
        assert result["command"]["state"] == "answered"
        assert charge_point.asked == [("RemoteStopTransaction", {"transaction_id": number})]
        await stop(charge_point, number, 1700, reason="Remote")
        command = await operator.get(f"/commands/{result['command']['id']}")
        assert command["outcome"] == "transaction_stopped"
        await operator.post(f"/transactions/{transaction['id']}/force-stop", status=HTTPStatus.CONFLICT)


async def test_force_stop_of_the_record(server: RunningServer, operator: Operator) -> None:
    """The charger is gone: the record is closed with its last reading, and a late stop corrects it (R10)."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        number = await start(charge_point, tag)
        await meter(charge_point, number, 1400, "11", at())
    transaction = await transaction_of(operator, charger)
    await operator.eventually(f"/chargers/{charger['id']}", lambda seen: not seen["online"])

    result = await operator.post(f"/transactions/{transaction['id']}/force-stop")
    assert result["outcome"] == "closed_record"
    assert result["transaction"]["stopped_at"] is not None
    assert result["transaction"]["energy_wh"] == 400

    async with connected(server, charger) as charge_point:
        await stop(charge_point, number, 1900)
    assert (await transaction_of(operator, charger))["energy_wh"] == 900
