"""csms.store.curves: thinned to what a screen can show, without losing energy or ends."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csms.store.curves import thinned
from tests.services.database import at


def test_few_points_stay_as_they_are() -> None:
    points = {at(60): {"power_w": Decimal(2)}, at(0): {"power_w": Decimal(1)}}
    assert thinned(points, 2) == [(at(0), {"power_w": Decimal(1)}), (at(60), {"power_w": Decimal(2)})]


def test_neighbours_become_one_with_mean_power_and_latest_energy() -> None:
    points = {at(s): {"power_w": Decimal(s), "energy_wh": Decimal(s)} for s in range(4)}
    assert thinned(points, 2) == [
        (at(1), {"power_w": Decimal("0.5"), "energy_wh": Decimal(1)}),
        (at(3), {"power_w": Decimal("2.5"), "energy_wh": Decimal(3)}),
    ]


def test_a_series_that_pauses_keeps_its_last_value() -> None:
    points = {
        at(0): {"soc_percent": Decimal(40)},
        at(1): {"power_w": Decimal(7)},
        at(9): {"power_w": Decimal(8)},
    }
    assert thinned(points, 2)[0] == (at(1), {"soc_percent": Decimal(40), "power_w": Decimal(7)})


@given(st.sets(st.integers(0, 100_000), min_size=1), st.integers(1, 50))
def test_never_more_than_the_limit_and_never_without_the_end(seconds: set[int], limit: int) -> None:
    points = {at(second): {"energy_wh": Decimal(second)} for second in seconds}
    kept = thinned(points, limit)
    assert len(kept) <= limit
    assert kept[-1][0] == max(points)
    assert all(later - earlier > timedelta(0) for (earlier, _), (later, _) in pairwise(kept))
