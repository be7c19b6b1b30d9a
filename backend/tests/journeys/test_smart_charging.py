"""Charging profiles from REST to the charger and back, and the mirror of what it has."""

import asyncio
import json
from typing import Any

import pytest

from tests.certification.station import Station, moment, station_of
from tests.certification.test_smart_charging import profile
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

ACCEPTED = {"status": "Accepted"}


async def installed(station: Station) -> list[tuple[int, str, int, int]]:
    """(number, purpose, level, connector) of what the mirror has."""
    found = await station.operator.items("/charging-profiles", charger_id=station.charger["id"])
    return sorted(
        (one["charging_profile_id"], one["purpose"], one["stack_level"], one["connector_id"]) for one in found
    )


async def put(station: Station, connector: int, answer: str = "Accepted", **changes: Any) -> None:
    given = {"chargingProfilePurpose": "TxDefaultProfile", **changes}
    request = {"connectorId": connector, "csChargingProfiles": {**profile("TxDefaultProfile"), **given}}
    await station.ordered("SetChargingProfile", request, {"status": answer})


async def test_the_mirror_has_what_was_accepted(server: RunningServer, operator: Operator) -> None:
    """SC-03, SC-13, SC-16, SC-18: replaced by number, or by purpose, level and connector; cleared as it says."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await put(station, 1, chargingProfileId=1)
        await put(station, 1, "Rejected", chargingProfileId=2, stackLevel=1)
        assert await installed(station) == [(1, "TxDefaultProfile", 0, 1)]
        await put(station, 1, chargingProfileId=3)  # the same purpose, level and connector
        await put(station, 2, chargingProfileId=4)
        await put(station, 0, chargingProfileId=5, chargingProfilePurpose="ChargePointMaxProfile")
        await put(station, 2, chargingProfileId=4, stackLevel=2)  # the same number
        assert [number for number, *_ in await installed(station)] == [3, 4, 5]
        await station.wire.socket.close()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        assert len(await installed(station)) == 3
        await station.ordered("ClearChargingProfile", {"connectorId": 0}, ACCEPTED)
        assert [number for number, *_ in await installed(station)] == [3, 4]
        await station.ordered("ClearChargingProfile", {"id": 3, "stackLevel": 9}, {"status": "Unknown"})
        assert [number for number, *_ in await installed(station)] == [4]
        await station.ordered("ClearChargingProfile", {}, ACCEPTED)
        assert await installed(station) == []


async def test_a_profile_ends_with_its_transaction(server: RunningServer, operator: Operator) -> None:
    """SC-02, SC-15, SC-18: also one that came with the remote start."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        request = {"idTag": tag, "connectorId": 1, "chargingProfile": profile("TxProfile", stackLevel=1)}
        await station.ordered("RemoteStartTransaction", request, ACCEPTED)
        number = (await station.start(tag))["transactionId"]
        assert await installed(station) == [(11, "TxProfile", 1, 1)]
        later = profile("TxProfile", chargingProfileId=12, transactionId=number)
        await station.ordered("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": later}, ACCEPTED)
        assert len(await installed(station)) == 2
        await station.stop(number)
        assert await installed(station) == []


REFUSED: list[tuple[dict[str, str], int, dict[str, Any], str]] = [
    ({}, 1, {"chargingProfilePurpose": "TxProfile", "transactionId": 99}, "does not run"),
    ({}, 1, {"chargingProfilePurpose": "TxProfile"}, "Required for TxProfile"),
    ({"ChargeProfileMaxStackLevel": "2"}, 1, {"stackLevel": 3}, "stack levels up to 2"),
    ({"NumberOfConnectors": "2"}, 3, {}, "connectors up to 2"),
    ({"ChargingScheduleMaxPeriods": "0"}, 1, {}, "periods up to 0"),
    ({"MaxChargingProfilesInstalled": "0"}, 1, {}, "room for 0"),
    ({"ChargingScheduleAllowedChargingRateUnit": "Power"}, 1, {}, "no limits in A"),
    ({"SupportedFeatureProfiles": "Core,RemoteTrigger"}, 1, {}, "smart charging"),
]


