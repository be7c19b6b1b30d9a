"""The audit trail of the REST face: who does what is noted before it is done, and the status when it is answered.

So what is in the database was somebody's: an entry without a status is a deed whose end nobody knows.
"""

import json
import logging
import re
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csms.api.rights import operation_of
from csms.api.services import Services
from csms.handlers.operations import redact
from csms.store import audit
from csms.store.audit import Actor, Deed

log = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LONGEST = 16 * 1024
"""Bytes of a body that is noted; of a longer one, its length."""
HIDDEN = "(hidden)"

_NOTED_READS = ("get_user_data", "get_my_data", "get_firmware_job_file")
"""All that is stored of a person, and files of chargers, which have anything in them."""

_ENTRY = "audit_entry"
_SECRET = re.compile(r"password|secret|nonce|token(_hash)?$|auth_code|code_verifier", re.IGNORECASE)
_NO_SECRET = re.compile(r"id_?(tag|token)$", re.IGNORECASE)


async def begin(request: Request, actor: Actor) -> None:
    """Notes what this request is about to do, unless it only looks at what is for everybody's eyes."""
    if request.method in SAFE_METHODS and operation_of(request) not in _NOTED_READS:
        return
    deed = await _deed(request, operation_of(request))
    request.scope["state"][_ENTRY] = await audit.begin(actor, deed, _now(request))


async def note(request: Request, actor: Actor, operation: str, status: int) -> None:
    """Notes a deed that is done, of somebody whom only the deed itself has made known."""
    entry = await audit.begin(actor, await _deed(request, operation), _now(request))
    await audit.end(entry, status)
    _announce(request.scope)


def _announce(scope: Scope) -> None:
    services: Services = scope["app"].state.services
    services.announcer.audited()


def _now(request: Request) -> datetime:
    services: Services = request.app.state.services
    return services.now()


async def _deed(request: Request, operation: str) -> Deed:
    kind, target = _target(request)
    return Deed(
        operation=operation,
        target_kind=kind,
        target_id=target,
        request=await _body(request),
        address=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", ""),
    )


class AuditTrail:
    """Completes the entry with the answer's status before the answer leaves."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        held: list[Message] = []

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == HTTPStatus.CREATED:  # the body has the id of what was made
                    held.append(message)
                    return
                await _end(scope, message["status"])
            elif held:
                await _end(scope, HTTPStatus.CREATED, _made(message.get("body", b"")))
                await send(held.pop())
            await send(message)

        await self._app(scope, receive, send_noted)


async def _end(scope: Scope, status: int, made: str | None = None) -> None:
    """The deed is done: when the database is away now, it is answered all the same."""
    entry: UUID | None = scope["state"].pop(_ENTRY, None)
    if entry is None:
        return
    try:
        await audit.end(entry, status, made)
        _announce(scope)
    except Exception:
        log.exception("The audit entry %s has no status: it was %s", entry, status)


def _target(request: Request) -> tuple[str, str]:
    """`/api/admin/chargers/{id}/...` is about that charger; an address without an id about the whole kind."""
    parts = request.url.path.split("/")
    if parts[1] == "auth":  # the words of its addresses are Supabase's
        return "account", ""
    values = request.path_params
    return parts[3] if len(parts) > 3 else parts[-1], _storable(str(values.get("id", "")))


async def _body(request: Request) -> dict[str, Any] | None:
    """What was asked, without secrets. Files are not read here: who takes them bounds them."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    body = await request.body()
    if not body:
        return None
    if len(body) > LONGEST:
        return {"bytes": len(body)}
    try:
        content = json.loads(body, parse_constant=str)
        return hidden(redact(_action(request), content)) if isinstance(content, dict) else None
    except (ValueError, RecursionError):
        return None  # and so it will be refused


def _action(request: Request) -> str:
    """The last word of the address, which is the action where it is an operation of OCPP."""
    return request.url.path.rsplit("/", 1)[-1]


def hidden(content: Any) -> Any:
    """JSON without what lets others in."""
    if isinstance(content, list):
        return [hidden(one) for one in content]
    if isinstance(content, dict):
        return {
            _storable(name): HIDDEN if _is_secret(name) else hidden(value) for name, value in content.items()
        }
    return _storable(content) if isinstance(content, str) else content


def _storable(text: str) -> str:
    """What both databases take: neither NUL nor lone surrogates."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def _is_secret(name: str) -> bool:
    return bool(_SECRET.search(name)) and not _NO_SECRET.search(name)


def _made(body: bytes) -> str | None:
    try:
        made = json.loads(body)
    except ValueError:
        return None
    return str(made["id"]) if isinstance(made, dict) and "id" in made else None
