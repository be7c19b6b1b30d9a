"""The life of a charge point: connecting, booting, charging, being offline."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import DC_150, Hardware
from tests.simulator.central_system import CentralSystem
from tests.simulator.conftest import KEY
from tests.simulator.virtual_clock import START, VirtualClock

CAR = Battery(60_000, 0.5, 11_000)
Build = Callable[..., ChargePoint]


async def charging(charge_point: ChargePoint, clock: VirtualClock, battery: Battery = CAR) -> None:
    await clock.until(charge_point.plug_in(1, battery))
    assert await clock.until(charge_point.present(1, "TAG-1"))


class TestConnecting:
    async def test_identity_subprotocol_and_decoded_key(
        self, charge_point: ChargePoint, central: CentralSystem
    ) -> None:
        """CONN-01, SEC-06: the identity is percent-encoded, the key is sent as its bytes."""
        assert central.paths == ["/ocpp/CP%201"]
        assert central.passwords == [bytes.fromhex(KEY)]

    async def test_hexadecimal_text_as_password(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """DEC-8: some firmware sends the digits themselves."""
        build(Hardware(habits=("hex-password",))).start()
        await clock.until(central.received("BootNotification"))
        assert central.passwords == [KEY.encode()]

    async def test_backs_off_while_refused(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        central.strangers.add("CP 1")
        charge_point = build()
        charge_point.start()
        await clock.run_for(3600)
        assert 30 <= charge_point.refusals <= 80
        central.strangers.clear()
        await clock.until(central.received("BootNotification"))


class TestBooting:
    async def test_says_what_it_is_then_how_its_connectors_are(
        self, charge_point: ChargePoint, central: CentralSystem
    ) -> None:
        """BOOT-07: nothing before the boot, then connector 0 and all others, then what was queued."""
        assert [call.action for call in central.calls] == [
            "BootNotification",
            *["StatusNotification"] * 2,
            "SecurityEventNotification",
        ]
        assert central.calls[0].payload["chargePointModel"] == "Kestrel AC 22"
        assert central.statuses(0) == central.statuses(1) == ["Available"]

    async def test_waits_the_interval_until_accepted(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """BOOT-02, BOOT-05: Pending and Rejected give the time of the next attempt; nothing else is sent."""
        verdicts = iter(["Pending", "Rejected", "Accepted"])
        answer = {"currentTime": "2026-11-19T08:00:00Z", "interval": 40}
        central.answers["BootNotification"] = lambda payload: {**answer, "status": next(verdicts)}
        charge_point = build()
        charge_point.start()
        await clock.until(central.received("BootNotification", 3))
        assert (clock.now() - START).total_seconds() == 80
        await clock.until(central.received("StatusNotification", connectorId=1))
        assert central.calls[2].action == "BootNotification"
        assert charge_point.configuration.text("HeartbeatInterval") == "40"

    async def test_heartbeats_at_the_interval(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await clock.run_for(3010)
        assert len(central.all("Heartbeat")) == 10

    async def test_an_error_for_an_answer_is_tried_again(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        central.answers["BootNotification"] = lambda payload: "InternalError"
        build().start()
        await clock.until(central.received("BootNotification"))
        del central.answers["BootNotification"]
        await clock.until(central.received("StatusNotification", connectorId=1))
        assert len(central.all("BootNotification")) == 2


class TestCharging:
    async def test_one_session(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """Plug in, tag, start, samples, stop by the same tag without Authorize (AUTH-05), leave."""
        await charging(charge_point, clock)
        await clock.until(central.received("MeterValues", 30))
        await clock.until(charge_point.present(1, "tag-1"))
        await clock.until(charge_point.unplug(1))
        assert central.statuses(1) == ["Available", "Preparing", "Charging", "Finishing", "Available"]
        assert central.order("Authorize", "StartTransaction", "StopTransaction") == [
            "Authorize",
            "StartTransaction",
            "StopTransaction",
        ]
        start, stop = central.all("StartTransaction")[0], central.all("StopTransaction")[0]
        assert stop["transactionId"] == 1000
        assert (stop["reason"], stop["idTag"]) == ("Local", "tag-1")
        assert 5_400 <= stop["meterStop"] - start["meterStart"] <= 5_600  # half an hour at 11 kW

    async def test_samples_carry_what_is_configured_and_agree_with_each_other(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """METER-08: registers never fall; METER-14: measurands and interval as configured."""
        await charging(charge_point, clock)
        await clock.until(central.received("MeterValues", 5))
        samples = [sampled(payload) for payload in central.all("MeterValues")]
        assert set(samples[0]) == {
            "Energy.Active.Import.Register",
            "Power.Active.Import",
            "Current.Import",
            "Voltage",
        }
        registers = [float(sample["Energy.Active.Import.Register"]) for sample in samples]
        assert registers == sorted(registers)
        last = samples[-1]
        phases = float(last["Voltage"]) * float(last["Current.Import"]) * 3
        assert abs(phases - float(last["Power.Active.Import"])) < 100
        assert {payload["transactionId"] for payload in central.all("MeterValues")} == {1000}
        assert (clock.now() - START).total_seconds() >= 300

    async def test_direct_current_tells_the_state_of_charge(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point = build(Hardware(connectors=(DC_150, DC_150)))
        charge_point.start()
        await clock.until(central.received("StatusNotification", connectorId=2))
        await charging(charge_point, clock, Battery(60_000, 0.2, 120_000))
        last = sampled(await clock.until(central.received("MeterValues", 12)))
        assert 45 <= float(last["SoC"]) <= 60
        assert 60_000 <= float(last["Power.Active.Import"]) <= 120_000

    async def test_a_full_car_suspends_and_the_transaction_stays(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await charging(charge_point, clock, Battery(20_000, 0.9, 11_000))
        await clock.until(central.received("StatusNotification", status="SuspendedEV"))
        assert central.all("StopTransaction") == []
        await clock.until(charge_point.unplug(1))
        await clock.until(central.received("StopTransaction", reason="EVDisconnected"))
        assert central.statuses(1)[-1] == "Available"

    async def test_the_stop_carries_the_registers_of_begin_and_end(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """STOP-06, errata 3.14."""
        await charging(charge_point, clock)
        await clock.run_for(600)
        await clock.until(charge_point.unplug(1))
        stop, start = central.all("StopTransaction")[0], central.all("StartTransaction")[0]
        first, last = (value["sampledValue"][0] for value in stop["transactionData"])
        assert (first["context"], int(first["value"])) == ("Transaction.Begin", start["meterStart"])
        assert (last["context"], int(last["value"])) == ("Transaction.End", stop["meterStop"])

    async def test_an_unknown_tag_does_not_charge(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        central.answers["Authorize"] = lambda payload: {"idTagInfo": {"status": "Invalid"}}
        await clock.until(charge_point.plug_in(1))
        assert not await clock.until(charge_point.present(1, "STRANGER"))
        assert central.all("StartTransaction") == []

    async def test_a_tag_refused_at_the_start_ends_the_transaction(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """START-02: StopTransactionOnInvalidId."""
        central.answers["StartTransaction"] = lambda payload: {
            "idTagInfo": {"status": "Blocked"},
            "transactionId": 5,
        }
        await charging(charge_point, clock)
        await clock.until(central.received("StopTransaction", reason="DeAuthorized", transactionId=5))

    async def test_a_tag_refused_at_the_start_gets_no_energy_where_the_transaction_stays(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point.configuration.set("StopTransactionOnInvalidId", "false")
        central.answers["StartTransaction"] = lambda payload: {
            "idTagInfo": {"status": "Invalid"},
            "transactionId": 5,
        }
        await charging(charge_point, clock)
        await clock.until(central.received("StatusNotification", status="SuspendedEVSE"))
        await clock.run_for(600)
        assert central.all("StopTransaction") == []
        assert charge_point.connectors[1].register_wh == central.all("StartTransaction")[0]["meterStart"]

    async def test_a_group_card_stops_what_another_of_the_group_started(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """AUTH-03: the same ParentIdTag."""
        info = {"idTagInfo": {"status": "Accepted", "parentIdTag": "FLEET"}}
        central.answers["Authorize"] = lambda payload: info
        central.answers["StartTransaction"] = lambda payload: {**info, "transactionId": 7}
        await charging(charge_point, clock)
        assert await clock.until(charge_point.present(1, "TAG-2"))
        await clock.until(central.received("StopTransaction", idTag="TAG-2"))

    async def test_time_may_run_faster_for_batteries_only(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point = build(speed=60.0)
        charge_point.start()
        await clock.until(central.received("StatusNotification", connectorId=1))
        await charging(charge_point, clock)
        sample = await clock.until(central.received("MeterValues"))
        start = central.all("StartTransaction")[0]
        assert sample["meterValue"][0]["timestamp"] == "2026-11-19T08:01:00Z"
        register = int(sampled(sample)["Energy.Active.Import.Register"])
        assert 10_500 <= register - start["meterStart"] <= 11_000  # an hour in a minute

    async def test_a_stranger_does_not_stop_it(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await charging(charge_point, clock)
        assert not await clock.until(charge_point.present(1, "TAG-2"))
        assert central.all("StopTransaction") == []

    async def test_a_known_tag_starts_without_asking_where_configured(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """LocalPreAuthorize, AUTH-05."""
        charge_point.configuration.set("LocalPreAuthorize", "true")
        await charging(charge_point, clock)
        await clock.until(charge_point.unplug(1))
        await charging(charge_point, clock)
        assert len(central.all("Authorize")) == 1

    async def test_an_expired_tag_is_asked_for_again(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """AUTH-04."""
        charge_point.configuration.set("LocalPreAuthorize", "true")
        info = {"status": "Accepted", "expiryDate": "2026-11-19T08:10:00Z"}
        central.answers["Authorize"] = lambda payload: {"idTagInfo": info}
        central.answers["StartTransaction"] = lambda payload: {"idTagInfo": info, "transactionId": 4}
        await charging(charge_point, clock)
        await clock.run_for(600)
        await clock.until(charge_point.unplug(1))
        await charging(charge_point, clock)
        assert len(central.all("Authorize")) == 2

    async def test_a_car_may_leave_and_come_back_where_configured(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """StopTransactionOnEVSideDisconnect is false."""
        charge_point.configuration.set("StopTransactionOnEVSideDisconnect", "false")
        await charging(charge_point, clock)
        await clock.until(charge_point.unplug(1))
        await clock.until(charge_point.plug_in(1, CAR))
        assert central.statuses(1)[-3:] == ["Charging", "SuspendedEV", "Charging"]
        assert central.all("StopTransaction") == []

    async def test_no_transaction_data_where_none_is_wanted(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point.configuration.set("StopTxnSampledData", "")
        await charging(charge_point, clock)
        await clock.until(charge_point.unplug(1))
        assert "transactionData" not in central.all("StopTransaction")[0]

    async def test_without_samples_a_full_car_is_noticed_all_the_same(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point.configuration.set("MeterValueSampleInterval", "0")
        await charging(charge_point, clock, Battery(20_000, 0.98, 11_000))
        await clock.until(central.received("StatusNotification", status="SuspendedEV"))
        assert central.all("MeterValues") == []


class TestStatuses:
    async def test_what_does_not_last_is_not_reported(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """STAT-08: MinimumStatusDuration."""
        charge_point.configuration.set("MinimumStatusDuration", "10")
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.run_for(5)
        await clock.until(charge_point.unplug(1))
        await clock.run_for(60)
        assert central.statuses(1) == ["Available"]
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.run_for(60)
        assert central.statuses(1) == ["Available", "Preparing"]


class TestFaults:
    async def test_a_fault_ends_the_transaction_and_passes(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """STAT-03."""
        await charging(charge_point, clock)
        await clock.until(charge_point.fault(1, "GroundFailure"))
        faulted = await clock.until(central.received("StatusNotification", status="Faulted"))
        assert faulted["errorCode"] == "GroundFailure"
        await clock.until(central.received("StopTransaction", reason="Other"))
        await clock.until(charge_point.clear_fault(1))
        await clock.until(charge_point.unplug(1))
        assert central.statuses(1)[-3:] == ["Faulted", "Finishing", "Available"]


class TestOffline:
    async def test_a_whole_session_offline_is_replayed_in_order(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """RPC-14, START-06: true timestamps, the transactionId in what follows, no second boot."""
        await clock.until(charge_point.plug_in(1, CAR))
        assert await clock.until(charge_point.present(1, "TAG-1"))
        await clock.until(charge_point.present(1, "TAG-1"))
        await charge_point.lose_network(3600)
        await clock.run_for(60)
        assert not charge_point.online
        assert await clock.until(charge_point.present(1, "TAG-1")), "from the cache (LocalAuthorizeOffline)"
        await clock.run_for(600)
        await clock.until(charge_point.present(1, "TAG-1"))
        await clock.until(charge_point.unplug(1))
        before = len(central.calls)
        await clock.until(central.received("StopTransaction", 2))
        replayed = [call for call in central.calls[before:] if call.action != "StatusNotification"]
        assert [call.action for call in replayed] == [
            "StartTransaction",
            *["MeterValues"] * 10,
            "StopTransaction",
        ]
        assert replayed[0].payload["timestamp"] == "2026-11-19T08:01:00Z"
        assert {call.payload["transactionId"] for call in replayed[1:]} == {1001}
        assert len(central.all("BootNotification")) == 1

    async def test_only_the_present_status_is_reported_afterwards(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """STAT-06."""
        await charge_point.lose_network(600)
        await clock.run_for(1)
        await charge_point.plug_in(1)
        await charge_point.unplug(1)
        await charge_point.plug_in(1)
        await clock.until(central.received("StatusNotification", status="Preparing"))
        assert central.statuses(1) == ["Available", "Preparing"]

    async def test_a_strange_tag_does_not_charge_offline(
        self, charge_point: ChargePoint, clock: VirtualClock
    ) -> None:
        await charge_point.lose_network(600)
        await clock.run_for(1)
        await charge_point.plug_in(1)
        assert not await charge_point.present(1, "STRANGER")
        charge_point.configuration.set("AllowOfflineTxForUnknownId", "true")
        assert await charge_point.present(1, "STRANGER")

    async def test_some_firmware_says_minus_one_for_what_it_does_not_know(
        self, build: Build, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """Q26, errata 3.18."""
        charge_point = build(Hardware(habits=("minus-one",)))
        charge_point.configuration.set("AllowOfflineTxForUnknownId", "true")
        charge_point.start()
        await clock.until(central.received("StatusNotification", connectorId=1))
        await charge_point.lose_network(600)
        await clock.run_for(1)
        await charging(charge_point, clock)
        await clock.run_for(130)
        await clock.until(charge_point.unplug(1))
        stop = await clock.until(central.received("StopTransaction"))
        assert stop["transactionId"] == -1
        assert {payload["transactionId"] for payload in central.all("MeterValues")} == {-1}


class TestBrokenFrames:
    """RPC-10, 2.5: what the other side sends cannot end the conversation."""

    @pytest.mark.parametrize(
        "text",
        ["", "[]", "[2]", '[3,"nobody asked",{}]', '[4,"x","GenericError","",{}]', '[9,"x"]', "{"],
    )
    async def test_are_survived(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock, text: str
    ) -> None:
        await central.send(text)
        assert await clock.until(central.command("ClearCache")) == {"status": "Accepted"}

    async def test_an_unreadable_answer_is_a_failure(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """RPC-12: the tag is judged as when offline."""
        central.answers["Authorize"] = lambda payload: {"idTagInfo": 5}
        await clock.until(charge_point.plug_in(1, CAR))
        assert not await clock.until(charge_point.present(1, "TAG-1"))


def sampled(payload: dict[str, Any]) -> dict[str, str]:
    values = payload["meterValue"][0]["sampledValue"]
    return {value["measurand"]: value["value"] for value in values}


def test_two_charge_points_of_one_seed_are_alike() -> None:
    one, other = (ChargePoint("A", "ws://127.0.0.1:1", rng=Random(3)) for _ in range(2))
    assert one.connectors[1].register_wh == other.connectors[1].register_wh
