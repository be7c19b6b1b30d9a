"""Refusals of Supabase Auth, in the shape of its API version 2024-01-01 or of the one before."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

API_VERSION = "2024-01-01"
VERSION_HEADER = "x-supabase-api-version"


class Refused(Exception):
    """status of HTTP, Supabase's code and message; more: further members of the answer."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.more = more


def answer(request: Request, refused: Exception) -> JSONResponse:
    assert isinstance(refused, Refused)
    headers = {VERSION_HEADER: API_VERSION}
    if request.headers.get(VERSION_HEADER) == API_VERSION:
        said: dict[str, Any] = {"code": refused.code, "message": refused.message}
    else:
        said = {"code": refused.status, "error_code": refused.code, "msg": refused.message}
    return JSONResponse({**said, **refused.more}, refused.status, headers)


def weak_password(least: int) -> Refused:
    reasons = {"weak_password": {"reasons": ["length"]}}
    return Refused(422, "weak_password", f"Password should be at least {least} characters.", **reasons)


def spent() -> Refused:
    return Refused(403, "otp_expired", "Token has expired or is invalid")


def no_such_user() -> Refused:
    return Refused(404, "user_not_found", "User not found")
