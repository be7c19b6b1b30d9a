"""One charge point, as a driver and who switches it on meet it; only `stop` ends it."""

from csms.ocpp.v16.core import ChargePointErrorCode
from csms.simulator.charging_curve import Battery
from csms.simulator.controller import Controller


class ChargePoint(Controller):
    """`url` is the endpoint, to which the identity is appended; `password` may be 40 hexadecimal digits.

    `speed` makes batteries fill faster than time passes; timestamps stay true. `tell` hears of each step.
    """

    @property
    def identity(self) -> str:
        return self._parts.account.identity

    # Life

    def start(self) -> None:
        """Switch the charge point on."""
        self._parts.tasks.spawn(self._parts.outbox.run())
        self._parts.tasks.spawn(self._parts.notices.run())
        self._parts.tasks.spawn(self._uplink.run())

    async def stop(self) -> None:
        """Switch it off, for good."""
        await self._uplink.close()
        await self._parts.tasks.cancel()

    @property
    def refusals(self) -> int:
        """How often the central system refused the connection."""
        return self._uplink.refusals

    async def lose_network(self, seconds: float) -> None:
        """The network is gone at once, and comes back after `seconds`."""
        self._parts.tell(f"network lost for {seconds:.0f} s")
        await self._uplink.lose_network(seconds)

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
        self._parts.tell(f"connector {connector_id}: {id_tag} is {info.status}")
        if info.status != "Accepted":
            return False
        if transaction is None:
            return await self._start(connector, id_tag)
        if self._authorizer.same_group(transaction.id_tag, id_tag):
            await connector.stop("Local", id_tag)
        return connector.transaction is None

    async def fault(self, connector_id: int, error_code: ChargePointErrorCode) -> None:
        """Something breaks; power is off, and a transaction ends."""
        connector = self.connectors[connector_id]
        connector.accrue()
        connector.error_code = error_code
        self.reservations.end_at(connector_id)
        await connector.changed()
        await connector.stop("Other")

    async def clear_fault(self, connector_id: int) -> None:
        """It works again."""
        self.connectors[connector_id].error_code = "NoError"
        await self.connectors[connector_id].changed()
