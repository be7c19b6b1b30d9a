"""`/api/admin/chargers/{id}/outages`: when a charger was down."""

from typing import Any

from fastapi import APIRouter

from csms.api.csv_text import csv_response
from csms.api.routers.analytics import CSV, AsCsv, Before, Since
from csms.api.routers.filters import RowId
from csms.api.schemas.analytics import Outage, Outages
from csms.store import chargers, occupancy

router = APIRouter(prefix="/chargers", tags=["chargers", "analytics"])


@router.get("/{id}/outages", response_model=Outages, responses=CSV)
async def list_outages(row_id: RowId, since: Since, until: Before, csv: AsCsv) -> Any:
    """When a charger was down, latest first; what lies beyond `from` and `to` is cut off. At most 400 days."""
    await chargers.require(row_id)
    found = await occupancy.outages(row_id, since, until)
    return csv_response(list(Outage.model_fields), found, "outages") if csv else {"items": found}
