"""From events to deliveries: what is sent is read once, and each webhook that wants it gets a delivery."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from csms.store import webhook_outbox as outbox
from csms.store.models import Webhook, WebhookEvent
from csms.webhooks.catalog import BY_NAME, READERS, ReadByRow
from csms.webhooks.patterns import wants

EVERY = 1.0
"""Seconds between two looks for new events."""

BATCH = 200
BATCHES = 10
"""Batches in one turn; more wait for the next."""

KEPT = timedelta(days=30)
FORGET_EVERY = 600.0
FORGET_BATCH = 500


class Spreading:
    """Every process may do it at once: each event is handed out by the one that commits first.

    told: with each webhook that has something to be sent.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        readers: Mapping[str, ReadByRow] = READERS,
        told: Callable[[UUID], None] = lambda webhook_id: None,
    ) -> None:
        self._told = told
        self._now = now
        self._readers = readers

    async def work(self) -> None:
        for _ in range(BATCHES):
            events = await outbox.unspread(BY_NAME, BATCH)
            if events:
                await self._spread(events)
            if len(events) < BATCH:
                return

    async def _spread(self, events: list[WebhookEvent]) -> None:
        """What webhooks want is read before what is sent: one that is made meanwhile gets what comes next."""
        hooks = await Webhook.filter(enabled=True).values_list("id", "events")
        data = await self._data(events)
        wanted = {
            event.id: [row for row, patterns in hooks if wants(patterns, event.type)] for event in events
        }
        await outbox.spread(events, data, wanted, self._now())
        for webhook_id in {hook for hooks_of_event in wanted.values() for hook in hooks_of_event}:
            self._told(webhook_id)

    async def _data(self, events: list[WebhookEvent]) -> dict[int, str]:
        """What is sent of each, by event id; things that are gone are missing."""
        subjects: dict[str, set[UUID]] = defaultdict(set)
        for event in events:
            if event.subject_id is not None:
                subjects[BY_NAME[event.type].view].add(event.subject_id)
        views = {view: await self._readers[view](ids) for view, ids in subjects.items()}
        texts = {
            (view, row): outbox.as_json(one) for view, found in views.items() for row, one in found.items()
        }
        of = {event.id: (BY_NAME[event.type].view, event.subject_id) for event in events}
        return {number: texts[key] for number, key in of.items() if key in texts}

    async def forget(self) -> None:
        """What is older than the log is kept."""
        for _ in range(BATCHES):
            if await outbox.forget(self._now() - KEPT, FORGET_BATCH) < FORGET_BATCH:
                return
