"""csms.charging.schedules: the composite equals a naive evaluation of every second (SC-09)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csms.charging.schedules import Limit, Period, Profile, Question, Running, Stretch, composite, limit_at

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DAY = 86400
VOLTS = Decimal(230)
TX = Running("4711", NOON)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def profile(*limits: tuple[int, str], **changes: Any) -> Profile:
    """A default profile of all connectors from noon on, in A."""
    fields: dict[str, Any] = {
        "evse_id": 0,
        "stack_level": 0,
        "purpose": "TxDefaultProfile",
        "kind": "Absolute",
        "unit": "A",
        "periods": tuple(Period(start, Decimal(limit)) for start, limit in limits),
        "start": NOON,
        **changes,
    }
    return Profile(**fields)


def question(evse_id: int = 1, unit: Any = "A", running: Running | None = TX) -> Question:
    return Question(evse_id, unit, VOLTS, running)


def value(profiles: list[Profile], seconds: float = 0, **asked: Any) -> str | None:
    found = limit_at(profiles, question(**asked), at(seconds))
    return None if found is None else str(found.value)


# The brute force: written from the rules, one second at a time, without the module's own ways


def naive(profiles: list[Profile], asked: Question, second: int) -> Limit | None:  # noqa: C901 - in one piece
    now = at(second)

    def speaks(one: Profile) -> Period | None:  # noqa: C901
        if one.valid_from is not None and one.valid_from > now:
            return None
        if one.valid_to is not None and one.valid_to <= now:
            return None
        begin = one.start if one.kind != "Relative" else (asked.running.started_at if asked.running else None)
        if begin is None or begin > now:
            return None
        if one.kind == "Recurring":
            step = timedelta(days=1 if one.recurrence == "Daily" else 7)
            while begin + step <= now:
                begin += step
        gone = now - begin
        if one.duration is not None and gone >= timedelta(seconds=one.duration):
            return None
        chosen = None
        for period in one.periods:
            if timedelta(seconds=period.start) <= gone:
                chosen = period
        return chosen

    def best(purpose: str) -> tuple[Decimal, int | None] | None:  # noqa: C901
        chosen: tuple[int, bool, Decimal, int | None] | None = None
        for one in profiles:
            if one.purpose != purpose:
                continue
            if purpose != "ChargePointMaxProfile" and (
                asked.evse_id == 0 or one.evse_id not in (0, asked.evse_id)
            ):
                continue
            if purpose == "TxProfile" and (
                asked.running is None or one.transaction not in (None, asked.running.number)
            ):
                continue
            period = speaks(one)
            if period is None:
                continue
            amount = period.limit
            factor = asked.voltage * (period.phases or 3)
            if one.unit == "A" and asked.unit == "W":
                amount = amount * factor
            if one.unit == "W" and asked.unit == "A":
                amount = amount / factor
            rank = (one.stack_level, one.evse_id != 0, amount, period.phases)
            if chosen is None or rank[:2] > chosen[:2]:
                chosen = rank
        return None if chosen is None else chosen[2:]

    own = best("TxProfile") or best("TxDefaultProfile")
    whole = best("ChargePointMaxProfile")
    if own is None and whole is None:
        return None
    amount, phases = min((limit for limit in (own, whole) if limit), key=lambda limit: limit[0])
    return Limit(amount.quantize(Decimal("0.1"), ROUND_DOWN), phases)


SECONDS = 300
LIMITS = st.integers(0, 400).map(lambda tenths: Decimal(tenths) / 10)
MOMENTS = st.integers(-200, 400).map(at) | st.floats(-200, 400).map(lambda s: at(round(s, 3)))


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    starts = sorted(draw(st.sets(st.integers(1, 400), max_size=4)) | {0})
    phases = st.none() | st.integers(1, 3)
    return tuple(Period(start, draw(LIMITS), draw(phases)) for start in starts)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    kind = draw(st.sampled_from(["Absolute", "Recurring", "Relative"]))
    start = draw(MOMENTS)
    if kind == "Recurring":
        start -= timedelta(days=draw(st.integers(0, 9)))
    return Profile(
        evse_id=draw(st.sampled_from([0, 1, 2])),
        stack_level=draw(st.integers(0, 2)),
        purpose=draw(st.sampled_from(["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"])),
        kind=kind,
        unit=draw(st.sampled_from(["A", "W"])),
        periods=draw(periods()),
        start=None if kind == "Relative" else start,
        duration=draw(st.none() | st.integers(1, 500)),
        recurrence=draw(st.sampled_from(["Daily", "Weekly"])) if kind == "Recurring" else None,
        valid_from=draw(st.none() | MOMENTS),
        valid_to=draw(st.none() | MOMENTS),
        transaction=draw(st.sampled_from([None, "4711", "99"])),
    )


def distinct(found: list[Profile]) -> list[Profile]:
    """A charger has one profile of each purpose, level and connector (SC-03)."""
    return list({(one.purpose, one.stack_level, one.evse_id): one for one in found}.values())


RUNNING = st.none() | st.integers(-300, 200).map(lambda seconds: Running("4711", at(seconds)))
ASKED = st.builds(Question, st.sampled_from([0, 1, 2]), st.sampled_from(["A", "W"]), st.just(VOLTS), RUNNING)


@given(st.lists(profiles(), max_size=6).map(distinct), ASKED)
def test_it_equals_every_second(found: list[Profile], asked: Question) -> None:
    """SC-04, SC-05, SC-06, SC-07, SC-08, SC-09, SC-10, SC-19, DEC-10"""
    stretches = composite(found, asked, NOON, SECONDS)
    assert stretches[0].start == 0
    assert all(one.limit != other.limit for one, other in pairwise(stretches))
    ends = [stretch.start for stretch in stretches[1:]] + [SECONDS]
    for stretch, end in zip(stretches, ends, strict=True):
        for second in range(stretch.start, end):
            assert stretch.limit == naive(found, asked, second), second


@given(st.lists(profiles(), max_size=6).map(distinct), ASKED, st.integers(0, SECONDS))
def test_it_is_never_above_the_whole_charger(found: list[Profile], asked: Question, second: int) -> None:
    """SC-09"""
    whole = Question(0, asked.unit, asked.voltage)
    limit, most = limit_at(found, asked, at(second)), limit_at(found, whole, at(second))
    relative = any(one.purpose == "ChargePointMaxProfile" and one.kind == "Relative" for one in found)
    if most is not None and not relative:
        assert limit is not None
        assert limit.value <= most.value


@settings(max_examples=40)
@given(profiles(), st.integers(-(10**6), 10**6))
def test_a_losing_level_changes_nothing(loser: Profile, shift: int) -> None:
    """SC-04"""
    winner = profile((0, "16"), stack_level=9, purpose=loser.purpose, evse_id=1, start=at(-(10**7)))
    moved = [Period(one.start + abs(shift), one.limit) for one in loser.periods]
    shifted = replace(loser, periods=tuple(moved))
    asked = question()
    assert composite([winner, loser], asked, NOON, SECONDS) == composite(
        [winner, shifted], asked, NOON, SECONDS
    )


# Examples


def test_no_profile_is_no_limit() -> None:
    """SC-09"""
    assert composite([], question(), NOON, 60) == [Stretch(0, None)]


def test_the_highest_level_that_says_something() -> None:
    """SC-04, SC-06: a level whose duration is over falls back to the one below."""
    low, high = profile((0, "32")), profile((0, "10"), stack_level=1, duration=100)
    assert [value([low, high], s) for s in (0, 99, 100)] == ["10.0", "10.0", "32.0"]


def test_a_connector_s_own_default_goes_first() -> None:
    """SC-01, DEC-10"""
    everywhere, own = profile((0, "32")), profile((0, "16"), evse_id=1)
    assert value([everywhere, own]) == "16.0"
    assert value([everywhere, own], evse_id=2) == "32.0"
    higher = profile((0, "8"), stack_level=1)
    assert value([higher, own]) == "8.0"


def test_a_profile_of_the_transaction() -> None:
    """SC-01, SC-15, DEC-10: it goes before the default; over, the default holds again."""
    default = profile((0, "32"))
    own = profile((0, "6"), purpose="TxProfile", evse_id=1, transaction="4711", valid_to=at(60))
    assert [value([default, own], s) for s in (0, 60)] == ["6.0", "32.0"]
    assert value([default, own], running=Running("99", NOON)) == "32.0"
    assert value([default, own], running=None) == "32.0"


def test_the_whole_charger_limits_each() -> None:
    """SC-01, SC-09"""
    most = profile((0, "20"), purpose="ChargePointMaxProfile")
    assert value([most, profile((0, "32"))]) == "20.0"
    assert value([most, profile((0, "6"))]) == "6.0"
    assert value([most, profile((0, "6"))], evse_id=0) == "20.0"


@pytest.mark.parametrize(
    ("limit", "phases", "unit", "asked", "expected"),
    [
        ("16", 3, "A", "W", "11040.0"),
        ("16", None, "A", "W", "11040.0"),
        ("16", 1, "A", "W", "3680.0"),
        ("11040", 3, "W", "A", "16.0"),
        ("11000", 3, "W", "A", "15.9"),
        ("7.1", 3, "A", "A", "7.1"),
    ],
)
def test_units(limit: str, phases: int | None, unit: Any, asked: Any, expected: str) -> None:
    """SC-10, SC-11: rounded down, exactly."""
    one = profile(unit=unit, periods=(Period(0, Decimal(limit), phases),))
    assert value([one], unit=asked) == expected


def test_phases_are_those_of_what_limits() -> None:
    """SC-19, DEC-10"""
    own = profile(periods=(Period(0, Decimal(16), 1),))
    most = profile(periods=(Period(0, Decimal(10), 3),), purpose="ChargePointMaxProfile")
    found = limit_at([own, most], question(), NOON)
    assert found == Limit(Decimal("10.0"), 3)


def test_every_day_again() -> None:
    """SC-06: 24 hours, whatever the clocks on the wall do; a shorter duration leaves a gap."""
    nightly = profile((0, "6"), (3600, "16"), kind="Recurring", recurrence="Daily", duration=7200)
    assert [value([nightly], DAY * 3 + s) for s in (0, 3600, 7200)] == ["6.0", "16.0", None]
    assert value([nightly], -1) is None
    weekly = profile((0, "6"), kind="Recurring", recurrence="Weekly", duration=60)
    assert [value([weekly], s) for s in (DAY, DAY * 7)] == [None, "6.0"]


def test_relative_to_the_transaction() -> None:
    """SC-05"""
    relative = profile((0, "32"), (600, "16"), kind="Relative", start=None)
    assert [value([relative], s) for s in (0, 600)] == ["32.0", "16.0"]
    assert value([relative], running=None) is None


def test_validity() -> None:
    """SC-08: from, and until before."""
    one = profile((0, "6"), valid_from=at(10), valid_to=at(20))
    assert [value([one], s) for s in (9, 10, 19, 20)] == [None, "6.0", "6.0", None]


def test_periods_after_the_duration_are_not_executed() -> None:
    """SC-07"""
    one = profile((0, "6"), (60, "16"), duration=30)
    assert composite([one], question(), NOON, 120) == [
        Stretch(0, Limit(Decimal("6.0"), None)),
        Stretch(30, None),
    ]
