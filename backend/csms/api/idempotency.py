"""`Idempotency-Key`: a POST that is repeated with its key is answered again, and not done again.

After draft-ietf-httpapi-idempotency-key-header. For every POST of administrators alike.
"""

import hashlib
import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csms.api.dependencies import Admin, services_of
from csms.api.problems import respond
from csms.api.services import Services
from csms.auth.idempotency import Answer, Claim
from csms.charging import repetition
from csms.errors import Invalid, Problem
from csms.said import said

log = logging.getLogger(__name__)

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 255

_CLAIM = "idempotency_claim"
_NOTHING_DONE = (400, 401, 403, 404, 405, 406, 412, 413, 415, 422, 429)
"""The key is free again: who mends the request may send it under the same key."""


class Replayed(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


async def once(request: Request, admin: Admin, services: Annotated[Services, Depends(services_of)]) -> None:
    """Claims the key of a POST that has one. Raises Replayed, Invalid, Conflict."""
    if request.method != "POST" or (given := request.headers.get(HEADER)) is None:
        return
    actor = admin.actor
    claim = await services.idempotency.begin(
        f"{actor.kind}:{actor.id}", _key(given), await _fingerprint(request)
    )
    if isinstance(claim, Answer):
        raise Replayed(claim)
    request.scope["state"][_CLAIM] = claim
    repetition.begin(claim.seed)


def _key(given: str) -> str:
    """A quoted string, as the draft has it, or the same without quotes."""
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        message = said("Must have 1 to {most} visible ASCII characters", most=LONGEST)
        raise Invalid(said("{field}: {message}.", field=HEADER, message=message), errors=((HEADER, message),))
    return key


async def _fingerprint(request: Request) -> str:
    """Of a file only the address counts: it is not read here, and the boundary of a form is another each time."""
    media_type = request.headers.get("content-type", "application/json")
    content = await request.body() if media_type.startswith("application/json") else b""
    address = f"{request.method} {request.url.path}?{request.url.query}\n"
    return hashlib.sha256(address.encode() + content).hexdigest()


def replay(request: Request, error: Exception) -> Response:
    """The answer of the first time."""
    assert isinstance(error, Replayed)
    answer = error.answer
    if answer.body is not None:
        # Starlette appends a charset to text only, so this is the very header that was sent.
        return Response(answer.body, answer.status, {REPLAYED: "true"}, answer.media_type or None)
    detail = said(
        "This was answered with {status} before; the answer was not kept.", status=str(answer.status)
    )
    status = answer.status if answer.status >= HTTPStatus.BAD_REQUEST else HTTPStatus.CONFLICT
    title = HTTPStatus(status).phrase
    return respond(Problem(detail, status=status, title=title, headers={REPLAYED: "true"}), request.scope)


class Idempotent:
    """Keeps the answer before it leaves: what a caller has seen, a repetition sees."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_kept(message: Message) -> None:
            if _CLAIM not in scope["state"]:
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await _keep(scope, held)
                for one in held:
                    await send(one)

        try:
            await self._app(scope, receive, send_kept)
        except Exception:
            if _CLAIM in scope["state"]:
                await _settle(scope, Answer(HTTPStatus.INTERNAL_SERVER_ERROR, "", None))
            raise


async def _keep(scope: Scope, messages: list[Message]) -> None:
    start, *parts = messages
    body = b"".join(part.get("body", b"") for part in parts)
    await _settle(scope, Answer(start["status"], Headers(raw=start["headers"]).get("content-type", ""), body))


async def _settle(scope: Scope, answer: Answer) -> None:
    """When the database is away now, the key stays taken until its lease is over."""
    claim: Claim = scope["state"].pop(_CLAIM)
    idempotency = scope["app"].state.services.idempotency
    try:
        if answer.status in _NOTHING_DONE:
            await idempotency.release(claim)
        elif answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            await idempotency.lapse(claim)
        else:
            await idempotency.finish(claim, answer)
    except Exception:
        log.exception("The answer to a request with an idempotency key was not kept")
