"""uvicorn's server, begun and ended so that everything around it has its time too.

By itself uvicorn ends the process by the signal that stopped it, before the parts that serve the connections
are stopped: nothing would be released, and nobody told. And a stream of events has no end that it could wait for.
"""

import errno
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import uvicorn

from csms.errors import ConfigurationError

UNLIMITED = 65_536
"""Files that are asked for where the machine sets no limit."""


class StoppableServer(uvicorn.Server):
    """on_ready: it listens. on_stopping: it is about to wait for the responses that are under way."""

    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], None], on_stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_stopping = on_stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stopping()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but the signal is not raised again: it has been obeyed."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()


class SecondServer(uvicorn.Server):
    """Beside another one, which obeys the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def for_chargers_only(scope: Any, receive: Any, send: Any) -> None:
    """The application of a port that has nothing but `/ocpp`, which never gets as far as here."""
    body = b"This port is for charge points: /ocpp/{charge_point_id}\n"
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def bound(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Sockets that do not listen yet, one for each address of the host. Raises ConfigurationError."""
    with ExitStack() as stack:
        try:
            sockets = [stack.enter_context(one) for one in _bind_all(_addresses(host, port))]
        except OSError as error:
            raise ConfigurationError(f"HOST, PORT: {host}:{port} cannot be used: {error.strerror}") from error
        yield sockets


def _bind_all(addresses: list[tuple[int, Any]]) -> Iterator[socket.socket]:
    """`localhost` often has an address of IPv6 where there is no IPv6: one that can be used is enough."""
    found, missing = False, None
    for family, address in addresses:
        try:
            one = _bind(family, address)
        except OSError as error:
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                raise
            missing = error
        else:
            found = True
            yield one
    if not found and missing is not None:
        raise missing


def _addresses(host: str, port: int) -> list[tuple[int, Any]]:
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return [(family, address) for family, _, _, _, address in found]


def _bind(family: int, address: Any) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def allow_many_sockets() -> None:
    """Each charger is a file to the system, and the limit that is set by default is often 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = UNLIMITED if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
