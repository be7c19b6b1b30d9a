"""Who carries the deliveries out: a courier for each webhook that has something due, so that none waits for another."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from csms.store import webhook_outbox as outbox
from csms.store.models import Webhook
from csms.store.outage import log_failure
from csms.webhooks.attempts import LEASE, Attempts

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks for what is due."""

AT_ONCE = 4
"""Deliveries under way to one webhook, of one process."""

MOST = 200
"""Webhooks looked at in one turn."""


class Couriers:
    """`run` until cancelled. A delivery that a crash cuts off is due again when its lease is over."""

    def __init__(self, attempts: Attempts, now: Callable[[], datetime], pause: float = PAUSE) -> None:
        self._attempts = attempts
        self._now = now
        self._pause = pause
        self._busy: set[UUID] = set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            while True:
                for webhook_id in await self._to_serve():
                    self._busy.add(webhook_id)
                    group.create_task(self._serve(webhook_id), name=f"courier of {webhook_id}")
                await asyncio.sleep(self._pause)

    async def _to_serve(self) -> set[UUID]:
        try:
            return await outbox.with_due(self._now(), MOST) - self._busy
        except Exception as error:  # it looks again soon
            log_failure(log, error, "what is due at webhooks could not be read")
            return set()

    async def _serve(self, webhook_id: UUID) -> None:
        try:
            await self.serve(webhook_id)
        except Exception as error:  # one webhook's trouble is not that of the others
            log_failure(log, error, "deliveries to webhook %s were cut off", webhook_id)
        finally:
            self._busy.discard(webhook_id)

    async def serve(self, webhook_id: UUID) -> None:
        """Everything that is due at one webhook; who answers to nothing is left alone until the next turn."""
        while True:
            webhook = await Webhook.get_or_none(id=webhook_id, enabled=True)
            if webhook is None:
                return
            taken = await outbox.take_due(webhook_id, self._now(), LEASE, AT_ONCE)
            if not taken:
                return
            delivered = await asyncio.gather(*(self._attempts.deliver(webhook, one) for one in taken))
            if not any(delivered):
                return
