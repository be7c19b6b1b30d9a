"""From the bytes of an upgrade request to a `Handshake`, or to the answer that refuses it.

The request has already passed uvicorn's HTTP parser, which hands it over as one rebuilt head. `websockets`
checks what RFC 6455 section 4.2.1 asks of it; the identity is read from the raw request target (CONN-02).
"""

import logging
import re
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from websockets.datastructures import Headers, MultipleValuesError
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from csms.gateway.door import Handshake, Refusal

PREFIX = "/ocpp/"

# One line per opened and closed connection is the session's to write, not the library's.
library_log = logging.getLogger("csms.gateway.frames")
library_log.setLevel(logging.WARNING)

_BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NOT_FOUND = Refusal(404, "There is nothing here. A charge point connects to /ocpp/{charge_point_id}.\n")


class HandshakeRefused(Exception):
    """The request never gets as far as the door; `response` says why."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def identity_of(target: str) -> bytes | None:
    """The identity in a raw request target, percent-decoded once, or None when there is none (CONN-02).

    `%2F` belongs to the identity, `+` is no space, the query is dropped, one trailing slash is forgiven (Q4).
    """
    path = target.partition("?")[0]
    if not path.startswith(PREFIX):
        return None
    segment = path[len(PREFIX) :].removesuffix("/")
    if not segment or "/" in segment or _BROKEN_ESCAPE.search(segment):
        return None
    return unquote_to_bytes(segment)


def read_request(head: bytes) -> tuple[Request, Response]:
    """Checks a whole request head; returns it with the 101 that accepts it.

    Raises `HandshakeRefused` for anything that is not a WebSocket handshake to one of our paths.
    """
    protocol = ServerProtocol(logger=library_log)
    protocol.receive_data(head)
    events = protocol.events_received()
    if not events or not isinstance(request := events[0], Request):
        raise HandshakeRefused(refusal_response(Refusal(400, "This is not a valid HTTP request.\n")))
    if identity_of(request.path) is None:
        raise HandshakeRefused(refusal_response(_NOT_FOUND))
    response = protocol.accept(request)
    if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
        response.headers["Sec-WebSocket-Version"] = "13"  # RFC 6455 section 4.4
        raise HandshakeRefused(response)
    return request, response


def read_handshake(request: Request, address: str, tls: bool) -> Handshake:
    """The facts a door judges by. Raises `HandshakeRefused` for ambiguous or unreadable ones."""
    identity = identity_of(request.path) or b""
    try:
        name = identity.decode()
    except UnicodeDecodeError:
        raise HandshakeRefused(refusal_response(_NOT_FOUND)) from None
    if _CONTROL.search(name):
        raise HandshakeRefused(refusal_response(_NOT_FOUND))
    headers = request.headers
    authorization = _single(headers, "Authorization")
    return Handshake(
        identity=name,
        identity_bytes=identity,
        authorization=None if authorization is None else authorization.encode("latin-1"),
        subprotocols=_offered(headers),
        address=address,
        tls=tls,
        origin=_single(headers, "Origin"),
        user_agent=_single(headers, "User-Agent"),
        headers={name: ", ".join(headers.get_all(name)) for name in headers},
    )


def _single(headers: Headers, name: str) -> str | None:
    """A header that may come once: two of them would mean two things to two readers."""
    try:
        return headers.get(name)
    except MultipleValuesError:
        raise HandshakeRefused(refusal_response(Refusal(400, f"More than one {name} header.\n"))) from None


def _offered(headers: Headers) -> tuple[str, ...]:
    """The header may be repeated or comma separated, order is preference (CONN-04)."""
    tokens = ",".join(headers.get_all("Sec-WebSocket-Protocol")).split(",")
    return tuple(token.strip() for token in tokens if token.strip())


async def seen_through_proxies(handshake: Handshake, trusted: list[str] | str) -> Handshake:
    """The client's own address and TLS, as told by a proxy we trust: the same rule uvicorn applies to HTTP.

    `trusted` is uvicorn's `forwarded_allow_ips`; what anybody else claims is ignored (S6).
    """
    headers = [(name.encode(), value.encode("latin-1")) for name, value in handshake.headers.items()]
    if not any(name.startswith(b"x-forwarded-") for name, _ in headers):
        return handshake
    scope: Any = {
        "type": "websocket",
        "client": (handshake.address, 0),
        "scheme": "wss" if handshake.tls else "ws",
        "headers": headers,
    }
    middleware: Any = ProxyHeadersMiddleware(_no_application, trusted)
    await middleware(scope, None, None)
    return replace(handshake, address=scope["client"][0], tls=scope["scheme"] == "wss")


async def _no_application(scope: Any, receive: Any, send: Any) -> None:
    """The middleware only edits the scope."""


def refusal_response(refusal: Refusal) -> Response:
    """The HTTP answer of a refusal: plain text, and the connection ends with it."""
    response = ServerProtocol(logger=library_log).reject(refusal.status, refusal.body)
    for name, value in refusal.headers:
        response.headers[name] = value
    return response
