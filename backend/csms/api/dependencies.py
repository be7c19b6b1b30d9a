"""What routes ask for: the signed-in user, an administrator. `app.state` is set by `create_app`."""

from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from csms.api.services import Services
from csms.auth.accounts import Accounts, Client, Principal
from csms.auth.errors import AuthError
from csms.errors import Forbidden, Unauthorized

_bearer = HTTPBearer(auto_error=False, description="The access token of a signed-in user")


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


async def require_admin(user: CurrentUser) -> Principal:
    """The signed-in administrator. 403 for everybody else; the role is the one in our own table (S9)."""
    if not user.is_admin:
        raise Forbidden("This address is for administrators.")
    return user


Admin = Annotated[Principal, Depends(require_admin)]


def _unauthorized(detail: str, problem: str) -> Unauthorized:
    return Unauthorized(detail, headers={"WWW-Authenticate": f'Bearer realm="csms"{problem}'})  # RFC 6750, 3
