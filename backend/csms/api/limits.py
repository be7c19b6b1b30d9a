"""How long a request may be."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from csms.api.problems import respond
from csms.errors import Problem

MAX_BODY = 1024 * 1024


class BodyLimit:
    """Refuses a body by its announced length, as a problem. What comes unannounced, Starlette cuts off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _announced(scope) > MAX_BODY and not _brings_a_file(scope):
            problem = Problem(
                f"A request has {MAX_BODY} bytes at most.", status=413, title="The request is too long"
            )
            await respond(problem, scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _brings_a_file(scope: Scope) -> bool:
    """What these read they bound by themselves (csms.api.uploads, csms.api.tables.imports)."""
    path: str = scope["path"]
    if path.startswith("/api/admin/"):
        return path == "/api/admin/firmware" or path.endswith("/import")
    return path.startswith("/files/")


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
