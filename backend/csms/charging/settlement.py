"""What a transaction delivered: one source of its energy, by the order of METER-09. Pure.

    1. register at the stop less register at the start
    2. the registers of Transaction.End and Transaction.Begin
    3. the last register sample less the one at the start, or else the first
    4. the sum of the intervals

Only the overall register at the outlet counts, or the sum of L1, L2 and L3 of one moment. Inlet, export, reactive
energy and what is offered never come in; intervals and registers are never added (METER-11). Never negative, and
None when nothing says it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from csms.store.facts import Sample
from csms.store.flags import (
    ENERGY_IMPLAUSIBLE,
    METER_BACKWARDS,
    METER_NEGATIVE,
    METER_UNREADABLE,
    REGISTER_FELL,
)
from csms.store.settlements import INTERVAL, OUTLET, REGISTER, EnergySample

BEGIN, END = "Transaction.Begin", "Transaction.End"
PERIODIC, CLOCK = "Sample.Periodic", "Sample.Clock"

MOST_POWER_W = 4_000_000
"""No charger delivers more (megawatt charging ends at 3.75 MW)."""
GRACE = timedelta(hours=1)
"""Clocks may be wrong by so much: an energy is implausible only beyond it."""


@dataclass(frozen=True, slots=True)
class Registers:
    """What a record says of its meter: both registers, and the time between them. `stop` and `stopped_at` None: open.

    `stop_known`: whether the charger has reported a stop at all.
    """

    start: Decimal | None
    stop: Decimal | None
    started_at: datetime
    stopped_at: datetime | None
    stop_known: bool = True


@dataclass(frozen=True, slots=True)
class Settlement:
    """`energy_wh` None: unknown. `last_wh`, `last_at`: the last real reading of the register. `flags`: METER_FLAGS."""

    energy_wh: Decimal | None
    last_wh: Decimal | None
    last_at: datetime | None
    flags: frozenset[str]


def energy_samples(samples: Iterable[Sample]) -> list[EnergySample]:
    """Those of a message that may say something of energy."""
    return [
        EnergySample(
            one.occurred_at,
            one.series.context,
            one.series.measurand,
            one.series.phase,
            one.series.location,
            one.value,
        )
        for one in samples
        if one.value is not None and one.series.measurand in (REGISTER, INTERVAL)
    ]


def settle(registers: Registers, samples: Sequence[EnergySample]) -> Settlement:
    """The same for the same registers and samples, in whatever order they came."""
    readings = readings_of(samples)
    flags = _flags(registers, readings)
    sources = (_between_registers, _between_contexts, _between_samples, _of_intervals)
    energies = (source(registers, samples) for source in sources)
    energy = next((wh for wh in energies if wh is not None and plausible(registers, wh)), None)
    last_at, last = readings[-1] if readings else (None, None)
    return Settlement(energy, last, last_at, frozenset(flags))


def plausible(registers: Registers, energy_wh: Decimal) -> bool:
    """Whether some charger could deliver it in that time; without an end nobody can say."""
    if registers.stopped_at is None:
        return True
    hours = (registers.stopped_at - registers.started_at + GRACE) / timedelta(hours=1)
    return energy_wh <= MOST_POWER_W * Decimal(hours)


def _flags(registers: Registers, readings: list[tuple[datetime, Decimal]]) -> set[str]:
    start, stop, flags = registers.start, registers.stop, set()
    if start is None or (registers.stop_known and stop is None):
        flags.add(METER_UNREADABLE)
    if start is not None and stop is not None and stop < start:
        flags.add(METER_NEGATIVE)
    elif start is not None and stop is not None and not plausible(registers, stop - start):
        flags.add(ENERGY_IMPLAUSIBLE)
    if stop is not None and any(wh > stop for at, wh in readings if _until_stop(registers, at)):
        flags.add(METER_BACKWARDS)
    if _falls(start, [wh for _, wh in readings]):
        flags.add(REGISTER_FELL)
    return flags


def _until_stop(registers: Registers, at: datetime) -> bool:
    return registers.stopped_at is None or at <= registers.stopped_at


def _falls(start: Decimal | None, values: list[Decimal]) -> bool:
    line = values if start is None else [start, *values]
    return any(later < earlier for earlier, later in pairwise(line))


def _between_registers(registers: Registers, samples: Sequence[EnergySample]) -> Decimal | None:
    return _difference(registers.start, registers.stop)


def _between_contexts(registers: Registers, samples: Sequence[EnergySample]) -> Decimal | None:
    begins, ends = (readings_of([s for s in samples if s.context == context]) for context in (BEGIN, END))
    return _difference(begins[0][1], ends[-1][1]) if begins and ends else None


def _between_samples(registers: Registers, samples: Sequence[EnergySample]) -> Decimal | None:
    """From the register at the start, as long as the samples agree with it (METER-08)."""
    readings = readings_of(samples)
    if not readings:
        return None
    first, last, start = readings[0][1], readings[-1][1], registers.start
    if start is not None and start <= first and last >= first:
        return last - start
    return _difference(first, last) if len(readings) > 1 else None


def _of_intervals(registers: Registers, samples: Sequence[EnergySample]) -> Decimal | None:
    """Of one rhythm only: periodic and clock-aligned intervals cover the same energy (METER-11)."""
    for context in (PERIODIC, CLOCK):
        found = _overall([s for s in samples if s.measurand == INTERVAL and s.context == context])
        if found:
            return sum((wh for _, wh in found if wh > 0), Decimal(0))
    return None


def _difference(start: Decimal | None, stop: Decimal | None) -> Decimal | None:
    return stop - start if start is not None and stop is not None and stop >= start else None


def readings_of(samples: Sequence[EnergySample]) -> list[tuple[datetime, Decimal]]:
    """The register at the outlet over time."""
    return _overall([s for s in samples if s.measurand == REGISTER])


def _overall(samples: Sequence[EnergySample]) -> list[tuple[datetime, Decimal]]:
    """The overall value of each moment at the outlet; the sum of the phases where there is none, if all three are."""
    moments: dict[datetime, dict[str | None, Decimal]] = defaultdict(dict)
    for one in sorted(samples, key=lambda one: (one.at, one.value)):
        if one.location == OUTLET:
            moments[one.at][line(one.phase)] = one.value
    values = ((at, total(phases)) for at, phases in moments.items())
    return [(at, value) for at, value in values if value is not None]


def line(phase: str | None) -> str | None:
    """L1-N is L1, seen from the neutral."""
    return phase.removesuffix("-N") if phase is not None else None


def total(phases: dict[str | None, Decimal]) -> Decimal | None:
    """The overall value of one moment, or the sum of its three phases (METER-09)."""
    if None in phases:
        return phases[None]
    lines = [phases.get(name) for name in ("L1", "L2", "L3")]
    return sum((wh for wh in lines if wh is not None), Decimal(0)) if None not in lines else None
