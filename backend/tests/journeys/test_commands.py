"""Commands from REST to the charger and back: each ends in the state that is true (R14)."""

import asyncio
from http import HTTPStatus
from typing import Any

import pytest
from ocpp.exceptions import NotSupportedError  # type: ignore[import-untyped]
from ocpp.v16 import call_result  # type: ignore[import-untyped]

from tests.journeys.charger import RawCharger, connected, dial, raw
from tests.journeys.conftest import CALL_TIMEOUT
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}

COMMANDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("RemoteStartTransaction", {"idTag": "ABC", "connectorId": 1}, {"status": "Accepted"}),
    ("RemoteStopTransaction", {"transactionId": 17}, {"status": "Accepted"}),
    ("Reset", {"type": "Soft"}, {"status": "Accepted"}),
    ("UnlockConnector", {"connectorId": 1}, {"status": "Unlocked"}),
    ("ChangeAvailability", {"connectorId": 0, "type": "Inoperative"}, {"status": "Accepted"}),
    ("ChangeConfiguration", {"key": "HeartbeatInterval", "value": "60"}, {"status": "Accepted"}),
    ("ClearCache", {}, {"status": "Accepted"}),
    ("DataTransfer", {"vendorId": "acme", "data": "ping"}, {"status": "Accepted", "data": "pong"}),
]


@pytest.mark.parametrize(("action", "request_", "response"), COMMANDS, ids=[c[0] for c in COMMANDS])
async def test_answered(
    server: RunningServer, operator: Operator, action: str, request_: dict[str, Any], response: dict[str, Any]
) -> None:
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        command = await operator.command(charger, action, request_)
        assert (command["state"], command["response"], command["error"]) == ("answered", response, None)
        assert (command["action"], command["request"]) == (action, request_)
        assert [name for name, _ in charge_point.asked] == [action]
        assert await operator.get(f"/commands/{command['id']}") == command
        assert await operator.items(f"/chargers/{charger['id']}/commands") == [command]
    log = {m["direction"]: m for m in await operator.messages(charger, action=action)}
    assert (log["out"]["type"], log["out"]["payload"]) == ("CALL", request_)
    assert (log["in"]["type"], log["in"]["payload"]) == ("CALLRESULT", response)
    assert log["in"]["message_id"] == log["out"]["message_id"]


async def test_by_their_own_names(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}"
    async with connected(server, charger) as charge_point:
        started = await operator.post(f"{path}/remote-start", {"id_tag": "ABC", "connector_id": 2})
        stopped = await operator.post(f"{path}/remote-stop", {"transaction_id": 4711})
        assert [started["state"], stopped["state"]] == ["answered", "answered"]
        assert charge_point.asked == [
            ("RemoteStartTransaction", {"id_tag": "ABC", "connector_id": 2}),
            ("RemoteStopTransaction", {"transaction_id": 4711}),
        ]


async def test_configuration_is_kept(server: RunningServer, operator: Operator) -> None:
    """CFG-04: as reported, then as changed."""
    charger = await operator.new_charger()

    async def value() -> str:
        (key,) = (await operator.get(f"/chargers/{charger['id']}/configuration"))["items"]
        assert key["key"] == "HeartbeatInterval"
        return str(key["value"])

    async with connected(server, charger):
        command = await operator.command(charger, "GetConfiguration", {})
        assert command["response"]["unknownKey"] == ["Nonsense"]
        assert await value() == "300"
        await operator.command(charger, "ChangeConfiguration", {"key": "HeartbeatInterval", "value": "60"})
        assert await value() == "60"


