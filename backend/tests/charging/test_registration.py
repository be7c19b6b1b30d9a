"""csms.charging.registration: intervals of heartbeats."""

from hypothesis import given
from hypothesis import strategies as st

from csms.charging.registration import SPREAD, heartbeat_interval


@given(st.integers(10, 86400), st.text(max_size=255), st.floats(0, 0.5))
def test_never_longer_and_never_much_sooner(seconds: int, identity: str, spread: float) -> None:
    """BOOT-02, R6: the same at each boot; no spread is the very number."""
    interval = heartbeat_interval(seconds, identity, spread=spread)
    assert 0 < seconds - round(seconds * spread) <= interval <= seconds
    assert interval == heartbeat_interval(seconds, identity, spread=spread)
    assert heartbeat_interval(seconds, identity, spread=0) == seconds


def test_chargers_of_one_site_beat_apart() -> None:
    """R6: a hundred that boot together share no second with more than a few."""
    intervals = [heartbeat_interval(300, f"DE*KES*E{n:05}", spread=SPREAD) for n in range(100)]
    assert max(intervals.count(one) for one in intervals) <= 10
    assert (min(intervals) < 255, max(intervals) > 285) == (True, True)
