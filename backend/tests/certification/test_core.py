"""The certification cases of the Core profile."""

from typing import Any

import pytest

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.charger import dial
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

ACCEPTED = {"status": "Accepted"}


async def test_TC_001_CSMS_cold_boot(station: Station) -> None:
    """BOOT-01, BOOT-02, HB-01"""
    answer = await station.call("BootNotification", BOOT)
    assert answer["status"] == "Accepted"
    assert answer["interval"] > 0
    assert answer["currentTime"].endswith("Z")
    assert (await station.call("Heartbeat", {}))["currentTime"].endswith("Z")


async def test_TC_003_CSMS_plugged_in_first(station: Station, tag: str) -> None:
    """AUTH-01, START-01, STAT-01, STOP-01"""
    await station.status("Preparing")
    number = await station.charging(tag)
    answer = await station.stop(number, idTag=tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await station.status("Finishing")
    await station.status("Available")
    assert (await station.transaction(number))["energy_wh"] == 2500


async def test_TC_004_1_CSMS_identified_first(station: Station, tag: str) -> None:
    """AUTH-01"""
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    answer = await station.start(tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await station.status("Charging")


async def test_TC_004_2_CSMS_identified_first_connection_time_out(station: Station, tag: str) -> None:
    """STAT-07: no transaction comes of it."""
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    await station.status("Available")
    assert await station.operator.items("/transactions", charger_id=station.charger["id"]) == []


async def test_TC_005_1_CSMS_cable_pulled_at_the_car(station: Station, tag: str) -> None:
    """STOP-01, STOP-03"""
    number = await station.charging(tag)
    await station.status("SuspendedEV")
    await station.stop(number, reason="EVDisconnected")
    await station.status("Finishing")
    await station.status("Available")
    assert (await station.transaction(number))["stop_reason"] == "EVDisconnected"


async def test_TC_007_CSMS_cached_id(station: Station, tag: str) -> None:
    """AUTH-05: there is no Authorize before it."""
    await station.status("Preparing")
    answer = await station.start(tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await station.status("Charging")


async def test_TC_010_CSMS_remote_start_plugged_in_first(station: Station, tag: str) -> None:
    """RS-01, RS-03"""
    await station.status("Preparing")
    order = await station.ordered("RemoteStartTransaction", {"idTag": tag, "connectorId": 1}, ACCEPTED)
    assert order.request["idTag"] == tag
    assert (await station.authorize(tag))["status"] == "Accepted"
    answer = await station.start(tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await station.status("Charging")
    assert await station.outcome(order.command) == "transaction_started"


async def test_TC_011_1_CSMS_remote_start_first(station: Station, tag: str) -> None:
    """RS-03"""
    order = await station.ordered("RemoteStartTransaction", {"idTag": tag, "connectorId": 1}, ACCEPTED)
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    await station.start(tag)
    await station.status("Charging")
    assert await station.outcome(order.command) == "transaction_started"


async def test_TC_011_2_CSMS_remote_start_time_out(station: Station, tag: str) -> None:
    """RS-03, STAT-07: accepted, and the driver never plugs in."""
    order = await station.ordered("RemoteStartTransaction", {"idTag": tag, "connectorId": 1}, ACCEPTED)
    await station.authorize(tag)
    await station.status("Preparing")
    await station.status("Available")
    assert order.command["state"] == "answered"
    assert await station.operator.items("/transactions", charger_id=station.charger["id"]) == []


async def test_TC_012_CSMS_remote_stop(station: Station, tag: str) -> None:
    """RS-04"""
    number = await station.charging(tag)
    order = await station.ordered("RemoteStopTransaction", {"transactionId": number}, ACCEPTED)
    assert order.request == {"transactionId": number}
    await station.stop(number, reason="Remote")
    await station.status("Finishing")
    assert await station.outcome(order.command) == "transaction_stopped"


@pytest.mark.parametrize("running", [False, True])
async def test_TC_013_CSMS_hard_reset(
    server: RunningServer, operator: Operator, station: Station, tag: str, running: bool
) -> None:
    """RST-01, BOOT-08: the stop comes after the boot."""
    number = await station.charging(tag) if running else None
    order = await station.ordered("Reset", {"type": "Hard"}, ACCEPTED)
    assert order.request == {"type": "Hard"}
    await station.wire.socket.close()
    async with station_of(server, operator, station.charger) as again:
        assert (await again.boot())["status"] == "Accepted"
        if number is not None:
            await again.stop(number, reason="HardReset")
            assert (await again.transaction(number))["state"] == "completed"
        assert await again.outcome(order.command) == "booted"


async def test_TC_014_CSMS_soft_reset(
    server: RunningServer, operator: Operator, station: Station, tag: str
) -> None:
    """RST-01: the stop comes before the connection ends."""
    number = await station.charging(tag)
    order = await station.ordered("Reset", {"type": "Soft"}, ACCEPTED)
    assert order.request == {"type": "Soft"}
    await station.stop(number, reason="SoftReset")
    await station.wire.socket.close()
    async with station_of(server, operator, station.charger) as again:
        assert (await again.boot())["status"] == "Accepted"
        assert await again.outcome(order.command) == "booted"
        assert (await again.transaction(number))["stop_reason"] == "SoftReset"


UNLOCK = {"connectorId": 1}


async def test_TC_017_1_CSMS_unlock_without_session_loose_cable(station: Station) -> None:
    """ULK-01"""
    order = await station.ordered("UnlockConnector", UNLOCK, {"status": "Unlocked"})
    assert (order.request, order.command["response"]) == (UNLOCK, {"status": "Unlocked"})


async def test_TC_017_2_CSMS_unlock_without_session_fixed_cable(station: Station) -> None:
    """ULK-01"""
    order = await station.ordered("UnlockConnector", UNLOCK, {"status": "NotSupported"})
    assert order.command["response"] == {"status": "NotSupported"}


async def test_TC_018_1_CSMS_unlock_during_a_session(station: Station, tag: str) -> None:
    """ULK-01"""
    number = await station.charging(tag)
    await station.ordered("UnlockConnector", UNLOCK, {"status": "Unlocked"})
    await station.stop(number, reason="UnlockCommand")
    await station.status("Finishing")
    assert (await station.transaction(number))["stop_reason"] == "UnlockCommand"


async def test_TC_019_1_CSMS_all_configuration_keys(station: Station) -> None:
    """CFG-02"""
    keys = [{"key": "HeartbeatInterval", "readonly": False, "value": "300"}]
    order = await station.ordered("GetConfiguration", {}, {"configurationKey": keys})
    assert not order.request.get("key")
    known = await station.operator.items(f"/chargers/{station.charger['id']}/configuration")
    assert "300" in [key["value"] for key in known if key["key"] == "HeartbeatInterval"]


async def test_TC_019_2_CSMS_one_configuration_key(station: Station) -> None:
    """CFG-02"""
    name = "SupportedFeatureProfiles"
    key = {"key": name, "readonly": True, "value": "Core,RemoteTrigger"}
    order = await station.ordered("GetConfiguration", {"key": [name]}, {"configurationKey": [key]})
    assert order.request == {"key": [name]}


@pytest.mark.parametrize("status", ["Accepted", "RebootRequired"])
async def test_TC_021_CSMS_change_a_configuration_key(station: Station, status: str) -> None:
    """CFG-01"""
    change = {"key": "MeterValueSampleInterval", "value": "60"}
    order = await station.ordered("ChangeConfiguration", change, {"status": status})
    assert (order.request, order.command["response"]) == (change, {"status": status})


async def test_TC_023_1_CSMS_authorize_invalid(station: Station) -> None:
    """AUTH-01"""
    assert (await station.authorize("NOBODY"))["status"] == "Invalid"


async def test_TC_023_2_CSMS_authorize_expired(station: Station) -> None:
    """AUTH-01"""
    tag = await station.operator.new_id_tag(expires_at=moment(-3600))
    assert (await station.authorize(tag))["status"] == "Expired"


async def test_TC_023_3_CSMS_authorize_blocked(station: Station) -> None:
    """AUTH-01"""
    tag = await station.operator.new_id_tag(blocked=True)
    assert (await station.authorize(tag))["status"] == "Blocked"


async def test_TC_024_CSMS_lock_failure(station: Station, tag: str) -> None:
    """STAT-03"""
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    await station.status("Faulted", error="ConnectorLockFailure")
    shown = await station.operator.get(f"/chargers/{station.charger['id']}")
    connector = next(one for one in shown["connectors"] if one["connector_id"] == 1)
    assert (connector["status"], connector["error_code"]) == ("Faulted", "ConnectorLockFailure")


async def test_TC_026_CSMS_remote_start_rejected(station: Station, tag: str) -> None:
    """RS-03"""
    order = await station.ordered("RemoteStartTransaction", {"idTag": tag}, {"status": "Rejected"})
    assert order.command["response"] == {"status": "Rejected"}
    assert await station.outcome(order.command) == "rejected"


async def test_TC_028_CSMS_remote_stop_rejected(station: Station, tag: str) -> None:
    """RS-04: our record of another transaction stays open."""
    number = await station.charging(tag)
    order = await station.ordered("RemoteStopTransaction", {"transactionId": number}, {"status": "Rejected"})
    assert order.command["response"] == {"status": "Rejected"}
    assert (await station.transaction(number))["state"] == "active"


async def test_TC_030_CSMS_unlock_failed(station: Station) -> None:
    """ULK-01"""
    order = await station.ordered("UnlockConnector", UNLOCK, {"status": "UnlockFailed"})
    assert order.command["response"] == {"status": "UnlockFailed"}


async def test_TC_031_CSMS_unlock_unknown_connector(station: Station) -> None:
    """ULK-01"""
    order = await station.ordered("UnlockConnector", {"connectorId": 99}, {"status": "NotSupported"})
    assert order.request == {"connectorId": 99}
    assert order.command["response"] == {"status": "NotSupported"}


async def test_TC_032_1_CSMS_power_failure(
    server: RunningServer, operator: Operator, station: Station, tag: str
) -> None:
    """BOOT-08"""
    number = await station.charging(tag)
    station.wire.socket.transport.abort()
    async with station_of(server, operator, station.charger) as again:
        assert (await again.call("BootNotification", BOOT))["status"] == "Accepted"
        await again.status("Finishing")
        await again.status("Available", 2)
        answer = await again.stop(number, reason="PowerLoss", idTag=tag)
        assert answer["idTagInfo"]["status"] == "Accepted"
        assert (await again.transaction(number))["state"] == "completed"


async def _offline(station: Station) -> None:
    """The network is gone; what the charge point does meanwhile waits in its queue."""
    await station.wire.socket.close()


async def test_TC_037_1_CSMS_started_offline(
    server: RunningServer, operator: Operator, station: Station, tag: str
) -> None:
    """START-06"""
    await _offline(station)
    async with station_of(server, operator, station.charger) as again:
        answer = await again.start(tag, ago=7200)
        assert answer["idTagInfo"]["status"] == "Accepted"
        await again.status("Charging")
        assert (await again.transaction(answer["transactionId"]))["state"] == "active"


async def test_TC_037_3_CSMS_started_offline_with_an_invalid_tag(
    server: RunningServer, operator: Operator, station: Station
) -> None:
    """START-01, START-02: it has a transaction id all the same."""
    await _offline(station)
    async with station_of(server, operator, station.charger) as again:
        answer = await again.start("NOBODY", ago=600)
        assert answer["idTagInfo"]["status"] == "Invalid"
        await again.status("Charging")
        await again.stop(answer["transactionId"], reason="DeAuthorized")
        assert (await again.transaction(answer["transactionId"]))["stop_reason"] == "DeAuthorized"


async def test_TC_039_CSMS_whole_transaction_offline(
    server: RunningServer, operator: Operator, station: Station, tag: str
) -> None:
    """START-06, RPC-14"""
    await _offline(station)
    async with station_of(server, operator, station.charger) as again:
        answer = await again.start(tag, ago=2 * 86400)
        assert answer["idTagInfo"]["status"] == "Accepted"
        stopped = await again.stop(answer["transactionId"], ago=2 * 86400 - 3600, idTag=tag)
        assert stopped["idTagInfo"]["status"] == "Accepted"
        assert (await again.transaction(answer["transactionId"]))["energy_wh"] == 2500


async def test_TC_040_1_CSMS_change_a_key_not_supported(station: Station) -> None:
    """CFG-01"""
    change = {"key": "NobodyKnowsIt", "value": "1"}
    order = await station.ordered("ChangeConfiguration", change, {"status": "NotSupported"})
    assert (order.request, order.command["response"]) == (change, {"status": "NotSupported"})


async def test_TC_040_2_CSMS_change_a_key_invalid_value(station: Station) -> None:
    """CFG-01"""
    change = {"key": "MeterValueSampleInterval", "value": "86401"}
    order = await station.ordered("ChangeConfiguration", change, {"status": "Rejected"})
    assert (order.request, order.command["response"]) == (change, {"status": "Rejected"})


@pytest.mark.parametrize("status", ["Accepted", "Rejected"])
async def test_TC_061_CSMS_clear_the_cache(station: Station, status: str) -> None:
    """CACHE-01: a charge point without a cache rejects it, which is an answer (errata 3.23)."""
    order = await station.ordered("ClearCache", {}, {"status": status})
    assert (order.request, order.command["response"]) == ({}, {"status": status})
    assert (order.command["state"], order.command["error"]) == ("answered", None)


async def test_TC_064_CSMS_data_transfer_of_an_unknown_vendor(station: Station) -> None:
    """DT-01"""
    answer = await station.call("DataTransfer", {"vendorId": "nobody.example", "messageId": "a", "data": "b"})
    assert answer == {"status": "UnknownVendorId"}


async def test_TC_085_CSMS_basic_authentication(server: RunningServer, charger: dict[str, Any]) -> None:
    """CONN-03, SEC-06: the right password comes in, none does not."""
    async with dial(server, charger["charge_point_id"], charger["password"]) as socket:
        assert socket.subprotocol == "ocpp1.6"
    with pytest.raises(Exception, match="HTTP 401"):
        await dial(server, charger["charge_point_id"], None)


async def test_TC_088_CSMS_subprotocol(server: RunningServer, charger: dict[str, Any]) -> None:
    """CONN-04, CONN-05, DEC-1"""
    identity, password = charger["charge_point_id"], charger["password"]
    with pytest.raises(Exception, match="HTTP 400"):
        await dial(server, identity, password, subprotocols=("ocpp0.1",))
    async with dial(server, identity, password, subprotocols=("ocpp0.1", "ocpp1.6")) as socket:
        assert socket.subprotocol == "ocpp1.6"
