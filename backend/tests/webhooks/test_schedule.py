"""When a delivery is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from csms.webhooks.schedule import JITTER, PAUSES, next_attempt
from tests.services.database import NOW


@given(st.integers(1, len(PAUSES)), st.floats(0, 1))
def test_it_waits_about_as_long_as_the_schedule_says(failures: int, chance: float) -> None:
    again = next_attempt(failures, NOW, chance)
    assert again is not None
    pause = PAUSES[failures - 1]
    tolerance = timedelta(microseconds=1)
    assert pause * (1 - JITTER) - tolerance <= again - NOW <= pause * (1 + JITTER) + tolerance


@given(st.integers(len(PAUSES) + 1, 1000), st.floats(0, 1))
def test_after_the_last_pause_it_is_given_up(failures: int, chance: float) -> None:
    assert next_attempt(failures, NOW, chance) is None


def test_pauses_grow_to_days() -> None:
    assert sorted(PAUSES) == list(PAUSES)
    assert timedelta(days=3) < sum(PAUSES, timedelta()) < timedelta(days=4)
