"""csms.store.matters.silence: how long, in the dashboard's words."""

from datetime import timedelta

import pytest

from csms.store.matters.silence import _span


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=12, seconds=59), "12 min"),
        (timedelta(hours=1, minutes=5), "1 h 05 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(hours=49), "2 days"),
    ],
)
def test_spans(length: timedelta, words: str) -> None:
    assert _span(length) == words
