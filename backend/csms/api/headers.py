"""Headers that every answer carries."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=()",
}
# An answer of the API is data: nothing in it may ever run, and no cache may keep it (S15).
_DATA = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}
_DATA_PATHS = ("/api/", "/auth/", "/files/", "/health", "/metrics")


class SecurityHeaders:
    """Pure ASGI: a stream passes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = _EVERYWHERE | _DATA if scope["path"].startswith(_DATA_PATHS) else _EVERYWHERE

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Compression(GZipMiddleware):
    """Not of files: a part of one (`Range`) is a part of what is stored, and what is packed gets no smaller."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_file(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _is_file(path: str) -> bool:
    return path.startswith("/files/") or (path.startswith("/api/admin/firmware/") and path.endswith("/file"))
