"""`/api/admin/webhooks`: what happens, sent to programs of others."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Word
from csms.api.schemas.webhooks import (
    DeliveryState,
    Webhook,
    WebhookCreate,
    WebhookCreated,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookDeliveryPage,
    WebhookPage,
    WebhookReplay,
    WebhookReplayed,
    WebhookSecret,
    WebhookTest,
    WebhookUpdate,
)
from csms.store import webhooks
from csms.store.stored_words import stored_view

router = APIRouter(prefix="/webhooks", tags=["webhooks"])


@router.get("", response_model=WebhookPage)
async def list_webhooks(page: Page) -> Any:
    """Webhooks, the newest first."""
    return await webhooks.list_page(page.limit, page.cursor)


@router.post("", response_model=WebhookCreated, status_code=201)
async def create_webhook(services: Deps, admin: Admin, body: WebhookCreate, response: Response) -> Any:
    """The answer shows the secret; no other answer does."""
    row_id, secret = await services.webhooks.create(body.model_dump(), admin.email)
    response.headers["Cache-Control"] = "no-store"
    services.announcer.webhook(row_id)
    return {**webhooks.webhook_view(await webhooks.by_id(row_id)), "secret": secret}


@router.get("/{id}", response_model=Webhook)
async def get_webhook(row_id: RowId) -> Any:
    return webhooks.webhook_view(await webhooks.by_id(row_id))


@router.put("/{id}", response_model=Webhook)
async def update_webhook(services: Deps, row_id: RowId, body: WebhookUpdate) -> Any:
    """Changes what is named."""
    await services.webhooks.change(row_id, body.given())
    services.announcer.webhook(row_id)
    services.announcer.attention()
    return webhooks.webhook_view(await webhooks.by_id(row_id))


@router.delete("/{id}", status_code=204)
async def delete_webhook(services: Deps, row_id: RowId) -> None:
    """With everything that still waits for it."""
    await services.webhooks.delete(row_id)
    services.announcer.webhook(row_id)
    services.announcer.attention()


@router.post("/{id}/rotate-secret", response_model=WebhookSecret)
async def rotate_webhook_secret(services: Deps, row_id: RowId, response: Response) -> Any:
    """A new secret, shown this once. For a day every event is signed with both."""
    secret = await services.webhooks.rotate_secret(row_id)
    response.headers["Cache-Control"] = "no-store"
    row = await webhooks.by_id(row_id)
    return {"secret": secret, "previous_secret_until": row.previous_secret_until}


@router.post("/{id}/test", response_model=WebhookTest)
async def test_webhook(services: Deps, row_id: RowId) -> Any:
    """Sends a test event at once, also to one that is switched off, and says how it was answered."""
    answer = await services.webhooks.test(row_id)
    return {
        "delivered": answer.delivered,
        "status_code": answer.status,
        "error": answer.error,
        "said": stored_view(answer.error),
        "duration_ms": answer.duration_ms,
        "response": answer.excerpt,
    }


@router.post("/{id}/replay", response_model=WebhookReplayed)
async def replay_webhook(services: Deps, row_id: RowId, body: WebhookReplay) -> Any:
    """Sends again what the log of the last 30 days has, with the same `webhook-id`."""
    replay = await services.webhooks.replay(row_id, body.since, body.after)
    services.announcer.webhook(row_id)
    return {"queued": replay.queued, "next_after": replay.next_after}


@router.get("/{id}/deliveries", response_model=WebhookDeliveryPage)
async def list_webhook_deliveries(
    row_id: RowId,
    page: Page,
    state: Annotated[DeliveryState | None, Query(description="Only these")] = None,
    event: Word = None,
) -> Any:
    """What was and is to be sent to it, the newest first."""
    await webhooks.by_id(row_id)
    return await webhooks.delivery_page(
        page.limit, page.cursor, webhook_id=row_id, state=state, event_type=event
    )


@router.get("/deliveries/{id}", response_model=WebhookDeliveryDetail)
async def get_webhook_delivery(row_id: RowId) -> Any:
    """One delivery, with what is sent."""
    return await webhooks.delivery_view(row_id)


@router.post("/deliveries/{id}/redeliver", response_model=WebhookDelivery, status_code=202)
async def redeliver_webhook(services: Deps, row_id: RowId) -> Any:
    """Sends it again soon, with the same `webhook-id`."""
    await services.webhooks.redeliver(row_id)
    view = await webhooks.delivery_view(row_id)
    services.announcer.webhook(UUID(str(view["webhook"])))
    return view
