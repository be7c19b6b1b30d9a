"""The operations of the SmartCharging profile, and the power that is left."""

from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

CAR = Battery(80_000, 0.1, 22_000)
FOREVER = {"chargingRateUnit": "W", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 6000}]}


def profile(
    id: int = 1, purpose: str = "TxDefaultProfile", level: int = 0, **schedule: Any
) -> dict[str, Any]:
    return {
        "chargingProfileId": id,
        "stackLevel": level,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Relative",
        "chargingSchedule": {**FOREVER, **schedule},
    }


def watts(*limits: float) -> dict[str, Any]:
    """A schedule of one minute each."""
    periods = [{"startPeriod": 60 * index, "limit": limit} for index, limit in enumerate(limits)]
    return {"chargingSchedulePeriod": periods}


class Grid:
    """Who limits."""

    def __init__(self, central: CentralSystem, clock: VirtualClock, charge_point: ChargePoint) -> None:
        self.central = central
        self.clock = clock
        self.charge_point = charge_point

    async def set(self, connector_id: int, profile: dict[str, Any]) -> Any:
        command = self.central.command(
            "SetChargingProfile", connectorId=connector_id, csChargingProfiles=profile
        )
        answer = await self.clock.until(command)
        return answer["status"] if isinstance(answer, dict) else answer

    async def clear(self, **filters: Any) -> str:
        status: str = (await self.clock.until(self.central.command("ClearChargingProfile", **filters)))[
            "status"
        ]
        return status

    async def composite(self, connector_id: int, seconds: int, unit: str = "W") -> list[tuple[int, float]]:
        command = self.central.command(
            "GetCompositeSchedule", connectorId=connector_id, duration=seconds, chargingRateUnit=unit
        )
        answer = await self.clock.until(command)
        assert (answer["status"], answer["connectorId"]) == ("Accepted", connector_id)
        schedule = answer["chargingSchedule"]
        assert (schedule["chargingRateUnit"], schedule["duration"]) == (unit, seconds)
        return [(one["startPeriod"], float(one["limit"])) for one in schedule["chargingSchedulePeriod"]]

    async def charge(self, connector_id: int = 1, tag: str = "TAG-1") -> None:
        await self.clock.until(self.charge_point.plug_in(connector_id, CAR))
        assert await self.clock.until(self.charge_point.present(connector_id, tag))

    def power(self, connector_id: int = 1) -> float:
        return self.charge_point.connectors[connector_id].power_w


@pytest.fixture
def grid(central: CentralSystem, clock: VirtualClock, pair: ChargePoint) -> Grid:
    return Grid(central, clock, pair)


