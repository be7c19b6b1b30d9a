"""When a delivery is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from csms.webhooks.schedule import JITTER, LONGEST_WISH, PAUSES, next_attempt
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


@given(st.integers(1, len(PAUSES)), st.floats(0, 1), st.floats(0, 1e9))
def test_nobody_is_asked_before_the_time_that_was_named(failures: int, chance: float, seconds: float) -> None:
    """Retry-After can put an attempt off, within a bound; it never brings one forward."""
    wish = timedelta(seconds=seconds)
    without, again = next_attempt(failures, NOW, chance), next_attempt(failures, NOW, chance, wish)
    assert without is not None
    assert again is not None
    assert again >= max(without, NOW + min(wish, LONGEST_WISH))
    assert again <= max(without, NOW + LONGEST_WISH * (1 + JITTER))


def test_what_is_given_up_stays_given_up() -> None:
    assert next_attempt(len(PAUSES) + 1, NOW, 0.5, timedelta(seconds=1)) is None


def test_pauses_grow_to_days() -> None:
    assert sorted(PAUSES) == list(PAUSES)
    assert timedelta(days=3) < sum(PAUSES, timedelta()) < timedelta(days=4)
