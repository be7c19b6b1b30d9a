"""`/auth/v1` where a Supabase project keeps the accounts: all doors are closed, and say where the others are."""

from fastapi import APIRouter

from csms.api.dependencies import Deps
from csms.errors import NotFound
from csms.said import said

router = APIRouter(prefix="/auth/v1")


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
async def auth_is_elsewhere(path: str, services: Deps) -> None:
    """Raises NotFound."""
    where = services.supabase.auth_url if services.supabase else "Supabase"
    raise NotFound(said("Accounts are kept by Supabase here: {where} has what you look for.", where=where))
