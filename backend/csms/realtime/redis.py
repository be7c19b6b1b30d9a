"""The network of all processes that share a Redis.

Events travel in one stream. A node delivers nothing to its own subscribers until it reads its entry back, so
all nodes deliver in the same order under the same ids, and a dashboard can resume at another node.

Redis is never the truth (R4). While it is away a node delivers its events to its own subscribers at once,
under ids of its own. Each node numbers its ticks, also those. When Redis is back, an entry with a number
that was delivered already (it was written although the answer was lost) is passed over, and a number that
jumps tells the others that they missed something, which becomes a `reset` for their subscribers. After
FLUSHALL the next heartbeat registers the node and its claims again.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

from csms.realtime.broker import Handler
from csms.realtime.events import Event, Payload, number_batch
from csms.realtime.hub import Hub, Subscription
from csms.realtime.outbox import Outbox
from csms.realtime.redis_claims import RedisClaims
from csms.realtime.redis_link import REDIS_ERRORS, Link, Timing
from csms.realtime.redis_mail import Mail
from csms.realtime.redis_stream import Arrival, Entry, EventStream, Sequences
from csms.realtime.subjects import Subjects
from csms.realtime.tasks import Ticker, cancel

JOIN_PATIENCE = 2.0  # seconds a start waits for Redis before it goes on without

log = logging.getLogger(__name__)


class RedisBroker:
    """See `Broker`. url: `redis[s]://...` or `unix://...` (ValueError). namespace: prefix of every key."""

    def __init__(self, url: str, *, timing: Timing | None = None, namespace: str = "csms") -> None:
        self.node = uuid4().hex
        self._link = Link(url, self.node, namespace, timing or Timing())
        self.claims = RedisClaims(self._link)
        self._outbox = Outbox(time.monotonic)
        self._hub = Hub(self.node[:8])
        self._subjects = Subjects()
        self._mail = Mail(self._link, self._subjects)
        self._stream = EventStream(self._link)
        self._sequences = Sequences()
        self._number = 0
        self._gap_possible = False  # something may have been delivered by some nodes only
        self._joined_before = False
        self._failures = 0

    @property
    def healthy(self) -> bool:
        return self._link.up

    async def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep_connected())
        self._ticker = Ticker(self._link.timing.tick, self._flush)
        if not await self._link.wait_up(JOIN_PATIENCE):
            log.warning("Redis cannot be reached: starting without other nodes")

    async def stop(self) -> None:
        self.claims.release_all()
        await self._ticker.stop()
        await self._leave()
        self._link.up = False
        await cancel(self._keeper)
        await self._subjects.stop()
        self._hub.close()
        await self._link.close()

    def end_subscriptions(self) -> None:
        self._hub.close()

    async def _leave(self) -> None:
        try:
            if self.healthy:
                await self._link.leave()
        except REDIS_ERRORS as error:
            log.warning("Redis was not told that this node leaves: %s", error)

    # Events

    def publish(self, event: Event) -> None:
        self._outbox.put(event)

    def subscribe(self, last_event_id: str | None = None) -> Subscription:
        return self._hub.subscribe(last_event_id)

    async def _flush(self) -> None:
        payloads = self._outbox.drain()
        if payloads:
            self._number += 1
        if not await self._share(payloads) and payloads:
            self._deliver_alone(payloads)

    async def _share(self, payloads: list[Payload]) -> bool:
        if not self.healthy:
            return False
        try:
            await self.claims.flush()
            if payloads:
                await self._stream.append(self._number, payloads)
        except REDIS_ERRORS as error:
            self._link.fall(error)
            return False
        return True

    def _deliver_alone(self, payloads: list[Payload]) -> None:
        self._gap_possible = True
        if self._is_new(self.node, self._number):
            self._hub.deliver_local(payloads)

    def _arrive(self, entry: Entry) -> None:
        if self._is_new(entry.node, entry.number) and entry.payloads:
            self._hub.deliver(number_batch(entry.id, entry.payloads))

    def _is_new(self, node: str, number: int) -> bool:
        """Whether that tick of that node was not delivered here before; a gap before it becomes a reset."""
        arrival = self._sequences.note(node, number)
        if arrival is Arrival.AFTER_GAP:
            self._hub.reset()
        return arrival is not Arrival.SEEN

    # Other nodes

    async def ask(self, node: str, subject: str, body: bytes, timeout: float) -> bytes:  # noqa: ASYNC109
        if node == self.node:
            return await self._subjects.call(subject, body, timeout)
        return await self._mail.ask(node, subject, body, timeout)

    def answer(self, subject: str, handler: Handler) -> None:
        self._subjects.answer(subject, handler)

    def tell(self, node: str, subject: str, body: bytes) -> None:
        if node == self.node:
            self._subjects.spawn(self._subjects.tell(subject, body))
        else:
            self._mail.tell(node, subject, body)

    async def alive(self) -> set[str]:
        if not self.healthy:
            return {self.node}
        try:
            return {self.node, *await self._link.living()}
        except REDIS_ERRORS as error:
            log.warning("Redis did not say which nodes live: %s", error)
            return {self.node}

    # Connected or not

    async def _keep_connected(self) -> None:
        timing = self._link.timing
        while True:
            try:
                await self._session()
            except Exception as error:
                self._link.fall(error)
                self._mail.give_up(set())
                self._gap_possible = True
                log.debug("The session with Redis ended", exc_info=True)
            pause = min(timing.min_backoff * 2**self._failures, timing.max_backoff)
            self._failures = min(self._failures + 1, 10)
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 (spreads the nodes)

    async def _session(self) -> None:
        """From joining to the first failure of anything, which it raises."""
        async with self._link.waiting.pubsub() as inbox:
            await self._mail.open(inbox)
            await self._join()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._repeat(self._read))
                tasks.create_task(self._repeat(self._beat))
                tasks.create_task(self._repeat(self._mail.send))
                tasks.create_task(self._repeat(lambda: self._mail.receive(inbox)))
                tasks.create_task(self._link.wait_fallen())

    async def _repeat(self, step: Callable[[], Awaitable[None]]) -> None:
        """Asks before each step, because a cancellation may be swallowed within one (see `tasks.cancel`)."""
        try:
            while self._link.up:
                await step()
        except Exception as error:
            self._link.fall(error)
            raise

    async def _join(self) -> None:
        await self._link.beat()
        if not self._joined_before:
            await self._load_history()
        self.claims.repeat()
        await self.claims.flush()
        while self._gap_possible:
            await self._announce_gap()
        self._joined_before = True
        self._failures = 0
        self._link.rise()

    async def _load_history(self) -> None:
        """What was before this process, for those who resume here; a reset for those who came before it."""
        for entry in await self._stream.history():
            self._sequences.note(entry.node, entry.number)
            if entry.payloads and not self._gap_possible:
                self._hub.remember(number_batch(entry.id, entry.payloads))
        if self._gap_possible:
            self._hub.reset()

    async def _announce_gap(self) -> None:
        """Writes an empty tick: its number tells other nodes whether they missed what came before it."""
        self._gap_possible = False
        self._number += 1
        self._is_new(self.node, self._number)
        await self._stream.append(self._number, [])

    async def _read(self) -> None:
        for entry in await self._stream.read():
            self._arrive(entry)

    async def _beat(self) -> None:
        await asyncio.sleep(self._link.timing.heartbeat)
        if await self._link.beat():
            self.claims.repeat()
        await self._stream.notice_rollback()
        living = await self._link.living()
        if self.node not in living:
            raise ConnectionError("this node's letterbox is closed")
        self._mail.give_up(living)
