"""A world of charge points that live: cars come and go, things break and recover, at bounded rates."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from csms.ocpp.v16.core import ChargePointErrorCode
from csms.simulator.charge_point import ChargePoint
from csms.simulator.clock import Clock, SystemClock
from csms.simulator.connector import Connector
from csms.simulator.driver import Regular, attend, come_again, stay
from csms.simulator.history import Past, plan_days, queue_sessions, set_registers
from csms.simulator.metering import Reading
from csms.simulator.story import Story
from csms.simulator.tasks import Tasks
from csms.simulator.traffic import Load, Traffic, Visit, expected_w
from csms.simulator.transaction import Transaction, TransactionMessages
from csms.simulator.world import Outlet, World

SAMPLE_INTERVAL = 10
# Charge points switched on per second, and cars per look at the world.
_STARTS_PER_SECOND = 20
_LOOK_SECONDS = 20.0
_ARRIVALS_PER_LOOK = 3
# Until a car that has just come takes the power it will take.
_SETTLING = timedelta(minutes=2)
_SILENCE_SECONDS = 900.0
_FAULT_SECONDS = 1500.0

_FAULTS: tuple[ChargePointErrorCode, ...] = ("GroundFailure", "ConnectorLockFailure", "EVCommunicationError")


class _Guest(Struct):
    visit: Visit
    since: datetime


class OpenTransaction(Struct, frozen=True):
    """A transaction that a former run left open; `last_at` and `register_wh` are those of its last sample."""

    outlet: Outlet
    transaction_id: int
    id_tag: str
    started_at: datetime
    meter_start: int
    last_at: datetime
    register_wh: int


class Fleet:
    """The charge points of `world`, with `passwords` by identity, and the roles of `story`."""

    def __init__(
        self,
        world: World,
        story: Story,
        url: str,
        passwords: Mapping[str, str],
        *,
        clock: Clock | None = None,
        rng: Random | None = None,
        sample_interval: int = SAMPLE_INTERVAL,
        tell: Callable[[str, str], None] = lambda identity, text: None,
    ) -> None:
        self.charge_points: dict[str, ChargePoint] = {}
        self._world = world
        self._story = story
        self._clock = clock or SystemClock()
        self._rng = rng or Random()  # noqa: S311 - behaviour, not secrets
        self._traffic = Traffic(world, self._rng)
        self._tasks = Tasks()
        self._guests: dict[Outlet, _Guest] = {}
        wrong, right = story.misnamed
        for charger in world.chargers:
            identity = wrong if charger.charge_point_id == right else charger.charge_point_id
            self.charge_points[charger.charge_point_id] = ChargePoint(
                identity,
                url,
                passwords[charger.charge_point_id],
                charger.hardware,
                clock=self._clock,
                rng=Random(self._rng.random()),  # noqa: S311
                tell=partial(tell, identity),
            )
        self._set_the_stage(sample_interval)

    def _set_the_stage(self, sample_interval: int) -> None:
        set_registers(self.charge_points, self._clock.now())
        for charge_point in self.charge_points.values():
            charge_point.configuration.set("MeterValueSampleInterval", str(sample_interval))
        for outlet in self._story.unavailable:
            self._connector(outlet).operative = False
        self._connector(self._story.faulted).error_code = "GroundFailure"

    async def replay_history(self, days: float = 8) -> Past:
        """Before `start`: queue the past days, and go on with the sessions that have not ended. What happened."""
        now, story = self._clock.now(), self._story
        past: Past = await asyncio.to_thread(
            plan_days, self._world, now, days, self._rng, story.visits, story.closed()
        )
        queue_sessions(self.charge_points, past)
        for session in past.running:
            self._welcome(session.visit, arrived=True)
        return past

    def lose_power(self, transactions: Sequence[OpenTransaction]) -> None:
        """Before `start`: the power had failed, so the charge points end what they find open (BOOT-08)."""
        for one in transactions:
            charge_point = self.charge_points.get(one.outlet.charge_point_id)
            if charge_point is None:
                continue
            messages = TransactionMessages(
                one.outlet.connector_id, charge_point.outbox, charge_point.configuration
            )
            transaction = Transaction(one.id_tag, one.started_at, one.meter_start, id=one.transaction_id)
            messages.stop(transaction, Reading(one.last_at, one.register_wh), "PowerLoss")

    def invite(self) -> None:
        """Instead of a past: those of the story come now."""
        now = self._clock.now()
        for visit in self._story.visits:
            if visit.leave > now:
                start = now + timedelta(seconds=self._rng.uniform(5, 60))
                self._welcome(replace(visit, start=start), arrived=False)

    @property
    def queued(self) -> int:
        """Transaction messages that have not been delivered yet."""
        return sum(len(charge_point.outbox) for charge_point in self.charge_points.values())

    async def run(self) -> None:
        """Switch everything on and let it live, until cancelled."""
        try:
            for charge_point in self.charge_points.values():
                charge_point.start()
                await self._clock.sleep(1 / _STARTS_PER_SECOND)
            self._begin_story()
            while True:
                self._look()
                await self._clock.sleep(_LOOK_SECONDS)
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Switch everything off."""
        await self._tasks.cancel()
        await asyncio.gather(*(charge_point.stop() for charge_point in self.charge_points.values()))

    # Cars

    def _look(self) -> None:
        """Let cars come, as many as the hour asks for."""
        now = self._clock.now()
        for visit in self._traffic.arrivals(now, self._load(now), _ARRIVALS_PER_LOOK):
            self._welcome(visit, arrived=False)

    def _load(self, now: datetime) -> Load:
        flowing = {outlet: self._power_w(outlet, guest, now) for outlet, guest in self._guests.items()}
        tags = {guest.visit.id_tag for guest in self._guests.values()} | {self._story.waiting_tag}
        closed = {outlet for outlet in self._world.outlets() if not self._usable(outlet)}
        return Load(flowing, tags, closed | self._story.closed())

    def _power_w(self, outlet: Outlet, guest: _Guest, now: datetime) -> float:
        connector = self._connector(outlet)
        if now < guest.since + _SETTLING:
            return expected_w(connector.type, guest.visit.battery)
        return connector.power_w

    def _usable(self, outlet: Outlet) -> bool:
        online = self.charge_points[outlet.charge_point_id].online
        return online and self._connector(outlet).status == "Available"

    def _welcome(self, visit: Visit, *, arrived: bool) -> None:
        since = visit.start if arrived else self._clock.now()
        self._guests[visit.outlet] = _Guest(visit, since)
        self._tasks.spawn(self._host(visit, arrived=arrived))

    async def _host(self, visit: Visit, *, arrived: bool) -> None:
        charge_point = self.charge_points[visit.outlet.charge_point_id]
        try:
            if arrived:
                unplugs = visit.reason == "EVDisconnected"
                await stay(charge_point, visit.outlet.connector_id, visit.leave, self._rng, unplugs=unplugs)
            else:
                await attend(charge_point, visit, self._rng)
        finally:
            self._guests.pop(visit.outlet, None)

    # Roles and mishaps

    def _begin_story(self) -> None:
        waiting = self._story.waiting
        guest = Regular(self._story.waiting_tag, patience=1200, stay=1500, pause=180)
        charge_point = self.charge_points[waiting.charge_point_id]
        self._tasks.spawn(come_again(charge_point, waiting.connector_id, guest, self._rng))
        self._tasks.spawn(self._recover(self._story.faulted, _FAULT_SECONDS))
        self._tasks.spawn(self._fall_silent())
        self._tasks.spawn(self._mishaps())

    async def _fall_silent(self) -> None:
        """Once its queue is delivered, the silent one loses its network in the middle of a session."""
        charge_point = self.charge_points[self._story.silent]
        while not charge_point.online or len(charge_point.outbox):
            await self._clock.sleep(1)
        await self._clock.sleep(30)
        await charge_point.lose_network(_SILENCE_SECONDS)

    async def _mishaps(self) -> None:
        """Every few minutes something breaks or a network fails, one at a time."""
        while True:
            await self._clock.sleep(self._rng.uniform(240, 600))
            online = [charge_point for charge_point in self.charge_points.values() if charge_point.online]
            if online and self._rng.random() < 0.5:
                await self._rng.choice(online).lose_network(self._rng.uniform(40, 200))
            else:
                await self._break_something()

    async def _break_something(self) -> None:
        idle = [
            outlet for outlet in self._world.outlets() if self._usable(outlet) and outlet not in self._guests
        ]
        if not idle:
            return
        outlet = self._rng.choice(idle)
        charge_point = self.charge_points[outlet.charge_point_id]
        await charge_point.fault(outlet.connector_id, self._rng.choice(_FAULTS))
        await self._recover(outlet, self._rng.uniform(120, 400))

    async def _recover(self, outlet: Outlet, seconds: float) -> None:
        await self._clock.sleep(seconds)
        await self.charge_points[outlet.charge_point_id].clear_fault(outlet.connector_id)

    def _connector(self, outlet: Outlet) -> Connector:
        return self.charge_points[outlet.charge_point_id].connectors[outlet.connector_id]
