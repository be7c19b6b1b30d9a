"""Two processes on one PostgreSQL and one Redis: either serves every operator and every charger (R4, R13)."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest

from tests.charging.list_charger import ListCharger
from tests.journeys.charger import connected, raw
from tests.journeys.events import listening
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql, running
from tests.journeys.test_local_lists import listing
from tests.journeys.waiting import eventually, until
from tests.realtime.servers import FragileRedis

BOOT = {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"}
CALL_TIMEOUT = 2.0
SOON = 4.0
"""Seconds within which a command to nowhere must have ended (R4: two, on an idle machine)."""


class Pair(NamedTuple):
    one: RunningServer
    other: RunningServer
    redis: FragileRedis


class Operators(NamedTuple):
    one: Operator
    other: Operator


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Started at the same moment on an empty database and without keys, as a first deployment is."""
    folder, url, redis = tmp_path_factory.mktemp("pair"), new_postgresql(), FragileRedis()

    def server(password: str = "") -> RunningServer:
        timeout = str(CALL_TIMEOUT)
        return RunningServer(folder, url, password=password, REDIS_URL=redis.url, OCPP_CALL_TIMEOUT=timeout)

    one = server()
    other = server(one.password)
    with running(one, other):
        yield Pair(one, other, redis)
    redis.stop()


@pytest.fixture
async def operators(pair: Pair) -> AsyncIterator[Operators]:
    async with pair.one.operator() as one, pair.other.operator() as other:
        yield Operators(one, other)


def status(name: str, after: float = 0.0) -> dict[str, Any]:
    moment = datetime.now(UTC) + timedelta(seconds=after)
    return {
        "connectorId": 1,
        "errorCode": "NoError",
        "status": name,
        "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


async def online(operator: Operator, charger: dict[str, Any]) -> bool:
    return bool((await operator.get(f"/chargers/{charger['id']}"))["online"])


async def test_a_command_finds_the_process_that_holds_the_charger(pair: Pair, operators: Operators) -> None:
    charger = await operators.one.new_charger()
    async with connected(pair.other, charger) as charge_point:
        for operator in operators:
            command = await operator.command(charger, "UnlockConnector", {"connectorId": 1})
            assert (command["state"], command["response"]) == ("answered", {"status": "Unlocked"})
        assert [action for action, _ in charge_point.asked] == ["UnlockConnector"] * 2


async def test_a_local_list_is_brought_once_whoever_does_it(pair: Pair, operators: Operators) -> None:
    """LL-06: both processes look for what is due; the charger is at the one, the wish came to the other."""
    charger = await operators.one.new_charger()
    tags = [await operators.one.new_id_tag() for _ in range(6)]
    async with listing(pair.other, operators.one, charger, ListCharger(per_message=1)) as one:
        await one.shall_be("tags", *tags[:5])
        await one.in_step()
        await one.shall_be("tags", *tags)
        await until(lambda: len(one.memory.entries) == 6)
        await one.in_step()
        assert one.kinds == ["Full", *["Differential"] * 5]


async def test_events_reach_the_dashboards_of_both(pair: Pair, operators: Operators) -> None:
    """One order, the same ids: a dashboard may go on at the other process."""
    charger = await operators.one.new_charger()
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(listening(operator)) for operator in operators]
        charge_point = await stack.enter_async_context(raw(pair.other, charger))
        await charge_point.call("BootNotification", BOOT)
        await charge_point.call("StatusNotification", status("Preparing"))
        for stream in streams:
            await stream.until(
                "charger.updated",
                lambda seen: (
                    seen["id"] == charger["id"] and [c["status"] for c in seen["connectors"]] == ["Preparing"]
                ),
            )
        assert streams[0].last_id == streams[1].last_id
        last_id = streams[0].last_id
    async with listening(operators.other, last_id) as resumed:
        await resumed.until(
            "charger.updated", lambda seen: seen["id"] == charger["id"] and not seen["online"]
        )


async def test_a_charger_that_moves(pair: Pair, operators: Operators) -> None:
    """S2, R13: its old socket at the first process is closed, and that end does not count."""
    charger = await operators.one.new_charger()
    async with raw(pair.one, charger) as old:
        await old.call("StatusNotification", status("Available"))
        async with connected(pair.other, charger) as new:
            assert await old.closed() == 1008
            for operator in operators:
                assert (await operator.command(charger, "ClearCache", {}))["state"] == "answered"
                assert await online(operator, charger)
            assert [action for action, _ in new.asked] == ["ClearCache"] * 2


async def test_there_and_back(pair: Pair, operators: Operators) -> None:
    """R13: whatever closes last, the newest connection has the charger."""
    charger = await operators.one.new_charger()
    async with AsyncExitStack() as stack:
        for server in (pair.one, pair.other) * 4:
            newest = await stack.enter_async_context(raw(server, charger))
            await newest.call("Heartbeat", {})
        asked = asyncio.create_task(operators.one.command(charger, "ClearCache", {}))
        _, message_id, *_ = await newest.receive()
        await newest.send(3, message_id, {"status": "Accepted"})
        assert (await asked)["state"] == "answered"
        assert await online(operators.one, charger)


