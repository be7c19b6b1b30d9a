"""Latest readings wait up to a second: a screen's figure costs a write per connector and second, not per message.

They are derived from samples that are stored already; a crash loses nothing but the second's last look.
"""

import time
from collections.abc import Callable, Sequence

from csms.store.facts import Fact, Metered

PAUSE = 1.0


class ReadingBuffer:
    """The newest reading of each connector since the last flush."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[tuple[int, int], Metered] = {}
        self._flushed_at = -PAUSE

    def remember(self, group: Sequence[Sequence[Fact]]) -> None:
        for entry in group:
            for fact in entry:
                if type(fact) is Metered and fact.reading is not None:
                    self._waiting[fact.charger_id.int, fact.evse_id] = fact

    def due_in(self) -> float | None:
        """Seconds until a flush is due; None when nothing waits."""
        if not self._waiting:
            return None
        return max(0.0, self._flushed_at + PAUSE - self._clock())

    def take(self) -> list[Metered]:
        taken = list(self._waiting.values())
        self._waiting.clear()
        self._flushed_at = self._clock()
        return taken

    def give_back(self, taken: Sequence[Metered]) -> None:
        for fact in taken:
            self._waiting.setdefault((fact.charger_id.int, fact.evse_id), fact)
