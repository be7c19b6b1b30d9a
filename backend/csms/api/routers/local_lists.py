"""`/api/admin/local-lists`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId
from csms.api.schemas.local_lists import (
    LocalList,
    LocalListEntryPage,
    LocalListMode,
    LocalListPage,
    LocalListState,
    LocalListWrite,
)
from csms.charging import local_list_entries
from csms.store import chargers, local_lists

router = APIRouter(prefix="/local-lists", tags=["local lists"])


@router.get("", response_model=LocalListPage)
async def list_local_lists(
    page: Page,
    mode: Annotated[LocalListMode | None, Query()] = None,
    state: Annotated[LocalListState | None, Query()] = None,
) -> Any:
    """Lists of chargers that were ever given one, the newest first."""
    return await local_lists.list_page(page.limit, page.cursor, mode=mode, state=state)


@router.get("/{id}", response_model=LocalList)
async def get_local_list(row_id: RowId) -> Any:
    """The list of a charger, by the charger's id; `off` for one that was never given any."""
    return await local_lists.view(row_id)


@router.put("/{id}", response_model=LocalList)
async def put_local_list(services: Deps, row_id: RowId, body: LocalListWrite) -> Any:
    """What the charger's list shall be. It is sent in the background, as soon as the charger is online."""
    await chargers.require(row_id)
    await services.local_lists.intend(row_id, body.mode, body.id_tags)
    services.announcer.local_list(row_id)
    return await local_lists.view(row_id)


@router.post("/{id}/sync", response_model=LocalList)
async def sync_local_list(services: Deps, row_id: RowId) -> Any:
    """Asks the charger for its version and sends it the whole list, in the background. 409 when the mode is off."""
    await chargers.require(row_id)
    await services.local_lists.send_again(row_id)
    services.announcer.local_list(row_id)
    return await local_lists.view(row_id)


@router.get("/{id}/entries", response_model=LocalListEntryPage)
async def list_local_list_entries(services: Deps, page: Page, row_id: RowId) -> Any:
    """The tags of a charger's list as it shall be, and whether the charger has acknowledged them."""
    await chargers.require(row_id)
    return await local_list_entries.entry_page(row_id, page.limit, page.cursor, services.now())
