"""The way to the central system: connected again and again, booted once, alive (OCPP 1.6, 4.2, 4.6; J 5)."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Protocol

from msgspec import Struct
from websockets.exceptions import InvalidHandshake, InvalidStatus

from csms.ocpp.v16.core import BootNotificationRequest, BootNotificationResponse, HeartbeatRequest
from csms.ocpp.v16.types import Message
from csms.simulator.clock import Clock
from csms.simulator.configuration import Configuration
from csms.simulator.hardware import Hardware
from csms.simulator.link import Answerer, CallFailed, Disconnected, Link, LinkError, NoAnswer, open_socket
from csms.simulator.outbox import Outbox
from csms.simulator.tasks import Tasks

BOOT_SECONDS = 8.0

# Reconnecting: doubled with each failure, with jitter, so that a fleet does not come back as one (Q8).
_FIRST_BACKOFF, _LONGEST_BACKOFF = 1.0, 120.0
# Until the next BootNotification, where the central system leaves it to us (BOOT-02).
_BOOT_RETRY = 30.0
_DAY = 86_400


class Account(Struct):
    """Where to connect, and as whom; `url` is the endpoint without the identity."""

    identity: str
    url: str
    password: str


class Parts(Struct, frozen=True):
    """What the uplink shares with the rest of the charge point."""

    clock: Clock
    rng: Random
    hardware: Hardware
    configuration: Configuration
    outbox: Outbox
    tasks: Tasks
    tell: Callable[[str], None]


class Owner(Protocol):
    """What the uplink asks the charge point for."""

    def booted(self) -> None: ...
    async def report_statuses(self) -> None: ...
    async def clock_aligned(self) -> None: ...


class Uplink:
    """`answer` gives the replies to the CALLs of the central system."""

    def __init__(self, account: Account, parts: Parts, owner: Owner, answer: Answerer) -> None:
        self.accepted = False
        self.refusals = 0
        self._account = account
        self._parts = parts
        self._owner = owner
        self._answer = answer
        self._link: Link | None = None
        self._network = asyncio.Event()
        self._network.set()
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

    async def change_password(self, password: str) -> None:
        """From now on the new one, on a new connection (SEC-08)."""
        self._account.password = password
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
        if isinstance(error, InvalidStatus):
            self.refusals += 1
        backoff = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2 ** min(self._failures, 10))
        self._pause = backoff * self._parts.rng.uniform(0.5, 1.0)
        self._parts.tell(f"cannot connect ({error}), next try in {self._pause:.0f} s")

    async def _connection(self) -> None:
        """One connection, from the handshake to its end."""
        account, parts = self._account, self._parts
        socket = await open_socket(
            account.url,
            account.identity,
            account.password,
            hex_text=parts.hardware.habits.sends_hex_password,
            ping_interval=parts.configuration.integer("WebSocketPingInterval"),
        )
        self._failures, self._pause = 0, _FIRST_BACKOFF * parts.rng.uniform(0.5, 1.0)
        parts.tell("connected")
        self._link = link = Link(socket, parts.clock, self._answer, parts.tasks)
        coming_up = parts.tasks.spawn(self._come_up(link))
        try:
            await link.run()
        finally:
            coming_up.cancel()
            self._disconnected()

    def _disconnected(self) -> None:
        self._link = None
        self._parts.outbox.connect(None)
        self._stop_timers()
        self._parts.tell("disconnected")

    async def _come_up(self, link: Link) -> None:
        """Boot if this is a boot (BOOT-07), say how things are, then send what was queued."""
        try:
            while not self.accepted:
                await self._boot()
            await self._report_statuses()
        except Disconnected:
            return  # the next connection tries again
        self._parts.outbox.connect(link)
        self.restart_timers()

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
            await self._parts.clock.sleep(_BOOT_RETRY)
            return
        assert isinstance(response, BootNotificationResponse)
        self._parts.tell(f"BootNotification: {response.status}, interval {response.interval} s")
        if response.status != "Accepted":
            await self._parts.clock.sleep(response.interval if response.interval > 0 else _BOOT_RETRY)
            return
        if response.interval > 0:
            self._parts.configuration.set("HeartbeatInterval", str(response.interval))
        self.accepted = True
        self._owner.booted()

    def _type_plate(self) -> BootNotificationRequest:
        hardware = self._parts.hardware
        return BootNotificationRequest(
            chargePointVendor=hardware.vendor,
            chargePointModel=hardware.model,
            chargePointSerialNumber=hardware.serial_number,
            firmwareVersion=hardware.firmware_version,
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
            await self.call("Heartbeat", HeartbeatRequest())
        except LinkError as error:
            self._parts.tell(f"Heartbeat failed: {error}")
