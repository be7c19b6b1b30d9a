"""Which limit holds when: charging profiles and their composite (OCPP 1.6 section 3.13; DEC-10). Pure: time is given.

    composite = the smaller of     the prevailing TxProfile, else the prevailing TxDefaultProfile
                            and    the prevailing ChargePointMaxProfile

Prevailing is the highest stack level that has a limit at that moment: a level whose schedule has a gap, is over or not
valid falls back to the one below. Of two default profiles on one level that of the connector goes before that of all
(connector 0). Connector 0 itself, the charger as a whole, has ChargePointMaxProfile alone.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["A", "W"]

MAX, DEFAULT, TX = "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"
CYCLES = {"Daily": timedelta(days=1), "Weekly": timedelta(days=7)}
"""Recurrence is in UTC: no daylight saving (errata 3.79)."""
USUAL_PHASES = 3
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Period:
    """`start` in seconds from that of the schedule, `limit` in its unit."""

    start: int
    limit: Decimal
    phases: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One charging profile. `start` of an absolute or recurring schedule; a relative one starts with its transaction.

    W counts all phases together, A each of them. `transaction`: the OCPP number that a TxProfile is for.
    """

    evse_id: int
    stack_level: int
    purpose: str
    kind: str
    unit: Unit
    periods: tuple[Period, ...]
    start: datetime | None = None
    duration: int | None = None
    recurrence: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    transaction: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """The transaction of a connector."""

    number: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """In the unit that was asked for; `phases` of the profile that limits."""

    value: Decimal
    phases: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` seconds on this limit holds; None is no limit but the hardware's."""

    start: int
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Question:
    """For which connector, in which unit. voltage: between phase and neutral, for what comes in the other unit."""

    evse_id: int
    unit: Unit
    voltage: Decimal
    running: Running | None = None


def composite(
    profiles: Sequence[Profile], question: Question, begin: datetime, seconds: int
) -> list[Stretch]:
    """The limits of so many seconds from `begin`, each stretch with another one than that before it."""
    concerned = [profile for profile in profiles if _concerns(profile, question)]
    moments = sorted(
        {0, *(offset for one in concerned for offset in _changes(one, question, begin, seconds))}
    )
    stretches = [
        Stretch(offset, limit_at(concerned, question, begin + timedelta(seconds=offset)))
        for offset in moments
    ]
    return [next(same) for _, same in groupby(stretches, key=lambda stretch: stretch.limit)]


def limit_at(profiles: Iterable[Profile], question: Question, at: datetime) -> Limit | None:
    """The limit at one moment, rounded down to one decimal (SC-11)."""
    concerned = [profile for profile in profiles if _concerns(profile, question)]
    own = _prevailing(concerned, TX, question, at) or _prevailing(concerned, DEFAULT, question, at)
    whole = _prevailing(concerned, MAX, question, at)
    found = [limit for limit in (own, whole) if limit is not None]
    if not found:
        return None
    smallest = min(found, key=lambda limit: limit.value)
    return Limit(smallest.value.quantize(TENTH, ROUND_DOWN), smallest.phases)


def _concerns(profile: Profile, question: Question) -> bool:
    if profile.purpose == MAX:
        return True
    if question.evse_id == 0 or profile.evse_id not in (0, question.evse_id):
        return False
    if profile.purpose == TX:
        running = question.running
        return running is not None and profile.transaction in (None, running.number)
    return True


def _prevailing(profiles: Iterable[Profile], purpose: str, question: Question, at: datetime) -> Limit | None:
    ranked = sorted(
        (profile for profile in profiles if profile.purpose == purpose),
        key=lambda profile: (profile.stack_level, profile.evse_id != 0),
        reverse=True,
    )
    for profile in ranked:
        period = period_at(profile, at, question.running)
        if period is not None:
            return Limit(_converted(period, profile.unit, question), period.phases)
    return None


def _converted(period: Period, unit: Unit, question: Question) -> Decimal:
    return converted(period.limit, unit, question.unit, period.phases, question.voltage)


def converted(limit: Decimal, unit: Unit, wanted: Unit, phases: int | None, voltage: Decimal) -> Decimal:
    """A limit in another unit, exactly: A is of each phase, W of all of them (SC-10)."""
    if unit == wanted:
        return limit
    watts_of_an_ampere = voltage * (phases or USUAL_PHASES)
    return limit * watts_of_an_ampere if unit == "A" else limit / watts_of_an_ampere


def period_at(profile: Profile, at: datetime, running: Running | None) -> Period | None:
    """The period of a profile at one moment; None when it says nothing about it."""
    if profile.valid_from and at < profile.valid_from:
        return None
    if profile.valid_to and at >= profile.valid_to:
        return None
    start = _start(profile, at, running)
    if start is None or at < start:
        return None
    elapsed = (at - start).total_seconds()
    if profile.duration is not None and elapsed >= profile.duration:
        return None
    begun = [period for period in profile.periods if period.start <= elapsed]
    return begun[-1] if begun else None


def _start(profile: Profile, at: datetime, running: Running | None) -> datetime | None:
    """When the schedule that runs at this moment has begun."""
    if profile.kind == "Relative":
        return running.started_at if running else None
    cycle = CYCLES.get(profile.recurrence or "") if profile.kind == "Recurring" else None
    if profile.start is None or cycle is None:
        return profile.start
    return profile.start + (at - profile.start) // cycle * cycle if at >= profile.start else None


def _changes(profile: Profile, question: Question, begin: datetime, seconds: int) -> Iterator[int]:
    """Whole seconds from `begin` at which the profile may say something else than before."""
    end = begin + timedelta(seconds=seconds)
    moments = [moment for moment in (profile.valid_from, profile.valid_to) if moment]
    for start in _starts(profile, question.running, begin, end):
        moments.append(start)
        moments += [start + timedelta(seconds=period.start) for period in profile.periods]
        if profile.duration is not None:
            moments.append(start + timedelta(seconds=profile.duration))
    for moment in moments:
        offset = math.ceil((moment - begin).total_seconds())
        if 0 <= offset < seconds:
            yield offset


def _starts(profile: Profile, running: Running | None, begin: datetime, end: datetime) -> Iterator[datetime]:
    start = _start(profile, max(begin, profile.start) if profile.start else begin, running)
    cycle = CYCLES.get(profile.recurrence or "") if profile.kind == "Recurring" else None
    while start is not None and start < end:
        yield start
        start = start + cycle if cycle else None
