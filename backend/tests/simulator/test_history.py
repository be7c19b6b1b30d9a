"""The past days: plausible, without contradictions, and told through the protocol."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import power
from csms.simulator.demo_world import demo_world
from csms.simulator.hardware import Hardware
from csms.simulator.history import Past, plan_days, queue_sessions, register_at
from csms.simulator.story import demo_story
from csms.simulator.world import Outlet
from tests.simulator.central_system import CentralSystem
from tests.simulator.conftest import KEY
from tests.simulator.virtual_clock import START, VirtualClock

NOON = datetime(2026, 11, 19, 12, 27, tzinfo=UTC)
WORLD = demo_world()
OUTLETS = WORLD.outlets()


@pytest.fixture(scope="module")
def past() -> Past:
    story = demo_story(NOON)
    return plan_days(WORLD, NOON, 2, Random(1), story.visits, story.closed())


class TestPlan:
    def test_sessions_of_one_outlet_never_overlap(self, past: Past) -> None:
        by_outlet = defaultdict(list)
        for session in past.done:
            by_outlet[session.visit.outlet].append(session)
        for sessions in by_outlet.values():
            sessions.sort(key=lambda one: one.visit.start)
            for before, after in pairwise(sessions):
                assert before.ended is not None
                assert before.ended < after.visit.start

    def test_samples_are_in_order_and_registers_never_fall(self, past: Past) -> None:
        """METER-08."""
        for session in past.done + past.running:
            times = [at for at, _ in session.samples]
            energies = [charge.energy_wh for _, charge in session.samples]
            assert times == sorted(set(times))
            assert energies == sorted(energies)
            assert all(session.visit.start < at <= NOON for at in times)

    def test_nobody_came_to_what_was_closed(self, past: Past) -> None:
        story = demo_story(NOON)
        closed = story.closed() - {visit.outlet for visit in story.visits}
        assert not closed & {session.visit.outlet for session in past.done + past.running}

    def test_those_of_the_story_are_there(self, past: Past) -> None:
        running = {(one.visit.outlet, one.visit.id_tag) for one in past.running}
        assert (Outlet("CP-0038", 1), "NL-TNM-000481") in running
        assert (Outlet("CP-0017", 1), "FLEET-VAN-08") in running
        assert [one.visit.id_tag for one in past.done if one.visit.meter_loss_wh] == ["04C7E1A20B55"]

    def test_what_goes_on_at_noon(self, past: Past) -> None:
        powers = [power(one.charge, OUTLETS[one.visit.outlet]) for one in past.running]
        assert 15 <= sum(1 for flowing in powers if flowing > 0) <= 34
        assert 280_000 <= sum(powers) <= 520_000

    def test_meters_turn_on_between_two_runs(self, past: Past) -> None:
        used: dict[Outlet, float] = defaultdict(float)
        for session in past.done + past.running:
            used[session.visit.outlet] += session.charge.energy_wh
        for outlet, energy in used.items():
            before = register_at(outlet, OUTLETS[outlet], past.since)
            assert before + energy < register_at(outlet, OUTLETS[outlet], NOON)


async def test_the_past_is_told_in_order_and_the_present_goes_on(
    central: CentralSystem, clock: VirtualClock
) -> None:
    """RPC-14: like an offline queue, with the timestamps of then; the last session is still running."""
    story = demo_story(START)
    planned = plan_days(WORLD, START, 0.5, Random(1), story.visits, story.closed())
    here = [one for one in (*planned.done, *planned.running) if one.visit.outlet == Outlet("CP-0019", 1)]
    running = [one for one in planned.running if one.visit.outlet == Outlet("CP-0019", 2)]
    hardware = next(one.hardware for one in WORLD.chargers if one.charge_point_id == "CP-0019")
    charge_point = ChargePoint("CP-0019", central.url, KEY, hardware, clock=clock, rng=Random(1))
    queue_sessions({"CP-0019": charge_point}, Past(planned.since, here, running))
    charge_point.start()
    await clock.until(central.received("StartTransaction", idTag="04A1F27C93E0"))
    await clock.run_for(130)
    await charge_point.stop()

    starts = central.all("StartTransaction")
    assert [start["idTag"] for start in starts] == ["04C7E1A20B55", "04A1F27C93E0"]
    stop = central.all("StopTransaction")[0]
    first = [one for one in central.all("MeterValues") if one["transactionId"] == stop["transactionId"]]
    last = first[-1]["meterValue"][-1]
    assert last["timestamp"] == stop["timestamp"] == "2026-11-19T06:10:00Z"
    assert int(last["sampledValue"][0]["value"]) - stop["meterStop"] == 410
    live = central.all("MeterValues")[-1]
    assert (live["connectorId"], live["meterValue"][0]["timestamp"]) == (2, "2026-11-19T08:02:00Z")
    assert central.statuses(2) == ["Charging"]


async def test_a_charge_point_without_a_past_just_has_a_meter(clock: VirtualClock) -> None:
    charge_point = ChargePoint("CP-9", "ws://127.0.0.1:1", hardware=Hardware(), clock=clock)
    queue_sessions({"CP-9": charge_point}, Past(START - timedelta(days=1), [], []))
    before = register_at(Outlet("CP-9", 1), charge_point.connectors[1].type, START - timedelta(days=1))
    assert charge_point.connectors[1].register_wh == before
