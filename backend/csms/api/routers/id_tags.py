"""`/api/admin/id-tags`."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import MOST_IDS, PersonFilter, RowId, Search, Sort, Word
from csms.api.schemas.id_tags import IdTag, IdTagPage, IdTagSort, IdTagSummary, IdTagUpdate, IdTagWrite
from csms.api.tables.columns import ID_TAGS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import id_tags as deeds
from csms.store import id_tags
from csms.store.id_tags import Filter

router = APIRouter(prefix="/id-tags", tags=["id tags"])


def id_tag_filter(
    services: Deps,
    search: Search = None,
    blocked: Annotated[bool | None, Query(description="Only those that are, or are not")] = None,
    expired: Annotated[bool | None, Query(description="Whether `expires_at` has passed")] = None,
    user_id: PersonFilter = None,
    parent_id_tag: Word = None,
    charging: Annotated[bool | None, Query(description="Whether a session runs with it now")] = None,
    id: Annotated[
        list[UUID] | None, Query(max_length=MOST_IDS, description="Only these, by our own ids")
    ] = None,
) -> Filter:
    """`search` knows id tags, their parents and notes."""
    return Filter(services.now(), search, blocked, expired, user_id, parent_id_tag, charging, id)


Wanted = Annotated[Filter, Depends(id_tag_filter)]


@router.get("", response_model=IdTagPage, responses=TABLES)
async def list_id_tags(
    page: Page, table: AsTable, wanted: Wanted, sort: Annotated[IdTagSort, Sort] = "id_tag"
) -> Any:
    """Id tags, in alphabetical order. Those without what they are sorted by come last."""
    return await list_or_table(page, table, ID_TAGS, partial(id_tags.list_page, wanted=wanted, sort=sort))


@router.get("/summary", response_model=IdTagSummary)
async def summarize_id_tags(wanted: Wanted) -> Any:
    """How many the filter selects, and how many of them are blocked or expired."""
    return await id_tags.summary(wanted)


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
