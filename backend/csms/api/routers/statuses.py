"""`/api/admin/chargers/{id}/statuses`: what its connectors said of themselves."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from csms.api.paging import Page
from csms.api.routers.filters import From, RowId, Until
from csms.api.schemas.statuses import ConnectorStatusPage
from csms.charging.connectors import LARGEST_EVSE
from csms.store import chargers, statuses

router = APIRouter(prefix="/chargers", tags=["chargers"])


@router.get("/{id}/statuses", response_model=ConnectorStatusPage)
async def list_statuses(
    row_id: RowId,
    page: Page,
    connector_id: Annotated[
        int | None, Query(ge=0, le=LARGEST_EVSE, description="Only this one; 0 is the charger itself")
    ] = None,
    since: From = None,
    until: Until = None,
) -> Any:
    """In the order in which they came, newest first. After an offline time there may be gaps: chargers then report how
    things are, and not all that was."""
    await chargers.require(row_id)
    return await statuses.list_page(
        page.limit, page.cursor, charger_id=row_id, evse_id=connector_id, since=since, until=until
    )
