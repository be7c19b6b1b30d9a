"""`/api/admin/unknown-tags`."""

from typing import Any

from fastapi import APIRouter

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search
from csms.api.schemas.id_tags import IdTag, IdTagFields
from csms.api.schemas.unknown_tags import UnknownTagPage
from csms.charging import unknown_tags as deeds
from csms.store import id_tags, unknown_tags

router = APIRouter(prefix="/unknown-tags", tags=["id tags"])


@router.get("", response_model=UnknownTagPage)
async def list_unknown_tags(page: Page, search: Search = None) -> Any:
    """Tokens that drivers presented and that nobody has registered, the last presented first."""
    return await unknown_tags.list_page(page.limit, page.cursor, search=search)


@router.post("/{id}/adopt", response_model=IdTag, status_code=201)
async def adopt_unknown_tag(services: Deps, row_id: RowId, body: IdTagFields | None = None) -> Any:
    """Registers it as an id tag."""
    tag_id = await deeds.adopt(row_id, body.given() if body else {})
    services.announcer.id_tag(tag_id)
    services.announcer.deleted("unknown_tag", row_id)
    return await id_tags.view(tag_id)


@router.delete("/{id}", status_code=204)
async def delete_unknown_tag(services: Deps, row_id: RowId) -> None:
    """Forgets it, until it is presented again."""
    await deeds.delete(row_id)
    services.announcer.deleted("unknown_tag", row_id)
