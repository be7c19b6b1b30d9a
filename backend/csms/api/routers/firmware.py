"""`/api/admin/firmware`: firmware files, and the jobs in which chargers fetch and deliver files."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import ValidationError

from csms.api import complaints
from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.responses import FILE
from csms.api.routers.filters import RowId
from csms.api.schemas.firmware import (
    DiagnosticsWrite,
    Firmware,
    FirmwarePage,
    FirmwareTexts,
    FirmwareUpdate,
    Job,
    JobKind,
    JobPage,
    Jobs,
    JobState,
    Rollout,
)
from csms.api.uploads import honest_ends, read_form
from csms.errors import Invalid
from csms.said import said
from csms.store import chargers, transfers

router = APIRouter(tags=["firmware"])
uploads = APIRouter(tags=["firmware"])
"""Whose bodies are long; each says how long."""

_TEXTS = FirmwareTexts.model_json_schema()["properties"]
_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_FORM["properties"].update(_TEXTS)  # type: ignore[attr-defined] # of a JSON schema


@uploads.post(
    "/firmware",
    response_model=Firmware,
    status_code=201,
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}},
)
async def upload_firmware(services: Deps, admin: Admin, request: Request) -> Any:
    """A form with the `file` and what it is. Of a signed one the signature is checked before it is taken."""
    async with honest_ends():
        incoming = services.firmware.begin()
        try:
            form = await read_form(request, incoming)
            texts = _texts(form.fields)
            stored = await incoming.finish()
        finally:
            await incoming.abandon()
    row_id = await services.firmware.add(stored, form.file_name or "", texts, admin.email)
    services.announcer.firmware(row_id)
    return await transfers.firmware_view(row_id)


def _texts(fields: dict[str, str]) -> dict[str, str]:
    """Raises Invalid with the field."""
    try:
        return FirmwareTexts.model_validate(fields).given()
    except ValidationError as error:
        errors = tuple((str(one["loc"][0]), complaints.words(one)) for one in error.errors()[:20])
        raise Invalid(said("The form has a field that cannot be used."), errors=errors) from None


@router.get("/firmware", response_model=FirmwarePage)
async def list_firmware(page: Page) -> Any:
    """Firmware files, the last uploaded first."""
    return await transfers.firmware_page(page.limit, page.cursor)


@router.get("/firmware/jobs", response_model=JobPage)
async def list_firmware_jobs(
    page: Page,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    firmware_id: Annotated[UUID | None, Query(description="Only this firmware")] = None,
    kind: Annotated[JobKind | None, Query(description="Only jobs of this kind")] = None,
    state: Annotated[JobState | None, Query(description="Only in this state")] = None,
    latest: Annotated[
        bool, Query(description="Only the last one of each charger with the same firmware")
    ] = False,
) -> Any:
    """What chargers fetch and deliver, the last asked for first."""
    wanted = {"charger_id": charger_id, "firmware_id": firmware_id, "kind": kind, "state": state}
    return await transfers.job_page(page.limit, page.cursor, wanted, latest=latest)


@router.get("/firmware/jobs/{id}", response_model=Job)
async def get_firmware_job(row_id: RowId) -> Any:
    return await transfers.job_view(row_id)


@router.get("/firmware/jobs/{id}/file", response_class=FileResponse, responses=FILE)
async def get_firmware_job_file(services: Deps, row_id: RowId) -> Response:
    """What the charger has delivered. It is data: to be saved, and never shown by a browser."""
    path, name = await services.drop_box.received(row_id)
    return FileResponse(path, media_type="application/octet-stream", filename=name)


@router.post("/firmware/jobs/{id}/cancel", response_model=Job)
async def cancel_firmware_job(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Takes back what is not under way yet: 409 once the charger has begun, and for what has ended."""
    await services.jobs.cancel(row_id, admin.email)
    return await transfers.job_view(row_id)


@router.delete("/firmware/jobs/{id}/file", status_code=204)
async def delete_firmware_job_file(services: Deps, row_id: RowId) -> None:
    """The job stays."""
    await services.drop_box.discard(row_id)


@router.get("/firmware/{id}", response_model=Firmware)
async def get_firmware(row_id: RowId) -> Any:
    return await transfers.firmware_view(row_id)


@router.get("/firmware/{id}/rollout", response_model=Rollout)
async def get_firmware_rollout(row_id: RowId) -> Any:
    """How many chargers were asked to fetch it, and how far they are."""
    return await transfers.rollout(row_id)


@router.delete("/firmware/{id}", status_code=204)
async def delete_firmware(services: Deps, row_id: RowId) -> None:
    """409 while a charger may still fetch it."""
    await services.firmware.delete(row_id)
    services.announcer.firmware(row_id)


@router.post("/firmware/{id}/pause", response_model=Firmware)
async def pause_firmware(services: Deps, row_id: RowId) -> Any:
    """Its jobs wait, and expire as they would; chargers that were asked already go on."""
    await services.firmware.hold_back(row_id, held=True)
    services.announcer.firmware(row_id)
    return await transfers.firmware_view(row_id)


@router.post("/firmware/{id}/resume", response_model=Firmware)
async def resume_firmware(services: Deps, row_id: RowId) -> Any:
    """What waits goes on, for chargers that are here within half a minute."""
    await services.firmware.hold_back(row_id, held=False)
    services.announcer.firmware(row_id)
    return await transfers.firmware_view(row_id)


@router.post("/firmware/{id}/updates", response_model=Jobs, status_code=202)
async def update_firmware(services: Deps, admin: Admin, row_id: RowId, body: FirmwareUpdate) -> Any:
    """Has chargers fetch it, those that are here now at once. Signed where it is signed and the charger knows that."""
    wish = body.model_dump(exclude={"charger_ids"})
    ids = await services.jobs.update(row_id, body.charger_ids, wish, admin.email)
    return {"items": await transfers.job_views(ids)}


@router.post("/chargers/{id}/diagnostics", response_model=Job, status_code=201)
async def request_diagnostics(services: Deps, admin: Admin, row_id: RowId, body: DiagnosticsWrite) -> Any:
    """Has the charger deliver diagnostics or a log into our drop box. 409 when it cannot be asked."""
    await chargers.require(row_id)
    job_id = await services.jobs.fetch_from(row_id, body.kind, body.start, body.stop, admin.email)
    return await transfers.job_view(job_id)
