"""`/api/admin/notification-rules` and `/api/admin/notifications`: who is told of what, and what was told."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import From, RowId, Until
from csms.api.schemas.notifications import (
    NotificationPage,
    NotificationRule,
    NotificationRulePage,
    NotificationRuleUpdate,
    NotificationRuleWrite,
    NotificationState,
    NotificationTest,
)
from csms.store import notifications
from csms.store.notifications import LogFilter
from csms.store.stored_words import stored_view

router = APIRouter(tags=["notifications"])


def log_filter(
    rule_id: Annotated[UUID | None, Query(description="Only of this rule")] = None,
    state: Annotated[NotificationState | None, Query(description="Only in this state")] = None,
    charger_id: Annotated[UUID | None, Query(description="Only about this charger")] = None,
    from_: From = None,
    to: Until = None,
) -> LogFilter:
    return LogFilter(rule_id, state, charger_id, from_, to)


@router.get("/notification-rules", response_model=NotificationRulePage)
async def list_notification_rules(page: Page) -> Any:
    """Rules by name."""
    return await notifications.rule_page(page.limit, page.cursor)


@router.post("/notification-rules", response_model=NotificationRule, status_code=201)
async def create_notification_rule(services: Deps, admin: Admin, body: NotificationRuleWrite) -> Any:
    rule_id = await services.notification_rules.create(body.given(), admin.email)
    services.announcer.notifications()
    return await notifications.rule_view(rule_id)


@router.get("/notification-rules/{id}", response_model=NotificationRule)
async def get_notification_rule(row_id: RowId) -> Any:
    return await notifications.rule_view(row_id)


@router.put("/notification-rules/{id}", response_model=NotificationRule)
async def update_notification_rule(services: Deps, row_id: RowId, body: NotificationRuleUpdate) -> Any:
    """Changes the fields that are given. One that is switched on again tells anew of what there is."""
    await services.notification_rules.update(row_id, body.given())
    services.announcer.notifications()
    return await notifications.rule_view(row_id)


@router.delete("/notification-rules/{id}", status_code=204)
async def delete_notification_rule(services: Deps, row_id: RowId) -> None:
    """What it has told stays in the log; what is still waiting is not sent."""
    await services.notification_rules.delete(row_id)
    services.announcer.notifications()


@router.post("/notification-rules/{id}/test", response_model=NotificationTest)
async def test_notification_rule(services: Deps, row_id: RowId) -> Any:
    """Sends a test message to every recipient at once, and tells what became of it."""
    return {
        "items": [
            {
                "channel": to.channel,
                "recipient": to.address,
                "user_id": None if to.user_id is None else str(to.user_id),
                "result": verdict.state,
                "via": verdict.via,
                "detail": verdict.detail or None,
                "said": stored_view(verdict.detail),
            }
            for to, verdict in await services.notification_rules.try_out(row_id)
        ]
    }


@router.get("/notifications", response_model=NotificationPage)
async def list_notifications(page: Page, wanted: Annotated[LogFilter, Depends(log_filter)]) -> Any:
    """What was told whom, the newest first."""
    return await notifications.log_page(page.limit, page.cursor, wanted)
