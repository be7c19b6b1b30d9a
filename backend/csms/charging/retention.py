"""Forgetting what is old: the chore. How long what is kept is for settings to say; 0 days is for good."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from csms.store.retention import Passing, forget

EVERY = 6 * 3600.0
AT_ONCE = 100
"""Statements for one table in a turn; more wait for the next."""


class Retention:
    """days: for each kind of rows. Harmless when several processes do it at once."""

    def __init__(self, days: Mapping[tuple[Passing, ...], int], now: Callable[[], datetime]) -> None:
        self._days = {kinds: timedelta(days=number) for kinds, number in days.items() if number}
        self._now = now

    async def work(self) -> None:
        for kinds, length in self._days.items():
            for kind in kinds:
                await _forget_all(kind, self._now() - length)


async def _forget_all(kind: Passing, before: datetime) -> None:
    for _ in range(AT_ONCE):
        if not await forget(kind, before):
            return
