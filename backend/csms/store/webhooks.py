"""Questions about webhooks and their deliveries."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Webhook, WebhookDelivery, WebhookEvent
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.stored_words import stored_view
from csms.store.values import View, or_null


async def list_page(limit: int, cursor: Cursor | None) -> Page:
    """Webhooks, the newest first."""
    query = Webhook.all()
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.created_at, row.id))
    return page([webhook_view(row) for row in kept], following)


async def by_id(row_id: UUID) -> Webhook:
    """Raises NotFound."""
    row = await Webhook.get_or_none(id=row_id)
    if row is None:
        raise NotFound(said("There is no such webhook."))
    return row


_AS_THEY_ARE = (
    "url",
    "events",
    "enabled",
    "disabled_reason",
    "disabled_at",
    "failing_since",
    "last_delivered_at",
    "previous_secret_until",
    "created_at",
    "updated_at",
)


def webhook_view(row: Webhook) -> View:
    """Never with its secrets."""
    return {
        "id": str(row.id),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        "description": or_null(row.description),
        "created_by": or_null(row.created_by),
    }


async def delivery_page(
    limit: int, cursor: Cursor | None, *, webhook_id: UUID, state: str | None, event_type: str | None
) -> Page:
    """Deliveries of a webhook, the newest first."""
    conditions = {"state": state, "event_type": event_type}
    query = WebhookDelivery.filter(
        webhook_id=webhook_id, **{name: value for name, value in conditions.items() if value is not None}
    )
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.created_at, row.id))
    return page(await _delivery_views(kept), following)


async def delivery(row_id: UUID) -> WebhookDelivery:
    """Raises NotFound."""
    row = await WebhookDelivery.get_or_none(id=row_id)
    if row is None:
        raise NotFound(said("There is no such delivery."))
    return row


async def delivery_view(row_id: UUID) -> View:
    """One delivery with what is sent. Raises NotFound."""
    row = await delivery(row_id)
    (view,) = await _delivery_views([row])
    event = await WebhookEvent.get(id=row.event_id)
    return {**view, "body": message(event).decode()}


async def _delivery_views(rows: list[WebhookDelivery]) -> list[View]:
    events = WebhookEvent.filter(id__in=[row.event_id for row in rows])
    by_event = {row["id"]: row for row in await events.values("id", "key", "at")}
    return [_delivery(row, by_event[row.event_id]) for row in rows if row.event_id in by_event]


_OF_DELIVERY = (
    "state",
    "attempts",
    "next_attempt_at",
    "last_attempt_at",
    "ended_at",
    "status_code",
    "error",
    "duration_ms",
    "response",
    "created_at",
)


def _delivery(row: WebhookDelivery, event: dict[str, Any]) -> View:
    return {
        "id": str(row.id),
        "webhook": str(row.webhook_id),
        "webhook_id": message_id(event["key"]),
        "event": row.event_type,
        "sequence": row.event_id,
        "at": event["at"],
        **{name: getattr(row, name) for name in _OF_DELIVERY},
        "said": stored_view(row.error),
    }


def message_id(key: str) -> str:
    """The header `webhook-id`: the same however often an event is sent."""
    return f"evt_{key}"


def message(event: WebhookEvent) -> bytes:
    """The body: the same bytes however often it is sent."""
    return body(event.type, event.at, event.id, event.data or "{}")


def body(event_type: str, at: datetime, sequence: int, data: str) -> bytes:
    """The payload of Standard Webhooks: type, timestamp, data; and where the event stands among the others."""
    content = {"type": event_type, "timestamp": at, "sequence": sequence, "data": msgspec.Raw(data.encode())}
    return msgspec.json.encode(content)
