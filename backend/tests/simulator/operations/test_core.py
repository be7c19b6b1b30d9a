"""The operations of the Core profile: what a charge point answers, and what it does then."""

import pytest

from csms.ocpp.v16 import KNOWN
from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.operations import OPERATIONS
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

CAR = Battery(60_000, 0.5, 11_000)
NEW_KEY = "ffffffffffffffffffffffffffffffffffffffff"


@pytest.fixture(autouse=True)
async def _booted(charge_point: ChargePoint) -> None:
    assert charge_point.online


async def charging(charge_point: ChargePoint, clock: VirtualClock) -> None:
    await clock.until(charge_point.plug_in(1, CAR))
    assert await clock.until(charge_point.present(1, "TAG-1"))


class TestRemoteStart:
    async def test_authorizes_and_starts_where_a_car_waits(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """5.11: AuthorizeRemoteTxRequests is true."""
        await clock.until(charge_point.plug_in(1, CAR))
        answer = await clock.until(central.command("RemoteStartTransaction", idTag="REMOTE"))
        assert answer == {"status": "Accepted"}
        await clock.until(central.received("StartTransaction", idTag="REMOTE", connectorId=1))
        assert central.order("Authorize", "StartTransaction") == ["Authorize", "StartTransaction"]

    async def test_without_authorize_where_it_is_not_wanted(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point.configuration.set("AuthorizeRemoteTxRequests", "false")
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.until(central.command("RemoteStartTransaction", idTag="REMOTE", connectorId=1))
        await clock.until(central.received("StartTransaction"))
        assert central.all("Authorize") == []

    async def test_waits_for_the_plug(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await clock.until(central.command("RemoteStartTransaction", idTag="REMOTE"))
        await clock.until(central.received("StatusNotification", status="Preparing"))
        await clock.run_for(30)
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.until(central.received("StartTransaction", idTag="REMOTE"))

    async def test_gives_up_after_the_connection_timeout(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """TC_004, ConnectionTimeOut."""
        before = clock.now()
        await clock.until(central.command("RemoteStartTransaction", idTag="REMOTE"))
        await clock.until(central.received("StatusNotification", 2, status="Available", connectorId=1))
        assert 60 <= (clock.now() - before).total_seconds() < 62
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.run_for(60)
        assert central.all("StartTransaction") == []

    async def test_does_not_start_for_an_unknown_tag(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        central.answers["Authorize"] = lambda payload: {"idTagInfo": {"status": "Invalid"}}
        await clock.until(charge_point.plug_in(1, CAR))
        await clock.until(central.command("RemoteStartTransaction", idTag="REMOTE"))
        await clock.run_for(60)
        assert central.all("StartTransaction") == []

    @pytest.mark.parametrize("connector_id", [1, 9])
    async def test_is_rejected_where_nothing_can_start(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock, connector_id: int
    ) -> None:
        await charging(charge_point, clock)
        command = central.command("RemoteStartTransaction", idTag="REMOTE", connectorId=connector_id)
        assert await clock.until(command) == {"status": "Rejected"}


class TestRemoteStop:
    async def test_stops_the_transaction(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await charging(charge_point, clock)
        answer = await clock.until(central.command("RemoteStopTransaction", transactionId=1000))
        assert answer == {"status": "Accepted"}
        stop = await clock.until(central.received("StopTransaction", reason="Remote"))
        assert "idTag" not in stop
        await clock.until(central.received("StatusNotification", status="Finishing"))

    async def test_of_another_transaction_is_rejected(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """TC_028."""
        await charging(charge_point, clock)
        answer = await clock.until(central.command("RemoteStopTransaction", transactionId=1))
        assert answer == {"status": "Rejected"}


class TestReset:
    async def test_soft_stops_first_then_boots(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """RST-01."""
        await charging(charge_point, clock)
        assert await clock.until(central.command("Reset", type="Soft")) == {"status": "Accepted"}
        await clock.until(central.received("BootNotification", 2))
        assert central.order("StopTransaction", "BootNotification")[-2:] == [
            "StopTransaction",
            "BootNotification",
        ]
        assert central.all("StopTransaction")[0]["reason"] == "SoftReset"
        assert len(central.paths) == 2
        await clock.until(central.received("StatusNotification", 2, status="Preparing", connectorId=1))

    async def test_hard_boots_first_then_stops(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """RST-01, errata 3.36: the stop comes from the queue."""
        await charging(charge_point, clock)
        await clock.until(central.command("Reset", type="Hard"))
        await clock.until(central.received("StopTransaction", reason="HardReset"))
        assert central.order("StopTransaction", "BootNotification") == [
            "BootNotification",
            "BootNotification",
            "StopTransaction",
        ]


class TestUnlockConnector:
    async def test_ends_the_transaction(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """ULK-01."""
        await charging(charge_point, clock)
        answer = await clock.until(central.command("UnlockConnector", connectorId=1))
        assert answer == {"status": "Unlocked"}
        await clock.until(central.received("StopTransaction", reason="UnlockCommand"))

    async def test_of_a_stuck_lock_and_of_no_connector(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await clock.until(charge_point.fault(1, "ConnectorLockFailure"))
        stuck = await clock.until(central.command("UnlockConnector", connectorId=1))
        unknown = await clock.until(central.command("UnlockConnector", connectorId=7))
        assert (stuck["status"], unknown["status"]) == ("UnlockFailed", "NotSupported")


class TestChangeAvailability:
    async def test_of_the_charge_point_outlives_a_reboot(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """AVAIL-01."""
        command = central.command("ChangeAvailability", connectorId=0, type="Inoperative")
        assert await clock.until(command) == {"status": "Accepted"}
        await clock.until(central.received("StatusNotification", status="Unavailable", connectorId=1))
        await clock.until(central.command("Reset", type="Soft"))
        await clock.until(central.received("StatusNotification", 2, status="Unavailable", connectorId=1))
        assert central.statuses(0) == ["Available", "Unavailable", "Unavailable"]
        await clock.until(central.command("ChangeAvailability", connectorId=0, type="Operative"))
        await clock.until(central.received("StatusNotification", 2, status="Available", connectorId=1))

    async def test_is_scheduled_while_charging(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await charging(charge_point, clock)
        command = central.command("ChangeAvailability", connectorId=1, type="Inoperative")
        assert await clock.until(command) == {"status": "Scheduled"}
        assert central.statuses(1)[-1] == "Charging"
        await clock.until(charge_point.unplug(1))
        await clock.until(central.received("StatusNotification", status="Unavailable"))

    async def test_of_all_while_one_charges(
        self, pair: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """AVAIL-01: connector 0 is all of them; already so is Accepted."""
        await charging(pair, clock)
        command = central.command("ChangeAvailability", connectorId=0, type="Inoperative")
        assert await clock.until(command) == {"status": "Scheduled"}
        await clock.until(central.received("StatusNotification", status="Unavailable", connectorId=2))
        again = central.command("ChangeAvailability", connectorId=2, type="Inoperative")
        assert await clock.until(again) == {"status": "Accepted"}
        assert pair.connectors[1].status == "Charging"

    async def test_of_no_connector_is_rejected(self, central: CentralSystem, clock: VirtualClock) -> None:
        command = central.command("ChangeAvailability", connectorId=5, type="Operative")
        assert await clock.until(command) == {"status": "Rejected"}


class TestConfiguration:
    async def test_all_some_and_unknown_keys(self, central: CentralSystem, clock: VirtualClock) -> None:
        everything = await clock.until(central.command("GetConfiguration"))
        assert len(everything["configurationKey"]) > 20
        some = await clock.until(central.command("GetConfiguration", key=["heartbeatInterval", "Nothing"]))
        assert some == {
            "configurationKey": [{"key": "HeartbeatInterval", "readonly": False, "value": "300"}],
            "unknownKey": ["Nothing"],
        }

    async def test_more_keys_than_it_takes(self, central: CentralSystem, clock: VirtualClock) -> None:
        """CFG-03: GetConfigurationMaxKeys."""
        keys = [f"Key{number}" for number in range(41)]
        answer = await clock.until(central.command("GetConfiguration", key=keys))
        assert answer == "OccurenceConstraintViolation"

    async def test_a_new_heartbeat_interval_is_kept_at_once(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        await clock.until(central.command("ChangeConfiguration", key="HeartbeatInterval", value="10"))
        await clock.run_for(101)
        assert len(central.all("Heartbeat")) == 10

    async def test_clock_aligned_samples_come_on_the_full_quarter(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """METER-14: also without a transaction."""
        await clock.run_for(100)
        await clock.until(central.command("ChangeConfiguration", key="ClockAlignedDataInterval", value="900"))
        sample = await clock.until(central.received("MeterValues", 2))
        assert sample["meterValue"][0]["timestamp"] == "2026-11-19T08:30:00Z"
        assert sample["meterValue"][0]["sampledValue"][0]["context"] == "Sample.Clock"
        assert "transactionId" not in sample

    async def test_a_new_authorization_key_is_used_on_a_new_connection(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """SEC-08, TC_073."""
        change = central.command("ChangeConfiguration", key="AuthorizationKey", value=NEW_KEY)
        assert await clock.until(change) == {"status": "Accepted"}
        await clock.run_for(5)
        assert central.passwords[1:] == [bytes.fromhex(NEW_KEY)]
        assert len(central.all("BootNotification")) == 1


class TestTheRest:
    async def test_clear_cache(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """CACHE-01: what was in it does not charge offline any more."""
        await charging(charge_point, clock)
        await clock.until(charge_point.unplug(1))
        assert await clock.until(central.command("ClearCache")) == {"status": "Accepted"}
        await charge_point.lose_network(100)
        await clock.run_for(1)
        await charge_point.plug_in(1)
        assert not await charge_point.present(1, "TAG-1")

    async def test_clear_cache_where_there_is_none(
        self, charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
    ) -> None:
        charge_point.configuration.set("AuthorizationCacheEnabled", "false")
        assert await clock.until(central.command("ClearCache")) == {"status": "Rejected"}

    async def test_data_transfer_of_an_unknown_vendor(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """DT-01."""
        answer = await clock.until(central.command("DataTransfer", vendorId="com.example"))
        assert answer == {"status": "UnknownVendorId"}

    async def test_data_transfer_of_its_own_vendor(self, central: CentralSystem, clock: VirtualClock) -> None:
        """DT-01, DT-02, DT-03: whatever the case of the names; the text comes back."""
        echo = central.command("DataTransfer", vendorId="com.Kestrel", messageId="echo", data="12345" * 100)
        assert await clock.until(echo) == {"status": "Accepted", "data": "12345" * 100}
        other = central.command("DataTransfer", vendorId="com.kestrel", messageId="Sing")
        assert await clock.until(other) == {"status": "UnknownMessageId"}

    async def test_an_unknown_operation_gets_a_callerror(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        assert await clock.until(central.command("MakeCoffee")) == "NotImplemented"

    async def test_every_operation_is_carried_out(self) -> None:
        assert set(OPERATIONS) == {name for name, (sender, _) in KNOWN.items() if sender != "charge_point"}
        assert len(OPERATIONS) == 26

    async def test_an_unreadable_request_gets_a_callerror(
        self, central: CentralSystem, clock: VirtualClock
    ) -> None:
        assert await clock.until(central.command("Reset")) == "ProtocolError"
        assert await clock.until(central.command("Reset", type="Warm")) == "PropertyConstraintViolation"
