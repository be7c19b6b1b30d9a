"""When a delivery is tried again. Pure: chance is an argument."""

from datetime import datetime, timedelta

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (
        5,
        30,
        2 * 60,
        10 * 60,
        30 * 60,
        3600,
        2 * 3600,
        4 * 3600,
        8 * 3600,
        12 * 3600,
        24 * 3600,
        24 * 3600,
    )
)
"""After each failed attempt; about three days in all. After the last, the delivery is given up."""

JITTER = 0.2
"""Part of a pause that chance may add or take, so that what failed together does not come back together."""

FAILING = timedelta(days=3)
"""A webhook to which nothing could be delivered for so long is switched off."""


LONGEST_WISH = timedelta(hours=24)
"""What a receiver may ask for with Retry-After; more is taken as this."""


def next_attempt(
    failures: int, now: datetime, chance: float, wish: timedelta | None = None
) -> datetime | None:
    """After so many failures in a row (at least one); None: give it up. chance: 0 to 1.

    wish: how long the receiver asked to be left alone; it can only make a pause longer.
    """
    if failures > len(PAUSES):
        return None
    pause = PAUSES[failures - 1] * (1 + JITTER * (2 * chance - 1))
    wished = min(wish or timedelta(), LONGEST_WISH) * (1 + JITTER * chance)
    return now + max(pause, wished)
