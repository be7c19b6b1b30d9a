"""The operations of the LocalAuthListManagement profile, and what the list is good for."""

from typing import Any

import pytest

from csms.simulator.charge_point import ChargePoint
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

GOOD = {"idTag": "GOOD", "idTagInfo": {"status": "Accepted"}}
BAD = {"idTag": "BAD", "idTagInfo": {"status": "Blocked"}}
OLD = {"idTag": "OLD", "idTagInfo": {"status": "Accepted", "expiryDate": "2026-11-19T07:00:00Z"}}


@pytest.fixture(autouse=True)
async def _booted(charge_point: ChargePoint) -> None:
    assert charge_point.online


class Keeper:
    """Who keeps the list."""

    def __init__(self, central: CentralSystem, clock: VirtualClock) -> None:
        self._central = central
        self._clock = clock

    async def send(self, version: int, update: str, entries: list[Any] | None = None) -> str:
        optional = {} if entries is None else {"localAuthorizationList": entries}
        command = self._central.command("SendLocalList", listVersion=version, updateType=update, **optional)
        status: str = (await self._clock.until(command))["status"]
        return status

    async def version(self) -> int:
        command = self._central.command("GetLocalListVersion")
        version: int = (await self._clock.until(command))["listVersion"]
        return version


@pytest.fixture
def keeper(central: CentralSystem, clock: VirtualClock) -> Keeper:
    return Keeper(central, clock)


class TestUpdates:
    async def test_full_then_differential(self, charge_point: ChargePoint, keeper: Keeper) -> None:
        """LL-01, LL-03: with information an entry is added, without it is taken off."""
        assert await keeper.version() == 0
        assert await keeper.send(3, "Full", [GOOD, BAD]) == "Accepted"
        assert await keeper.send(5, "Differential", [OLD, {"idTag": "good"}]) == "Accepted"
        assert await keeper.version() == 5
        assert charge_point.local_list.find("GOOD") is None
        assert charge_point.local_list.find("old") is not None
        assert await keeper.send(6, "Full") == "Accepted"
        assert await keeper.version() == 0

    async def test_an_older_version_is_a_mismatch(self, keeper: Keeper) -> None:
        """LL-02: for a differential update; a full one starts anew."""
        await keeper.send(3, "Full", [GOOD])
        assert await keeper.send(3, "Differential", [BAD]) == "VersionMismatch"
        assert await keeper.send(2, "Full", [BAD]) == "Accepted"
        assert await keeper.version() == 2

    @pytest.mark.parametrize(
        ("version", "entries"),
        [
            (4, [GOOD, {**BAD, "idTag": "good"}]),
            (4, [{"idTag": "GOOD"}]),
            (0, [GOOD]),
            (4, [{**GOOD, "idTag": f"T{number}"} for number in range(101)]),
        ],
    )
    async def test_what_cannot_be_taken_fails_and_changes_nothing(
        self, keeper: Keeper, version: int, entries: list[Any]
    ) -> None:
        """LL-02, LL-03, LL-05: a tag twice, no information, no version, more than SendLocalListMaxLength."""
        await keeper.send(1, "Full", [GOOD])
        assert await keeper.send(version, "Full", entries) == "Failed"
        assert await keeper.version() == 1

    async def test_a_full_list_takes_no_more(self, charge_point: ChargePoint, keeper: Keeper) -> None:
        """LL-05."""
        charge_point.configuration.set("LocalAuthListMaxLength", "2")
        await keeper.send(1, "Full", [GOOD, BAD])
        assert await keeper.send(2, "Differential", [OLD]) == "Failed"
        assert await keeper.send(2, "Differential", [OLD, {"idTag": "BAD"}]) == "Accepted"

    async def test_a_list_that_is_switched_off(self, charge_point: ChargePoint, keeper: Keeper) -> None:
        """LL-01, TC_042_1, TC_043_1."""
        charge_point.configuration.set("LocalAuthListEnabled", "false")
        assert await keeper.version() == -1
        assert await keeper.send(1, "Full", [GOOD]) == "NotSupported"


class TestUse:
    async def offline(self, charge_point: ChargePoint, clock: VirtualClock) -> None:
        await charge_point.lose_network(600)
        await clock.run_for(1)
        await charge_point.plug_in(1)

    async def test_offline_the_list_says_who_charges(
        self, charge_point: ChargePoint, keeper: Keeper, clock: VirtualClock
    ) -> None:
        """LL-08: also where unknown tags may charge, who is listed otherwise may not."""
        await keeper.send(1, "Full", [GOOD, BAD, OLD])
        charge_point.configuration.set("AllowOfflineTxForUnknownId", "true")
        await self.offline(charge_point, clock)
        assert not await charge_point.present(1, "BAD")
        assert not await charge_point.present(1, "OLD")
        assert await charge_point.present(1, "GOOD")

    async def test_the_list_comes_before_the_cache(
        self, charge_point: ChargePoint, keeper: Keeper, clock: VirtualClock
    ) -> None:
        """LL-08."""
        await clock.until(charge_point.plug_in(1))
        assert await clock.until(charge_point.present(1, "BAD"))
        await clock.until(charge_point.unplug(1))
        await keeper.send(1, "Full", [BAD])
        await self.offline(charge_point, clock)
        assert not await charge_point.present(1, "BAD")

    async def test_offline_only_where_that_is_allowed(
        self, charge_point: ChargePoint, keeper: Keeper, clock: VirtualClock
    ) -> None:
        """LocalAuthorizeOffline."""
        await keeper.send(1, "Full", [GOOD])
        charge_point.configuration.set("LocalAuthorizeOffline", "false")
        await self.offline(charge_point, clock)
        assert not await charge_point.present(1, "GOOD")

    async def test_online_nobody_is_asked_where_configured(
        self, charge_point: ChargePoint, keeper: Keeper, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """LocalPreAuthorize; who is not valid on the list is asked for."""
        charge_point.configuration.set("LocalPreAuthorize", "true")
        await keeper.send(1, "Full", [GOOD, BAD])
        await clock.until(charge_point.plug_in(1))
        assert await clock.until(charge_point.present(1, "good"))
        assert central.all("Authorize") == []
        await clock.until(charge_point.unplug(1))
        await clock.until(charge_point.plug_in(1))
        assert await clock.until(charge_point.present(1, "BAD"))
        assert len(central.all("Authorize")) == 1

    async def test_a_list_that_is_wrong_is_reported(
        self, charge_point: ChargePoint, keeper: Keeper, central: CentralSystem, clock: VirtualClock
    ) -> None:
        """STAT-09: LocalListConflict of connector 0."""
        await keeper.send(1, "Full", [BAD])
        await clock.until(charge_point.plug_in(1))
        await clock.until(charge_point.present(1, "BAD"))
        await clock.until(
            central.received("StatusNotification", connectorId=0, errorCode="LocalListConflict")
        )
