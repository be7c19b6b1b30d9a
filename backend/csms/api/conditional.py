"""ETags: `If-None-Match` spares an answer that has not changed, `If-Match` a change that somebody else has made."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csms.api.resources import Resources, whole, written
from csms.errors import Invalid, PreconditionFailed
from csms.said import said
from csms.store import guard

DOORS = ("/api/admin/", "/api/me")
CHANGES = ("PUT", "PATCH", "DELETE")

_HANDED_DOWN = ("type", "asgi", "http_version", "path", "raw_path", "root_path", "scheme", "client", "server")
_CREDENTIALS = (b"authorization", b"x-api-key", b"host")


class Etags:
    """Gives every JSON answer of a look its ETag, and every answer of a change that is the resource itself."""

    def __init__(self, app: ASGIApp, resources: Resources) -> None:
        self._app = app
        self._resources = resources

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(DOORS) or scope["method"] == "POST":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                if not self._is_tagged(scope, message):
                    await send(message)
                else:
                    held.append(message)
                return
            if held and message.get("more_body"):  # a stream: nobody knows it whole
                await send(held.pop())
            elif held:
                start, message = self._tagged(scope, held.pop(), message)
                await send(start)
            await send(message)

        await self._app(scope, receive, send_tagged)

    def _is_tagged(self, scope: Scope, start: Message) -> bool:
        is_json = Headers(raw=start["headers"]).get("content-type", "") == "application/json"
        if start["status"] != HTTPStatus.OK or not is_json or "route" not in scope:
            return False
        return scope["method"] == "GET" or self._resources.answers_itself(scope["route"])

    def _tagged(self, scope: Scope, start: Message, end: Message) -> tuple[Message, Message]:
        etag = self._resources.etag(scope["route"].path, end.get("body", b""))
        MutableHeaders(scope=start)["ETag"] = etag
        wanted = Headers(scope=scope).get("if-none-match", "")
        if scope["method"] == "GET" and any(
            one == "*" or whole(one) == whole(etag) for one in _listed(wanted)
        ):
            kept = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"content-type")]
            return {**start, "status": HTTPStatus.NOT_MODIFIED, "headers": kept}, {**end, "body": b""}
        return start, end


async def precondition(request: Request) -> None:
    """Raises PreconditionFailed when the resource is not as the caller has seen it: at once, and again in the
    transaction of those deeds that change one row (`csms.store.guard`)."""
    wanted = _listed(request.headers.get("if-match", ""))
    if not wanted or request.method not in CHANGES:
        return
    resources: Resources = request.app.state.resources
    if not resources.readable(request.scope["route"].path):
        message = said("This address cannot be read, so it has no ETag")
        raise Invalid(said("{message}.", message=message), errors=(("If-Match", message),))

    async def check() -> None:
        etag = await _etag_now(request)
        if etag is not None and "*" not in wanted and written(etag) not in map(written, wanted):
            raise PreconditionFailed(
                said("Somebody has changed it since you have read it. Read it again, and decide anew."),
                headers={"ETag": etag},
            )

    await check()
    guard.expect(check)


async def _etag_now(request: Request) -> str | None:
    """By asking ourselves, as the same caller. None for what is not there: the deed itself says so."""
    found: dict[str, Any] = {}
    scope: Scope = {name: request.scope[name] for name in _HANDED_DOWN if name in request.scope}
    scope.update(method="GET", query_string=b"", headers=_only(request, _CREDENTIALS))

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: Message) -> None:
        found.update(message)

    await request.app(scope, nothing, keep)
    return Headers(raw=found["headers"]).get("etag") if found["status"] == HTTPStatus.OK else None


def _only(request: Request, names: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    return [pair for pair in request.scope["headers"] if pair[0] in names]


def _listed(header: str) -> list[str]:
    """The ETags of a header. A proxy that compresses makes them weak; they are ours all the same."""
    return [one.strip() for one in header.split(",") if one.strip()]
