"""`/api/admin/firmware`: firmware files, and the jobs in which chargers fetch and deliver files."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from csms.api.paging import Page
from csms.api.routers.filters import RowId
from csms.api.schemas.firmware import Job, JobKind, JobPage, JobState
from csms.store import transfers

router = APIRouter(prefix="/firmware", tags=["firmware"])


@router.get("/jobs", response_model=JobPage)
async def list_firmware_jobs(
    page: Page,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    firmware_id: Annotated[UUID | None, Query(description="Only this firmware")] = None,
    kind: Annotated[JobKind | None, Query()] = None,
    state: Annotated[JobState | None, Query()] = None,
) -> Any:
    """What chargers fetch and deliver, the last asked for first."""
    wanted = {"charger_id": charger_id, "firmware_id": firmware_id, "kind": kind, "state": state}
    return await transfers.job_page(page.limit, page.cursor, wanted)


@router.get("/jobs/{id}", response_model=Job)
async def get_firmware_job(row_id: RowId) -> Any:
    return await transfers.job_view(row_id)
