"""How a battery takes power over time, as pure functions.

Alternating current: flat until the knee, then a taper that makes power decay exponentially over time.
Direct current: a ramp while car and charger agree, a plateau, then less and less with the state of charge.
"""

from bisect import bisect_right
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from csms.simulator.hardware import ConnectorType

# A battery this full asks for nothing more.
FULL = 0.995

_AC_KNEE = 0.9
_DC_RAMP_SECONDS = 45.0
# (state of charge, share of the car's highest power)
_DC_CURVE = ((0.0, 0.88), (0.08, 1.0), (0.35, 0.97), (0.55, 0.82), (0.8, 0.42), (0.9, 0.2), (1.0, 0.05))
# Steps small enough that the power hardly changes within one.
_STEP_SECONDS = 30.0
_RAMP_STEP_SECONDS = 5.0


class Battery(Struct, frozen=True):
    """A car's battery: `soc` from 0 to 1, `max_power_w` what the car takes at most."""

    capacity_wh: float
    soc: float
    max_power_w: float

    @property
    def full(self) -> bool:
        return self.soc >= FULL


class Charge(Struct, frozen=True):
    """A battery being charged: energy taken so far, and for how long."""

    battery: Battery
    energy_wh: float = 0.0
    elapsed_s: float = 0.0


def power(charge: Charge, connector: ConnectorType, limit_w: float = inf) -> float:
    """The power that flows at this moment, in W, where no more than `limit_w` is allowed."""
    return 0.0 if charge.battery.full else min(limit_w, _flow(charge, connector))


def _flow(charge: Charge, connector: ConnectorType) -> float:
    battery = charge.battery
    if connector.is_dc:
        share = _interpolate(battery.soc) * min(1.0, charge.elapsed_s / _DC_RAMP_SECONDS)
        return min(connector.max_power_w, battery.max_power_w * share)
    taper = min(1.0, (1.0 - battery.soc) / (1.0 - _AC_KNEE))
    return min(connector.max_power_w, battery.max_power_w) * taper


def advance(charge: Charge, connector: ConnectorType, seconds: float, limit_w: float = inf) -> Charge:
    """The charge after `seconds` more at `connector`, where no more than `limit_w` is allowed."""
    while seconds > 0 and not charge.battery.full:
        ramping = connector.is_dc and charge.elapsed_s < _DC_RAMP_SECONDS
        step = min(seconds, _RAMP_STEP_SECONDS if ramping else _STEP_SECONDS)
        charge = _step(charge, connector, step, limit_w)
        seconds -= step
    return replace(charge, elapsed_s=charge.elapsed_s + max(0.0, seconds))


def _step(charge: Charge, connector: ConnectorType, seconds: float, limit_w: float) -> Charge:
    """One step of the midpoint rule."""
    halfway = _after(charge, min(limit_w, _flow(charge, connector)), seconds / 2)
    return _after(charge, min(limit_w, _flow(halfway, connector)), seconds)


def _after(charge: Charge, power_w: float, seconds: float) -> Charge:
    battery = charge.battery
    room = (1.0 - battery.soc) * battery.capacity_wh
    energy = min(power_w * seconds / 3600, room)
    filled = replace(battery, soc=min(1.0, battery.soc + energy / battery.capacity_wh))
    return Charge(filled, charge.energy_wh + energy, charge.elapsed_s + seconds)


def _interpolate(soc: float) -> float:
    index = min(bisect_right(_DC_CURVE, (soc, 2.0)), len(_DC_CURVE) - 1)
    (x0, y0), (x1, y1) = _DC_CURVE[index - 1], _DC_CURVE[index]
    return y0 + (y1 - y0) * (soc - x0) / (x1 - x0)
