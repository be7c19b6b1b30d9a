"""`/api/admin/chargers/{id}/messages`: the OCPP message log."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from csms.api.paging import Page
from csms.api.routers.filters import From, RowId, Search, Sort, Until, Word
from csms.api.schemas.messages import Direction, MessagePage, MessageSort, MessageType
from csms.store import chargers, messages
from csms.store.messages import Filter

router = APIRouter(tags=["messages"])


def message_filter(
    direction: Annotated[Direction | None, Query(description="`in`: from the charger")] = None,
    action: Word = None,
    type: Annotated[MessageType | None, Query(description="Only frames of this kind")] = None,
    violations: Annotated[bool, Query(description="Only frames that break a rule")] = False,
    from_: From = None,
    to: Until = None,
    search: Search = None,
) -> Filter:
    return Filter(direction, action, type, violations, from_, to, search)


@router.get("/chargers/{id}/messages", response_model=MessagePage)
async def list_messages(
    row_id: RowId,
    page: Page,
    wanted: Annotated[Filter, Depends(message_filter)],
    sort: Annotated[MessageSort, Sort] = "-at",
) -> Any:
    """Frames in both directions, newest first."""
    await chargers.require(row_id)
    return await messages.list_page(page.limit, page.cursor, charger_id=row_id, wanted=wanted, sort=sort)
