"""`/auth/v1`: embedded accounts in the wire format of Supabase Auth, so that supabase-js works unchanged.

Refusals are `{code, error_code, message}` with Supabase's words and statuses. A bad token is never a 5xx: the
client would retry it.
"""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from csms.api.dependencies import accounts_of, client_of
from csms.auth.accounts import Accounts, Grant, Principal, SignOutScope
from csms.auth.errors import AuthError, InvalidInput, RateLimited, WeakPassword
from csms.store.models.accounts import User

VERSION_HEADER = {"X-Supabase-Api-Version": "2024-01-01"}
MAX_BODY = 64 * 1024

_NO_STORE = {"Cache-Control": "no-store"}
_JWKS_CACHE = {"Cache-Control": "public, max-age=600"}

_STATUS = {
    "invalid_credentials": 400,
    "email_not_confirmed": 400,
    "user_banned": 400,
    "refresh_token_not_found": 400,
    "refresh_token_already_used": 400,
    "session_expired": 400,
    "validation_failed": 400,
    "bad_json": 400,
    "no_authorization": 401,
    "bad_jwt": 403,
    "session_not_found": 403,
    "weak_password": 422,
    "same_password": 422,
    "over_request_rate_limit": 429,
}

# Doors of Supabase Auth that are closed here.
_CLOSED = {
    "signup": (422, "signup_disabled", "Signups not allowed for this instance"),
    "invite": (422, "signup_disabled", "Signups not allowed for this instance"),
    "otp": (422, "otp_disabled", "Signups not allowed for otp"),
    "magiclink": (422, "otp_disabled", "Signups not allowed for otp"),
    "verify": (422, "otp_disabled", "Verification by e-mail is not available"),
    "recover": (422, "email_provider_disabled", "Recovery by e-mail is not available; ask an administrator"),
    "resend": (422, "email_provider_disabled", "E-mail is not available; ask an administrator"),
    "reauthenticate": (422, "email_provider_disabled", "E-mail is not available; ask an administrator"),
    "authorize": (400, "validation_failed", "Unsupported provider: provider is not enabled"),
    "callback": (400, "validation_failed", "Unsupported provider: provider is not enabled"),
}


class NoAuthorization(AuthError):
    code = "no_authorization"


