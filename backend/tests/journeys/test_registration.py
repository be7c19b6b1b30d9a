"""Registration, configuration and availability from REST to the charger and back."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.certification.station import BOOT, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

ACCEPTED = {"status": "Accepted"}
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}


async def test_pending_until_an_operator_says_so(server: RunningServer, operator: Operator) -> None:
    """BOOT-02, BOOT-03, BOOT-05, BOOT-06, RPC-16: only what was triggered is answered, and no charging is sent."""
    charger = await operator.new_charger(registration_policy="pending")
    path = f"/chargers/{charger['id']}"
    async with station_of(server, operator, charger) as station:
        answer = await station.call("BootNotification", BOOT)
        assert (answer["status"], answer["interval"]) == ("Pending", 60)
        assert (await station.wire.call("StatusNotification", STATUS))[2] == "SecurityError"
        trigger = {"requestedMessage": "StatusNotification"}
        await station.ordered("TriggerMessage", trigger, ACCEPTED)
        assert await station.call("StatusNotification", STATUS) == {}
        await operator.post(f"{path}/remote-start", {"id_tag": "A"}, 409)
        await operator.post(f"{path}/remote-stop", {"transaction_id": 1}, 409)
        await station.ordered("ChangeConfiguration", {"key": "HeartbeatInterval", "value": "60"}, ACCEPTED)
        await operator.put(path, {"registration_policy": "accepted"})
        await station.ordered("TriggerMessage", {"requestedMessage": "BootNotification"}, ACCEPTED)
        assert (await station.call("BootNotification", BOOT))["status"] == "Accepted"
        assert await station.call("StatusNotification", STATUS) == {}
        again = await operator.post(
            f"{path}/commands/TriggerMessage", {"requestedMessage": "BootNotification"}, 409
        )
        assert "accepted already" in again["detail"]


@pytest.mark.parametrize("status", ["Rejected", "NotImplemented"])
async def test_what_was_not_triggered_after_all(
    server: RunningServer, operator: Operator, status: str
) -> None:
    """BOOT-05"""
    charger = await operator.new_charger(registration_policy="pending")
    async with station_of(server, operator, charger) as station:
        await station.call("BootNotification", BOOT)
        await station.ordered("TriggerMessage", {"requestedMessage": "Heartbeat"}, {"status": status})
        assert (await station.wire.call("Heartbeat", {}))[2] == "SecurityError"


async def test_a_start_that_waited_is_not_sent_while_pending(
    server: RunningServer, operator: Operator
) -> None:
    """BOOT-03: asked for while nobody knew; the boot decides."""
    charger = await operator.new_charger(registration_policy="pending")
    path = f"/chargers/{charger['id']}/commands/RemoteStartTransaction?valid_for=300"
    waiting = await operator.post(path, {"idTag": "A"}, 202)
    async with station_of(server, operator, charger) as station:
        assert (await station.call("BootNotification", BOOT))["status"] == "Pending"
        ended = await operator.eventually(f"/commands/{waiting['id']}", lambda c: c["state"] != "pending")
        assert (ended["state"], ended["outcome"], ended["sent_at"]) == ("offline", "refused", None)
        assert (await station.wire.call("Heartbeat", {}))[2] == "SecurityError"  # and nothing before it


@pytest.mark.parametrize(("policy", "answer"), [("accepted", 3), ("pending", 4), ("rejected", 4)])
async def test_a_registration_outlives_a_restart(
    tmp_path: Path, database_url: str, policy: str, answer: int
) -> None:
    """CONN-09, RPC-16: whoever was accepted still is, and nobody else has become it."""
    with RunningServer(tmp_path, "" if database_url.startswith("sqlite") else database_url) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger(registration_policy=policy)
            async with station_of(server, operator, charger) as station:
                await station.call("BootNotification", BOOT)
            server.restart()
            async with station_of(server, operator, charger) as station:
                assert (await station.wire.call("StatusNotification", STATUS))[0] == answer
        server.stop()


async def test_rejected(server: RunningServer, operator: Operator) -> None:
    """BOOT-04, DEC-3: nothing is sent, and only billing data is taken."""
    charger = await operator.new_charger(registration_policy="rejected")
    async with station_of(server, operator, charger) as station:
        answer = await station.call("BootNotification", BOOT)
        assert (answer["status"], answer["interval"]) == ("Rejected", 60)
        refused = await operator.post(f"/chargers/{charger['id']}/commands/Reset", {"type": "Soft"}, 409)
        assert "Rejected" in refused["detail"]
        assert (await station.wire.call("Heartbeat", {}))[2] == "SecurityError"
        assert (await station.start("NOBODY"))["idTagInfo"]["status"] == "Invalid"


async def test_a_new_charger_gets_its_own_key_first(server: RunningServer, operator: Operator) -> None:
    """BOOT-10, SEC-09: pending, a new key, and a boot that is accepted; all by itself."""
    charger = await operator.new_charger(registration_policy="onboarding")
    async with station_of(server, operator, charger) as station:
        assert (await station.call("BootNotification", BOOT))["status"] == "Pending"
        change = await station.asked("ChangeConfiguration", ACCEPTED)
        assert change["key"] == "AuthorizationKey"
        server.secrets.add(change["value"])
        assert await station.asked("TriggerMessage", ACCEPTED) == {"requestedMessage": "BootNotification"}
        assert (await station.call("BootNotification", BOOT))["status"] == "Accepted"
    async with station_of(server, operator, {**charger, "password": change["value"]}) as station:
        assert (await station.call("Heartbeat", {})).keys() == {"currentTime"}


async def test_another_charger_in_its_place(server: RunningServer, operator: Operator) -> None:
    """BOOT-09: the same boot gets the same answer; other hardware is seen."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        for _ in range(2):
            assert (await station.call("BootNotification", BOOT))["status"] == "Accepted"
        path = f"/chargers/{charger['id']}"
        assert (await operator.get(path))["hardware_changed_at"] is None
        await station.call("BootNotification", {**BOOT, "firmwareVersion": "2.5.0"})
        assert (await operator.get(path))["hardware_changed_at"] is None
        await station.call("BootNotification", {**BOOT, "chargePointSerialNumber": "K22-9999"})
        assert (await operator.get(path))["hardware_changed_at"] is not None


