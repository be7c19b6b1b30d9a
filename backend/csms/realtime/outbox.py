"""Events that wait for the next tick: coalesced, and bounded whatever happens."""

from collections.abc import Callable
from itertools import count

from csms.realtime.events import EMPTY, RESET, Event, Payload

MAX_EVENTS = 5_000
MAX_BYTES = 512 * 1024
RESET_INTERVAL = (
    5.0  # seconds between two resets of an overload, so that dashboards do not read everything each tick
)


class Outbox:
    """What `publish` fills and a tick drains. An overflow drops the events and becomes one `reset`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: dict[tuple[str, str | int], bytes] = {}
        self._bytes = 0
        self._serial = count()
        self._overflowed = False
        self._next_reset = float("-inf")

    def put(self, event: Event) -> None:
        # The last of its key takes the last place as well: it must not overtake what happened before it.
        key = (event.type, event.key or next(self._serial))
        data = bytes(event.data)
        self._bytes += len(data) - len(self._waiting.pop(key, b""))
        self._waiting[key] = data
        if self._bytes > MAX_BYTES or len(self._waiting) > MAX_EVENTS:
            self._overflowed = True
            self._clear()

    def drain(self) -> list[Payload]:
        """Everything that waits, in order."""
        payloads = [(kind, data) for (kind, _), data in self._waiting.items()]
        self._clear()
        if self._overflowed and self._clock() >= self._next_reset:
            self._overflowed = False
            self._next_reset = self._clock() + RESET_INTERVAL
            payloads.insert(0, (RESET, EMPTY))
        return payloads

    def _clear(self) -> None:
        self._waiting.clear()
        self._bytes = 0
