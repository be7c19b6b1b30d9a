"""Events as entries of one Redis stream: one per tick and node, read by every node in the same order."""

import logging
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

import msgspec
from msgspec import Struct

from csms.realtime.events import Payload
from csms.realtime.redis_link import Link

KEEP = 512  # entries, about; enough for a node that starts and for one that was away for seconds
READ = 64  # entries at a time
BODY = msgspec.msgpack.Decoder(tuple[str, int, list[Payload]])

log = logging.getLogger(__name__)


class Entry(Struct, frozen=True):
    """One tick of one node. number: counts that node's ticks with events from 1, without gaps."""

    id: str
    node: str
    number: int
    payloads: list[Payload]


class Arrival(Enum):
    """What the number of an entry says about it."""

    NEXT = auto()
    SEEN = auto()
    AFTER_GAP = auto()


class Sequences:
    """Notices entries that come twice, and entries that never came, by counting those of each node."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def note(self, node: str, number: int) -> Arrival:
        last = self._last.get(node)
        if last is not None and number <= last:
            return Arrival.SEEN
        self._last[node] = number
        return Arrival.NEXT if last is None or number == last + 1 else Arrival.AFTER_GAP


class EventStream:
    """This node's place in the stream."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._key = link.keys.events
        self._position = "0-0"

    async def append(self, number: int, payloads: list[Payload]) -> None:
        """Adds one entry. After an error it may still come into being."""
        body = msgspec.msgpack.encode((self._link.node, number, payloads))
        await self._link.run("XADD", self._key, "MAXLEN", "~", KEEP, "*", "b", body)

    async def history(self) -> list[Entry]:
        """The entries that are kept, oldest first; reading goes on after them."""
        newest_first = await self._link.run("XREVRANGE", self._key, "+", "-", "COUNT", KEEP)
        return self._take(newest_first[::-1])

    async def read(self) -> list[Entry]:
        """The next entries; none when there are none for `timing.block` seconds."""
        block = int(self._link.timing.block * 1000)
        answer: Any = await self._link.waiting.xread({self._key: self._position}, count=READ, block=block)
        return self._take(answer[0][1]) if answer else []

    async def notice_rollback(self) -> None:
        """Reads from the start when the stream's newest entry is older than what was read.

        It is another Redis then, or an emptied one, whose clock is behind. Numbers tell what was seen.
        """
        before = self._position
        newest = await self._link.run("XREVRANGE", self._key, "+", "-", "COUNT", 1)
        if newest and _order(newest[0][0].decode()) < _order(before):
            self._position = "0-0"

    def _take(self, entries: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> list[Entry]:
        if entries:
            self._position = entries[-1][0].decode()
        return [entry for entry_id, fields in entries if (entry := _decode(entry_id.decode(), fields))]


def _decode(entry_id: str, fields: dict[bytes, bytes]) -> Entry | None:
    try:
        node, number, payloads = BODY.decode(fields.get(b"b", b""))
    except msgspec.DecodeError as error:
        log.error("Entry %s cannot be read and was passed over: %s", entry_id, error)
        return None
    return Entry(entry_id, node, number, payloads)


def _order(entry_id: str) -> tuple[int, int]:
    milliseconds, _, serial = entry_id.partition("-")
    return int(milliseconds), int(serial)