def entry(key: str, value: str, *, readonly: bool = False) -> dict[str, Any]:
    return {"key": key, "value": value, "readonly": readonly}


async def test_all_keys_are_read_in_as_many_pieces_as_needed(
    server: RunningServer, operator: Operator
) -> None:
    """CFG-02, CFG-03, Q35: what it leaves out of all is asked for, so many at a time."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reading = asyncio.create_task(operator.post(f"/chargers/{charger['id']}/configuration/refresh"))
        known = [
            entry("GetConfigurationMaxKeys", "30", readonly=True),
            entry("HeartbeatInterval", "300"),
            entry("Vendor.Light", "7"),
        ]
        first = await station.asked("GetConfiguration", {"configurationKey": known})
        assert not first.get("key")
        asked: list[str] = []
        while len(asked) < 49:
            request = await station.asked("GetConfiguration", {"unknownKey": []})
            assert len(request["key"]) <= 30
            asked += request["key"]
        assert len(set(asked)) == 49
        assert "AuthorizationKey" not in asked
        keys = {key["key"]: key for key in (await reading)["items"]}
        assert keys["HeartbeatInterval"]["standard"]["unit"] == "s"
        assert keys["Vendor.Light"]["standard"] is None


async def test_a_charger_that_does_not_answer_for_all(server: RunningServer, operator: Operator) -> None:
    """Q35: after the time-out it is asked for a few at a time."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reading = asyncio.create_task(operator.post(f"/chargers/{charger['id']}/configuration/refresh"))
        assert (await station.wire.receive())[2] == "GetConfiguration"
        request = await station.asked(
            "GetConfiguration", {"configurationKey": [entry("HeartbeatInterval", "60")]}
        )
        assert len(request["key"]) == 4
        await station.wire.socket.close()
        assert "HeartbeatInterval" in [key["key"] for key in (await reading)["items"]]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("LocalPreAuthorize", "yes", "true or false"),
        ("localpreauthorize", "True", "true or false"),
        ("HeartbeatInterval", "often", "whole number"),
        ("NumberOfConnectors", "5", "read-only"),
        ("HeartbeatInterval", "60", "read-only"),
    ],
)
async def test_changes_that_every_charger_rejects(
    server: RunningServer, operator: Operator, key: str, value: str, reason: str
) -> None:
    """CFG-01, CFG-04: refused with the reason; the charger's own word on what is read-only counts."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        if (key, value) == ("HeartbeatInterval", "60"):
            known = [entry(key, "300", readonly=True)]
            await station.ordered("GetConfiguration", {"key": [key]}, {"configurationKey": known})
        path = f"/chargers/{charger['id']}/commands/ChangeConfiguration"
        assert reason in (await operator.post(path, {"key": key, "value": value}, 409))["detail"]


async def test_its_word_goes_before_ours(server: RunningServer, operator: Operator) -> None:
    """CFG-04"""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        known = [entry("NumberOfConnectors", "2", readonly=False)]
        await station.ordered(
            "GetConfiguration", {"key": ["NumberOfConnectors"]}, {"configurationKey": known}
        )
        await station.ordered("ChangeConfiguration", {"key": "NumberOfConnectors", "value": "3"}, ACCEPTED)


async def test_availability_is_done_when_the_statuses_say_so(
    server: RunningServer, operator: Operator
) -> None:
    """AVAIL-01, STAT-07: for the whole charger those of all connectors; a scheduled one waits."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        number = await station.charging(tag)
        change = {"connectorId": 0, "type": "Inoperative"}
        order = await station.ordered("ChangeAvailability", change, {"status": "Scheduled"})
        await station.status("Unavailable", 2)
        path = f"/commands/{order.command['id']}"
        assert (await operator.get(path))["outcome"] is None
        await station.stop(number)
        await station.status("Unavailable", 1)
        assert await station.outcome(order.command) == "availability_changed"
        await station.call("BootNotification", BOOT)
        assert (await operator.get(f"/chargers/{charger['id']}"))["desired_availability"] == "Inoperative"
        back = await station.ordered("ChangeAvailability", {"connectorId": 1, "type": "Operative"}, ACCEPTED)
        await station.status("Available", 1)
        assert await station.outcome(back.command) == "availability_changed"
