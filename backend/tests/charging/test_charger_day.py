"""csms.charging.charger_day: every second of a day is counted once, and as what it was."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.charger_day import CHARGER, GRACE_S, STATE_OF, Charged, Known, Said, Span, derive

DAY = 86400
HERE = Known(
    length=DAY,
    now=DAY,
    connections=[(-DAY, None)],
    first_connection=-DAY,
    watches=[(-DAY, 3 * DAY)],
    first_watch=-DAY,
)

times = st.integers(-DAY, 2 * DAY)
spans = st.tuples(times, times).map(lambda pair: (min(pair), max(pair)))
evse_ids = st.integers(0, 3)


def said(words: list[str]) -> st.SearchStrategy[list[Said]]:
    return st.lists(st.builds(Said, times, evse_ids, st.sampled_from(words)), max_size=12).map(sorted)


@st.composite
def days(draw: st.DrawFn) -> Known:
    connections = sorted(draw(st.lists(spans, max_size=5)))
    watches = sorted(draw(st.lists(spans, max_size=4)))
    charged = st.builds(Charged, st.integers(1, 3), times, times, st.none() | times)
    length = draw(st.integers(1, DAY))
    return Known(
        length=length,
        now=draw(st.integers(length, 2 * DAY)),
        statuses=draw(said([*STATE_OF, "Whatever"])),
        connections=connections,
        first_connection=connections[0][0] if connections else None,
        watches=watches,
        first_watch=watches[0][0] if watches else None,
        wishes=draw(said(["Operative", "Inoperative"])),
        sessions=draw(st.lists(charged, max_size=5)),
    )


@given(days())
def test_every_second_is_counted_once(known: Known) -> None:
    found = derive(known)
    connectors = {one.evse_id for one in known.statuses} | {one.evse_id for one in known.sessions} | {CHARGER}
    assert {span.evse_id for span in found} == connectors
    for evse_id in connectors:
        line = [span for span in found if span.evse_id == evse_id]
        assert (line[0].since, line[-1].until) == (0, known.length)
        assert all(one.until == other.since and one.state != other.state for one, other in pairwise(line))


def states(known: Known, evse_id: int = 1) -> list[tuple[str, int, int]]:
    return [(span.state, span.since, span.until) for span in derive(known) if span.evse_id == evse_id]


def test_a_day_as_its_connector_told_it() -> None:
    statuses = [
        Said(-50, 1, "Available"),
        Said(100, 1, "Preparing"),
        Said(160, 1, "Charging"),
        Said(900, 1, "SuspendedEV"),
        Said(1000, 1, "Finishing"),
        Said(1100, 1, "Available"),
    ]
    known = HERE._replace(statuses=statuses)
    assert derive(known) == [
        Span(0, "up", 0, DAY),
        Span(1, "free", 0, 100),
        Span(1, "occupied", 100, 160),
        Span(1, "charging", 160, 900),
        Span(1, "occupied", 900, 1100),
        Span(1, "free", 1100, DAY),
    ]


def test_a_reconnect_is_no_outage_and_a_longer_time_away_is_one_from_its_beginning() -> None:
    connections = [(-9, 1000), (1000 + GRACE_S, 5000), (5001 + GRACE_S, None)]
    known = HERE._replace(statuses=[Said(-50, 1, "Available")], connections=connections)
    assert states(known) == [
        ("free", 0, 5000),
        ("offline", 5000, 5001 + GRACE_S),
        ("free", 5001 + GRACE_S, DAY),
    ]
    assert states(known, CHARGER)[1] == ("offline", 5000, 5001 + GRACE_S)


@pytest.mark.parametrize(("now", "state"), [(1000 + GRACE_S, "up"), (1001 + GRACE_S, "offline")])
def test_who_is_away_now_is_offline_after_the_grace(now: int, state: str) -> None:
    known = HERE._replace(length=now, now=now, connections=[(-9, 1000)])
    assert states(known, CHARGER)[-1][0] == state


def test_what_nobody_watched_is_not_the_charger_s_fault() -> None:
    """Our own outage of an hour, and the minute that the charger took to come back."""
    known = HERE._replace(
        statuses=[Said(-50, 1, "Available")],
        connections=[(-9, 1000), (4660, None)],
        watches=[(-DAY, 990), (4600, DAY)],
    )
    assert states(known) == [("free", 0, 1000), ("unknown", 1000, 4600), ("free", 4600, DAY)]
    assert states(known, CHARGER) == [("up", 0, 1000), ("excluded", 1000, 4600), ("up", 4600, DAY)]


def test_before_the_first_connection_nothing_counts() -> None:
    known = HERE._replace(connections=[(600, None)], first_connection=600)
    assert states(known, CHARGER) == [("excluded", 0, 600), ("up", 600, DAY)]
    assert states(Known(DAY, DAY), CHARGER) == [("excluded", 0, DAY)]


def test_down_is_when_no_connector_can_be_used() -> None:
    statuses = [
        *(Said(-9, 1, "Available"), Said(-9, 2, "Available")),
        *(Said(100, 1, "Faulted"), Said(200, 2, "Unavailable"), Said(300, 1, "Available")),
    ]
    known = HERE._replace(statuses=statuses)
    assert states(known, CHARGER) == [("up", 0, 200), ("faulted", 200, 300), ("up", 300, DAY)]


def test_the_charger_s_own_fault_is_that_of_its_free_connectors() -> None:
    known = HERE._replace(
        statuses=[Said(-9, 1, "Available"), Said(50, 0, "Faulted"), Said(80, 0, "Available")]
    )
    assert states(known) == [("free", 0, 50), ("faulted", 50, 80), ("free", 80, DAY)]
    assert states(known, CHARGER)[1] == ("faulted", 50, 80)


def test_what_an_operator_took_out_of_service_is_planned() -> None:
    statuses = [
        Said(-9, 1, "Available"),
        Said(-9, 2, "Available"),
        Said(101, 1, "Unavailable"),
        Said(300, 2, "Faulted"),
    ]
    wishes = [Said(100, 1, "Inoperative"), Said(400, 0, "Inoperative"), Said(500, 2, "Operative")]
    known = HERE._replace(statuses=statuses, wishes=wishes)
    assert states(known, CHARGER) == [
        *(("up", 0, 300), ("faulted", 300, 400), ("planned", 400, 500), ("faulted", 500, DAY)),
    ]


def test_out_of_service_it_may_be_offline_and_its_session_may_end() -> None:
    statuses = [Said(-9, 1, "Charging"), Said(600, 1, "Unavailable")]
    known = HERE._replace(statuses=statuses, wishes=[Said(500, 0, "Inoperative")], connections=[(-9, 1000)])
    assert states(known, CHARGER) == [("up", 0, 600), ("planned", 600, DAY)]


def test_while_a_charger_was_away_its_sessions_tell() -> None:
    connections = [(-9, 1000), (9000, None)]
    sessions = [Charged(1, 2000, 3000, 4000), Charged(2, 500, 800, None), Charged(2, 8000, 8500, 8600)]
    known = HERE._replace(statuses=[Said(-9, 1, "Available")], sessions=sessions, connections=connections)
    assert states(known) == [
        *(("free", 0, 1000), ("offline", 1000, 2000), ("charging", 2000, 3000), ("occupied", 3000, 4000)),
        *(("offline", 4000, 9000), ("free", 9000, DAY)),
    ]
    assert ("occupied", 800, 8000) in states(known, 2)
    assert states(known, CHARGER)[1] == ("offline", 1000, 9000)
