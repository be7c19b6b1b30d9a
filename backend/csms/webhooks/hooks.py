"""Deeds of operators: make webhooks and change them, try them, send again."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import httpcore
from httpx import URL, InvalidURL

from csms.errors import Conflict, Invalid
from csms.said import Words, said
from csms.store import webhook_outbox as outbox
from csms.store import webhooks as store
from csms.store.models import Webhook, WebhookDelivery, WebhookEvent
from csms.store.models.base import new_id
from csms.webhooks.addresses import AddressRefused, Guard
from csms.webhooks.attempts import Attempts
from csms.webhooks.catalog import BY_NAME, TEST
from csms.webhooks.client import Answer
from csms.webhooks.patterns import known, wants
from csms.webhooks.sealing import Seal
from csms.webhooks.signatures import new_secret

MOST_WEBHOOKS = 100
OLD_SECRET = timedelta(hours=24)
"""How long the secret that was replaced still signs."""

REPLAYED = 10_000
"""Events looked at by one replay."""

TEST_SEQUENCE = 0

LOOK_UP = 3.0
"""Seconds for the look-up of a name while somebody waits for the answer."""


class Replay(NamedTuple):
    """queued: deliveries made or renewed. next_after: where to go on; None when the log was seen to its end."""

    queued: int
    next_after: int | None


class Webhooks:
    """Deeds over the tables of `csms.store.webhooks`."""

    def __init__(self, attempts: Attempts, guard: Guard, seal: Seal, now: Callable[[], datetime]) -> None:
        self.attempts = attempts
        self._guard = guard
        self._seal = seal
        self._now = now

    async def create(self, fields: dict[str, Any], actor: str) -> tuple[UUID, str]:
        """The row's id, and the secret, which nobody is shown again. Raises Invalid, Conflict."""
        await self._check(fields)
        if await Webhook.all().count() >= MOST_WEBHOOKS:
            raise Conflict(said("There are {most} webhooks already.", most=MOST_WEBHOOKS))
        secret, now = new_secret(), self._now()
        row = await Webhook.create(
            id=new_id(),
            secret=self._seal.close(secret),
            created_by=actor,
            created_at=now,
            updated_at=now,
            **fields,
        )
        return row.id, secret

    async def change(self, row_id: UUID, fields: dict[str, Any]) -> None:
        """Raises NotFound, Invalid. Switched on again, it starts afresh, with what still waits."""
        row = await store.by_id(row_id)
        await self._check(fields)
        if fields.get("enabled") and not row.enabled:
            fields = fields | {"disabled_reason": None, "disabled_at": None, "failing_since": None}
        await Webhook.filter(id=row_id).update(**fields, updated_at=self._now())

    async def _check(self, fields: dict[str, Any]) -> None:
        for pattern in fields.get("events", ()):
            if not known(pattern, BY_NAME):
                raise _invalid(
                    "events",
                    said(
                        "{pattern} is no type of event, nor `*` or a kind like `transaction.*`",
                        pattern=repr(pattern),
                    ),
                )
        if "url" in fields:
            await self._check_url(fields["url"])

    async def _check_url(self, text: str) -> None:
        """A name that cannot be looked up now may be later; one that is inside our network is refused at once."""
        try:
            url = URL(text)
        except InvalidURL as error:
            raise _invalid("url", said("Not an address: {error}", error=str(error))) from None
        if url.scheme not in ("http", "https") or not url.host:
            raise _invalid("url", said("Must be an address like https://receiver.example/hook"))
        if url.userinfo or url.fragment:
            raise _invalid(
                "url", said("Without a user, a password or a fragment: everybody who sees it would see them")
            )
        if not 0 < (url.port or 443) < 2**16:
            raise _invalid("url", said("There is no such port"))
        try:
            async with asyncio.timeout(LOOK_UP):
                await self._guard.check(url.raw_host.decode("ascii"), url.port or 443)
        except AddressRefused as refusal:
            raise _invalid("url", said("{refusal} (WEBHOOK_ALLOW_PRIVATE)", refusal=refusal.words)) from None
        except (httpcore.ConnectError, TimeoutError):
            return

    async def delete(self, row_id: UUID) -> None:
        """With what still waits for it. Raises NotFound."""
        await store.by_id(row_id)
        await Webhook.filter(id=row_id).delete()
        await WebhookDelivery.filter(webhook_id=row_id).delete()

    async def rotate_secret(self, row_id: UUID) -> str:
        """A new secret; the old one signs beside it for a day. Raises NotFound."""
        row = await store.by_id(row_id)
        secret, now = new_secret(), self._now()
        await Webhook.filter(id=row_id).update(
            secret=self._seal.close(secret),
            previous_secret=row.secret,
            previous_secret_until=now + OLD_SECRET,
            updated_at=now,
        )
        return secret

    async def test(self, row_id: UUID) -> Answer:
        """Send a test event now, also to one that is switched off; it is not tried again. Raises NotFound."""
        row = await store.by_id(row_id)
        data = outbox.as_json({"id": str(row.id), "description": row.description or None})
        return await self.attempts.send(row, new_id().hex, store.body(TEST, self._now(), TEST_SEQUENCE, data))

    async def redeliver(self, row_id: UUID) -> None:
        """Send it again soon, from its first attempt on. Raises NotFound."""
        row = await store.delivery(row_id)
        if row.state == outbox.PENDING:
            await WebhookDelivery.filter(id=row.id, state=outbox.PENDING).update(next_attempt_at=self._now())
            return
        event = await WebhookEvent.get(id=row.event_id)
        await outbox.send_again([event], row.webhook_id, self._now())

    async def replay(self, row_id: UUID, since: datetime | None, after: int | None) -> Replay:
        """Send again what the log still has, as far as the webhook wants it. Raises NotFound."""
        row = await store.by_id(row_id)
        events = await outbox.logged(since, after, REPLAYED)
        queued = await outbox.send_again(_wanted(events, row.events), row.id, self._now())
        return Replay(queued, events[-1].id if len(events) == REPLAYED else None)


def _wanted(events: Sequence[WebhookEvent], patterns: Sequence[str]) -> list[WebhookEvent]:
    return [event for event in events if wants(patterns, event.type)]


def _invalid(field: str, message: Words) -> Invalid:
    return Invalid(said("{field}: {message}.", field=field, message=message), errors=((field, message),))
