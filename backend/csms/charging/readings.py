"""The latest values of a connector and its transaction, for screens; carried on in memory while it runs."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from csms.charging.session import OpenTransaction
from csms.charging.settlement import line, total
from csms.store.facts import Reading, Sample
from csms.store.settlements import OUTLET, REGISTER

POWER = "Power.Active.Import"


def reading(samples: Iterable[Sample], transaction: OpenTransaction | None) -> Reading | None:
    """The newest overall values among the samples; None when there is none of a kind that screens show."""
    values: dict[str, Decimal] = {}
    phases: dict[str, dict[str | None, Decimal]] = {}
    at: datetime | None = None
    for one in samples:
        series = one.series
        # What goes into the car is measured at the outlet; only the car knows its battery (METER-09).
        elsewhere = series.location != OUTLET and (series.location != "EV" or series.measurand != "SoC")
        if one.value is None or elsewhere or series.context == "Transaction.Begin":
            continue
        if series.phase is None and series.measurand == POWER:
            _peak(transaction, one.value)
        if at is None or one.occurred_at > at:
            _several_moments(transaction, at)
            at = one.occurred_at
            phases.clear()  # phases add up within one moment only (METER-10)
        elif one.occurred_at < at:
            _several_moments(transaction, at)
            continue
        if series.phase is None:
            values[series.measurand] = one.value
        else:
            phases.setdefault(series.measurand, {}).setdefault(line(series.phase), one.value)
    if at is None:
        return None
    return _reading(at, values, phases, transaction)


def _several_moments(transaction: OpenTransaction | None, at: datetime | None) -> None:
    """Only the newest of them is looked at now."""
    if transaction is not None and at is not None:
        transaction.doubtful = True


def _reading(
    at: datetime,
    values: dict[str, Decimal],
    phases: dict[str, dict[str | None, Decimal]],
    transaction: OpenTransaction | None,
) -> Reading:
    power, register = values.get(POWER), values.get(REGISTER)
    current, voltage = values.get("Current.Import"), values.get("Voltage")
    if phases:  # never added to an overall value (METER-10)
        power = _sum(_lines(phases.get(POWER))) if power is None else power
        register = total(phases.get(REGISTER, {})) if register is None else register
        current = _largest(_lines(phases.get("Current.Import"))) if current is None else current
        voltage = _largest(_lines(phases.get("Voltage"))) if voltage is None else voltage
    energy = _advance(transaction, at, register, power)
    return Reading(
        at=at,
        power_w=power,
        current_a=current,
        voltage_v=voltage,
        soc_percent=values.get("SoC"),
        register_wh=register if register is not None or transaction is None else transaction.register_wh,
        energy_wh=energy,
        max_power_w=transaction.max_power_w if transaction else None,
    )


def _advance(
    transaction: OpenTransaction | None, at: datetime, register: Decimal | None, power: Decimal | None
) -> Decimal | None:
    """Carry register and highest power of the transaction on; its energy so far, never negative (METER-08)."""
    if transaction is None:
        return None
    if register is not None:
        transaction.saw_register(register, at)
    if power is not None:
        _peak(transaction, power)
    start = transaction.meter_start
    if start is None or transaction.register_wh is None:
        return None
    return max(Decimal(0), transaction.register_wh - start)


def _peak(transaction: OpenTransaction | None, power: Decimal) -> None:
    if transaction is not None and power > (transaction.max_power_w or 0):
        transaction.max_power_w = power


def _lines(phases: dict[str | None, Decimal] | None) -> list[Decimal]:
    """Of L1, L2 and L3: voltages between phases are another thing, and N only carries back (METER-10)."""
    return [value for phase, value in (phases or {}).items() if phase in ("L1", "L2", "L3")]


def _sum(phases: list[Decimal]) -> Decimal | None:
    """Power of all phases (METER-10)."""
    return sum(phases, Decimal(0)) if phases else None


def _largest(phases: list[Decimal]) -> Decimal | None:
    return max(phases, default=None)
