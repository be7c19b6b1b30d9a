"""csms.charging.energy_split: where the energy lies, and never how much it is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from csms.charging.energy_split import LONGEST_GAP, QUARTER, charging_until, curve, quarter_of, split

START = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
wh = st.decimals(0, 10**9, places=6)
moments = st.integers(0, 8 * 86400 * 1_000_000).map(lambda micro: START + timedelta(microseconds=micro))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@given(wh, moments, moments, st.none() | wh, st.lists(st.tuples(moments, wh), max_size=20))
def test_the_parts_are_the_whole(
    energy: Decimal,
    started_at: datetime,
    ended_at: datetime,
    meter_start: Decimal | None,
    registers: list[tuple[datetime, Decimal]],
) -> None:
    quarters = split(curve(energy, started_at, ended_at, meter_start, registers))
    assert sum(quarters.values()) == int(energy * 1_000_000)
    assert all(part > 0 for part in quarters.values())
    assert all(quarter == quarter_of(quarter) for quarter in quarters)
    ends = max(started_at, ended_at)
    assert all(quarter_of(started_at) <= quarter <= ends for quarter in quarters)


def test_between_two_registers_it_flows_evenly() -> None:
    assert split(curve(Decimal(3000), START, START + minutes(45), None, [])) == {
        START: 1_000_000_000,
        START + QUARTER: 1_000_000_000,
        START + 2 * QUARTER: 1_000_000_000,
    }


def test_the_registers_say_when() -> None:
    registers = [(START + minutes(15), Decimal(2000)), (START + minutes(30), Decimal(2000))]
    quarters = split(curve(Decimal(3000), START, START + minutes(45), Decimal(0), registers))
    assert quarters == {START: 2_000_000_000, START + 2 * QUARTER: 1_000_000_000}


def test_a_register_that_falls_or_says_too_much_changes_nothing_of_the_sum() -> None:
    registers = [
        (START, Decimal(0)),
        (START + minutes(15), Decimal(9000)),
        (START + minutes(30), Decimal(10)),
    ]
    assert split(curve(Decimal(3000), START, START + minutes(45), Decimal(0), registers)) == {
        START: 3_000_000_000
    }


def test_a_clock_that_was_wrong_by_years_does_not_make_a_row_for_each_quarter() -> None:
    end = START + LONGEST_GAP + minutes(1)
    assert split(curve(Decimal(1), START, end, None, [])) == {quarter_of(end): 1_000_000}


def test_a_stop_before_the_start_counts_at_the_start() -> None:
    assert split(curve(Decimal(1), START, START - minutes(90), None, [])) == {START: 1_000_000}


def test_who_takes_next_to_nothing_is_only_plugged_in() -> None:
    registers = [(START + minutes(30), Decimal(5000)), (START + minutes(60), Decimal(5010))]
    delivered = curve(Decimal(5010), START, START + minutes(90), Decimal(0), registers)
    assert charging_until(delivered) == START + minutes(30)


def test_who_takes_nothing_has_not_charged() -> None:
    assert charging_until(curve(Decimal(0), START, START + minutes(9), Decimal(0), [])) == START


@given(wh, moments, moments, st.none() | wh, st.lists(st.tuples(moments, wh), max_size=20))
def test_charging_ends_within_the_session(
    energy: Decimal,
    started_at: datetime,
    ended_at: datetime,
    meter_start: Decimal | None,
    registers: list[tuple[datetime, Decimal]],
) -> None:
    until = charging_until(curve(energy, started_at, ended_at, meter_start, registers))
    assert started_at <= until <= max(started_at, ended_at)
