"""The demo: everything is created, told and then lives, against a small central system."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from csms.simulator.demo import DemoApi, OpenTransaction, demo_world, run_demo
from csms.simulator.memories import Memory
from csms.simulator.quirks.messages import OVERLONG_INFO
from csms.simulator.world import Charger, Outlet, Station, Tag
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import START, VirtualClock


class FakeApi(DemoApi):
    """Remembers what was created."""

    def __init__(self) -> None:
        self.stations: list[str] = []
        self.chargers: dict[str, str] = {}
        self.tags: list[str] = []
        self.open: list[OpenTransaction] = []
        self.transactions = 0
        self.past: list[Memory] = []

    async def create_station(self, station: Station) -> str:
        self.stations.append(station.name)
        return f"id of {station.name}"

    async def create_charger(self, charger: Charger, station_id: str) -> str:
        self.chargers[charger.charge_point_id] = station_id
        return "00112233445566778899aabbccddeeff00112233"

    async def create_tag(self, tag: Tag) -> None:
        self.tags.append(tag.id_tag)

    async def remember(self, past: Sequence[Memory]) -> None:
        self.past += past

    async def count_transactions(self) -> int:
        return self.transactions

    async def open_transactions(self) -> list[OpenTransaction]:
        return self.open


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(hasty=True)


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
async def lenient(clock: VirtualClock) -> AsyncIterator[CentralSystem]:
    """The demo breaks one rule on purpose, so breaches are judged by the tests."""
    system = CentralSystem(clock)
    system.strangers.add("CP-0O42")
    async with system.serving():
        yield system


@asynccontextmanager
async def demo(central: CentralSystem, api: FakeApi, clock: VirtualClock) -> AsyncIterator[None]:
    running = asyncio.ensure_future(run_demo(central.url, api, history_days=0.25, clock=clock))
    try:
        yield
    finally:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_a_first_start_creates_all_tells_the_past_and_lives(
    lenient: CentralSystem, api: FakeApi, clock: VirtualClock
) -> None:
    async with demo(lenient, api, clock):
        await clock.until(lenient.received("BootNotification", 47))
        await clock.until(lenient.received("StatusNotification", status="Preparing", info=OVERLONG_INFO))
        await clock.run_for(60)
    assert (len(api.stations), len(api.chargers), len(api.tags)) == (9, 48, 60)
    assert api.chargers["CP-0038"] == "id of Hafenpark Depot"
    assert {memory.charge_point_id for memory in api.past} == api.chargers.keys() - {"CP-0042"}
    seen = {
        (call.identity, call.payload["connectorId"]) for call in lenient.calls if "errorCode" in call.payload
    }
    assert len([one for one in seen if one[1] > 0]) == 86
    assert any("CP-0O42" in path for path in lenient.paths)
    assert not any(path.endswith("CP-0042") for path in lenient.paths)
    assert lenient.of("CP-0023", "StatusNotification")[1]["errorCode"] == "GroundFailure"
    unavailable = lenient.all("StatusNotification", status="Unavailable")
    assert len(unavailable) == 4
    assert len(lenient.all("StartTransaction")) > len(lenient.all("StopTransaction")) > 5
    assert {breach.partition(":")[0] for breach in lenient.breaches} == {"StatusNotification"}
    assert all(OVERLONG_INFO in breach for breach in lenient.breaches)


async def test_a_second_start_tells_no_past_but_ends_what_was_open(
    lenient: CentralSystem, api: FakeApi, clock: VirtualClock
) -> None:
    """BOOT-08: the StopTransaction comes after the boot, reason PowerLoss."""
    api.transactions = 7
    before = START - timedelta(hours=1)
    api.open = [
        OpenTransaction(Outlet("CP-0005", 1), 815, "STAFF-0001", before, 1000, before, 2500),
        OpenTransaction(Outlet("CP-9999", 1), 816, "STAFF-0001", before, 1000, before, 2500),
    ]
    async with demo(lenient, api, clock):
        stop = await clock.until(lenient.received("StopTransaction", reason="PowerLoss"))
        await clock.until(lenient.received("StartTransaction", idTag="NL-TNM-000481"))
    assert not api.past
    assert (stop["transactionId"], stop["meterStop"]) == (815, 2500)
    assert stop["timestamp"] == "2026-11-19T07:00:00Z"
    assert len(lenient.all("StopTransaction", reason="PowerLoss")) == 1
    assert all(start["timestamp"] >= "2026-11-19T08:00:00Z" for start in lenient.all("StartTransaction"))


def test_the_world_is_consistent() -> None:
    world = demo_world()
    assert sum(station.power_limit_w for station in world.stations) == 600_000
    assert {charger.station for charger in world.chargers} == {station.name for station in world.stations}
    identities = [charger.charge_point_id for charger in world.chargers]
    assert identities == [f"CP-{number:04}" for number in range(1, 49)]
    assert all(len(tag.id_tag) <= 20 for tag in world.tags)
    assert len({tag.id_tag.casefold() for tag in world.tags}) == 60
    assert all(len(charger.hardware.serial_number) <= 25 for charger in world.chargers)
    assert len(OVERLONG_INFO) == 60
