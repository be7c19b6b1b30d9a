"""Sessions that reach us late, in pieces or out of order: real server, real sockets, both databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.charger import RawCharger, raw
from tests.journeys.rest import Operator
from tests.journeys.rows import execute
from tests.journeys.server import RunningServer

Payload = dict[str, Any]

BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}


def moment(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


async def told(wire: RawCharger, action: str, payload: Payload) -> Payload:
    """The payload of the CALLRESULT that must come."""
    frame = await wire.call(action, payload)
    assert frame[0] == 3, frame
    return frame[2]  # type: ignore[no-any-return] # a frame holds anything


def sampled(register: int, when: str, **more: str) -> Payload:
    return {"timestamp": when, "sampledValue": [{"value": str(register), "unit": "Wh", **more}]}


async def only(operator: Operator, charger: Payload) -> Payload:
    (transaction,) = await operator.items("/transactions", charger_id=charger["id"])
    return dict(transaction)


async def verified(server: RunningServer) -> None:
    done = server.command("ledger", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


async def test_a_session_of_days_ago(server: RunningServer, operator: Operator) -> None:
    """START-06, RPC-14, R7, R8, METER-15: told in pieces over three connections, each piece twice; it is one session,
    and what happens now is not overwritten by what happened then."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    begin, middle, end = moment(days=3), moment(days=2, hours=23), moment(days=2, hours=22)
    start = {"connectorId": 1, "idTag": tag, "meterStart": 1000, "timestamp": begin}
    async with raw(server, charger) as wire:
        await told(wire, "BootNotification", BOOT)
        status = {"connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": moment()}
        await told(wire, "StatusNotification", status)
        number = (await told(wire, "StartTransaction", start))["transactionId"]
    values = {"connectorId": 1, "transactionId": number, "meterValue": [sampled(1800, middle)]}
    async with raw(server, charger) as wire:
        assert (await told(wire, "StartTransaction", start))["transactionId"] == number
        for _ in range(2):
            assert await told(wire, "MeterValues", values) == {}
    data = [sampled(1800, middle), sampled(2500, end, context="Transaction.End")]
    stop = {"transactionId": number, "meterStop": 2500, "timestamp": end, "transactionData": data}
    async with raw(server, charger) as wire:
        for _ in range(2):
            assert await told(wire, "StopTransaction", stop) == {}
    record = await only(operator, charger)
    assert (record["state"], record["energy_wh"], record["flags"]) == ("completed", 1500, [])
    assert (record["started_at"], record["stopped_at"]) == (begin, end)
    samples = await operator.items(f"/transactions/{record['id']}/meter-values")
    assert [one["raw"] for one in samples] == ["1800", "2500"]
    shown = await operator.get(f"/chargers/{charger['id']}")
    assert shown["connectors"][0]["status"] == "Available"
    ledger = await operator.messages(charger, direction="in", action="StopTransaction")
    assert [line["disposition"] for line in ledger] == ["duplicate", "applied"]
    await verified(server)


async def test_a_stop_before_its_start(server: RunningServer, operator: Operator) -> None:
    """STOP-02, STOP-08, R8: kept aside where an operator sees it, and joined by the start over another connection."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    data = [sampled(2500, moment(hours=1), context="Transaction.End")]
    stop = {
        "transactionId": -1,
        "idTag": tag,
        "meterStop": 2500,
        "timestamp": moment(hours=1),
        "transactionData": data,
    }
    async with raw(server, charger) as wire:
        answer = await told(wire, "StopTransaction", stop)
        assert answer["idTagInfo"]["status"] == "Accepted"
    (stray,) = await operator.items("/transactions/quarantined", charger_id=charger["id"])
    assert (stray["claimed_transaction_id"], stray["id_tag"]) == ("-1", tag)
    start = {"connectorId": 2, "idTag": tag, "meterStart": 1000, "timestamp": moment(hours=2)}
    async with raw(server, charger) as wire:
        number = (await told(wire, "StartTransaction", start))["transactionId"]
        await told(wire, "StopTransaction", stop)  # once more: it ends nothing else
    record = await only(operator, charger)
    assert (record["transaction_id"], record["state"], record["energy_wh"]) == (number, "completed", 1500)
    assert len(await operator.items(f"/transactions/{record['id']}/meter-values")) == 1
    assert await operator.items("/transactions/quarantined", charger_id=charger["id"]) == []
    story = await operator.items(f"/transactions/{record['id']}/events")
    assert [event["kind"] for event in story] == ["started", "joined", "stopped"]
    assert story[-1]["disposition"] == "duplicate"
    await verified(server)


@pytest.mark.timeout(120)
async def test_a_power_failure_that_outlasts_the_rule(tmp_path: Path) -> None:
    """R10, BOOT-08, STAT-07, STOP-09: suspected after a boot, closed by rule, corrected by the queued stop."""
    with RunningServer(tmp_path, TRANSACTION_SUSPECT_AFTER="0", TRANSACTION_CLOSE_AFTER="0") as server:
        async with server.operator() as operator:
            charger, tag = await operator.new_charger(), await operator.new_id_tag()
            start = {"connectorId": 1, "idTag": tag, "meterStart": 1000, "timestamp": moment(seconds=2)}
            async with raw(server, charger) as wire:
                await told(wire, "BootNotification", BOOT)
                number = (await told(wire, "StartTransaction", start))["transactionId"]
                values = {
                    "connectorId": 1,
                    "transactionId": number,
                    "meterValue": [sampled(1400, moment(seconds=1))],
                }
                await told(wire, "MeterValues", values)
            async with raw(server, charger) as wire:
                await told(wire, "BootNotification", BOOT)
                assert (await only(operator, charger))["state"] == "active"
            server.restart()  # every chore is done when a server starts
            path = f"/transactions/{(await only(operator, charger))['id']}"
            seen = await operator.eventually(path, lambda seen: seen["state"] == "suspect")
            assert [flag["code"] for flag in seen["flags"]] == ["charger_booted"]
            server.restart()
            seen = await operator.eventually(path, lambda seen: seen["state"] == "force_closed")
            assert (seen["energy_wh"], seen["meter_stop"]) == (400, 1400)
            assert server.command("ledger", "verify").returncode == 0
            async with raw(server, charger) as wire:
                stop = {
                    "transactionId": number,
                    "meterStop": 1700,
                    "timestamp": moment(),
                    "reason": "PowerLoss",
                }
                assert await told(wire, "StopTransaction", stop) == {}
            seen = await operator.get(path)
            assert (seen["state"], seen["energy_wh"], seen["stop_reason"]) == ("completed", 700, "PowerLoss")
            assert seen["flags"] == []
            await verified(server)


def test_a_ledger_that_does_not_add_up(tmp_path: Path) -> None:
    """R20: the command says what differs, and its status says that something does."""
    with RunningServer(tmp_path) as server:
        assert server.command("ledger", "verify").stdout == (
            "0 transactions, 0 to be worked out again, 0 differences\n"
        )
        server.kill()
        execute(
            server.database_url,
            "INSERT INTO transactions (id, charger_id, charge_point_id, state, flags, id_token_type, started_at,"
            " stopped_at, created_at, updated_at) VALUES ('1', '2', 'CP', 'completed', '[]', '',"
            " '2026-11-19 12:00:00+00:00', '2026-11-19 13:00:00+00:00', '2026-11-19', '2026-11-19')".replace(
                "'1', '2'", "'01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002'"
            ),
        )
        done = server.command("ledger", "verify")
    assert done.returncode == 1
    assert "starts: 0 starts were applied" in done.stdout