@pytest.mark.parametrize(("keys", "connector", "changes", "reason"), REFUSED, ids=[r[3] for r in REFUSED])
async def test_refused_before_it_is_sent(
    server: RunningServer,
    operator: Operator,
    keys: dict[str, str],
    connector: int,
    changes: dict[str, Any],
    reason: str,
) -> None:
    """SC-02, SC-04, SC-10, SC-12: with the reason that the charger would have; what it has not told does not count."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        told = [{"key": key, "value": value, "readonly": True} for key, value in keys.items()]
        if told:
            await station.ordered("GetConfiguration", {}, {"configurationKey": told})
        request = {
            "connectorId": connector,
            "csChargingProfiles": {**profile("TxDefaultProfile"), **changes},
        }
        path = f"/api/admin/chargers/{charger['id']}/commands/SetChargingProfile"
        answer = await operator.client.post(path, json=request)
        assert answer.status_code in (409, 422)
        assert reason in answer.text


async def test_limits_travel_as_they_were_written(server: RunningServer, operator: Operator) -> None:
    """SC-11: one decimal on the wire, and never 7.1000000000000005."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        own = profile("TxDefaultProfile", stackLevel=1, validFrom=moment(3600))
        del own["chargingProfileId"], own["chargingSchedule"]["duration"]
        own["chargingSchedule"]["chargingSchedulePeriod"] = [
            {"startPeriod": start, "limit": limit} for start, limit in ((0, 7.1), (60, 0.3), (90, 16))
        ]
        body = {"charger_id": charger["id"], "connector_id": 1, "profile": own}
        posting = asyncio.create_task(operator.post("/charging-profiles", body, 201))
        raw = str(await station.wire.socket.recv())
        assert '"limit":7.1}' in raw
        assert '"limit":0.3}' in raw
        _, message_id, *_ = json.loads(raw)
        await station.wire.send(3, message_id, ACCEPTED)
        sent = await posting
        assert len(sent["warnings"]) == 2  # SC-04, SC-08
        periods = sent["profile"]["schedule"]["chargingSchedulePeriod"]
        assert [str(period["limit"]) for period in periods] == ["7.1", "0.3", "16"]
        path = f"/api/admin/charging-profiles/{sent['profile']['id']}"
        deleting = asyncio.create_task(operator.client.delete(path))
        request = await station.asked("ClearChargingProfile", ACCEPTED)
        assert request == {"id": sent["profile"]["charging_profile_id"]}
        assert (await deleting).status_code == 204
        assert (await operator.client.delete(path)).status_code == 404


async def test_limits_go_in_the_unit_that_the_charger_takes(
    server: RunningServer, operator: Operator
) -> None:
    """SC-10, SC-11: converted before it is sent, and said so."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        key = {"key": "ChargingScheduleAllowedChargingRateUnit", "value": "Power", "readonly": True}
        await station.ordered("GetConfiguration", {}, {"configurationKey": [key]})
        own = profile("TxDefaultProfile")
        own["chargingSchedule"]["chargingSchedulePeriod"] = [{"startPeriod": 0, "limit": 6.1}]
        body = {"charger_id": charger["id"], "connector_id": 1, "profile": own}
        posting = asyncio.create_task(operator.post("/charging-profiles", body, 201))
        request = await station.asked("SetChargingProfile", ACCEPTED)
        schedule = request["csChargingProfiles"]["chargingSchedule"]
        assert (schedule["chargingRateUnit"], schedule["chargingSchedulePeriod"][0]["limit"]) == ("W", 4209)
        assert (await posting)["warnings"] == [
            "The charger takes no limits in A: sent in W, at 230 V a phase."
        ]


async def test_our_composite_beside_the_charger_s(server: RunningServer, operator: Operator) -> None:
    """SC-09, SC-10, SC-14, SC-15: a default applies to a running transaction at once."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await station.charging(tag)
        path = f"/chargers/{charger['id']}/composite-schedule"
        nothing = await operator.get(path, connector_id=1)
        assert nothing["periods"] == [{"start": 0, "limit": None, "number_phases": None}]
        await put(station, 0)
        ours = await operator.get(path, connector_id=1, unit="W")
        assert (ours["periods"][0]["limit"], ours["periods"][0]["number_phases"]) == ("4209.0", 3)
        asking = asyncio.create_task(operator.get(path, connector_id=1, duration=600, ask=True))
        schedule = {
            "chargingRateUnit": "A",
            "startSchedule": moment(),
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 6.1}],
        }
        answer = {
            **ACCEPTED,
            "connectorId": 1,
            "scheduleStart": moment(),
            "chargingSchedule": schedule,
        }
        request = await station.asked("GetCompositeSchedule", answer)
        assert request == {"connectorId": 1, "duration": 600, "chargingRateUnit": "A"}
        both = await asking
        assert both["charger"]["response"]["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 6.1
        assert both["periods"][0]["limit"] == "6.1"


async def test_a_lost_answer_leaves_it_uncertain(server: RunningServer, operator: Operator) -> None:
    """RPC-13, SC-16: it may be there; sent again with its number it is one profile."""
    charger = await operator.new_charger()
    body = {"charger_id": charger["id"], "connector_id": 1, "profile": profile("TxDefaultProfile")}
    async with station_of(server, operator, charger) as station:
        await station.boot()
        posting = asyncio.create_task(operator.post("/charging-profiles", body, 201))
        await station.wire.receive()
        station.wire.socket.transport.abort()
        assert (await posting)["profile"]["uncertain"] is True
    async with station_of(server, operator, charger) as station:
        await put(station, 1)
        (only,) = await operator.items("/charging-profiles", charger_id=charger["id"])
        assert only["uncertain"] is False
