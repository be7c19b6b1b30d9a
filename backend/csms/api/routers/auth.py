"""`/auth/v1`: embedded accounts in the wire format of Supabase Auth, so that supabase-js works unchanged."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from csms.api.dependencies import client_of
from csms.api.routers import auth_letters, auth_providers
from csms.api.routers.auth_letters import Challenged, Redirect, asked
from csms.api.supabase import (
    MAX_BODY,
    NO_STORE,
    AccountRules,
    EmbeddedAccounts,
    SignedIn,
    SupabaseRoute,
    error_response,
    granted,
    user_document,
)
from csms.auth.accounts import SignOutScope
from csms.auth.errors import InvalidInput
from csms.auth.profile import Change

_JWKS_CACHE = {"Cache-Control": "public, max-age=600"}

# Doors of Supabase Auth that are closed here.
_CLOSED = {
    "invite": (422, "signup_disabled", "Invitations are made at /api/admin/invitations"),
    "otp": (422, "otp_disabled", "Signups not allowed for otp"),
    "magiclink": (422, "otp_disabled", "Signups not allowed for otp"),
}

router = APIRouter(prefix="/auth/v1", tags=["auth"], route_class=SupabaseRoute, max_body_size=MAX_BODY)
router.include_router(auth_letters.router)
router.include_router(auth_providers.router)


class TokenRequest(BaseModel):
    """`email` and `password`, `refresh_token`, or `auth_code` and `code_verifier`, according to the grant type."""

    email: Annotated[str, Field(max_length=320)] | None = None
    password: Annotated[str, Field(max_length=4096)] | None = None
    refresh_token: Annotated[str, Field(max_length=512)] | None = None
    auth_code: Annotated[str, Field(max_length=512)] | None = None
    code_verifier: Annotated[str, Field(max_length=512)] | None = None


class UserUpdate(Challenged):
    """What people may change about themselves; `data` is merged into `user_metadata`. `nonce`: from a letter."""

    email: Annotated[str, Field(max_length=320)] | None = None
    phone: str | None = None
    password: Annotated[str, Field(max_length=4096)] | None = None
    current_password: Annotated[str, Field(max_length=4096)] | None = None
    nonce: Annotated[str, Field(max_length=64)] | None = None
    data: dict[str, Any] | None = None


@router.post("/token")
async def token(
    request: Request, embedded: EmbeddedAccounts, body: TokenRequest, grant_type: Annotated[str, Query()] = ""
) -> Response:
    """Signs in (`grant_type=password`), renews (`refresh_token`), or exchanges the code of a redirect (`pkce`)."""
    client = client_of(request)
    if grant_type == "password":
        if body.email is None or body.password is None:
            raise InvalidInput("missing email or password")
        grant = await embedded.accounts.sign_in(body.email, body.password, client)
    elif grant_type == "refresh_token":
        if body.refresh_token is None:
            raise InvalidInput("refresh_token is not provided")
        grant = await embedded.refresh(body.refresh_token, client)
    elif grant_type == "pkce":
        if not body.auth_code or not body.code_verifier:
            raise InvalidInput("both auth code and code verifier should be non-empty")
        grant = await embedded.exchange(body.auth_code, body.code_verifier, client)
    else:
        raise InvalidInput("unsupported_grant_type")
    return granted(request, grant)


@router.post("/logout", status_code=204)
async def logout(accounts: AccountRules, user: SignedIn, scope: SignOutScope = "global") -> Response:
    """Ends this session (`local`), every session of the user (`global`), or every other one (`others`)."""
    await accounts.sign_out(user, scope)
    return Response(status_code=204)


@router.get("/user")
async def get_user(user: SignedIn) -> Response:
    """The signed-in user."""
    return JSONResponse(user_document(user.user), headers=NO_STORE)


@router.put("/user")
async def put_user(
    request: Request,
    embedded: EmbeddedAccounts,
    principal: SignedIn,
    body: UserUpdate,
    redirect_to: Redirect = None,
) -> Response:
    """Changes password, address (once both addresses have agreed) and user metadata."""
    if body.phone:
        raise InvalidInput("Phone numbers are not supported")
    if body.email:
        embedded.count(client_of(request))
    change = Change(body.email, body.password, body.data, body.current_password, body.nonce)
    user = await embedded.profile.change(principal, change, asked(embedded, redirect_to, body))
    return JSONResponse(user_document(user), headers=NO_STORE)


@router.get("/.well-known/jwks.json")
async def jwks(accounts: AccountRules) -> Response:
    """The public keys that access tokens are signed with."""
    return JSONResponse(accounts.tokens.jwks(), headers=_JWKS_CACHE)


@router.get("/settings")
async def settings(embedded: EmbeddedAccounts) -> dict[str, Any]:
    """Which ways of signing in there are."""
    return {
        "external": {
            "email": True,
            "phone": False,
            "anonymous_users": False,
            "google": embedded.google is not None,
        },
        "disable_signup": embedded.sign_up.policy != "open",
        "mailer_autoconfirm": False,
        "phone_autoconfirm": False,
        "sms_provider": "",
        "mfa_enabled": False,
        "saml_enabled": False,
    }


@router.get("/health")
async def health() -> dict[str, str]:
    return {"name": "csms", "version": "1", "description": "Embedded accounts, compatible with Supabase Auth"}


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def closed(path: str) -> Response:
    """Everything else that Supabase Auth has, and what nobody has."""
    return error_response(*_CLOSED.get(path, (404, "not_found", "There is nothing at this address")))
