"""csms.store.power: which sessions ran when. What the databases add up is in tests/api/test_overview.py."""

from csms.store.power import _overlaps, _point


def test_sessions_are_counted_in_each_bucket_they_touch() -> None:
    assert _overlaps([(11, 12), (12, None), (5, 10), (5, 99), (99, None)], 10, 14) == [2, 2, 3, 2, 2]


def test_no_session_at_all() -> None:
    assert _overlaps([], 10, 12) == [0, 0, 0]


def test_nobody_charging_is_zero_and_nobody_measured_is_a_gap() -> None:
    assert _point(0, None, 0)["power_w"] == 0
    assert _point(0, None, 2)["power_w"] is None
    assert _point(0, 7000.04, 2)["power_w"] == 7000
