"""What charging profiles allow at a moment, as pure functions (OCPP 1.6, 3.13; errata 3.7, 3.34, 3.43, 3.69, 3.79).

Limits are watts over all phases; a charging profile in amperes is one per phase.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise

from msgspec import UNSET, Struct

from csms.ocpp.v16.smart_charging import (
    ChargingProfile,
    ChargingRateUnit,
    ChargingSchedulePeriod,
)

VOLTS = 230
_PHASES = 3
_RECURRENCE = {"Daily": timedelta(days=1), "Weekly": timedelta(days=7)}
_TENTH = Decimal("0.1")


class Installed(Struct, frozen=True):
    """A profile at a connector, 0 for all of them."""

    connector_id: int
    profile: ChargingProfile


class Limit(Struct, frozen=True):
    """`phases` of the profile that sets it."""

    watts: Decimal
    phases: int = _PHASES


def watts(limit: Decimal, unit: ChargingRateUnit, phases: int) -> Decimal:
    """`limit` over all phases."""
    return limit if unit == "W" else limit * VOLTS * phases


def in_unit(limit: Limit, unit: ChargingRateUnit) -> Decimal:
    """With one decimal, rounded down: a limit is never exceeded (SC-11)."""
    value = limit.watts if unit == "W" else limit.watts / (VOLTS * limit.phases)
    return value.quantize(_TENTH, ROUND_DOWN)


def limit_at(profile: ChargingProfile, at: datetime, began: datetime) -> Limit | None:
    """What `profile` allows at `at` in a transaction that `began` then; None where it says nothing."""
    if not _valid(profile, at):
        return None
    start = _start(profile, at, began)
    if start is None or at < start:
        return None
    schedule, elapsed = profile.chargingSchedule, (at - start).total_seconds()
    if schedule.duration is not UNSET and elapsed >= schedule.duration:
        return None
    current = [period for period in schedule.chargingSchedulePeriod if period.startPeriod <= elapsed]
    return _limit(current[-1], schedule.chargingRateUnit) if current else None


def _limit(period: ChargingSchedulePeriod, unit: ChargingRateUnit) -> Limit:
    phases = _PHASES if period.numberPhases is UNSET else period.numberPhases
    return Limit(watts(period.limit, unit, phases), phases)


def _valid(profile: ChargingProfile, at: datetime) -> bool:
    """SC-08."""
    begun = profile.validFrom is UNSET or profile.validFrom <= at
    return begun and (profile.validTo is UNSET or at < profile.validTo)


def _start(profile: ChargingProfile, at: datetime, began: datetime) -> datetime | None:
    """When the schedule began that counts at `at` (SC-05, SC-06)."""
    start = profile.chargingSchedule.startSchedule
    if profile.chargingProfileKind == "Relative" or start is UNSET:
        return began
    if profile.chargingProfileKind == "Absolute" or profile.recurrencyKind is UNSET:
        return start
    every = _RECURRENCE[profile.recurrencyKind]
    return start + max(0, (at - start) // every) * every


def prevailing(profiles: Iterable[Installed], at: datetime, began: datetime) -> Limit | None:
    """That of the highest stack level that says something; a connector's own before connector 0 (DEC-10)."""
    ranked = sorted(profiles, key=lambda one: (one.profile.stackLevel, one.connector_id), reverse=True)
    limits = (limit_at(one.profile, at, began) for one in ranked)
    return next((limit for limit in limits if limit is not None), None)


def merged(limits: Iterable[Limit | None]) -> Limit | None:
    """The lowest of them; None is no limit."""
    return min((limit for limit in limits if limit is not None), key=lambda one: one.watts, default=None)


def changes(
    profiles: Sequence[Installed], since: datetime, until: datetime, began: datetime
) -> list[datetime]:
    """`since`, `until`, and in between every moment at which one of `profiles` may say something else."""
    moments = {moment for one in profiles for moment in _moments(one.profile, since, until, began)}
    return sorted({since, until} | {moment for moment in moments if since < moment < until})


def _moments(
    profile: ChargingProfile, since: datetime, until: datetime, began: datetime
) -> Iterator[datetime]:
    yield from (moment for moment in (profile.validFrom, profile.validTo) if moment is not UNSET)
    schedule, start = profile.chargingSchedule, _start(profile, since, began)
    offsets = [period.startPeriod for period in schedule.chargingSchedulePeriod]
    if schedule.duration is not UNSET:
        offsets.append(schedule.duration)
    every = _RECURRENCE.get(profile.recurrencyKind or "")
    while start is not None and start < until:
        yield start
        yield from (start + timedelta(seconds=offset) for offset in offsets)
        start = start + every if every is not None else None


def periods(
    moments: Sequence[datetime], limit: Callable[[datetime], Limit], unit: ChargingRateUnit
) -> list[ChargingSchedulePeriod]:
    """Between `moments`, the last of which is the end; equal neighbours are one."""
    found: list[ChargingSchedulePeriod] = []
    for start, _ in pairwise(moments):
        allowed = limit(start)
        value = in_unit(allowed, unit)
        if found and (found[-1].limit, found[-1].numberPhases) == (value, allowed.phases):
            continue
        seconds = round((start - moments[0]).total_seconds())
        found.append(ChargingSchedulePeriod(seconds, value, allowed.phases))
    return found
