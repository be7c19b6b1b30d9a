"""What the meter of a connector shows, as MeterValue."""

from collections.abc import Container
from datetime import datetime

from msgspec import Struct

from csms.ocpp.v16.types import Measurand, MeterValue, ReadingContext, SampledValue, UnitOfMeasure
from csms.simulator.hardware import ConnectorType

AC_MEASURANDS: tuple[Measurand, ...] = (
    "Energy.Active.Import.Register",
    "Power.Active.Import",
    "Current.Import",
    "Voltage",
)
DC_MEASURANDS: tuple[Measurand, ...] = (*AC_MEASURANDS, "SoC")

_UNITS: dict[Measurand, UnitOfMeasure] = {
    "Energy.Active.Import.Register": "Wh",
    "Power.Active.Import": "W",
    "Current.Import": "A",
    "Voltage": "V",
    "SoC": "Percent",
}
_MAINS_VOLTS = 230.0


class Reading(Struct, frozen=True):
    """One look at the meter; `soc` from 0 to 1 where the car tells it."""

    at: datetime
    register_wh: int
    power_w: float = 0.0
    voltage_v: float = 0.0
    current_a: float = 0.0
    soc: float | None = None


def reading(
    connector: ConnectorType, at: datetime, register_wh: int, power_w: float, soc: float | None, ripple: float
) -> Reading:
    """The electrical values that go with `power_w`; `ripple` is the noise of the mains, about 0."""
    if connector.is_dc:
        volts = (350.0 + 65.0 * (soc or 0.0)) * (1 + ripple)
        return Reading(at, register_wh, power_w, volts, power_w / volts, soc)
    volts = _MAINS_VOLTS * (1 + ripple)
    return Reading(at, register_wh, power_w, volts, power_w / volts / connector.phases)


def meter_value(shown: Reading, measurands: Container[str], context: ReadingContext) -> MeterValue:
    """`measurands` of one reading, the register if nothing else is left."""
    values: dict[Measurand, str] = {
        "Energy.Active.Import.Register": str(shown.register_wh),
        "Power.Active.Import": f"{shown.power_w:.0f}",
        "Current.Import": f"{shown.current_a:.1f}",
        "Voltage": f"{shown.voltage_v:.1f}",
    }
    if shown.soc is not None:
        values["SoC"] = f"{shown.soc * 100:.0f}"
    wanted = [measurand for measurand in values if measurand in measurands] or list(values)[:1]
    return MeterValue(shown.at, [_sampled(measurand, values[measurand], context) for measurand in wanted])


def _sampled(measurand: Measurand, value: str, context: ReadingContext) -> SampledValue:
    sampled = SampledValue(value, context=context, measurand=measurand, unit=_UNITS[measurand])
    if measurand == "SoC":
        sampled.location = "EV"
    return sampled
