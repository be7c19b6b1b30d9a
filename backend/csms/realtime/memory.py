"""The network of one node: everything stays in the process. The default."""

import logging
import time
from uuid import uuid4

from csms.realtime.broker import TICK, Handler, NodeUnreachable
from csms.realtime.events import Event
from csms.realtime.hub import Hub, Subscription
from csms.realtime.outbox import Outbox
from csms.realtime.presence import LocalClaims
from csms.realtime.subjects import Subjects
from csms.realtime.tasks import Ticker

log = logging.getLogger(__name__)


class MemoryBroker:
    """See `Broker`. tick: seconds that events are gathered for."""

    healthy = True

    def __init__(self, *, tick: float = TICK) -> None:
        self.node = uuid4().hex
        self.claims = LocalClaims(self.node)
        self._tick = tick
        self._outbox = Outbox(time.monotonic)
        self._hub = Hub(self.node[:8])
        self._subjects = Subjects()

    async def start(self) -> None:
        self._ticker = Ticker(self._tick, self._flush)

    async def stop(self) -> None:
        await self._ticker.stop()
        await self._subjects.stop()
        self._hub.close()

    def end_subscriptions(self) -> None:
        self._hub.close()

    async def _flush(self) -> None:
        self._hub.deliver_local(self._outbox.drain())

    def publish(self, event: Event) -> None:
        self._outbox.put(event)

    def subscribe(self, last_event_id: str | None = None) -> Subscription:
        return self._hub.subscribe(last_event_id)

    async def ask(self, node: str, subject: str, body: bytes, timeout: float) -> bytes:  # noqa: ASYNC109
        if node != self.node:
            raise NodeUnreachable(f"no node {node}: this process is alone")
        return await self._subjects.call(subject, body, timeout)

    def answer(self, subject: str, handler: Handler) -> None:
        self._subjects.answer(subject, handler)

    def tell(self, node: str, subject: str, body: bytes) -> None:
        if node == self.node:
            self._subjects.spawn(self._subjects.tell(subject, body))
        else:
            log.debug("No node %s to tell of %s", node, subject)

    async def alive(self) -> set[str]:
        return {self.node}
