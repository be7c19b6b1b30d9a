"""The certification cases of the LocalAuthListManagement profile."""

from typing import Any

from tests.certification.station import Station


async def test_TC_042_1_CSMS_local_list_version_not_supported(station: Station) -> None:
    """LL-01"""
    order = await station.ordered("GetLocalListVersion", {}, {"listVersion": -1})
    assert (order.request, order.command["response"]) == ({}, {"listVersion": -1})


async def test_TC_042_2_CSMS_local_list_version_empty(station: Station) -> None:
    """LL-01"""
    order = await station.ordered("GetLocalListVersion", {}, {"listVersion": 0})
    assert order.command["response"] == {"listVersion": 0}


def one(tag: str, update: str, version: int) -> dict[str, Any]:
    entry = {"idTag": tag, "idTagInfo": {"status": "Accepted"}}
    return {"listVersion": version, "updateType": update, "localAuthorizationList": [entry]}


async def test_TC_043_1_CSMS_send_local_list_not_supported(station: Station, tag: str) -> None:
    """Sent by hand; what the charger says is shown."""
    order = await station.ordered("SendLocalList", one(tag, "Full", 1), {"status": "NotSupported"})
    assert order.command["response"] == {"status": "NotSupported"}


async def test_TC_043_3_CSMS_send_local_list_failed(station: Station, tag: str) -> None:
    """Sent by hand; what the charger says is shown."""
    order = await station.ordered("SendLocalList", one(tag, "Full", 1), {"status": "Failed"})
    assert order.command["response"] == {"status": "Failed"}


async def test_TC_043_4_CSMS_send_local_list_full(station: Station, tag: str) -> None:
    """LL-03: with the information of each tag."""
    order = await station.ordered("SendLocalList", one(tag, "Full", 1), {"status": "Accepted"})
    assert order.request["updateType"] == "Full"
    assert order.request["listVersion"] > 0
    (entry,) = order.request["localAuthorizationList"]
    assert (entry["idTag"], entry["idTagInfo"]["status"]) == (tag, "Accepted")


async def test_TC_043_5_CSMS_send_local_list_differential(station: Station, tag: str) -> None:
    """LL-03: sent by hand, with the version that was asked for."""
    first = await station.ordered("SendLocalList", one(tag, "Full", 1), {"status": "Accepted"})
    other = await station.operator.new_id_tag()
    order = await station.ordered("SendLocalList", one(other, "Differential", 2), {"status": "Accepted"})
    assert order.request["updateType"] == "Differential"
    assert order.request["listVersion"] > first.request["listVersion"]
    assert [entry["idTag"] for entry in order.request["localAuthorizationList"]] == [other]
