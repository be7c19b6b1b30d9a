"""What happened, on its way to everyone who watches.

An `Event` is encoded once, where it happens; a `Batch` is what one tick delivered. Its server-sent form is
built once per process and shared by all subscribers.
"""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

RESET = "reset"  # "some events are missing: read everything again"; data is an empty object
EMPTY = b"{}"

Payload = tuple[str, bytes]  # type and encoded data of an event that has no id yet


class Event(Struct, frozen=True):
    """Something dashboards want to hear of.

    type: name without line breaks (ValueError otherwise). data: an encoded JSON object. key: of the events
    with the same type and key that wait for the same tick only the last is delivered; "" is never coalesced.
    """

    type: str
    data: bytes | msgspec.Raw
    key: str = ""

    def __post_init__(self) -> None:
        if "\n" in self.type or "\r" in self.type:
            raise ValueError("an event's type is one line")


class Delivered(Struct, frozen=True, gc=False):
    """An event as a subscriber gets it. id: `subscribe` goes on after it. chunk: its server-sent form."""

    id: str
    type: str
    data: bytes
    chunk: bytes


class Batch(Struct, frozen=True, gc=False):
    """The events of one tick, in order, at least one. chunk: the server-sent form of all of them."""

    entry: str
    events: tuple[Delivered, ...]
    chunk: bytes

    def __iter__(self) -> Iterator[Delivered]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    @property
    def last_id(self) -> str:
        return self.events[-1].id


def number_batch(entry: str, payloads: Iterable[Payload]) -> Batch:
    """Gives the events of one entry their ids, `entry.0` and on, and their server-sent form."""
    return _batch(entry, tuple(_deliver(f"{entry}.{n}", *payload) for n, payload in enumerate(payloads)))


def reset_batch(resume_at: str) -> Batch:
    """A lone `reset` for one subscriber, who may resume after the event `resume_at`."""
    return _batch("", (_deliver(resume_at, RESET, EMPTY),))


def merge(batches: list[Batch]) -> Batch:
    """Consecutive batches as one."""
    return _batch(batches[-1].entry, tuple(event for batch in batches for event in batch))


def rest_of(batch: Batch, event_id: str) -> Batch | None:
    """What follows an event within its batch; None when it is the last."""
    position = [event.id for event in batch].index(event_id)
    later = batch.events[position + 1 :]
    return _batch(batch.entry, later) if later else None


def _batch(entry: str, events: tuple[Delivered, ...]) -> Batch:
    return Batch(entry, events, b"".join([event.chunk for event in events]))


def _deliver(event_id: str, kind: str, data: bytes) -> Delivered:
    # A line break may stand between JSON tokens; in the server-sent form each line is a field of its own.
    lines = b"\ndata: ".join(data.splitlines()) if b"\n" in data or b"\r" in data else data
    chunk = b"id: %b\nevent: %b\ndata: %b\n\n" % (event_id.encode(), kind.encode(), lines)
    return Delivered(event_id, kind, data, chunk)