async def test_a_process_that_only_slept_is_fenced(pair: Pair, operators: Operators) -> None:
    """R13: what it has still in its sockets counts as billing data, not as the state of now."""
    charger, tag = await operators.one.new_charger(), await operators.one.new_id_tag()
    async with AsyncExitStack() as stack:
        old = await stack.enter_async_context(raw(pair.one, charger))
        await old.call("BootNotification", BOOT)
        start = {"connectorId": 1, "idTag": tag, "meterStart": 100, "timestamp": status("")["timestamp"]}
        number = (await old.call("StartTransaction", start))[2]["transactionId"]
        os.kill(pair.one.process.pid, signal.SIGSTOP)
        try:
            stop = {"transactionId": number, "meterStop": 700, "timestamp": status("")["timestamp"]}
            await old.send(2, "late-stop", "StopTransaction", stop)
            await old.send(2, "late-status", "StatusNotification", status("Faulted", after=30))
            new = await stack.enter_async_context(raw(pair.other, charger))
            await new.call("StatusNotification", status("Preparing"))
        finally:
            os.kill(pair.one.process.pid, signal.SIGCONT)
        answered = [message_id for _, message_id, *_ in await old.rest()]
        seen = await operators.other.get(f"/chargers/{charger['id']}")
        assert (seen["online"], seen["connectors"][0]["status"]) == (True, "Preparing")
        (transaction,) = await operators.other.items("/transactions", charger_id=charger["id"])
        assert transaction["state"] == "completed" or "late-stop" not in answered
        await new.call("StopTransaction", stop)
    (transaction,) = await operators.other.items("/transactions", charger_id=charger["id"])
    assert (transaction["state"], transaction["energy_wh"]) == ("completed", 600)


async def test_one_process_is_killed(pair: Pair, operators: Operators) -> None:
    """Its chargers come to the other and are taken over; a command that was open has an unknown end (R14)."""
    charger, tag = await operators.one.new_charger(), await operators.one.new_id_tag()
    left_behind = await operators.one.new_charger()
    async with raw(pair.one, charger) as charge_point, raw(pair.one, left_behind) as silent:
        await charge_point.call("BootNotification", BOOT)
        start = {"connectorId": 1, "idTag": tag, "meterStart": 100, "timestamp": status("")["timestamp"]}
        number = (await charge_point.call("StartTransaction", start))[2]["transactionId"]
        asked = asyncio.create_task(operators.other.command(left_behind, "Reset", {"type": "Hard"}))
        await silent.receive()
        pair.one.kill()
    try:
        await _taken_over(pair, operators.other, charger, number, start)
        await _nobody_has(operators.other, left_behind)
        assert (await asked)["state"] == "unknown"
    finally:
        pair.one.start()
    async with connected(pair.one, left_behind):
        assert (await operators.other.command(left_behind, "ClearCache", {}))["state"] == "answered"


async def _taken_over(
    pair: Pair, operator: Operator, charger: dict[str, Any], number: int, start: dict[str, Any]
) -> None:
    async with raw(pair.other, charger) as charge_point:
        assert (await charge_point.call("StartTransaction", start))[2]["transactionId"] == number
        stop = {"transactionId": number, "meterStop": 900, "timestamp": status("")["timestamp"]}
        await charge_point.call("StopTransaction", stop)
        asked = asyncio.create_task(operator.command(charger, "ClearCache", {}))
        _, message_id, *_ = await charge_point.receive()
        await charge_point.send(3, message_id, {"status": "Accepted"})
        assert (await asked)["state"] == "answered"
        assert await online(operator, charger)
    (transaction,) = await operator.items("/transactions", charger_id=charger["id"])
    assert (transaction["state"], transaction["energy_wh"]) == ("completed", 800)


async def _nobody_has(operator: Operator, charger: dict[str, Any]) -> None:
    """A command to a charger of the dead process: nothing is sent, and that is said soon."""
    path = f"/chargers/{charger['id']}/commands/ClearCache"
    async with asyncio.timeout(SOON):
        problem = await operator.post(path, {}, HTTPStatus.CONFLICT)
    assert problem["command"]["state"] == "offline"


async def test_redis_is_killed_and_comes_back(pair: Pair, operators: Operators) -> None:
    """R4: Redis is never the truth."""
    here, there = await operators.one.new_charger(), await operators.one.new_charger()
    async with connected(pair.one, here) as local, raw(pair.other, there) as remote:
        await pair.redis.kill()
        await remote.call("BootNotification", BOOT)
        await remote.call("StatusNotification", status("Charging"))
        command = await operators.one.command(here, "UnlockConnector", {"connectorId": 1})
        assert (command["state"], [action for action, _ in local.asked]) == ("answered", ["UnlockConnector"])
        await _nobody_has(operators.one, there)

        await pair.redis.start()
        await remote.call("Heartbeat", {})
        await _reached_again(operators, here)
        async with listening(operators.one) as events:
            await remote.call("StatusNotification", status("Finishing"))
            await events.until(
                "charger.updated",
                lambda seen: seen["id"] == there["id"] and seen["connectors"][0]["status"] == "Finishing",
            )


async def _reached_again(operators: Operators, charger: dict[str, Any]) -> None:
    """From the other process, without a restart of anything but Redis."""
    path = f"/api/admin/chargers/{charger['id']}/commands/ClearCache"

    async def post() -> int:
        return (await operators.other.client.post(path, json={})).status_code

    await eventually(post, lambda code: code == HTTPStatus.OK)


async def test_redis_is_away_at_the_start(pair: Pair, operators: Operators) -> None:
    """R4: a start does not wait for it, and joins when it is there."""
    charger = await operators.one.new_charger()
    await pair.redis.kill()
    pair.other.kill()
    pair.other.start()
    async with connected(pair.other, charger):
        assert (await operators.other.command(charger, "ClearCache", {}))["state"] == "answered"
        await pair.redis.start()
        await _reached_again(Operators(operators.other, operators.one), charger)
