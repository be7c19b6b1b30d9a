"""csms.store.days: midnight is where the viewer is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csms.store.days import day_of, week_before

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("moment", "on", "hours"),
    [
        (datetime(2026, 11, 19, 12, tzinfo=UTC), date(2026, 11, 19), 24),
        (datetime(2026, 11, 18, 23, tzinfo=UTC), date(2026, 11, 19), 24),
        (datetime(2026, 11, 18, 22, 59, tzinfo=UTC), date(2026, 11, 18), 24),
        (datetime(2026, 3, 29, 12, tzinfo=UTC), date(2026, 3, 29), 23),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), date(2026, 10, 25), 25),
    ],
)
def test_a_day_is_as_long_as_its_clocks_say(moment: datetime, on: date, hours: int) -> None:
    day = day_of(moment, BERLIN)
    assert (day.date, day.end - day.start) == (on, timedelta(hours=hours))
    assert day.start <= moment < day.end


def test_a_week_before_the_clock_shows_the_same() -> None:
    """Clocks went back in between: 168 + 1 hours lie between the two noons."""
    noon = datetime(2026, 10, 25, 12, tzinfo=BERLIN)
    day, same_time = week_before(noon, BERLIN)
    assert (day.date, same_time.astimezone(BERLIN).hour) == (date(2026, 10, 18), 12)
    assert noon - same_time == timedelta(hours=169)
