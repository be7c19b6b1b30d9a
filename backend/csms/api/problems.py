"""Every answer that is no success: RFC 9457 problem details."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Scope
from tortoise.exceptions import ValidationError

from csms.api import complaints
from csms.auth.errors import Busy, WeakPassword
from csms.auth.remote_document import COOL_DOWN
from csms.auth.remote_keys import KeysUnavailable
from csms.errors import Invalid, Problem, StorageUnavailable, TooManyRequests, Unavailable
from csms.said import Words, said
from csms.store.journal import RefusedData
from csms.store.paging import BadCursor
from csms.store.values import words_view

MAX_ERRORS = 20  # of one request that are told


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def install(app: FastAPI) -> None:
    """Makes problems of everything that routes raise."""
    for kind, as_problem in _CONVERSIONS.items():
        app.add_exception_handler(kind, _handler(as_problem))


def respond(problem: Problem, scope: Scope) -> ProblemResponse:
    body: dict[str, Any] = {
        "type": problem.kind,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "said": _said(problem.words),
        "instance": quote(scope["path"], safe="/:"),
        "request_id": scope.get("state", {}).get("request_id", ""),
        "errors": [
            {"field": field, "message": str(words), "said": _said(words)} for field, words in problem.errors
        ],
        **problem.extra,
    }
    return ProblemResponse(body, problem.status, problem.headers)


def _said(words: Words) -> Any:
    """A sentence of ours as JSON; None for somebody else's words."""
    return jsonable_encoder(words_view(words))


def _handler(as_problem: Callable[[Any], Problem]) -> Callable[[Request, Exception], ProblemResponse]:
    def answer(request: Request, error: Exception) -> ProblemResponse:
        problem = as_problem(error)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem.headers |= _allow(request)
        return respond(problem, request.scope)

    return answer


def _allow(request: Request) -> dict[str, str]:
    """The routing knows only the methods of the first function that it found at the address."""
    allowed = request.app.state.resources.allowed(request.scope["path"])
    return {"Allow": ", ".join(allowed)} if allowed else {}


def _validation(error: RequestValidationError) -> Problem:
    errors = tuple((_field(item["loc"]), complaints.words(item)) for item in error.errors()[:MAX_ERRORS])
    return Invalid("; ".join(f"{field}: {message}" for field, message in errors), errors=errors)


def _field(place: tuple[str | int, ...]) -> str:
    """`("body", "latitude")` -> latitude; `("body",)` -> body."""
    return ".".join(str(part) for part in place[1:]) or str(place[0])


def _http(error: HTTPException) -> Problem:
    detail: Words = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = said("There is nothing at this address.")
    title = HTTPStatus(error.status_code).phrase
    return Problem(detail, status=error.status_code, title=title, headers=error.headers)


def _bad_cursor(error: BadCursor) -> Problem:
    message = said("This is no cursor of this list in this order. Start again without one.")
    return Invalid(said("The cursor cannot be used."), errors=(("cursor", message),))


def _weak_password(error: WeakPassword) -> Problem:
    return Invalid(error.words, errors=(("password", error.words),))


def _busy(error: Busy) -> Problem:
    return TooManyRequests(
        said("Too many passwords at once. Try again in a moment."),
        headers={"Retry-After": str(error.retry_after)},
    )


def _keys(error: KeysUnavailable) -> Problem:
    """No verdict on the token: nobody is signed out for it."""
    detail = said("Supabase does not answer, so nobody's token can be checked. Try again in a moment.")
    return Unavailable(detail, headers={"Retry-After": str(int(COOL_DOWN))})


def _storage(error: StorageUnavailable) -> Problem:
    return Unavailable(
        said("The database does not answer. Nothing was changed."), headers={"Retry-After": "5"}
    )


def _refused(error: RefusedData) -> Problem:
    message = said("Has text or numbers that cannot be stored")
    return Invalid(said("The database cannot store this. Nothing was changed."), errors=(("body", message),))


def _unstorable(error: ValidationError) -> Problem:
    """No column can have this value, so nothing is found by it either."""
    return Invalid(said("The request has a value that nothing can have."))


def failure() -> Problem:
    """The server logs the error; the answer tells nothing of it."""
    return Problem(said("The server's log says why."))


_CONVERSIONS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda error: error,
    RequestValidationError: _validation,
    HTTPException: _http,
    BadCursor: _bad_cursor,
    WeakPassword: _weak_password,
    Busy: _busy,
    KeysUnavailable: _keys,
    StorageUnavailable: _storage,
    RefusedData: _refused,
    ValidationError: _unstorable,
}
