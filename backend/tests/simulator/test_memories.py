"""The past as a server that was there would remember it: what follows of it looks like a real fleet's."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from csms.simulator.demo_world import demo_world
from csms.simulator.history import plan_days
from csms.simulator.memories import Memory, memories
from csms.simulator.story import demo_story

NOON = datetime(2026, 11, 19, 12, 27, tzinfo=UTC)
DAYS = 3
WORLD = demo_world()


@pytest.fixture(scope="module")
def remembered() -> list[Memory]:
    story = demo_story(NOON)
    past = plan_days(WORLD, NOON, DAYS, Random(1), story.visits, story.closed())
    return memories(WORLD, story, past, NOON, Random(1))


def test_everyone_but_the_lost_one_is_remembered(remembered: list[Memory]) -> None:
    everyone = {charger.charge_point_id for charger in WORLD.chargers}
    assert {memory.charge_point_id for memory in remembered} == everyone - {"CP-0042"}


def test_statuses_come_in_order_and_change(remembered: list[Memory]) -> None:
    """STAT-05: each is within the days, and says something new of its connector."""
    for memory in remembered:
        times = [status.at for status in memory.statuses]
        assert times == sorted(times)
        assert all(NOON - timedelta(days=DAYS) <= at <= NOON for at in times)
        for number in {status.connector_id for status in memory.statuses}:
            said = [one.status for one in memory.statuses if one.connector_id == number]
            assert all(before != after for before, after in pairwise(said)), (memory.charge_point_id, said)


def test_connections_leave_some_gaps_and_end_now(remembered: list[Memory]) -> None:
    connected = timedelta()
    for memory in remembered:
        assert memory.connections[0][0] == NOON - timedelta(days=DAYS)
        assert memory.connections[-1][1] == NOON
        assert all(until < since for (_, until), (since, _) in pairwise(memory.connections))
        connected += sum((until - since for since, until in memory.connections), timedelta())
    assert 0.98 < connected / (len(remembered) * timedelta(days=DAYS)) < 1


def test_connectors_are_free_most_of_the_time(remembered: list[Memory]) -> None:
    seconds: dict[str, float] = {}
    for memory in remembered:
        for number in {status.connector_id for status in memory.statuses} - {0}:
            said = [one for one in memory.statuses if one.connector_id == number]
            for one, until in zip(said, [*(next_.at for next_ in said[1:]), NOON], strict=True):
                seconds[one.status] = seconds.get(one.status, 0) + (until - one.at).total_seconds()
    share = {status: spent / sum(seconds.values()) for status, spent in seconds.items()}
    assert 0.1 < share["Charging"] < 0.5
    assert share["Available"] > 0.4
    assert {"Preparing", "SuspendedEV", "Finishing", "Faulted", "Unavailable"} <= share.keys()
