"""A small world with a few charge points: cars come, things break, and all of it recovers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from csms.simulator.charging_curve import Battery
from csms.simulator.fleet import Fleet
from csms.simulator.hardware import AC_22, DC_150, Hardware
from csms.simulator.story import Story
from csms.simulator.traffic import Visit
from csms.simulator.world import Charger, Outlet, Station, Tag, World
from tests.simulator.central_system import CentralSystem
from tests.simulator.conftest import KEY
from tests.simulator.virtual_clock import START, VirtualClock

AC, DC = Hardware(connectors=(AC_22, AC_22)), Hardware(connectors=(DC_150,))
SITE = Station("Yard", "Yard 1", 53.5, 10.0, 100_000, ("T",), dwell_minutes=(8, 12))
CHARGERS = {
    "QUIET": AC,
    "WAITS": DC,
    "SHUT": DC,
    "BROKEN": DC,
    "RIGHT": DC,
    **{f"OPEN-{n}": AC for n in range(5)},
}
WORLD = World(
    (SITE,),
    tuple(Charger(identity, "Yard", "bay", hardware) for identity, hardware in CHARGERS.items()),
    tuple(Tag(f"T-{number}", "somebody") for number in range(6)),
)
STAYS = Visit(
    Outlet("QUIET", 1),
    "T-0",
    Battery(60_000, 0.3, 11_000),
    START - timedelta(minutes=30),
    START + timedelta(hours=3),
)
STORY = Story(
    (STAYS,),
    Outlet("WAITS", 1),
    "T-5",
    (Outlet("SHUT", 1),),
    Outlet("BROKEN", 1),
    "QUIET",
    ("WR0NG", "RIGHT"),
)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(hasty=True)


@pytest.fixture
async def fleet(central: CentralSystem, clock: VirtualClock) -> AsyncIterator[Fleet]:
    """Alive, after an hour of the past."""
    central.strangers.add("WR0NG")
    made = Fleet(WORLD, STORY, central.url, dict.fromkeys(CHARGERS, KEY), clock=clock, rng=Random(2))
    await made.replay_history(1 / 24)
    running = asyncio.ensure_future(made.run())
    await clock.until(central.received("BootNotification", 9))
    yield made
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_everything_says_how_it_is(fleet: Fleet, central: CentralSystem, clock: VirtualClock) -> None:
    await clock.run_for(5)
    first = {
        identity: central.of(identity, "StatusNotification")[1]["status"] for identity in ("SHUT", "BROKEN")
    }
    assert first == {"SHUT": "Unavailable", "BROKEN": "Faulted"}
    assert fleet.charge_points["RIGHT"].refusals > 0
    assert not central.of("WR0NG", "BootNotification")


async def test_what_is_broken_works_again(fleet: Fleet, central: CentralSystem, clock: VirtualClock) -> None:
    await clock.run_for(1600)
    assert central.of("BROKEN", "StatusNotification")[-1]["status"] != "Faulted"


async def test_a_session_of_the_past_goes_on_and_survives_the_silence(
    fleet: Fleet, central: CentralSystem, clock: VirtualClock
) -> None:
    """RPC-14: what was measured while the network was gone arrives afterwards, without a gap."""
    await clock.run_for(1200)
    times = [
        value["timestamp"]
        for payload in central.of("QUIET", "MeterValues")
        if payload["connectorId"] == 1
        for value in payload["meterValue"]
    ]
    assert times == sorted(times)
    live = [time for time in times if time >= "2026-11-19T08:00:00Z"]
    assert len(live) >= 1100 / 60
    assert len(central.of("QUIET", "BootNotification")) == 1


async def test_cars_come_charge_and_leave(fleet: Fleet, central: CentralSystem, clock: VirtualClock) -> None:
    await clock.run_for(1500)
    starts, stops = central.all("StartTransaction"), central.all("StopTransaction")
    live = [start["idTag"] for start in starts if start["timestamp"] > "2026-11-19T08:00:00Z"]
    assert len(live) >= 4
    assert len(WORLD.tags) >= len(starts) - len(stops) >= 1
    assert set(live) <= {tag.id_tag for tag in WORLD.tags} - {STAYS.id_tag}


async def test_a_waiting_car_is_started_from_afar(
    fleet: Fleet, central: CentralSystem, clock: VirtualClock
) -> None:
    waits = fleet.charge_points["WAITS"]
    await clock.until(central.received("StatusNotification", status="Preparing", connectorId=1))
    await clock.until(waits.remote_start(waits.connectors[1], "OPERATOR"))
    await clock.until(central.received("StartTransaction", idTag="OPERATOR"))
    await clock.run_for(1)
    assert waits.connectors[1].status == "Charging"


async def test_things_go_wrong_now_and_then_and_recover(
    fleet: Fleet, central: CentralSystem, clock: VirtualClock
) -> None:
    """One thing at a time, every few minutes."""
    await clock.run_for(5400)
    faults = [one for one in central.all("StatusNotification", status="Faulted") if one["connectorId"]]
    reconnections = len([path for path in central.paths if "WR0NG" not in path]) - 9
    assert 6 <= len(faults) + reconnections <= 26
    await clock.run_for(300)
    assert all(one.online for identity, one in fleet.charge_points.items() if identity != "RIGHT")
