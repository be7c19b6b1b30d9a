"""`make demo`: the demo world at a running server, with a past of eight days."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Protocol

from csms.simulator.clock import Clock, SystemClock
from csms.simulator.demo_world import demo_world
from csms.simulator.fleet import Fleet, OpenTransaction
from csms.simulator.memories import Memory, memories
from csms.simulator.story import demo_story
from csms.simulator.world import Charger, Station, Tag, World

__all__ = ["DemoApi", "OpenTransaction", "demo_world", "run_demo"]

_log = logging.getLogger(__name__)

HISTORY_DAYS = 8
_SEED = 4711


class DemoApi(Protocol):
    """What the demo needs of the server. Each may be asked again for what exists already."""

    async def create_station(self, station: Station) -> str:
        """The id of the station of this name."""
        ...

    async def create_charger(self, charger: Charger, station_id: str) -> str:
        """The password of the charger: of a new one, or a new one of an existing one."""
        ...

    async def create_tag(self, tag: Tag) -> None: ...

    async def remember(self, past: Sequence[Memory]) -> None:
        """What the server would have seen, had it been there."""
        ...

    async def count_transactions(self) -> int:
        """How many transactions there are; none means that the history is still to be told."""
        ...

    async def open_transactions(self) -> list[OpenTransaction]:
        """Those that a former run left open."""
        ...


async def run_demo(
    url: str,
    api: DemoApi,
    *,
    history_days: float = HISTORY_DAYS,
    clock: Clock | None = None,
    tell: Callable[[str, str], None] = lambda identity, text: None,
) -> None:
    """Fill the server at `url` (OCPP endpoint without identity) with life, until cancelled."""
    clock, world = clock or SystemClock(), demo_world()
    story = demo_story(clock.now())
    passwords = await _create(world, api)
    rng = Random(f"{_SEED}-{clock.now().date()}")  # noqa: S311 - behaviour, not secrets
    fleet = Fleet(world, story, url, passwords, clock=clock, rng=rng, tell=tell)
    if await api.count_transactions() == 0:
        past = await fleet.replay_history(history_days)
        await api.remember(memories(world, story, past, clock.now(), Random(_SEED)))  # noqa: S311 - as above
        _log.info("the demo tells the past %g days in %d messages", history_days, fleet.queued)
    else:
        fleet.lose_power(await api.open_transactions())
        fleet.invite()
    started = clock.now()
    async with asyncio.TaskGroup() as group:
        group.create_task(_report_delivery(fleet, clock, started))
        group.create_task(fleet.run())


async def _create(world: World, api: DemoApi) -> dict[str, str]:
    """Everything the world consists of, at the server; the passwords by identity."""
    stations = {station.name: await api.create_station(station) for station in world.stations}
    for tag in world.tags:
        await api.create_tag(tag)
    return {
        charger.charge_point_id: await api.create_charger(charger, stations[charger.station])
        for charger in world.chargers
    }


async def _report_delivery(fleet: Fleet, clock: Clock, started: datetime) -> None:
    """Say when the past has been told."""
    while fleet.queued:
        await clock.sleep(1)
    seconds = (clock.now() - started).total_seconds()
    _log.info("the demo has told its past in %.0f s and lives now", seconds)