async def test_rejected_is_an_answer(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        charge_point.answers["Reset"] = call_result.Reset("Rejected")
        command = await operator.command(charger, "Reset", {"type": "Hard"})
        assert (command["state"], command["response"]) == ("answered", {"status": "Rejected"})


async def test_error(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        charge_point.answers["ClearCache"] = NotSupportedError(description="no cache", details={"a": 1})
        command = await operator.command(charger, "ClearCache", {})
        assert (command["state"], command["response"]) == ("error", None)
        assert command["error"] == {"code": "NotSupported", "description": "no cache", "details": {"a": 1}}


async def test_an_answer_that_cannot_be_read(server: RunningServer, operator: Operator) -> None:
    """RPC-12: validated, never a false success; the connection stays."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        posted = asyncio.create_task(operator.command(charger, "Reset", {"type": "Hard"}))
        _, message_id, *_ = await charge_point.receive()
        await charge_point.send(3, message_id, {"state": "fine"})
        command = await posted
        assert (command["state"], command["error"]["code"]) == ("error", "InvalidResponse")
        assert (await charge_point.call("BootNotification", BOOT))[0] == 3


async def test_timeout_then_late(server: RunningServer, operator: Operator) -> None:
    """RPC-09: the next one goes out, and a late answer is recorded with its own command."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        loop = asyncio.get_running_loop()
        asked = loop.time()
        command = await operator.command(charger, "UnlockConnector", {"connectorId": 1})
        assert command["state"] == "timeout"
        assert loop.time() - asked >= CALL_TIMEOUT
        _, late_id, *_ = await charge_point.receive()

        posted = asyncio.create_task(operator.command(charger, "ClearCache", {}))
        _, next_id, *_ = await charge_point.receive()
        await charge_point.send(3, late_id, {"status": "Unlocked"})
        await charge_point.send(3, next_id, {"status": "Rejected"})
        assert (await posted)["response"] == {"status": "Rejected"}
        late = await operator.get(f"/commands/{command['id']}")
        assert late["response"] == {"status": "Unlocked"}


async def test_offline(server: RunningServer, operator: Operator) -> None:
    """Nothing is sent, and nothing will be sent later (RPC-13)."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/commands/Reset"
    problem = await operator.post(path, {"type": "Hard"}, HTTPStatus.CONFLICT)
    assert problem["command"]["state"] == "offline"
    assert problem["command"]["sent_at"] is None
    async with connected(server, charger) as charge_point:
        assert (await operator.command(charger, "ClearCache", {}))["state"] == "answered"
        assert [name for name, _ in charge_point.asked] == ["ClearCache"]


async def test_unknown_when_the_connection_is_lost(server: RunningServer, operator: Operator) -> None:
    """What was sent has an unknown outcome; what was queued behind it was never sent (RPC-06, RPC-13)."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/commands"
    async with raw(server, charger) as charge_point:
        sent = asyncio.create_task(operator.post(f"{path}/Reset", {"type": "Hard"}))
        await charge_point.receive()
        queued = asyncio.create_task(operator.post(f"{path}/ClearCache", {}, HTTPStatus.CONFLICT))
        await operator.eventually(path, lambda seen: len(seen["items"]) == 2)
        charge_point.socket.transport.abort()
        assert (await sent)["state"] == "unknown"
        assert (await queued)["command"]["state"] == "offline"


async def test_calls_cross(server: RunningServer, operator: Operator) -> None:
    """RPC-07: the charger's CALL is answered while ours is open."""
    charger = await operator.new_charger()
    tag = await operator.new_id_tag()
    async with raw(server, charger) as charge_point:
        await charge_point.call("BootNotification", BOOT)
        posted = asyncio.create_task(operator.command(charger, "RemoteStartTransaction", {"idTag": tag}))
        _, message_id, *_ = await charge_point.receive()
        answer = await charge_point.call("Authorize", {"idTag": tag})
        assert answer[2]["idTagInfo"]["status"] == "Accepted"
        assert not posted.done()
        await charge_point.send(3, message_id, {"status": "Accepted"})
        assert (await posted)["state"] == "answered"


async def test_one_at_a_time(server: RunningServer, operator: Operator) -> None:
    """RPC-06: commands queue behind the open one and go out in their order."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        first = asyncio.create_task(operator.command(charger, "ClearCache", {}))
        _, first_id, action, _ = await charge_point.receive()
        assert action == "ClearCache"
        second = asyncio.create_task(operator.command(charger, "Reset", {"type": "Soft"}))
        await operator.eventually(f"/chargers/{charger['id']}/commands", lambda seen: len(seen["items"]) == 2)
        heartbeat = await charge_point.call("Heartbeat", {})
        assert heartbeat[0] == 3, "the next frame was our second CALL"
        await charge_point.send(3, first_id, {"status": "Accepted"})
        _, second_id, action, _ = await charge_point.receive()
        assert action == "Reset"
        await charge_point.send(3, second_id, {"status": "Accepted"})
        assert [(await first)["state"], (await second)["state"]] == ["answered", "answered"]


async def test_what_cannot_be_sent(server: RunningServer, operator: Operator) -> None:
    """4xx problem+json with the field; nothing reaches the charger."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/commands"
    async with connected(server, charger) as charge_point:
        problem = await operator.post(f"{path}/Reset", {"type": "Maybe"}, HTTPStatus.UNPROCESSABLE_ENTITY)
        assert [error["field"] for error in problem["errors"]] == ["type"]
        await operator.post(f"{path}/Heartbeat", {}, HTTPStatus.NOT_FOUND)
        await operator.post(f"{path}/MakeCoffee", {}, HTTPStatus.NOT_FOUND)
        assert charge_point.asked == []


async def test_a_remote_start_brings_its_transaction(server: RunningServer, operator: Operator) -> None:
    """RS-03, START-10: the command knows what came of it."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with raw(server, charger) as charge_point:
        await charge_point.call("BootNotification", BOOT)
        posted = asyncio.create_task(
            operator.command(charger, "RemoteStartTransaction", {"idTag": tag, "connectorId": 1})
        )
        _, message_id, *_ = await charge_point.receive()
        await charge_point.send(3, message_id, {"status": "Accepted"})
        command = await posted
        start = {"connectorId": 1, "idTag": tag, "meterStart": 0, "timestamp": "2025-06-01T10:00:00Z"}
        _, _, started = await charge_point.call("StartTransaction", start)
        seen = await operator.get(f"/commands/{command['id']}")
        assert seen["outcome"] == "transaction_started"
        assert seen["transaction_id"] == started["transactionId"]


async def test_a_command_waits_for_its_charger(server: RunningServer, operator: Operator) -> None:
    """RPC-13: it is sent after the boot has been answered, once, and ends like any other."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/commands/ClearCache?valid_for=600"
    waiting = await operator.post(path, {}, HTTPStatus.ACCEPTED)
    assert waiting["state"] == "pending"
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        charge_point = RawCharger(socket)
        answer = await charge_point.call("BootNotification", BOOT)
        assert answer[2]["status"] == "Accepted"
        _, message_id, action, payload = await charge_point.receive()
        assert (action, payload) == ("ClearCache", {})
        await charge_point.send(3, message_id, {"status": "Accepted"})
        ended = await operator.eventually(
            f"/commands/{waiting['id']}", lambda command: command["state"] not in ("pending", "sent")
        )
        assert (ended["state"], ended["response"]) == ("answered", {"status": "Accepted"})
    async with raw(server, charger) as charge_point:
        await charge_point.call("Heartbeat", {})
    sent = await operator.messages(charger, action="ClearCache", direction="out")
    assert len(sent) == 1


async def test_a_command_waits_no_longer_than_it_is_valid(operator: Operator) -> None:
    """RPC-13: its charger never came."""
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/commands/ClearCache?valid_for=1"
    waiting = await operator.post(path, {}, HTTPStatus.ACCEPTED)
    ended = await operator.eventually(f"/commands/{waiting['id']}", lambda c: c["state"] != "pending")
    assert (ended["state"], ended["outcome"]) == ("offline", "expired")