class SupabaseRoute(APIRoute):
    """Answers every refusal in Supabase's form, instead of problem+json as elsewhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                response = await handle(request)
            except AuthError as error:
                response = _refusal(error)
            except RequestValidationError as error:
                response = _invalid(error)
            except HTTPException as error:
                response = _error(error.status_code, "bad_json", str(error.detail))
            response.headers.update(VERSION_HEADER)
            return response

        return answer


router = APIRouter(prefix="/auth/v1", tags=["auth"], route_class=SupabaseRoute, max_body_size=MAX_BODY)

_bearer = HTTPBearer(auto_error=False)
_Accounts = Annotated[Accounts, Depends(accounts_of)]


async def _principal(
    accounts: _Accounts, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    if bearer is None:
        raise NoAuthorization("This endpoint requires a valid Bearer token")
    return await accounts.authenticate(bearer.credentials)


_SignedIn = Annotated[Principal, Depends(_principal)]


class TokenRequest(BaseModel):
    """`email` and `password`, or `refresh_token`, according to the grant type."""

    email: Annotated[str, Field(max_length=320)] | None = None
    password: Annotated[str, Field(max_length=4096)] | None = None
    refresh_token: Annotated[str, Field(max_length=512)] | None = None


class UserUpdate(BaseModel):
    """What people may change about themselves; `data` is merged into `user_metadata`."""

    email: Annotated[str, Field(max_length=320)] | None = None
    phone: str | None = None
    password: Annotated[str, Field(max_length=4096)] | None = None
    current_password: Annotated[str, Field(max_length=4096)] | None = None
    data: dict[str, Any] | None = None


@router.post("/token")
async def token(
    request: Request, accounts: _Accounts, body: TokenRequest, grant_type: Annotated[str, Query()] = ""
) -> Response:
    """Signs in with e-mail and password (`grant_type=password`), or renews (`grant_type=refresh_token`)."""
    if grant_type == "password":
        if body.email is None or body.password is None:
            raise InvalidInput("missing email or password")
        grant = await accounts.sign_in(body.email, body.password, client_of(request))
    elif grant_type == "refresh_token":
        if body.refresh_token is None:
            raise InvalidInput("refresh_token is not provided")
        grant = await accounts.refresh(body.refresh_token)
    else:
        raise InvalidInput("unsupported_grant_type")
    return JSONResponse(_grant_document(grant), headers=_NO_STORE)


@router.post("/logout", status_code=204)
async def logout(accounts: _Accounts, user: _SignedIn, scope: SignOutScope = "global") -> Response:
    """Ends this session (`local`), every session of the user (`global`), or every other one (`others`)."""
    await accounts.sign_out(user, scope)
    return Response(status_code=204)


@router.get("/user")
async def get_user(user: _SignedIn) -> Response:
    """The signed-in user."""
    return JSONResponse(_user_document(user.user), headers=_NO_STORE)


@router.put("/user")
async def put_user(accounts: _Accounts, principal: _SignedIn, body: UserUpdate) -> Response:
    """Changes the password, the user metadata, or both."""
    if body.phone or (body.email is not None and body.email.strip().casefold() != principal.email):
        raise InvalidInput("Only an administrator can change the address of an account")
    await accounts.update_user(
        principal, password=body.password, current_password=body.current_password, metadata=body.data
    )
    return JSONResponse(_user_document(principal.user), headers=_NO_STORE)


@router.get("/.well-known/jwks.json")
async def jwks(accounts: _Accounts) -> Response:
    """The public keys that access tokens are signed with."""
    return JSONResponse(accounts.tokens.jwks(), headers=_JWKS_CACHE)


@router.get("/settings")
async def settings() -> dict[str, Any]:
    """Which ways of signing in there are."""
    return {
        "external": {"email": True, "phone": False, "anonymous_users": False, "google": False},
        "disable_signup": True,
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
    return _error(*_CLOSED.get(path, (404, "not_found", "There is nothing at this address")))


def _grant_document(grant: Grant) -> dict[str, Any]:
    return {
        "access_token": grant.access_token,
        "token_type": "bearer",
        "expires_in": grant.expires_in,
        "expires_at": grant.expires_at,
        "refresh_token": grant.refresh_token,
        "user": _user_document(grant.user),
    }


def _user_document(user: User) -> dict[str, Any]:
    confirmed = _time(user.email_confirmed_at)
    return {
        "id": str(user.id),
        "aud": "authenticated",
        "role": "authenticated",
        "email": user.email,
        "email_confirmed_at": confirmed,
        "phone": "",
        "confirmed_at": confirmed,
        "last_sign_in_at": _time(user.last_sign_in_at),
        "app_metadata": {**user.app_metadata, "role": user.role},
        "user_metadata": user.user_metadata,
        "identities": [_identity_document(user)],
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "is_anonymous": False,
    }


def _identity_document(user: User) -> dict[str, Any]:
    user_id = str(user.id)
    return {
        "identity_id": user_id,
        "id": user_id,
        "user_id": user_id,
        "identity_data": {"sub": user_id, "email": user.email},
        "provider": "email",
        "last_sign_in_at": _time(user.last_sign_in_at),
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "email": user.email,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _refusal(error: AuthError) -> Response:
    response = _error(_STATUS[error.code], error.code, error.message, _details(error))
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _details(error: AuthError) -> dict[str, Any]:
    return {"weak_password": {"reasons": list(error.reasons)}} if isinstance(error, WeakPassword) else {}


def _invalid(error: RequestValidationError) -> Response:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _error(400, "bad_json", "Could not parse request body as JSON")
    field = ".".join(str(part) for part in first["loc"][1:])
    return _error(400, "validation_failed", f"{field}: {first['msg']}" if field else str(first["msg"]))


def _error(status: int, code: str, message: str, details: dict[str, Any] | None = None) -> Response:
    # `error_code` is for browsers on another origin, which may not be shown the version header.
    body = {"code": code, "error_code": code, "message": message, **(details or {})}
    return JSONResponse(body, status_code=status, headers=_NO_STORE)
