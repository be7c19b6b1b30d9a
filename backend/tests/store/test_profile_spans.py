"""csms.store.profile_spans: when a profile holds at all."""

from datetime import UTC, datetime
from typing import Any

import pytest

from csms.store.profile_spans import span
from tests.services.database import NOW, at

START: dict[str, Any] = {"startSchedule": NOW.isoformat()}


@pytest.mark.parametrize(
    ("kind", "schedule", "begins", "ends"),
    [
        ("Absolute", START, NOW, None),
        ("Absolute", {**START, "duration": 60}, NOW, at(60)),
        ("Absolute", {"startSchedule": "2026-11-19T13:00:00+01:00"}, NOW, None),
        ("Recurring", {**START, "duration": 60}, NOW, None),
        ("Relative", {"duration": 60}, None, None),
        ("Relative", START, None, None),
    ],
)
def test_a_schedule_starts_and_ends(
    kind: str, schedule: dict[str, Any], begins: datetime | None, ends: datetime | None
) -> None:
    assert span(kind, None, None, schedule) == (begins, ends)


def test_it_is_never_longer_than_it_is_valid() -> None:
    schedule = {**START, "duration": 60}
    assert span("Absolute", at(10), at(20), schedule) == (at(10), at(20))
    assert span("Absolute", at(-10), at(90), schedule) == (NOW, at(60))


def test_an_end_beyond_all_calendars_is_none() -> None:
    last = {"startSchedule": "9999-12-31T00:00:00Z", "duration": 2**31 - 1}
    assert span("Absolute", None, None, last) == (datetime(9999, 12, 31, tzinfo=UTC), None)
