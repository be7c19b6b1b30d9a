"""The wire format of Supabase Auth: its documents, and refusals as `{code, error_code, message}` with its words.

A bad token is never a 5xx: the client would retry it.
"""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Annotated, Any, cast

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from csms.api.dependencies import accounts_of
from csms.auth.accounts import Accounts, Grant, Principal
from csms.auth.embedded import Embedded
from csms.auth.errors import AuthError, RateLimited, WeakPassword
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
            return response

        return answer


def embedded_of(request: Request) -> Embedded:
    return cast(Embedded, request.app.state.embedded)


EmbeddedAccounts = Annotated[Embedded, Depends(embedded_of)]
AccountRules = Annotated[Accounts, Depends(accounts_of)]
_bearer = HTTPBearer(auto_error=False)


async def _principal(
    accounts: AccountRules, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    if bearer is None:
        raise NoAuthorization("This endpoint requires a valid Bearer token")
    return await accounts.authenticate(bearer.credentials)


SignedIn = Annotated[Principal, Depends(_principal)]


def grant_document(grant: Grant) -> dict[str, Any]:
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
        "identities": [_identity_document(user)],
        "created_at": _time(user.created_at),
        "updated_at": _time(user.updated_at),
        "is_anonymous": False,
        **pending,
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
