"""`/api/admin/api-keys`: ways in for programs. Only people make and revoke them."""

from typing import Any

from fastapi import APIRouter, Response

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId
from csms.api.schemas.api_keys import ApiKeyCreate, ApiKeyCreated, ApiKeyPage
from csms.store import api_keys

router = APIRouter(prefix="/api-keys", tags=["api keys"])


@router.get("", response_model=ApiKeyPage)
async def list_api_keys(page: Page) -> Any:
    """Keys, the newest first, also those that are revoked."""
    return await api_keys.list_page(page.limit, page.cursor)


@router.post("", response_model=ApiKeyCreated, status_code=201)
async def create_api_key(services: Deps, admin: Admin, body: ApiKeyCreate, response: Response) -> Any:
    """The answer shows the key; no other answer does."""
    key_id, key = await services.api_keys.create(body.name, body.scope, body.expires_at, admin.email)
    response.headers["Cache-Control"] = "no-store"
    return {**await api_keys.view(key_id), "key": key}


@router.delete("/{id}", status_code=204)
async def revoke_api_key(services: Deps, row_id: RowId) -> None:
    """Refused from now on. It stays in the list."""
    await services.api_keys.revoke(row_id)
