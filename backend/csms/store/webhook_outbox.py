"""What is to be sent to webhooks: events, and for each webhook that wants one a delivery."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from csms.errors import Conflict, NotFound
from csms.said import Said
from csms.store import stored_words
from csms.store.models import Webhook, WebhookDelivery, WebhookEvent
from csms.store.models.base import new_id
from csms.store.values import View

PENDING, DELIVERED, FAILED = "pending", "delivered", "failed"

_encode = msgspec.json.Encoder(decimal_format="number").encode


def as_json(view: View) -> str:
    """What is sent of a view: the very JSON that REST answers with."""
    return _encode(view).decode()


async def enqueue(webhook_id: UUID, event_type: str, key: str, data: View, now: datetime) -> bool:
    """Send something to one webhook that is no event of everybody's; it is stored when this returns.

    key: what it is about, at most once for each webhook: False when it was there already.
    Raises NotFound without such a webhook, Conflict when it is switched off.
    """
    webhook = await Webhook.get_or_none(id=webhook_id)
    if webhook is None:
        raise NotFound(Said(stored_words.NO_WEBHOOK))
    if not webhook.enabled:
        raise Conflict(Said(stored_words.WEBHOOK_OFF))
    text = hashlib.sha256(f"{webhook_id} {event_type} {key}".encode()).hexdigest()
    event = WebhookEvent(key=text, type=event_type, at=now, data=as_json(data), spread_at=now)
    await WebhookEvent.bulk_create([event], ignore_conflicts=True)
    event = await WebhookEvent.get(key=text)
    if await WebhookDelivery.exists(webhook_id=webhook_id, event_id=event.id):
        return False
    await WebhookDelivery.bulk_create([_delivery(event, webhook_id, now)], ignore_conflicts=True)
    return True


async def unspread(types: Collection[str], limit: int) -> list[WebhookEvent]:
    """Events that were not handed to the webhooks yet, in their order. Other types are for a newer process."""
    return await WebhookEvent.filter(spread_at=None, type__in=list(types)).order_by("id").limit(limit)


async def spread(
    events: Iterable[WebhookEvent],
    data: Mapping[int, str],
    wanted: Mapping[int, Collection[UUID]],
    now: datetime,
) -> int:
    """Keep what is sent of each event, and make its deliveries: all in one commit, each event once.

    data: what is sent, by event id; an event without it is about something that is gone, and sent to nobody.
    wanted: the webhooks that want it. Returns how many deliveries were made.
    """
    deliveries: list[WebhookDelivery] = []
    async with in_transaction():
        for event in events:
            text = data.get(event.id)
            if not await WebhookEvent.filter(id=event.id, spread_at=None).update(data=text, spread_at=now):
                continue  # another process was first
            if text is not None:
                deliveries += [_delivery(event, hook, now) for hook in wanted.get(event.id, ())]
        await WebhookDelivery.bulk_create(deliveries, batch_size=100, ignore_conflicts=True)
    return len(deliveries)


def _delivery(event: WebhookEvent, webhook_id: UUID, now: datetime) -> WebhookDelivery:
    return WebhookDelivery(
        id=new_id(),
        webhook_id=webhook_id,
        event_id=event.id,
        event_type=event.type,
        created_at=now,
        next_attempt_at=now,
    )


def _free(now: datetime) -> Q:
    return Q(taken_until=None) | Q(taken_until__lt=now)


async def with_due(now: datetime, limit: int) -> set[UUID]:
    """Webhooks that are switched on and have something to be sent now."""
    due = WebhookDelivery.filter(_free(now), state=PENDING, next_attempt_at__lte=now)
    ids = await due.distinct().limit(limit).values_list("webhook_id", flat=True)
    return set(await Webhook.filter(id__in=list(ids), enabled=True).values_list("id", flat=True))  # type: ignore[arg-type]


async def take_due(webhook_id: UUID, now: datetime, lease: timedelta, limit: int) -> list[WebhookDelivery]:
    """What is to be sent to a webhook now, the longest due first. It is the caller's until `lease` is over."""
    due = WebhookDelivery.filter(_free(now), webhook_id=webhook_id, state=PENDING, next_attempt_at__lte=now)
    found = await due.order_by("next_attempt_at", "event_id").limit(limit)
    return [row for row in found if await take(row, now, lease)]


async def take(row: WebhookDelivery, now: datetime, lease: timedelta) -> bool:
    """Whether nobody else was first."""
    until = now + lease
    mine = WebhookDelivery.filter(_free(now), id=row.id, state=PENDING, attempts=row.attempts)
    if not await mine.update(taken_until=until):
        return False
    row.taken_until = until
    return True


async def tried(row: WebhookDelivery, columns: Mapping[str, Any]) -> None:
    """What came of an attempt. A delivery that another process has taken over since is left to it."""
    mine = WebhookDelivery.filter(id=row.id, taken_until=row.taken_until, state=PENDING)
    await mine.update(taken_until=None, attempts=row.attempts + 1, **columns)


async def send_again(events: Sequence[WebhookEvent], webhook_id: UUID, now: datetime) -> int:
    """Make what was sent already, or given up, be sent once more; what was never sent as well. How many."""
    ids = [event.id for event in events]
    ended = WebhookDelivery.filter(webhook_id=webhook_id, event_id__in=ids).exclude(state=PENDING)
    count = await ended.update(state=PENDING, attempts=0, next_attempt_at=now, ended_at=None)
    known = set(
        await WebhookDelivery.filter(webhook_id=webhook_id, event_id__in=ids).values_list(
            "event_id", flat=True
        )
    )
    new = [_delivery(event, webhook_id, now) for event in events if event.id not in known]
    await WebhookDelivery.bulk_create(new, batch_size=100, ignore_conflicts=True)
    return count + len(new)


async def logged(since: datetime | None, after: int | None, limit: int) -> list[WebhookEvent]:
    """Events that the log still has and that were handed out already, in their order."""
    query = WebhookEvent.filter(
        spread_at__not_isnull=True, data__not_isnull=True, subject_id__not_isnull=True
    )
    if since is not None:
        query = query.filter(at__gte=since)
    return await query.filter(id__gt=after or 0).order_by("id").limit(limit)


async def forget(before: datetime, limit: int) -> int:
    """Take a bounded number of old events out of the log, with their deliveries. How many events."""
    old = WebhookEvent.filter(at__lt=before).order_by("id").limit(limit)
    ids: list[int] = list(await old.values_list("id", flat=True))  # type: ignore[arg-type]
    if ids:
        await WebhookDelivery.filter(event_id__in=ids).delete()
        await WebhookEvent.filter(id__in=ids).delete()
    return len(ids)
