"""`/api/admin/chargers/{id}/outages`: when a charger was down."""

from typing import Any

from fastapi import APIRouter

from csms.api.routers.analytics import Before, Since, answer
from csms.api.routers.filters import RowId
from csms.api.schemas.analytics import Outage, Outages
from csms.api.tables.writing import TABLES, AsTable
from csms.store import chargers, occupancy

router = APIRouter(prefix="/chargers", tags=["chargers", "analytics"])


@router.get("/{id}/outages", response_model=Outages, responses=TABLES)
async def list_outages(row_id: RowId, since: Since, until: Before, table: AsTable) -> Any:
    """When a charger was down, latest first; what lies beyond `from` and `to` is cut off. At most 400 days."""
    await chargers.require(row_id)
    return await answer({"items": await occupancy.outages(row_id, since, until)}, table, "outages", Outage)
