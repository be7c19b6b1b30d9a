"""Simulated charge points inside the server: the first thing a newcomer may try, without a charger at hand."""

from uuid import UUID

from csms.auth.credentials import ChargerCredentials
from csms.charging import chargers
from csms.simulator.embedded import SimulatedFleet


class EmbeddedFleet:
    """Charge points that call this very server. ocpp_url: its address without the identity.

    public_url: its address for others. Files of anybody else are out of reach.
    """

    def __init__(self, ocpp_url: str, public_url: str) -> None:
        self._url = ocpp_url
        self._fleet = SimulatedFleet(public_url)
        self._identities: dict[UUID, str] = {}

    async def start(self, charger_id: UUID, charge_point_id: str, password: str | None) -> None:
        """Connect a simulated charge point in that charger's place; harmless when it runs already."""
        if not self.running(charger_id):
            self._identities[charger_id] = charge_point_id
            await self._fleet.start(charge_point_id, self._url, password, chargers.SIMULATED_TAG)

    async def resume(self, credentials: ChargerCredentials) -> None:
        """Connect those again that ran when the server last stopped."""
        for charger_id in await chargers.simulated():
            charge_point_id, password = await chargers.prepare_simulation(credentials, charger_id)
            await self.start(charger_id, charge_point_id, password)

    async def stop(self, charger_id: UUID) -> None:
        """Take it away again; harmless when none runs."""
        if identity := self._identities.pop(charger_id, None):
            await self._fleet.stop(identity)

    def running(self, charger_id: UUID) -> bool:
        identity = self._identities.get(charger_id)
        return identity is not None and self._fleet.running(identity)

    async def stop_all(self) -> None:
        self._identities.clear()
        await self._fleet.close()
