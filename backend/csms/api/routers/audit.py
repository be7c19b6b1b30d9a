"""`/api/admin/audit`: who did what."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.paging import Page
from csms.api.routers.filters import From, Search, Until, Word
from csms.api.schemas.audit import AuditPage
from csms.store import audit
from csms.store.audit import Filter

router = APIRouter(tags=["audit"])


def audit_filter(
    actor_id: Annotated[UUID | None, Query(description="Only this person or key")] = None,
    actor: Search = None,
    operation: Word = None,
    target_id: Word = None,
    failed: Annotated[
        bool | None, Query(description="Refused or without an end; false: what was done")
    ] = None,
    from_: From = None,
    to: Until = None,
) -> Filter:
    return Filter(actor_id, actor, operation, target_id, failed, from_, to)


@router.get("/audit", response_model=AuditPage)
async def list_audit_entries(page: Page, wanted: Annotated[Filter, Depends(audit_filter)]) -> Any:
    """Deeds, the latest first. What only looked is not among them."""
    return await audit.list_page(page.limit, page.cursor, wanted)
