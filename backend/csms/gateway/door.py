"""The seam between sockets and sessions.

The socket side (`websocket.py`) knows bytes, frames and time limits and nothing of OCPP; the session side
decides who may come in and what a message means. They meet in the five types of this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """A certificate that TLS has proved, to its root."""

    common_name: str
    organisation: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Handshake:
    """A well-formed upgrade request to `/ocpp/{identity}`; nothing in it is to be trusted yet."""

    identity: str
    """The last path segment, percent-decoded once (CONN-02)."""
    identity_bytes: bytes
    """The same before UTF-8 decoding, to be compared with the Basic user (CONN-11)."""
    authorization: bytes | None
    """The raw header value, scheme included."""
    subprotocols: tuple[str, ...]
    """As offered, in the client's order of preference (CONN-04)."""
    address: str
    """IP address of the peer, without port."""
    tls: bool
    origin: str | None
    user_agent: str | None
    headers: Mapping[str, str]
    """All headers: names in lower case, repeated values joined by commas, read as ISO-8859-1."""
    certificate: ClientCertificate | None = None
    """Of the TLS connection itself; what a header says of one counts for nothing (TLS-08)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The plain HTTP answer to somebody who does not come in."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()


class Admission(Protocol):
    """What `Door.admit` found out about a charger that may come in; opaque to the socket but for two words."""

    @property
    def subprotocol(self) -> str | None:
        """The one token to echo, or None to send no `Sec-WebSocket-Protocol` at all (DEC-1)."""

    @property
    def ping_interval(self) -> float | None:
        """Seconds of silence after which this charger is pinged, 0 never, None as all others (Q5)."""


A = TypeVar("A", bound=Admission)


class Socket(Protocol):
    """An open WebSocket, as a session sees it. No method raises, whatever state the socket is in."""

    @property
    def address(self) -> str: ...
    @property
    def tls(self) -> bool: ...
    @property
    def opened_at(self) -> datetime: ...

    def send_text(self, payload: bytes) -> None:
        """Sends one message of valid UTF-8; does nothing once the socket is closing."""

    def close(self, code: int, reason: str) -> None:
        """Starts the closing handshake; no message passes any more. `Listener.closed` follows later."""

    def pause_reading(self) -> None:
        """No `text_received` until `resume_reading`; the peer feels it as TCP back-pressure."""

    def resume_reading(self) -> None: ...


class Listener(Protocol):
    """A session, as its socket sees it."""

    def text_received(self, text: bytes) -> None:
        """One whole message of valid UTF-8. An exception is logged and closes the socket with 1011."""

    def closed(self, code: int, reason: str) -> None:
        """Called exactly once, when the TCP connection is gone; 1006 when nobody said why."""


class Door(Protocol[A]):
    """Who may come in."""

    async def admit(self, handshake: Handshake) -> Refusal | A:
        """Judges identity and credentials before the upgrade. Cancelled when the peer leaves or is late."""

    def open(self, admission: A, socket: Socket) -> Listener:
        """The upgrade is done; called once per admission, unless the peer has left in between."""
