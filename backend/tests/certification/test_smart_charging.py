"""The certification cases of the SmartCharging profile."""

from typing import Any

from tests.certification.station import Station, moment

ACCEPTED = {"status": "Accepted"}


def profile(purpose: str, **more: Any) -> dict[str, Any]:
    """Absolute, valid for a day, 6 A: what the test tool asks for."""
    schedule = {
        "duration": 86400,
        "startSchedule": moment(),
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 6.1, "numberPhases": 3}],
    }
    return {
        "chargingProfileId": 11,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute",
        "validFrom": moment(),
        "validTo": moment(86400),
        "chargingSchedule": schedule,
        **more,
    }


async def test_TC_056_CSMS_default_profile(station: Station) -> None:
    """SC-02, SC-05: without a transaction and without a recurrence."""
    request = {"connectorId": 1, "csChargingProfiles": profile("TxDefaultProfile")}
    order = await station.ordered("SetChargingProfile", request, ACCEPTED)
    sent = order.request["csChargingProfiles"]
    assert sent["chargingProfilePurpose"] == "TxDefaultProfile"
    assert "transactionId" not in sent
    assert "recurrencyKind" not in sent
    assert sent["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 6.1


async def test_TC_057_CSMS_profile_of_a_transaction(station: Station, tag: str) -> None:
    """SC-02: with the transaction that runs."""
    number = await station.charging(tag)
    request = {"connectorId": 1, "csChargingProfiles": profile("TxProfile", transactionId=number)}
    order = await station.ordered("SetChargingProfile", request, ACCEPTED)
    assert order.request["csChargingProfiles"]["transactionId"] == number


async def test_TC_059_CSMS_remote_start_with_a_profile(station: Station, tag: str) -> None:
    """RS-02"""
    request = {"idTag": tag, "connectorId": 1, "chargingProfile": profile("TxProfile")}
    order = await station.ordered("RemoteStartTransaction", request, ACCEPTED)
    sent = order.request["chargingProfile"]
    assert sent["chargingProfilePurpose"] == "TxProfile"
    assert "transactionId" not in sent
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    await station.start(tag)
    await station.status("Charging")
    assert await station.outcome(order.command) == "transaction_started"


async def test_TC_066_CSMS_composite_schedule(station: Station, tag: str) -> None:
    """SC-14"""
    default = {"connectorId": 1, "csChargingProfiles": profile("TxDefaultProfile")}
    await station.ordered("SetChargingProfile", default, ACCEPTED)
    await station.charging(tag)
    schedule = {
        "chargingRateUnit": "A",
        "duration": 300,
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 6.1}],
    }
    answer = {
        **ACCEPTED,
        "connectorId": 1,
        "scheduleStart": moment(),
        "chargingSchedule": schedule,
    }
    request = {"connectorId": 1, "duration": 300}
    order = await station.ordered("GetCompositeSchedule", request, answer)
    assert (order.request, order.command["response"]) == (request, answer)


async def test_TC_067_CSMS_clear_profiles(station: Station) -> None:
    """SC-13: by id, by what they are, and all."""
    default = {"connectorId": 1, "csChargingProfiles": profile("TxDefaultProfile")}
    query = {"charger_id": station.charger["id"]}
    for request in (
        {"id": 11},
        {"connectorId": 1, "chargingProfilePurpose": "TxDefaultProfile", "stackLevel": 0},
        {},
    ):
        await station.ordered("SetChargingProfile", default, ACCEPTED)
        assert len(await station.operator.items("/charging-profiles", **query)) == 1
        order = await station.ordered("ClearChargingProfile", request, ACCEPTED)
        assert order.request == request
        assert await station.operator.items("/charging-profiles", **query) == []
