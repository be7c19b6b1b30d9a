"""One attempt to deliver, and what follows from how it ended."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from csms.store import webhook_outbox as outbox
from csms.store.models import Webhook, WebhookDelivery, WebhookEvent
from csms.store.webhooks import message, message_id
from csms.webhooks.client import Answer, Client
from csms.webhooks.schedule import FAILING, next_attempt
from csms.webhooks.sealing import Seal, Unreadable
from csms.webhooks.signatures import headers

GONE, FAILS = "gone", "failing"


class Attempts:
    """disabled: called when a webhook was switched off by us. tried: with each webhook that something was sent to."""

    def __init__(
        self,
        client: Client,
        seal: Seal,
        now: Callable[[], datetime],
        disabled: Callable[[], None],
        chance: Callable[[], float] = random.random,
        tried: Callable[[UUID], None] = lambda webhook_id: None,
    ) -> None:
        self._client = client
        self._seal = seal
        self._now = now
        self._disabled = disabled
        self._chance = chance
        self._told = tried

    async def send(self, webhook: Webhook, key: str, body: bytes) -> Answer:
        """One signed POST; nothing is stored."""
        at, name = self._now(), message_id(key)
        try:
            signed = headers(self._secrets(webhook, at), name, at, body)
        except Unreadable as error:
            return Answer(0, error=str(error))
        return await self._client.post(webhook.url, signed, body)

    def _secrets(self, webhook: Webhook, at: datetime) -> list[str]:
        sealed = [webhook.secret]
        if webhook.previous_secret and webhook.previous_secret_until and at < webhook.previous_secret_until:
            sealed.append(webhook.previous_secret)
        return [self._seal.open(one) for one in sealed]

    async def deliver(self, webhook: Webhook, delivery: WebhookDelivery) -> bool:
        """Try a delivery that was taken, and store what came of it. Whether it was delivered."""
        event = await WebhookEvent.get(id=delivery.event_id)
        answer = await self.send(webhook, event.key, message(event))
        now = self._now()
        await outbox.tried(delivery, _said(answer, now) | self._verdict(answer, delivery.attempts + 1, now))
        if answer.delivered:
            await Webhook.filter(id=webhook.id).update(failing_since=None, last_delivered_at=now)
        else:
            await self._failed(webhook, answer, now)
        self._told(webhook.id)
        return answer.delivered

    def _verdict(self, answer: Answer, attempts: int, now: datetime) -> dict[str, Any]:
        if answer.delivered:
            return {"state": outbox.DELIVERED, "ended_at": now, "next_attempt_at": None}
        again = None if answer.gone else next_attempt(attempts, now, self._chance(), answer.retry_after)
        if again is None:
            return {"state": outbox.FAILED, "ended_at": now, "next_attempt_at": None}
        return {"next_attempt_at": again}

    async def _failed(self, webhook: Webhook, answer: Answer, now: datetime) -> None:
        await Webhook.filter(id=webhook.id, failing_since=None).update(failing_since=now)
        if answer.gone:
            await self._switch_off(webhook, GONE, now)
        elif webhook.failing_since is not None and now - webhook.failing_since >= FAILING:
            await self._switch_off(webhook, FAILS, now)

    async def _switch_off(self, webhook: Webhook, reason: str, now: datetime) -> None:
        on = Webhook.filter(id=webhook.id, enabled=True)
        if await on.update(enabled=False, disabled_reason=reason, disabled_at=now, updated_at=now):
            self._disabled()


def _said(answer: Answer, now: datetime) -> dict[str, Any]:
    return {
        "last_attempt_at": now,
        "status_code": answer.status,
        "error": answer.error,
        "duration_ms": answer.duration_ms,
        "response": answer.excerpt,
    }


LEASE = timedelta(seconds=30)
"""For how long a delivery is a process's own; an attempt takes a third of it at most."""
