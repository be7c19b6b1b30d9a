"""The meter of a connector, and the battery that it counts for."""

from collections.abc import Callable

from msgspec import Struct

from csms.simulator.charging_curve import Charge, advance, power
from csms.simulator.charging_profiles import ChargingProfiles
from csms.simulator.hardware import ConnectorType
from csms.simulator.metering import Reading, reading
from csms.simulator.parts import Parts
from csms.simulator.transaction import Transaction


class Supply(Struct, frozen=True):
    """What a connector has to give: its hardware, and what charging profiles leave of it.

    sharers: how many connectors charge. speed: charging, faster than time.
    """

    connector_id: int
    type: ConnectorType
    profiles: ChargingProfiles
    sharers: Callable[[], int]
    speed: float


class Meter:
    """`register_wh` is what it shows at first; `charge` is the car that is plugged in."""

    def __init__(self, parts: Parts, supply: Supply, register_wh: int) -> None:
        self.charge: Charge | None = None
        self._parts = parts
        self._supply = supply
        self._register = float(register_wh)
        self._accrued_at = parts.clock.ticks()

    @property
    def register_wh(self) -> int:
        return round(self._register)

    def set(self, register_wh: float) -> None:
        """What it shows from now on."""
        self._register = float(register_wh)
        self._accrued_at = self._parts.clock.ticks()

    def power_w(self, transaction: Transaction | None) -> float:
        """What flows now."""
        if transaction is None or self.charge is None or not transaction.energised:
            return 0.0
        return power(self.charge, self._supply.type, self.allowed_w(transaction))

    def allowed_w(self, transaction: Transaction) -> float:
        """What the charging profiles leave to this connector now."""
        supply, now = self._supply, self._parts.clock.now()
        return supply.profiles.watts(supply.connector_id, now, transaction.started_at, supply.sharers())

    def accrue(self, transaction: Transaction | None) -> None:
        """Charge the battery, and turn the register, up to now."""
        now, ticks = self._parts.clock.now(), self._parts.clock.ticks()
        since, self._accrued_at = now - (ticks - self._accrued_at), ticks
        if transaction is None or self.charge is None or not transaction.energised:
            return
        supply, before = self._supply, self.charge.energy_wh
        began, sharers = transaction.started_at, supply.sharers()
        for seconds, watts in supply.profiles.pieces(supply.connector_id, since, now, began, sharers):
            self.charge = advance(self.charge, supply.type, seconds * supply.speed, watts)
        self._register += self.charge.energy_wh - before

    def read(self, transaction: Transaction | None) -> Reading:
        """One look at it."""
        type_, rng = self._supply.type, self._parts.rng
        soc = self.charge.battery.soc if self.charge is not None and type_.is_dc else None
        noise = rng.uniform(-0.006, 0.006)
        flowing = self.power_w(transaction) * (1 - rng.uniform(0.0, 0.012))
        return reading(type_, self._parts.clock.now(), self.register_wh, flowing, soc, noise)
