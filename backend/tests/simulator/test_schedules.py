"""What charging profiles allow, against the plainest way to work it out: second by second."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from csms.ocpp.v16.smart_charging import (
    ChargingProfile,
    ChargingProfileKind,
    ChargingProfilePurpose,
    ChargingRateUnit,
    ChargingSchedule,
    ChargingSchedulePeriod,
    RecurrencyKind,
)
from csms.simulator.charging_profiles import ChargingProfiles
from csms.simulator.configuration import Configuration
from csms.simulator.hardware import AC_11, AC_22
from csms.simulator.schedules import Installed, Limit, changes, in_unit, limit_at, merged, prevailing

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = 240


def moments(spread: int = WINDOW) -> st.SearchStrategy[datetime]:
    """About the window, in seconds."""
    return st.integers(-spread, spread).map(lambda seconds: NOW + timedelta(seconds=seconds))


UNITS: tuple[ChargingRateUnit, ...] = ("A", "W")
KINDS: tuple[ChargingProfileKind, ...] = ("Absolute", "Recurring", "Relative")
RECURRENCES: tuple[RecurrencyKind, ...] = ("Daily", "Weekly")
PHASES: tuple[int | UnsetType, ...] = (UNSET, 1, 3)


@st.composite
def schedules(draw: st.DrawFn) -> ChargingSchedule:
    starts = draw(st.sets(st.integers(1, WINDOW), max_size=4))
    limits = st.integers(0, 320).map(lambda tenths: Decimal(tenths) / 10)
    periods = [
        ChargingSchedulePeriod(start, draw(limits), draw(st.sampled_from(PHASES)))
        for start in [0, *sorted(starts)]
    ]
    unit = draw(st.sampled_from(UNITS))
    return ChargingSchedule(unit, periods, draw(st.just(UNSET) | st.integers(1, WINDOW)))


@st.composite
def profiles(draw: st.DrawFn, purpose: ChargingProfilePurpose = "TxDefaultProfile") -> ChargingProfile:
    kind = draw(st.sampled_from(KINDS))
    schedule = draw(schedules())
    if kind != "Relative":
        schedule = replace(schedule, startSchedule=draw(moments()) - DAY * draw(st.integers(0, 3)))
    return ChargingProfile(
        chargingProfileId=draw(st.integers(1, 1_000_000)),
        stackLevel=draw(st.integers(0, 9)),
        chargingProfilePurpose=purpose,
        chargingProfileKind=kind,
        chargingSchedule=schedule,
        recurrencyKind=draw(st.sampled_from(RECURRENCES)) if kind == "Recurring" else UNSET,
        validFrom=draw(st.just(UNSET) | moments()),
        validTo=draw(st.just(UNSET) | moments()),
    )


def seconds() -> list[datetime]:
    return [NOW + timedelta(seconds=second) for second in range(WINDOW)]


@settings(max_examples=40)
@given(st.lists(profiles(), max_size=4), moments())
def test_between_two_changes_nothing_changes(held: list[ChargingProfile], began: datetime) -> None:
    """SC-04, SC-06, SC-07, SC-08: piecewise constant, and no change is overlooked."""
    installed = [Installed(1, one) for one in held]
    found = changes(installed, NOW, NOW + timedelta(seconds=WINDOW), began)
    assert (found[0], found[-1]) == (NOW, NOW + timedelta(seconds=WINDOW))
    at = [prevailing(installed, second, began) for second in seconds()]
    changed = {
        second for before, now, second in zip(at, at[1:], seconds()[1:], strict=False) if before != now
    }
    assert changed <= set(found)


@settings(max_examples=40)
@given(
    st.lists(profiles("TxDefaultProfile"), max_size=3),
    st.lists(profiles("ChargePointMaxProfile"), max_size=2),
    moments(),
)
def test_a_composite_is_what_a_look_at_every_second_finds(
    mine: list[ChargingProfile], of_all: list[ChargingProfile], began: datetime
) -> None:
    """SC-09, SC-11: and never above what any profile that prevails, or the hardware, allows."""
    store = ChargingProfiles(Configuration(2, dc=False), {1: AC_22, 2: AC_11})
    for profile in mine:
        store.install(1, profile)
    for profile in of_all:
        store.install(0, profile)
    schedule = store.composite(1, NOW, WINDOW, {1: began}, "W")
    periods = schedule.chargingSchedulePeriod
    for second in seconds():
        elapsed = (second - NOW).total_seconds()
        (current,) = [period for period in periods if period.startPeriod <= elapsed][-1:]
        allowed = Decimal(str(store.watts(1, second, began)))
        assert current.limit <= allowed
        assert allowed - current.limit < Decimal("0.1")
        assert current.limit <= AC_22.max_power_w


@settings(max_examples=40)
@given(profiles(), profiles(), moments())
def test_a_profile_that_loses_is_of_no_matter(
    winner: ChargingProfile, loser: ChargingProfile, began: datetime
) -> None:
    """SC-04: where the higher level says something, the lower one may say what it likes."""
    high, low = replace(winner, stackLevel=9), replace(loser, stackLevel=0)
    for second in seconds()[::7]:
        said = limit_at(high, second, began)
        if said is not None:
            assert prevailing([Installed(1, low), Installed(1, high)], second, began) == said


def test_a_schedule_that_recurs_begins_with_its_start() -> None:
    """SC-06."""
    schedule = ChargingSchedule("W", [ChargingSchedulePeriod(0, Decimal(1000))], startSchedule=NOW)
    daily = ChargingProfile(1, 0, "TxDefaultProfile", "Recurring", schedule, recurrencyKind="Daily")
    assert limit_at(daily, NOW - timedelta(seconds=1), NOW) is None
    assert limit_at(daily, NOW + 3 * DAY, NOW) == Limit(Decimal(1000))


@given(st.decimals(0, 100_000, places=3), st.sampled_from([1, 3]))
def test_amperes_are_rounded_down(watts: Decimal, phases: int) -> None:
    """SC-10, SC-11: one decimal, never more than the limit."""
    amperes = in_unit(Limit(watts, phases), "A")
    assert amperes == amperes.quantize(Decimal("0.1"))
    assert amperes * 230 * phases <= watts


def test_nothing_merged_is_no_limit() -> None:
    assert merged([None, None]) is None
    assert merged([Limit(Decimal(5)), None, Limit(Decimal(3), 1)]) == Limit(Decimal(3), 1)
