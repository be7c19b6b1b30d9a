"""`/api/me`: one's own data, for anybody signed in. What is another's is as if it were not there."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from csms.api.dependencies import CurrentUser, Deps, check_accounts_are_ours
from csms.api.paging import MAX_CURSOR, NEXT, Page, parse
from csms.api.personal_data import ANSWER, document_of
from csms.api.receipts.response import RECEIPT, receipt_of
from csms.api.routers.filters import From, RowId, Sort, Until, Zone
from csms.api.routers.samples import DEFAULT_SAMPLES, SampleLimit, WantedSamples
from csms.api.schemas.me import AccountDeletion, Me, MyIdTags, MySessions, MyTransaction, MyTransactionPage
from csms.api.schemas.transactions import Curve, MeterValues, TransactionSort, TransactionState
from csms.auth.accounts import IDLE_LIMIT, Principal
from csms.auth.errors import AuthError, RateLimited
from csms.errors import Forbidden, NotFound, TooManyRequests
from csms.said import said
from csms.store import curves, id_tags, meter_values, people_sessions, transactions
from csms.store.transactions import Filter

router = APIRouter(prefix="/api/me", tags=["me"])


@router.get("", response_model=Me)
async def get_me(user: CurrentUser) -> Any:
    """The signed-in person."""
    return {"id": user.user_id, "email": user.email, "role": user.role, "rights": sorted(user.rights)}


@router.delete("", status_code=204, dependencies=[Depends(check_accounts_are_ours)])
async def delete_me(services: Deps, user: CurrentUser, body: AccountDeletion) -> None:
    """My account, for good. My cards and sessions of charging stay, and belong to nobody.

    403 without proof that it is me, 409 for the last administrator.
    """
    try:
        await services.embedded.profile.prove(user, body.current_password, body.nonce)
    except RateLimited as error:
        raise TooManyRequests(error.message, headers={"Retry-After": str(error.retry_after)}) from error
    except AuthError as error:
        raise Forbidden(error.message) from error
    await services.users.delete(_id(user))


@router.get("/sessions", response_model=MySessions)
async def list_my_sessions(services: Deps, user: CurrentUser) -> Any:
    """Where I am signed in, the device used last first."""
    since = services.now() - IDLE_LIMIT
    return {"items": await people_sessions.open_of(_id(user), user.session_id, since)}


@router.delete("/sessions/{id}", status_code=204)
async def end_my_session(services: Deps, user: CurrentUser, row_id: RowId) -> None:
    """Signs that device out at once."""
    if not await people_sessions.end(_id(user), row_id, services.now()):
        raise NotFound(said("There is no such session."))


@router.get("/data", response_class=StreamingResponse, responses=ANSWER)
async def get_my_data(services: Deps, user: CurrentUser) -> Response:
    """Everything that is stored about me, as one document."""
    return await document_of(_id(user), services.now())


@router.get("/id-tags", response_model=MyIdTags)
async def list_my_id_tags(user: CurrentUser) -> Any:
    """My cards, in alphabetical order."""
    return {"items": await id_tags.of_user(_id(user))}


@router.get("/transactions", response_model=MyTransactionPage)
async def list_my_transactions(
    user: CurrentUser,
    page: Page,
    state: Annotated[TransactionState | None, Query(description="Only in this state")] = None,
    from_: From = None,
    to: Until = None,
    sort: Annotated[TransactionSort, Sort] = "-started_at",
) -> Any:
    """My sessions, latest start first; `state` active: what runs now. `from` and `to` are about `started_at`."""
    mine = Filter(state=state, since=from_, until=to, user_id=_id(user))
    return await transactions.list_page(page.limit, page.cursor, mine, sort)


@router.get("/transactions/{id}", response_model=MyTransaction)
async def get_my_transaction(user: CurrentUser, row_id: RowId) -> Any:
    await transactions.require(row_id, user_id=_id(user))
    return await transactions.view(row_id)


@router.get("/transactions/{id}/meter-values", response_model=MeterValues)
async def list_my_meter_values(
    user: CurrentUser,
    row_id: RowId,
    wanted: WantedSamples,
    limit: SampleLimit = DEFAULT_SAMPLES,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR, description=NEXT)] = None,
) -> Any:
    """Samples, oldest first."""
    await transactions.require(row_id, user_id=_id(user))
    return await meter_values.list_page(limit, parse(cursor), transaction_id=row_id, wanted=wanted)


@router.get("/transactions/{id}/curve", response_model=Curve)
async def get_my_curve(user: CurrentUser, row_id: RowId) -> Any:
    """Power, energy and state of charge over time."""
    await transactions.require(row_id, user_id=_id(user))
    return {"points": await curves.of(row_id)}


@router.get("/transactions/{id}/receipt", response_class=Response, responses=RECEIPT)
async def get_my_receipt(services: Deps, user: CurrentUser, row_id: RowId, zone: Zone) -> Response:
    """A receipt as PDF, with times of the zone. 409 for a session that has not ended."""
    await transactions.require(row_id, user_id=_id(user))
    return await receipt_of(row_id, services.settings, zone)


def _id(user: Principal) -> UUID:
    return user.user.id
