"""How long a request may be."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from csms.api.problems import respond
from csms.errors import Problem
from csms.said import said

MAX_BODY = 1024 * 1024
MOST_TABLE = 32 * 1024 * 1024
"""A table that is imported."""


class BodyLimit:
    """Refuses a body by its announced length, as a problem. What comes unannounced, Starlette cuts off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = _most(scope) if scope["type"] == "http" else None
        if most is not None and _announced(scope) > most:
            problem = Problem(
                said("This request has {most} bytes at most.", most=most),
                status=413,
                title="The request is too long",
            )
            await respond(problem, scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _most(scope: Scope) -> int | None:
    """Bytes; None for files, which are written to disk and bounded by who reads them (csms.api.uploads)."""
    path: str = scope["path"]
    if path == "/api/admin/firmware" or path.startswith("/files/"):
        return None
    return MOST_TABLE if path.startswith("/api/admin/") and path.endswith("/import") else MAX_BODY


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