class TestSet:
    async def test_a_limit_is_kept(self, grid: Grid) -> None:
        """SC-07, SC-15: at once, in each period, and the meter turns no faster."""
        await grid.charge()
        assert grid.power() == 22_000
        assert await grid.set(0, profile(**watts(6000, 3000))) == "Accepted"
        assert grid.power() == 6000
        start = grid.charge_point.connectors[1].register_wh
        await grid.clock.run_for(120)
        assert grid.power() == 3000
        grid.charge_point.connectors[1].accrue()
        assert grid.charge_point.connectors[1].register_wh - start == pytest.approx(100 + 50, abs=2)

    async def test_no_power_suspends_and_power_goes_on(self, grid: Grid, central: CentralSystem) -> None:
        await grid.charge()
        await grid.set(1, profile(**watts(0)))
        await grid.clock.until(central.received("StatusNotification", status="SuspendedEVSE"))
        assert await grid.clear(id=1) == "Accepted"
        await grid.clock.until(central.received("StatusNotification", 2, status="Charging"))

    async def test_amperes_are_per_phase(self, grid: Grid) -> None:
        """SC-10: three phases unless the period says otherwise."""
        await grid.charge()
        await grid.set(1, profile(chargingRateUnit="A", **watts(10)))
        assert grid.power() == 6900
        one_phase = [{"startPeriod": 0, "limit": 10, "numberPhases": 1}]
        await grid.set(1, profile(chargingRateUnit="A", chargingSchedulePeriod=one_phase))
        assert grid.power() == 2300

    async def test_the_whole_is_shared(self, grid: Grid) -> None:
        """SC-01, SC-09: the lower of the connector's limit and of its share."""
        await grid.set(0, profile(1, "ChargePointMaxProfile", **watts(10_000)))
        await grid.charge(1)
        assert grid.power(1) == 10_000
        await grid.charge(2, "TAG-2")
        assert (grid.power(1), grid.power(2)) == (5000, 5000)
        await grid.set(2, profile(2, **watts(3000)))
        assert grid.power(2) == 3000

    async def test_a_profile_of_the_transaction_goes_with_it(self, grid: Grid) -> None:
        """SC-02, SC-15."""
        mine = {**profile(1, "TxProfile", **watts(4000)), "transactionId": 1000}
        assert await grid.set(1, mine) == "Rejected"
        await grid.charge()
        assert await grid.set(1, {**mine, "transactionId": 1001}) == "Rejected"
        assert await grid.set(1, mine) == "Accepted"
        assert grid.power() == 4000
        await grid.clock.until(grid.charge_point.unplug(1))
        assert len(grid.charge_point.profiles) == 0

    async def test_replacement(self, grid: Grid) -> None:
        """SC-03: the same id, or the same purpose and level at the same connector."""
        for id, connector_id, level in ((1, 1, 0), (2, 1, 0), (2, 2, 3), (4, 0, 0)):
            assert await grid.set(connector_id, profile(id, level=level)) == "Accepted"
        assert len(grid.charge_point.profiles) == 2

    @pytest.mark.parametrize(
        ("connector_id", "wrong"),
        [
            (1, profile(1, "ChargePointMaxProfile")),
            (0, profile(1, "TxProfile")),
            (1, profile(level=10)),
            (1, profile(level=-1)),
            (1, profile(**watts(*range(25)))),
            (1, profile(chargingSchedulePeriod=[])),
            (1, profile(chargingSchedulePeriod=[{"startPeriod": 5, "limit": 1}])),
            (1, {**profile(), "chargingProfileKind": "Recurring"}),
            (1, {**profile(), "recurrencyKind": "Daily"}),
        ],
    )
    async def test_what_is_rejected(self, grid: Grid, connector_id: int, wrong: dict[str, Any]) -> None:
        """SC-01, SC-04, SC-05, SC-07, SC-12."""
        await grid.charge()
        assert await grid.set(connector_id, wrong) == "Rejected"
        assert len(grid.charge_point.profiles) == 0

    async def test_no_more_than_there_is_room_for(self, grid: Grid) -> None:
        """SC-12: MaxChargingProfilesInstalled; a replacement needs no room."""
        grid.charge_point.configuration.set("MaxChargingProfilesInstalled", "2")
        assert [await grid.set(1, profile(id, level=id)) for id in (1, 2, 3)] == [
            "Accepted",
            "Accepted",
            "Rejected",
        ]
        assert await grid.set(1, profile(2, level=5)) == "Accepted"

    async def test_no_such_connector_or_purpose_is_a_callerror(self, grid: Grid) -> None:
        """SC-17."""
        assert await grid.set(9, profile()) == "PropertyConstraintViolation"
        assert await grid.set(1, profile(purpose="Forever")) == "PropertyConstraintViolation"

    async def test_profiles_outlive_a_reboot(self, grid: Grid, central: CentralSystem) -> None:
        """SC-16."""
        await grid.set(1, profile())
        await grid.clock.until(central.command("Reset", type="Hard"))
        await grid.clock.until(central.received("BootNotification", 2))
        await grid.clock.run_for(5)
        await grid.charge()
        assert grid.power() == 6000


class TestRemoteStart:
    async def test_the_profile_limits_the_transaction(self, grid: Grid, central: CentralSystem) -> None:
        """RS-02, SC-18: a later one of the same level replaces it."""
        await grid.clock.until(grid.charge_point.plug_in(1, CAR))
        mine = profile(5, "TxProfile", **watts(4000))
        command = central.command(
            "RemoteStartTransaction", idTag="REMOTE", connectorId=1, chargingProfile=mine
        )
        assert await grid.clock.until(command) == {"status": "Accepted"}
        await grid.clock.until(central.received("StartTransaction"))
        assert grid.power() == 4000
        assert await grid.set(1, profile(6, "TxProfile", **watts(5000))) == "Accepted"
        assert (grid.power(), len(grid.charge_point.profiles)) == (5000, 1)

    async def test_without_room_it_charges_all_the_same(self, grid: Grid, central: CentralSystem) -> None:
        """RS-03: Accepted was the answer."""
        grid.charge_point.configuration.set("MaxChargingProfilesInstalled", "0")
        await grid.clock.until(grid.charge_point.plug_in(1, CAR))
        mine = profile(5, "TxProfile", **watts(4000))
        await grid.clock.until(
            central.command("RemoteStartTransaction", idTag="REMOTE", chargingProfile=mine)
        )
        await grid.clock.until(central.received("StartTransaction"))
        assert grid.power() == 22_000

    @pytest.mark.parametrize("wrong", [profile(5), profile(5, "TxProfile", level=10)])
    async def test_another_profile_rejects_it(
        self, grid: Grid, central: CentralSystem, wrong: dict[str, Any]
    ) -> None:
        """RS-02."""
        command = central.command("RemoteStartTransaction", idTag="REMOTE", chargingProfile=wrong)
        assert await grid.clock.until(command) == {"status": "Rejected"}


