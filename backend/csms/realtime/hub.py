"""From one process to its subscribers: recent events for those who come back, a bounded queue for each."""

import asyncio
from collections import deque
from itertools import count
from typing import Self

from csms.realtime.events import EMPTY, RESET, Batch, Payload, merge, number_batch, reset_batch, rest_of

# The same bounds for what is remembered and for what waits: who resumes is not too slow at once.
MAX_BATCHES = 256
MAX_BYTES = 1024 * 1024


class Ring:
    """The most recent batches. floor: id of the last event that is no longer, or never was, remembered."""

    def __init__(self, floor: str) -> None:
        self._floor = floor
        self._batches: deque[Batch] = deque()
        self._bytes = 0

    @property
    def head(self) -> str:
        """Id of the newest event: what comes after it is what comes from now on."""
        return self._batches[-1].last_id if self._batches else self._floor

    def append(self, batch: Batch) -> None:
        self._batches.append(batch)
        self._bytes += len(batch.chunk)
        while len(self._batches) > MAX_BATCHES or self._bytes > MAX_BYTES:
            oldest = self._batches.popleft()
            self._bytes -= len(oldest.chunk)
            self._floor = oldest.last_id

    def after(self, event_id: str) -> list[Batch] | None:
        """What followed that event; None when it is not remembered."""
        entry = event_id.rpartition(".")[0]
        later: deque[Batch] = deque()
        for batch in reversed(self._batches):
            if batch.entry == entry and any(event.id == event_id for event in batch):
                rest = rest_of(batch, event_id)
                return [rest, *later] if rest else list(later)
            later.appendleft(batch)
        return list(later) if event_id == self._floor else None


class Subscription:
    """An endless series of batches; `close` ends it. A reader too slow gets a `reset` and goes on from now.

    start_id: where it starts. Who has seen nothing yet may resume from there.
    """

    def __init__(self, hub: "Hub", start_id: str) -> None:
        self.start_id = start_id
        self._hub = hub
        self._queue: deque[Batch] = deque()
        self._bytes = 0
        self._ready = asyncio.Event()
        self._closed = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Batch:
        while not self._queue:
            if self._closed:
                raise StopAsyncIteration
            self._ready.clear()
            await self._ready.wait()
        batch = self._queue.popleft()
        self._bytes -= len(batch.chunk)
        return batch

    def push(self, batch: Batch) -> None:
        """Queues a batch; an overflow (R15) drops everything for one reset."""
        if self._queue and (len(self._queue) >= MAX_BATCHES or self._bytes + len(batch.chunk) > MAX_BYTES):
            self._queue.clear()
            self._bytes = 0
            batch = reset_batch(batch.last_id)
        self._queue.append(batch)
        self._bytes += len(batch.chunk)
        self._ready.set()

    def close(self) -> None:
        """Ends the iteration, also one that waits. Harmless when repeated."""
        self._closed = True
        self._queue.clear()
        self._bytes = 0
        self._ready.set()
        self._hub.leave(self)


class Hub:
    """Delivers to the subscribers of this process. tag: marks the ids that are given here."""

    def __init__(self, tag: str) -> None:
        self._local_ids = (f"{tag}-{n}" for n in count())
        self._ring = Ring(floor=f"{next(self._local_ids)}.0")
        self._subscriptions: set[Subscription] = set()

    def subscribe(self, last_event_id: str | None) -> Subscription:
        subscription = Subscription(self, last_event_id or self._ring.head)
        if last_event_id is not None:
            missed = self._ring.after(last_event_id)
            if missed is None:
                subscription.push(reset_batch(self._ring.head))
            elif missed:
                subscription.push(merge(missed))
        self._subscriptions.add(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)

    def remember(self, batch: Batch) -> None:
        """Keeps a batch from before this process for those who resume here."""
        self._ring.append(batch)

    def deliver(self, batch: Batch) -> None:
        """To every subscriber of this process."""
        self._ring.append(batch)
        for subscription in self._subscriptions:
            subscription.push(batch)

    def deliver_local(self, payloads: list[Payload]) -> None:
        """Delivers under an id that only this process knows: resumed elsewhere it leads to a reset."""
        if payloads:
            self.deliver(number_batch(next(self._local_ids), payloads))

    def reset(self) -> None:
        """Tells every subscriber that events are missing."""
        self.deliver_local([(RESET, EMPTY)])

    def close(self) -> None:
        for subscription in tuple(self._subscriptions):
            subscription.close()
