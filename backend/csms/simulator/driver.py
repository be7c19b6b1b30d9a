"""What drivers do at a charge point: come, start, stay, stop, leave."""

from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.traffic import Visit

# How often a driver looks whether something has changed.
_GLANCE = 3.0


class Regular(Struct, frozen=True):
    """One who comes to the same connector again and again; times in seconds.

    Without `id_tag` the car waits for somebody to start it remotely. `patience` is how long it waits for
    that before the tag is presented. The car stays until it is full or `stay` is over.
    """

    id_tag: str | None
    patience: float = 5.0
    stay: float = 1800.0
    pause: float = 30.0


async def come_again(charge_point: ChargePoint, connector_id: int, driver: Regular, rng: Random) -> None:
    """Charge at this connector for ever."""
    while True:
        battery = Battery(
            77_000, rng.uniform(0.15, 0.35), 120_000 if charge_point.hardware.has_dc else 11_000
        )
        await charge_once(charge_point, connector_id, driver, rng, battery)
        await charge_point.clock.sleep(driver.pause * rng.uniform(0.7, 1.3))


async def charge_once(
    charge_point: ChargePoint, connector_id: int, driver: Regular, rng: Random, battery: Battery | None = None
) -> None:
    """Come, charge until the car is full or the time is over, and leave."""
    connector, clock = charge_point.connectors[connector_id], charge_point.clock
    while connector.status != "Available" or not charge_point.online:
        await clock.sleep(_GLANCE)
    await charge_point.plug_in(connector_id, battery)
    await _started(charge_point, connector_id, driver)
    await stay(charge_point, connector_id, clock.now() + timedelta(seconds=driver.stay), rng)


async def _started(charge_point: ChargePoint, connector_id: int, driver: Regular) -> None:
    """Wait for a transaction; present the tag once patience is at its end."""
    connector, clock = charge_point.connectors[connector_id], charge_point.clock
    until = clock.now() + timedelta(seconds=driver.patience)
    while connector.transaction is None:
        await clock.sleep(_GLANCE)
        if driver.id_tag is not None and clock.now() >= until and connector.startable:
            await charge_point.present(connector_id, driver.id_tag)
            until = clock.now() + timedelta(seconds=60)


async def attend(charge_point: ChargePoint, visit: Visit, rng: Random) -> None:
    """One visit, from the arrival at `visit.start` on."""
    clock, number = charge_point.clock, visit.outlet.connector_id
    await clock.sleep((visit.start - clock.now()).total_seconds())
    await charge_point.plug_in(number, visit.battery)
    await clock.sleep(rng.uniform(4, 20))
    if charge_point.connectors[number].transaction is None:
        await charge_point.present(number, visit.id_tag)
    await stay(charge_point, number, visit.leave, rng, unplugs=visit.reason == "EVDisconnected")


async def stay(
    charge_point: ChargePoint, connector_id: int, leave: datetime, rng: Random, *, unplugs: bool = False
) -> None:
    """Stay until `leave`, or until somebody else has ended the transaction, then go.

    The transaction is ended by its tag, or with `unplugs` by pulling the cable.
    """
    connector, clock = charge_point.connectors[connector_id], charge_point.clock
    while connector.transaction is not None and clock.now() < leave:
        left = (leave - clock.now()).total_seconds()
        await clock.sleep(min(_GLANCE, max(0.1, left)))
    if connector.transaction is not None and not unplugs:
        await charge_point.present(connector_id, connector.transaction.id_tag)
    await clock.sleep(rng.uniform(15, 75))
    await charge_point.unplug(connector_id)
