"""The way to the central system: connected again and again, booted once, alive (OCPP 1.6, 4.2, 4.6; J 5)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from websockets.exceptions import InvalidHandshake, InvalidStatus

from csms.ocpp.v16.core import (
    BootNotificationRequest,
    BootNotificationResponse,
    HeartbeatRequest,
    HeartbeatResponse,
)
from csms.ocpp.v16.types import Message
from csms.simulator.access import Access
from csms.simulator.clock import within
from csms.simulator.failures import CallFailed, Disconnected, LinkError, NoAnswer
from csms.simulator.habits import BOOTED
from csms.simulator.link import UNKNOWN_TIME, Answerer, Link, open_socket
from csms.simulator.parts import Parts

BOOT_SECONDS = 8.0

# Reconnecting: doubled with each failure, with jitter, so that a fleet does not come back as one (Q8).
_FIRST_BACKOFF, _LONGEST_BACKOFF = 1.0, 120.0
_AT_ONCE = 0.1
# Until the next BootNotification, where the central system leaves it to us (BOOT-02).
_BOOT_RETRY = 30.0
_DAY = 86_400


class Owner(Protocol):
    """What the uplink asks the charge point for."""

    def booted(self) -> None: ...
    def clock_was_set(self) -> None: ...
    def not_connected(self, error: Exception) -> None: ...
    async def report_statuses(self) -> None: ...
    async def clock_aligned(self) -> None: ...


class Uplink:
    """`answer` gives the replies to the CALLs of the central system."""

    def __init__(self, parts: Parts, access: Access, owner: Owner, answer: Answerer) -> None:
        self.accepted = False
        self.refusals = 0
        self._access = access
        self._parts = parts
        self._owner = owner
        self._answer = answer
        self._link: Link | None = None
        self._network = asyncio.Event()
        self._network.set()
        self._boot_now = asyncio.Event()
        self._pause = 0.0
        self._failures = 0
        self._timers: list[asyncio.Task[None]] = []

    @property
    def connected(self) -> bool:
        return self._link is not None

    async def run(self) -> None:
        """Stay connected, for ever."""
        while True:
            await self._network.wait()
            try:
                await self._connection()
            except (OSError, InvalidHandshake) as error:
                self._connection_failed(error)
            await self._parts.clock.sleep(self._pause)

    async def call(self, action: str, request: Message) -> Message:
        """Send a CALL and return its response. Raises `LinkError`."""
        if self._link is None:
            raise Disconnected
        return await self._link.call(action, request)

    async def close(self) -> None:
        if self._link is not None:
            await self._link.close()

    async def reboot(self) -> None:
        """Off, and back with a BootNotification."""
        self.accepted = False
        self._pause = BOOT_SECONDS
        await self.close()

    async def reconnect(self) -> None:
        """On a new connection, with a new password (SEC-08), profile or certificate."""
        self._pause = 0.0
        await self.close()

    async def lose_network(self, seconds: float) -> None:
        """No network at once, until `seconds` have passed."""
        self._network.clear()
        if self._link is not None:
            self._link.drop()
        self._parts.tasks.spawn(self._restore_network(seconds))

    async def _restore_network(self, seconds: float) -> None:
        await self._parts.clock.sleep(seconds)
        self._network.set()

    def _connection_failed(self, error: Exception) -> None:
        self._failures += 1
        self._access.failed()
        self._owner.not_connected(error)
        if isinstance(error, InvalidStatus):
            self.refusals += 1
        self._pause = self._backoff(_FIRST_BACKOFF * 2 ** min(self._failures, 10))
        self._parts.tell(f"cannot connect ({error}), next try in {self._pause:.0f} s")

    def _backoff(self, seconds: float) -> float:
        if self._parts.habits.has("no backoff"):
            return _AT_ONCE
        return min(_LONGEST_BACKOFF, seconds) * self._parts.rng.uniform(0.5, 1.0)

    async def _connection(self) -> None:
        """One connection, from the handshake to its end."""
        parts, access = self._parts, self._access
        interval = parts.configuration.integer("WebSocketPingInterval")
        socket = await open_socket(
            access.endpoint, access.handshake(), ping_interval=interval, tls=access.tls
        )
        access.succeeded()
        self._failures, self._pause = 0, self._backoff(_FIRST_BACKOFF)
        parts.tell("connected")
        self._link = link = Link(socket, parts, self._answer)
        coming_up = parts.tasks.spawn(self._come_up(link))
        try:
            await link.run()
        finally:
            coming_up.cancel()
            self._disconnected()

    def _disconnected(self) -> None:
        self._link = None
        self._connect_queues(None)
        self._stop_timers()
        self._parts.tell("disconnected")

    async def _come_up(self, link: Link) -> None:
        """Boot if this is a boot (BOOT-07), say how things are, then send what was queued."""
        boots = not self.accepted
        try:
            if boots and self._parts.habits.has("statuses first"):
                await self._report_statuses()
            while not self.accepted:
                await self._boot()
            await self._report_statuses()
        except Disconnected:
            return  # the next connection tries again
        self._connect_queues(link)
        self.restart_timers()
        if boots:
            await link.send_unasked(BOOTED)

    def _connect_queues(self, link: Link | None) -> None:
        self._parts.outbox.connect(link)
        self._parts.notices.connect(link)

    async def _report_statuses(self) -> None:
        try:
            await self._owner.report_statuses()
        except (NoAnswer, CallFailed) as error:
            self._parts.tell(f"statuses to be reported later: {error}")

    async def _boot(self) -> None:
        """One BootNotification, and the wait that its answer asks for."""
        try:
            response = await self.call("BootNotification", self._type_plate())
        except (NoAnswer, CallFailed) as error:
            self._parts.tell(f"BootNotification failed: {error}")
            await self._pause_boot(_BOOT_RETRY)
            return
        assert isinstance(response, BootNotificationResponse)
        self._parts.tell(f"BootNotification: {response.status}, interval {response.interval} s")
        if response.status != "Accepted":
            await self._pause_boot(response.interval if response.interval > 0 else _BOOT_RETRY)
            return
        if response.interval > 0:
            self._parts.configuration.set("HeartbeatInterval", str(response.interval))
        if not self._parts.habits.has("deaf to boot time"):
            self._set_clock(response.currentTime)
        if not self.accepted:
            self.accepted = True
            self._owner.booted()

    async def _pause_boot(self, seconds: float) -> None:
        if not self.accepted:
            self._boot_now.clear()
            await within(self._parts.clock, seconds, self._boot_now)

    async def boot_again(self) -> None:
        """A BootNotification that was asked for, which ends the wait of one that is Pending (BOOT-05)."""
        if self.accepted:
            await self._boot()
        else:
            self._boot_now.set()

    def _set_clock(self, time: datetime) -> None:
        """By what the central system says (4.2, 4.6), unless that cannot be read."""
        if time != UNKNOWN_TIME and self._parts.clock.set(time):
            self._owner.clock_was_set()

    def _type_plate(self) -> BootNotificationRequest:
        hardware = self._parts.hardware
        return BootNotificationRequest(
            chargePointVendor=hardware.vendor,
            chargePointModel=hardware.model,
            chargePointSerialNumber=hardware.serial_number,
            firmwareVersion=self._parts.flash.firmware_version,
        )

    # Timers

    def restart_timers(self) -> None:
        """With the intervals as they are configured now."""
        self._stop_timers()
        if not (self.connected and self.accepted):
            return
        clock, configuration = self._parts.clock, self._parts.configuration
        heartbeat = configuration.integer("HeartbeatInterval")
        self._every(lambda: heartbeat, self._heartbeat)
        aligned = configuration.integer("ClockAlignedDataInterval")
        if aligned:  # counted from midnight (9.1.5)
            self._every(lambda: aligned - clock.now().timestamp() % _DAY % aligned, self._owner.clock_aligned)

    def _every(self, interval: Callable[[], float], action: Callable[[], Awaitable[None]]) -> None:
        self._timers.append(self._parts.tasks.spawn(self._repeat(interval, action)))

    async def _repeat(self, interval: Callable[[], float], action: Callable[[], Awaitable[None]]) -> None:
        while True:
            await self._parts.clock.sleep(interval())
            await action()

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    async def _heartbeat(self) -> None:
        try:
            await self.send_heartbeat()
        except LinkError as error:
            self._parts.tell(f"Heartbeat failed: {error}")

    async def send_heartbeat(self) -> None:
        """Raises `LinkError`."""
        response = await self.call("Heartbeat", HeartbeatRequest())
        assert isinstance(response, HeartbeatResponse)
        self._set_clock(response.currentTime)
