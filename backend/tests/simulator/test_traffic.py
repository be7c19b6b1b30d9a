"""Arrivals: as many as the hour asks for, where there is room, never the same tag twice at a time."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from csms.simulator.demo_world import demo_world
from csms.simulator.traffic import Load, Traffic, demand_w, expected_w
from csms.simulator.world import Outlet

WORLD = demo_world()
OUTLETS = WORLD.outlets()
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
NOTHING = Load({}, set(), frozenset())

moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(moments, st.integers(0, 1000))
@settings(max_examples=40)
def test_nobody_comes_twice_or_to_a_closed_outlet(at: datetime, seed: int) -> None:
    closed = frozenset(list(OUTLETS)[::2])
    visits = Traffic(WORLD, Random(seed)).arrivals(at, Load({}, {"STAFF-0001"}, closed), 12)
    tags = [visit.id_tag for visit in visits]
    outlets = [visit.outlet for visit in visits]
    assert len(set(tags)) == len(tags)
    assert len(set(outlets)) == len(outlets)
    assert "STAFF-0001" not in tags
    assert not closed & set(outlets)
    assert all(at <= visit.start < visit.leave for visit in visits)


@given(moments, st.integers(0, 1000))
@settings(max_examples=40)
def test_arrivals_stop_where_power_is_enough(at: datetime, seed: int) -> None:
    outlet = Outlet("CP-0038", 1)
    load = Load({outlet: demand_w(at)}, set(), frozenset())
    assert Traffic(WORLD, Random(seed)).arrivals(at, load) == []


def test_a_look_brings_a_bounded_number_of_cars() -> None:
    morning = MONDAY + timedelta(hours=9)
    assert len(Traffic(WORLD, Random(1)).arrivals(morning, NOTHING, 3)) == 3


def test_the_load_of_a_site_stays_near_its_limit() -> None:
    morning = MONDAY + timedelta(hours=9)
    visits = Traffic(WORLD, Random(1)).arrivals(morning, NOTHING, 100)
    for station in WORLD.stations:
        here = [one for one in visits if WORLD.station_of(one.outlet.charge_point_id) == station]
        load = sum(expected_w(OUTLETS[one.outlet], one.battery) for one in here)
        largest = max((expected_w(OUTLETS[one.outlet], one.battery) for one in here), default=0)
        assert load < station.power_limit_w + largest


def test_a_working_day_has_two_humps_and_a_weekend_is_quieter() -> None:
    def local(day: int, hour: int) -> float:
        return demand_w(datetime(2026, 11, 16 + day, hour).astimezone())

    assert local(0, 9) > local(0, 15) < local(0, 18)
    assert local(0, 4) < local(0, 9) / 3
    assert sum(local(6, hour) for hour in range(24)) < sum(local(0, hour) for hour in range(24))
