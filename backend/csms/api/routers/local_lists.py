"""`/api/admin/local-lists`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search, Sort
from csms.api.schemas.local_lists import (
    LocalList,
    LocalListCounts,
    LocalListEntryPage,
    LocalListMode,
    LocalListPage,
    LocalListSort,
    LocalListState,
    LocalListWrite,
)
from csms.charging import local_list_entries
from csms.store import chargers, fleet_lists, local_lists
from csms.store.fleet_lists import Filter

router = APIRouter(prefix="/local-lists", tags=["local lists"])


def list_filter(
    search: Search = None,
    mode: Annotated[LocalListMode | None, Query(description="Only lists of this mode")] = None,
    state: Annotated[LocalListState | None, Query(description="Only in this state")] = None,
    kept: Annotated[bool | None, Query(description="Only those that we keep, or leave alone")] = None,
    every: Annotated[bool, Query(description="Also chargers that were never given one, as `off`")] = False,
) -> Filter:
    """`search` knows what that of chargers knows."""
    return Filter(search, mode, state, kept, every)


Wanted = Annotated[Filter, Depends(list_filter)]


@router.get("", response_model=LocalListPage)
async def list_local_lists(
    page: Page, wanted: Wanted, sort: Annotated[LocalListSort, Sort] = "charge_point_id"
) -> Any:
    """Lists of chargers that were ever given one, by the charger's identity."""
    return await fleet_lists.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/summary", response_model=LocalListCounts)
async def summarize_local_lists(wanted: Wanted) -> Any:
    """How many the filter selects, and how far they are."""
    return await fleet_lists.summary(wanted)


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
