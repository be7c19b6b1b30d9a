"""`/api/admin/users`: people with an account, and what they may."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from csms.api.dependencies import Deps, check_accounts_are_ours
from csms.api.paging import Page
from csms.api.personal_data import ANSWER, document_of
from csms.api.routers.filters import RowId, Search, Sort
from csms.api.schemas.personal_data import Erasure, ErasureWrite
from csms.api.schemas.users import Role, User, UserCreate, UserCreated, UserPage, UserSort, UserUpdate
from csms.api.tables.columns import USERS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import erasure
from csms.errors import Invalid
from csms.said import said
from csms.store import id_tags, users
from csms.store.values import said_view

router = APIRouter(prefix="/users", tags=["users"])


@router.get("", response_model=UserPage, responses=TABLES)
async def list_users(
    page: Page,
    table: AsTable,
    search: Search = None,
    role: Annotated[Role | None, Query(description="Only people with this role")] = None,
    banned: Annotated[bool | None, Query(description="Only those who are kept out, or are not")] = None,
    sort: Annotated[UserSort, Sort] = "email",
) -> Any:
    """People, by their e-mail address. Who has never signed in comes last when they are sorted by that."""
    ask = partial(users.list_page, search=search, role=role, banned=banned, sort=sort)
    return await list_or_table(page, table, USERS, ask)


@router.post("", response_model=UserCreated, status_code=201, dependencies=[Depends(check_accounts_are_ours)])
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
        raise Invalid(
            said("{field} cannot be empty.", field=empty[0]), errors=((empty[0], said("Cannot be empty")),)
        )
    await services.users.change(row_id, fields)
    return await users.view(row_id)


@router.delete("/{id}", status_code=204)
async def delete_user(services: Deps, row_id: RowId) -> None:
    """The person's cards and transactions stay. 409 for the last administrator."""
    await services.users.delete(row_id)


@router.get("/{id}/data", response_class=StreamingResponse, responses=ANSWER)
async def get_user_data(services: Deps, row_id: RowId) -> Response:
    """Everything that is stored about a person, as one document."""
    return await document_of(row_id, services.now())


@router.post("/{id}/erase", response_model=Erasure)
async def erase_user(services: Deps, row_id: RowId, body: ErasureWrite) -> Any:
    """Forgets a person for good. Records of sessions stay and name nobody. 409 while something of theirs runs."""
    tags = [UUID(tag["id"]) for tag in await id_tags.of_user(row_id)]
    erased = await erasure.erase(row_id, body.email, services.now, signed_readings=body.signed_readings)
    for tag_id in tags:
        services.announcer.deleted("id_tag", tag_id)
    kept = [
        {
            "what": str(what),
            "why": str(why),
            "said": {"what": said_view(what), "why": said_view(why)},
        }
        for what, why in erased.kept
    ]
    return {
        "cards": erased.cards,
        "transactions": erased.transactions,
        "changed": erased.changed,
        "kept": kept,
    }
