"""What routes ask for: who is signed in, an administrator or a program. `app.state` is set by `create_app`."""

from typing import Annotated, Protocol, cast

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from csms.api.services import Services
from csms.auth.accounts import Accounts, Client, Principal
from csms.auth.api_keys import KeyHolder
from csms.auth.errors import AuthError
from csms.errors import Forbidden, Unauthorized

_bearer = HTTPBearer(auto_error=False, description="The access token of a signed-in user")
_api_key = APIKeyHeader(name="X-API-Key", auto_error=False, description="A program's key")

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def accounts_of(request: Request) -> Accounts:
    return cast(Accounts, request.app.state.accounts)


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)


Deps = Annotated[Services, Depends(services_of)]


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
    accounts: Annotated[Accounts, Depends(accounts_of)],
    token: Annotated[str, Depends(access_token)],
) -> Principal:
    """The signed-in user. 401 without a token, with a bad one, and after signing out."""
    try:
        return await accounts.authenticate(token)
    except AuthError as error:
        raise _unauthorized(error.message, ', error="invalid_token"') from error


CurrentUser = Annotated[Principal, Depends(current_user)]


class Administrator(Protocol):
    """Who may come through the doors of administrators: a person, or a program with a key."""

    @property
    def email(self) -> str:
        """As whose doings the doings are noted."""
        ...


async def require_admin(
    request: Request,
    accounts: Annotated[Accounts, Depends(accounts_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    api_key: Annotated[str | None, Depends(_api_key)],
) -> Administrator:
    """A signed-in administrator, or the holder of an API key. 401 for strangers, 403 for everybody else.

    The role is the one in our own table (S9). A key that may only read changes nothing.
    """
    if bearer is None and api_key is not None:
        return await _holder(request, api_key)
    user = await current_user(accounts, access_token(bearer))
    if not user.is_admin:
        raise Forbidden("This address is for administrators.")
    return user


async def _holder(request: Request, api_key: str) -> KeyHolder:
    try:
        holder = await services_of(request).api_keys.authenticate(api_key, client_of(request).address)
    except AuthError as error:
        raise _unauthorized(error.message, "") from error
    if not holder.may_write and request.method not in SAFE_METHODS:
        raise Forbidden("This API key may only read.")
    return holder


Admin = Annotated[Administrator, Depends(require_admin)]


async def require_person(admin: Admin) -> None:
    """No program makes people or keys: one that leaks would let others in for good."""
    if not isinstance(admin, Principal):
        raise Forbidden("This address is for people: sign in.")


def _unauthorized(detail: str, problem: str) -> Unauthorized:
    return Unauthorized(detail, headers={"WWW-Authenticate": f'Bearer realm="csms"{problem}'})  # RFC 6750, 3
