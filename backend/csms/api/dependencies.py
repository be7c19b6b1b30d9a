"""What routes ask for: who is signed in, and who has the right. `app.state` is set by `create_app`."""

from typing import Annotated, Protocol, cast

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from csms.api import audit
from csms.api.rights import operation_of, right_of
from csms.api.services import Services
from csms.auth.accounts import Accounts, Client, Principal
from csms.auth.api_keys import KeyHolder
from csms.auth.errors import AuthError
from csms.auth.principals import Principals
from csms.auth.rights import Right
from csms.errors import Conflict, Forbidden, Unauthorized
from csms.said import Said, said
from csms.store.audit import Actor

_bearer = HTTPBearer(auto_error=False, description="The access token of a signed-in user")
_api_key = APIKeyHeader(name="X-API-Key", auto_error=False, description="A program's key")


def accounts_of(request: Request) -> Accounts:
    return cast(Accounts, request.app.state.accounts)


def principals_of(request: Request) -> Principals:
    return cast(Principals, request.app.state.principals)


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)


Deps = Annotated[Services, Depends(services_of)]


def check_accounts_are_ours(services: Deps) -> None:
    """For what takes the embedded accounts. Raises Conflict where Supabase keeps them."""
    if services.supabase:
        where = services.supabase.auth_url
        raise Conflict(
            said(
                "Accounts are kept at {where}: they are made and deleted there, and seen here once used.",
                where=where,
            )
        )


def client_of(request: Request) -> Client:
    """The peer of the connection; behind a trusted proxy the server has already put its client there."""
    return Client(
        address=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", ""),
    )


def access_token(bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str:
    """The access token that came with the request; 401 without one."""
    if bearer is None:
        raise _unauthorized("This address needs the header `Authorization: Bearer <access token>`.", "")
    return bearer.credentials


async def current_user(
    principals: Annotated[Principals, Depends(principals_of)],
    token: Annotated[str, Depends(access_token)],
) -> Principal:
    """The signed-in user. 401 without a token, with a bad one, and after signing out.

    503 while a bad one cannot be told from a good one.
    """
    try:
        return await principals.authenticate(token)
    except AuthError as error:
        raise _unauthorized(error.message, ', error="invalid_token"', error.code) from error


CurrentUser = Annotated[Principal, Depends(current_user)]


async def audited(request: Request, user: CurrentUser) -> None:
    """Notes what people change of themselves."""
    await audit.begin(request, user.actor)


class Administrator(Protocol):
    """Who may come through the doors of administrators: a person, or a program with a key."""

    @property
    def email(self) -> str:
        """As whose doings the doings are noted."""
        ...

    @property
    def actor(self) -> Actor: ...

    @property
    def rights(self) -> frozenset[Right]: ...

    def refusal(self, right: Right) -> Said:
        """Why this one may not do what takes a right that is missing, and who may."""
        ...


async def require_right(
    request: Request,
    principals: Annotated[Principals, Depends(principals_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    api_key: Annotated[str | None, Depends(_api_key)],
) -> Administrator:
    """Whoever asks, with the right that the operation takes. 401 for strangers, 403 without the right.

    The role is the one in our own table (S9).
    """
    caller: Administrator
    if bearer is None and api_key is not None:
        caller = await _holder(request, api_key)
    else:
        caller = await current_user(principals, access_token(bearer))
    await audit.begin(request, caller.actor)
    right = right_of(operation_of(request))
    if right is None:
        raise Forbidden(said("Nobody may do this: the operation is missing from the table of rights."))
    check_right(caller, right)
    return caller


def check_right(caller: Administrator, right: Right) -> None:
    """Raises Forbidden."""
    if right not in caller.rights:
        raise Forbidden(caller.refusal(right))


async def _holder(request: Request, api_key: str) -> KeyHolder:
    try:
        return await services_of(request).api_keys.authenticate(api_key, client_of(request).address)
    except AuthError as error:
        raise _unauthorized(error.message, "") from error


Admin = Annotated[Administrator, Depends(require_right)]


def _unauthorized(detail: str, problem: str, code: str | None = None) -> Unauthorized:
    """code: why a token was refused, in Supabase's word for it."""
    headers = {"WWW-Authenticate": f'Bearer realm="csms"{problem}'}  # RFC 6750, 3
    return Unauthorized(detail, headers=headers, extra={"code": code} if code else None)