class TestClear:
    async def test_by_filters_or_by_id(self, grid: Grid) -> None:
        """SC-13: an id alone counts; filters all have to match; connector 0 is not all."""
        await grid.set(0, profile(1))
        await grid.set(1, profile(2, level=1))
        await grid.set(2, profile(3, level=1))
        assert await grid.clear(id=9) == "Unknown"
        assert await grid.clear(chargingProfilePurpose="TxProfile") == "Unknown"
        assert await grid.clear(connectorId=0, stackLevel=1) == "Unknown"
        assert await grid.clear(connectorId=1, stackLevel=1) == "Accepted"
        assert await grid.clear(id=3, connectorId=1) == "Accepted"
        assert await grid.clear() == "Accepted"
        assert await grid.clear() == "Unknown"


class TestComposite:
    async def test_without_profiles_it_is_the_hardware(self, grid: Grid) -> None:
        """SC-09, SC-14."""
        assert await grid.composite(1, 600) == [(0, 22_000.0)]
        assert await grid.composite(0, 600) == [(0, 44_000.0)]
        assert await grid.composite(1, 600, "A") == [(0, 31.8)]

    async def test_the_lowest_of_all_that_holds(self, grid: Grid) -> None:
        """SC-04, SC-09, DEC-10: the highest level that says something, below the limit of the whole."""
        await grid.set(0, profile(1, "ChargePointMaxProfile", **watts(9000)))
        await grid.set(1, profile(2, level=0, **watts(6000, 12_000)))
        await grid.set(1, profile(3, level=1, duration=30, **watts(1000)))
        assert await grid.composite(1, 300) == [(0, 1000.0), (30, 6000.0), (60, 9000.0)]
        assert await grid.composite(0, 300) == [(0, 9000.0)]

    async def test_what_is_relative_counts_from_its_transaction(self, grid: Grid) -> None:
        """SC-05, SC-14: also in the schedule of the whole."""
        await grid.charge()
        await grid.set(1, profile(1, "TxProfile", **watts(6000, 3000)))
        await grid.clock.run_for(20)
        assert await grid.composite(1, 60) == [(0, 6000.0), (40, 3000.0)]
        assert await grid.composite(0, 60) == [(0, 28_000.0), (40, 25_000.0)]

    async def test_a_profile_of_a_connector_goes_before_that_of_all(self, grid: Grid) -> None:
        """SC-01, DEC-10."""
        await grid.set(0, profile(1, **watts(5000)))
        await grid.set(2, profile(2, **watts(8000)))
        assert await grid.composite(1, 60) == [(0, 5000.0)]
        assert await grid.composite(2, 60) == [(0, 8000.0)]

    async def test_days_repeat(self, grid: Grid) -> None:
        """SC-05, SC-06: every 24 hours from startSchedule; a shorter duration leaves a gap."""
        nightly = profile(startSchedule="2026-11-18T08:10:00Z", duration=600, **watts(2000))
        nightly |= {"chargingProfileKind": "Recurring", "recurrencyKind": "Daily"}
        assert await grid.set(1, nightly) == "Accepted"
        assert await grid.composite(1, 90_000) == [
            (0, 22_000.0),
            (600, 2000.0),
            (1200, 22_000.0),
            (87_000, 2000.0),
            (87_600, 22_000.0),
        ]

    async def test_only_while_it_is_valid(self, grid: Grid) -> None:
        """SC-08."""
        valid = {"validFrom": "2026-11-19T08:01:00Z", "validTo": "2026-11-19T08:02:00Z"}
        await grid.set(1, {**profile(**watts(2000)), **valid})
        assert await grid.composite(1, 300) == [(0, 22_000.0), (60, 2000.0), (120, 22_000.0)]

    async def test_nothing_is_known_of_no_connector(self, grid: Grid) -> None:
        """SC-14."""
        command = grid.central.command("GetCompositeSchedule", connectorId=9, duration=60)
        assert await grid.clock.until(command) == {"status": "Rejected"}
