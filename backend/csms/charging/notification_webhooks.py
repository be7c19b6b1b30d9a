"""Notifications for programs: handed to the outbox of webhooks, which signs, delivers and retries."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from csms.charging.notification_verdict import REFUSED, SENT, UNREACHABLE, Verdict
from csms.errors import Problem
from csms.store import stored_words
from csms.store import webhook_outbox as outbox
from csms.store.models import Notification, Webhook
from csms.store.models.base import new_id
from csms.store.notifications import content
from csms.store.webhooks import body
from csms.webhooks.attempts import Attempts
from csms.webhooks.catalog import NOTIFICATION

WEBHOOK = "webhook"

OUT_OF_ORDER = 0
"""The sequence of a test, which is no event."""


class NotificationWebhooks:
    """The webhooks that rules name: told of their notifications only by those, whatever else they are sent."""

    def __init__(self, attempts: Attempts, now: Callable[[], datetime]) -> None:
        self._attempts = attempts
        self._now = now

    async def existing(self, ids: Sequence[UUID]) -> Collection[UUID]:
        """Which of these webhooks exist."""
        found: list[UUID] = list(await Webhook.filter(id__in=list(ids)).values_list("id", flat=True))  # type: ignore[arg-type]
        return found

    async def hand_over(self, webhook_id: UUID, rows: Sequence[Notification]) -> Verdict:
        """Each once, however often it is handed over: a program needs no summary."""
        for row in rows:
            try:
                await outbox.enqueue(webhook_id, NOTIFICATION, str(row.id), content(row), self._now())
            except Problem as problem:  # it was deleted or switched off
                return Verdict(REFUSED, problem.detail)
        return Verdict(SENT, via=WEBHOOK)

    async def at_once(self, webhook_id: UUID, row: Notification) -> Verdict:
        """A test: sent now, and not again."""
        webhook = await Webhook.get_or_none(id=webhook_id)
        if webhook is None:
            return Verdict(REFUSED, stored_words.NO_WEBHOOK)
        data = outbox.as_json(content(row))
        answer = await self._attempts.send(
            webhook, new_id().hex, body(NOTIFICATION, self._now(), OUT_OF_ORDER, data)
        )
        if answer.delivered:
            return Verdict(SENT, via=WEBHOOK)
        return Verdict(UNREACHABLE if answer.status is None else REFUSED, answer.error or "")
