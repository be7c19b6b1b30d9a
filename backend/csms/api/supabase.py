"""The wire format of Supabase Auth: its documents, and refusals as `{code, error_code, message}` with its words.

A bad token is never a 5xx: the client would retry it.
"""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, cast
from uuid import uuid5

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from csms.api import audit
from csms.api.dependencies import accounts_of
from csms.auth.accounts import Accounts, Grant, Principal
from csms.auth.embedded import Embedded
from csms.auth.errors import AuthError, RateLimited, WeakPassword
from csms.store.audit import Actor
from csms.store.models.accounts import User

VERSION_HEADER = {"X-Supabase-Api-Version": "2024-01-01"}
MAX_BODY = 64 * 1024
NO_STORE = {"Cache-Control": "no-store"}

STATUS = {
    "invalid_credentials": 400,
    "email_not_confirmed": 400,
    "user_banned": 400,
    "refresh_token_not_found": 400,
    "refresh_token_already_used": 400,
    "session_expired": 400,
    "validation_failed": 400,
    "bad_json": 400,
    "bad_code_verifier": 400,
    "bad_oauth_state": 400,
    "bad_oauth_callback": 400,
    "reauthentication_needed": 400,
    "no_authorization": 401,
    "bad_jwt": 403,
    "session_not_found": 403,
    "otp_expired": 403,
    "provider_email_needs_verification": 403,
    "flow_state_not_found": 404,
    "weak_password": 422,
    "same_password": 422,
    "signup_disabled": 422,
    "anonymous_provider_disabled": 422,
    "email_provider_disabled": 422,
    "reauthentication_not_valid": 422,
    "email_exists": 422,
    "over_request_rate_limit": 429,
    "over_email_send_rate_limit": 429,
}


# What is noted of those who come and go, under these names. Renewing a session is no news.
_NOTED = {
    "token": "sign_in",
    "logout": "sign_out",
    "put_user": "change_own_account",
    "signup": "sign_up",
    "recover": "recover_account",
    "verify": "use_letter",
    "follow_link": "use_letter",
}
_NOT_NOTED = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNPROCESSABLE_ENTITY)
"""Who is sent away unheard leaves no entry: nobody fills the table by asking often."""


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
                response = error_response(error.status_code, "bad_json", str(error.detail))
            response.headers.update(VERSION_HEADER)
            await _note(request, self.name, response.status_code)
            return response

        return answer


def embedded_of(request: Request) -> Embedded:
    return cast(Embedded, request.app.state.embedded)


EmbeddedAccounts = Annotated[Embedded, Depends(embedded_of)]
AccountRules = Annotated[Accounts, Depends(accounts_of)]
_bearer = HTTPBearer(auto_error=False)


async def _principal(
    request: Request,
    accounts: AccountRules,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    if bearer is None:
        raise NoAuthorization("This endpoint requires a valid Bearer token")
    principal = await accounts.authenticate(bearer.credentials)
    request.state.person = principal.user
    return principal


SignedIn = Annotated[Principal, Depends(_principal)]


def granted(request: Request, grant: Grant) -> Response:
    """The session of somebody who has come in."""
    request.state.person = grant.user
    return JSONResponse(_grant_document(grant), headers=NO_STORE)


async def _note(request: Request, route: str, status: int) -> None:
    operation = _NOTED.get(route)
    renewal = request.query_params.get("grant_type") == "refresh_token"
    if operation is None or renewal or status in _NOT_NOTED:
        return
    person: User | None = getattr(request.state, "person", None)
    known = Actor("person", person.id, person.email) if person else None
    await audit.note(request, known or Actor("nobody", None, await _address(request)), operation, status)


async def _address(request: Request) -> str:
    """Which one somebody gave who did not come in."""
    try:
        given = (await request.json()).get("email")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return given[:254] if isinstance(given, str) and given.isprintable() else ""


def _grant_document(grant: Grant) -> dict[str, Any]:
    return {
        "access_token": grant.access_token,
        "token_type": "bearer",
        "expires_in": grant.expires_in,
        "expires_at": grant.expires_at,
        "refresh_token": grant.refresh_token,
        "user": user_document(grant.user),
    }


def user_document(user: User) -> dict[str, Any]:
    confirmed = _time(user.email_confirmed_at)
    pending = {"new_email": user.new_email} if user.new_email else {}
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
        "identities": [_identity_document(user, provider) for provider in _providers(user)],
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "is_anonymous": False,
        **pending,
    }


def _providers(user: User) -> list[str]:
    """The ways in that the person has: by e-mail, by Google."""
    return [str(provider) for provider in user.app_metadata.get("providers", ["email"])]


def _identity_document(user: User, provider: str) -> dict[str, Any]:
    user_id = str(user.id)
    identity_id = user_id if provider == "email" else str(uuid5(user.id, provider))
    return {
        "identity_id": identity_id,
        "id": identity_id,
        "user_id": user_id,
        "identity_data": {"sub": user_id, "email": user.email},
        "provider": provider,
        "last_sign_in_at": _time(user.last_sign_in_at),
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "email": user.email,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _refusal(error: AuthError) -> Response:
    response = error_response(STATUS[error.code], error.code, error.message, _details(error))
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _details(error: AuthError) -> dict[str, Any]:
    return {"weak_password": {"reasons": list(error.reasons)}} if isinstance(error, WeakPassword) else {}


def _invalid(error: RequestValidationError) -> Response:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return error_response(400, "bad_json", "Could not parse request body as JSON")
    field = ".".join(str(part) for part in first["loc"][1:])
    said = f"{field}: {first['msg']}" if field else str(first["msg"])
    return error_response(400, "validation_failed", said)


def error_response(status: int, code: str, message: str, details: dict[str, Any] | None = None) -> Response:
    # `error_code` is for browsers on another origin, which may not be shown the version header.
    body = {"code": code, "error_code": code, "message": message, **(details or {})}
    return JSONResponse(body, status_code=status, headers=NO_STORE)
