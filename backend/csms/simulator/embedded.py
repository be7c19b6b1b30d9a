"""Simulated charge points inside of the server, for who has no charger at hand yet."""

from random import Random

from msgspec.structs import replace

from csms.simulator.charge_point import ChargePoint
from csms.simulator.driver import Regular, come_again
from csms.simulator.hardware import DC_150, Hardware
from csms.simulator.reach import Reach, host
from csms.simulator.tasks import Tasks

_HARDWARE = Hardware("Kestrel", "Kestrel DC 150", "K150-SIMULATED", "2.4.1", (DC_150, DC_150))
# Every car waits for a while to be started from the dashboard. At connector 1 its driver then has a card of his own.
_PATIENCE = 20.0
_STAY = 1800.0
# Now and then the lock of connector 2 sticks for a while: (shortest, longest) seconds between, and of it.
_WORKS = (300.0, 900.0)
_FAILS = (30.0, 60.0)
_SAMPLE_INTERVAL = "5"


class SimulatedFleet:
    """Charge points by identity; each speaks to the server over a socket like any other.

    They reach that server, also by `other_urls`, and nobody else.
    """

    def __init__(self, *other_urls: str) -> None:
        self._hosts = frozenset(map(host, other_urls))
        self._running: dict[str, tuple[ChargePoint, Tasks]] = {}

    def running(self, identity: str) -> bool:
        """Whether this one is switched on."""
        return identity in self._running

    async def start(self, identity: str, url: str, password: str | None, id_tag: str | None = None) -> None:
        """Switch one on at `url`, the endpoint without identity; one that runs already is replaced.

        With `id_tag` the car at connector 1 charges without anybody's help.
        """
        await self.stop(identity)
        rng = Random()  # noqa: S311 - behaviour, not secrets
        reach = Reach(self._hosts | {host(url)})
        charge_point = ChargePoint(identity, url, password or "", replace(_HARDWARE, reach=reach), rng=rng)
        charge_point.configuration.set("MeterValueSampleInterval", _SAMPLE_INTERVAL)
        drivers = Tasks()
        self._running[identity] = (charge_point, drivers)
        charge_point.start()
        for connector_id, card in ((1, id_tag), (2, None)):
            driver = Regular(card, patience=_PATIENCE, stay=_STAY)
            drivers.spawn(come_again(charge_point, connector_id, driver, rng))
        drivers.spawn(_fail_now_and_then(charge_point, rng))

    async def stop(self, identity: str) -> None:
        """Switch one off, if it is on."""
        found = self._running.pop(identity, None)
        if found is not None:
            charge_point, drivers = found
            await drivers.cancel()
            await charge_point.stop()

    async def close(self) -> None:
        """Switch all of them off."""
        for identity in list(self._running):
            await self.stop(identity)


async def _fail_now_and_then(charge_point: ChargePoint, rng: Random) -> None:
    while True:
        await charge_point.clock.sleep(rng.uniform(*_WORKS))
        await charge_point.fault(2, "ConnectorLockFailure")
        await charge_point.clock.sleep(rng.uniform(*_FAILS))
        await charge_point.clear_fault(2)
