"""`/api/admin/users`: people with an account, and what they may."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search
from csms.api.schemas.users import Role, User, UserCreate, UserCreated, UserPage, UserUpdate
from csms.errors import Invalid
from csms.store import users

router = APIRouter(prefix="/users", tags=["users"])


@router.get("", response_model=UserPage)
async def list_users(page: Page, search: Search = None, role: Annotated[Role | None, Query()] = None) -> Any:
    """People by their e-mail address."""
    return await users.list_page(page.limit, page.cursor, search=search, role=role)


@router.post("", response_model=UserCreated, status_code=201)
async def create_user(services: Deps, body: UserCreate, response: Response) -> Any:
    """An account that can be used at once. 409 when the address has one."""
    created = await services.users.create(body.given())
    response.headers["Cache-Control"] = "no-store"
    return {**await users.view(created.user_id), "password": created.password}


@router.get("/{id}", response_model=User)
async def get_user(row_id: RowId) -> Any:
    return await users.view(row_id)


@router.put("/{id}", response_model=User)
async def update_user(services: Deps, row_id: RowId, body: UserUpdate) -> Any:
    """Changes the fields that are given. 409 for the last administrator's role."""
    fields = body.given()
    if empty := [
        name for name in ("email", "password", "role", "banned") if name in fields and fields[name] is None
    ]:
        raise Invalid(f"{empty[0]} cannot be empty.", errors=((empty[0], "Cannot be empty"),))
    await services.users.change(row_id, fields)
    return await users.view(row_id)


@router.delete("/{id}", status_code=204)
async def delete_user(services: Deps, row_id: RowId) -> None:
    """The person's cards and transactions stay. 409 for the last administrator."""
    await services.users.delete(row_id)
