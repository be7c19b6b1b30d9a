"""`/api/admin/id-tags`."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search
from csms.api.schemas.id_tags import IdTag, IdTagPage, IdTagUpdate, IdTagWrite
from csms.api.tables.columns import ID_TAGS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import id_tags as deeds
from csms.store import id_tags

router = APIRouter(prefix="/id-tags", tags=["id tags"])


@router.get("", response_model=IdTagPage, responses=TABLES)
async def list_id_tags(
    page: Page, table: AsTable, search: Search = None, blocked: Annotated[bool | None, Query()] = None
) -> Any:
    """Id tags in alphabetical order."""
    ask = partial(id_tags.list_page, search=search, blocked=blocked)
    return await list_or_table(page, table, ID_TAGS, ask)


@router.post("", response_model=IdTag, status_code=201)
async def create_id_tag(services: Deps, body: IdTagWrite) -> Any:
    tag_id = await deeds.create(body.given())
    services.announcer.id_tag(tag_id)
    return await id_tags.view(tag_id)


@router.get("/{id}", response_model=IdTag)
async def get_id_tag(row_id: RowId) -> Any:
    return await id_tags.view(row_id)


@router.put("/{id}", response_model=IdTag)
async def update_id_tag(services: Deps, row_id: RowId, body: IdTagUpdate) -> Any:
    """Changes the fields that are given."""
    await deeds.update(row_id, body.given())
    services.announcer.id_tag(row_id)
    return await id_tags.view(row_id)


@router.delete("/{id}", status_code=204)
async def delete_id_tag(services: Deps, row_id: RowId) -> None:
    """Its transactions stay."""
    await deeds.delete(row_id)
    services.announcer.deleted("id_tag", row_id)
