"""`X-Request-Id`: one name for a request, in its answer, in its problem and in the log.

A caller may give it, so that a request can be followed from program to program.
"""

import logging
import re
from contextvars import ContextVar

import uuid_utils
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csms.api.problems import failure, respond

log = logging.getLogger(__name__)

HEADER = "X-Request-Id"

_STATE = "request_id"
_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIds:
    """Pure ASGI, outside everything that answers: also what failed has its id, and is told as a problem."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _given(scope) or uuid_utils.uuid7().hex
        scope.setdefault("state", {})[_STATE] = name
        begun = False

        async def send_named(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        token = _current.set(name)
        try:
            await self._app(scope, receive, send_named)
        except Exception:
            if begun:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            await respond(failure(), scope)(scope, receive, send_named)
        finally:
            _current.reset(token)


def _given(scope: Scope) -> str | None:
    """What the caller calls it, when it is a name and not something that breaks a line of the log."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if _GIVEN.fullmatch(given) else None


class NamesRequests(logging.Filter):
    """Of a logging handler: lines that are written for a request end with its id."""

    def filter(self, record: logging.LogRecord) -> bool:
        name = _current.get()
        record.request_id = f" [request {name}]" if name else ""
        return True
