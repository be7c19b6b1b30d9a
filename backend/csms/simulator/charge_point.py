"""One charge point, as a central system and a driver meet it.

It keeps its configuration, availability and queue over reboots and lost connections, as if they were in
flash memory; only `stop` ends it.
"""

import asyncio
from collections.abc import Callable
from random import Random

from csms.ocpp.v16.core import ChargePointErrorCode, ChargePointStatus, ResetType
from csms.simulator.authorization import Authorizer
from csms.simulator.charging_curve import Battery
from csms.simulator.clock import Clock, SystemClock
from csms.simulator.commands import answer
from csms.simulator.configuration import Configuration
from csms.simulator.connector import Board, Connector
from csms.simulator.hardware import Hardware
from csms.simulator.link import LinkError
from csms.simulator.outbox import Outbox
from csms.simulator.status import StatusReporter
from csms.simulator.tasks import Tasks
from csms.simulator.uplink import Account, Parts, Uplink


class ChargePoint:
    """`url` is the endpoint, to which the identity is appended; `password` may be 40 hexadecimal digits.

    `speed` makes batteries fill faster than time passes; timestamps stay true. `tell` hears of each step.
    """

    def __init__(
        self,
        identity: str,
        url: str,
        password: str = "",
        hardware: Hardware | None = None,
        *,
        clock: Clock | None = None,
        rng: Random | None = None,
        speed: float = 1.0,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.identity = identity
        self.hardware = hardware or Hardware()
        self.clock = clock or SystemClock()
        self.configuration = Configuration(len(self.hardware.connectors), dc=self.hardware.has_dc)
        self.outbox = Outbox(self.clock, self.configuration)
        self._tasks = Tasks()
        self._tell = tell
        self._operative = True
        rng = rng or Random()  # noqa: S311 - behaviour, not secrets
        parts = Parts(self.clock, rng, self.hardware, self.configuration, self.outbox, self._tasks, tell)
        self._uplink = Uplink(Account(identity, url, password), parts, self, lambda call: answer(self, call))
        self._authorizer = Authorizer(self.clock, self.configuration, self._uplink.call)
        self._statuses = StatusReporter(self.clock, self.hardware, self._uplink.call, tell)
        self.connectors = self._build(parts, speed)

    def _build(self, parts: Parts, speed: float) -> dict[int, Connector]:
        board = Board(parts, self._authorizer, speed, self._status_changed)
        register = parts.rng.randrange(2_000_000, 20_000_000)
        types = enumerate(self.hardware.connectors, 1)
        return {id: Connector(board, id, type_, register + 7919 * id) for id, type_ in types}

    # Life

    def start(self) -> None:
        """Switch the charge point on."""
        self._tasks.spawn(self.outbox.run())
        self._tasks.spawn(self._uplink.run())

    async def stop(self) -> None:
        """Switch it off, for good."""
        await self._uplink.close()
        await self._tasks.cancel()

    @property
    def accepted(self) -> bool:
        """The central system has accepted the last BootNotification."""
        return self._uplink.accepted

    @property
    def online(self) -> bool:
        """Connected and accepted."""
        return self._uplink.connected and self._uplink.accepted

    @property
    def refusals(self) -> int:
        """How often the central system refused the connection."""
        return self._uplink.refusals

    async def lose_network(self, seconds: float) -> None:
        """The network is gone at once, and comes back after `seconds`."""
        self._tell(f"network lost for {seconds:.0f} s")
        await self._uplink.lose_network(seconds)

    # What the uplink asks for

    def booted(self) -> None:
        self._statuses.forget()

    async def report_statuses(self) -> None:
        """Send what has changed since it was last reported. Raises `LinkError`."""
        own: ChargePointStatus = "Available" if self._operative else "Unavailable"
        await self._statuses.report(0, own)
        for connector in self.connectors.values():
            await self._statuses.report(connector.id, connector.status, connector.error_code)

    async def clock_aligned(self) -> None:
        for connector in self.connectors.values():
            connector.read_meter("MeterValuesAlignedData", "Sample.Clock")

    async def _status_changed(self, connector: Connector) -> None:
        if not self.online:
            return
        try:
            await self._statuses.report(connector.id, connector.status, connector.error_code)
        except LinkError:
            self._tell(f"connector {connector.id}: {connector.status}, to be reported later (STAT-06)")

    # What people do at it

    async def plug_in(self, connector_id: int, battery: Battery | None = None) -> None:
        """A car comes; by default one with room for 45 kWh."""
        await self.connectors[connector_id].plug_in(battery or Battery(60_000, 0.25, 120_000))

    async def unplug(self, connector_id: int) -> None:
        """The car leaves."""
        await self.connectors[connector_id].unplug()

    async def present(self, connector_id: int, id_tag: str) -> bool:
        """A card is held to the reader: ends the transaction of its group, else starts one if it may.

        Returns whether that happened. Without a car it waits for one (ConnectionTimeOut).
        """
        connector = self.connectors[connector_id]
        transaction = connector.transaction
        if transaction is not None and transaction.id_tag.casefold() == id_tag.casefold():
            await connector.stop("Local", id_tag)
            return True
        info = await self._authorizer.ask(id_tag)
        self._tell(f"connector {connector_id}: {id_tag} is {info.status}")
        if info.status != "Accepted":
            return False
        if transaction is None:
            return await connector.start(id_tag)
        if self._authorizer.same_group(transaction.id_tag, id_tag):
            await connector.stop("Local", id_tag)
        return connector.transaction is None

    async def fault(self, connector_id: int, error_code: ChargePointErrorCode) -> None:
        """Something breaks; power is off, and a transaction ends."""
        connector = self.connectors[connector_id]
        connector.accrue()
        connector.error_code = error_code
        await connector.changed()
        await connector.stop("Other")

    async def clear_fault(self, connector_id: int) -> None:
        """It works again."""
        self.connectors[connector_id].error_code = "NoError"
        await self.connectors[connector_id].changed()

    # What the central system asks for

    def clear_cache(self) -> bool:
        return self._authorizer.clear()

    async def remote_start(self, connector: Connector, id_tag: str) -> None:
        """RemoteStartTransaction was accepted (5.11)."""
        if self.configuration.flag("AuthorizeRemoteTxRequests"):
            info = await self._authorizer.ask(id_tag)
            self._tell(f"connector {connector.id}: remote start for {id_tag}, {info.status}")
            if info.status != "Accepted":
                return
        await connector.start(id_tag)

    async def reset(self, kind: ResetType) -> None:
        """Soft ends transactions first; after Hard the stops come from the queue (RST-01)."""
        self._tell(f"{kind.lower()} reset")
        if kind == "Soft":
            await asyncio.gather(*(one.stop("SoftReset") for one in self.connectors.values()))
        self.outbox.connect(None)
        self._uplink.accepted = False
        for connector in self.connectors.values():
            await connector.stop("HardReset")
            connector.rebooted()
        self.configuration.reboot()
        await self._uplink.reboot()

    async def set_operative(self, connector_id: int, operative: bool) -> None:
        """ChangeAvailability; it outlives a reboot. A connector that charges follows when it is done."""
        for connector in self.connectors.values():
            if connector_id in (0, connector.id):
                busy = connector.transaction is not None
                connector.operative = operative or busy
                connector.becomes_inoperative = busy and not operative
        if connector_id == 0:
            self._operative = operative
        if not self.online:
            return
        try:
            await self.report_statuses()
        except LinkError as error:
            self._tell(f"statuses to be reported later: {error}")

    async def configuration_changed(self, key: str, value: str) -> None:
        """A new value is in effect (CFG-01)."""
        name = key.casefold()
        if name == "authorizationkey":
            self._tell("reconnects with a new AuthorizationKey")
            await self._uplink.change_password(value)
            return
        self._tell(f"{key} = {value}")
        if name in ("heartbeatinterval", "clockaligneddatainterval"):
            self._uplink.restart_timers()
