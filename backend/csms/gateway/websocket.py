"""One charger's open WebSocket, straight on uvicorn's transport.

    OPEN -> CLOSING -> DRAINING -> LOST

OPEN      messages go to the listener.
CLOSING   we have sent a close frame and wait for the peer's; its messages count no more.
DRAINING  the last byte is written; input is thrown away until the peer closes, so that TCP does not reset the
          connection before the peer has read our close frame.

`websockets` owns the protocol: fragments, control frames, errors, closing. In front of it lies a short path
for the one frame every charger sends: text, whole, final, masked, outside a fragmented message. A
ServerProtocol in the state OPEN with no message begun remembers nothing, so it lives only while something
uncommon is under way, and is given whole frames only. An idle socket has none.
"""

import asyncio
import logging
import random
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from websockets.frames import Frame, Opcode
from websockets.protocol import SEND_EOF, State
from websockets.server import ServerProtocol

from csms.gateway.door import Admission, Listener
from csms.gateway.frames import (
    PING,
    PONG_FINAL,
    TEXT_FINAL,
    apply_mask,
    find_border,
    is_unacceptable,
    is_utf8,
    text_frame,
)
from csms.gateway.handshake import library_log
from csms.gateway.limits import end_writing
from csms.gateway.service import SocketService

log = logging.getLogger(__name__)

MAX_FRAGMENTS = 4096  # per message: 256 bytes each in a message of 1 MiB
MAX_CONTROL_FRAMES = 100  # per round, about a second
ANSWER_TIME = 0.25  # seconds from the last message read to the close of a shutdown, for its answer to leave
MAX_REASON = 123  # bytes (RFC 6455 section 5.5)


class Phase(IntEnum):
    OPEN, CLOSING, DRAINING, LOST = range(4)


OPEN = Phase.OPEN


class WebSocket(asyncio.Protocol):
    """A `Socket` to its listener, a protocol to asyncio, a connection to uvicorn."""

    __slots__ = (
        "_busy",
        "_closed",
        "_connections",
        "_control_frames",
        "_fragments",
        "_hearing",
        "_library",
        "_listener",
        "_message",
        "_needed",
        "_out",
        "_paused",
        "_pending",
        "_phase",
        "_ping_rounds",
        "_quiet",
        "_service",
        "_transport",
        "address",
        "opened_at",
        "tls",
    )

    def __init__(
        self,
        service: SocketService,
        transport: asyncio.Transport,
        connections: set[Any],
        address: str,
        tls: bool,
    ) -> None:
        self.address = address
        self.tls = tls
        self.opened_at = datetime.now(UTC)
        self._service = service
        self._transport = transport
        self._connections = connections  # uvicorn's: it calls our `shutdown` and waits until we have left
        self._listener: Listener | None = None
        self._library: ServerProtocol | None = None
        self._message: bytearray | None = None  # of a fragmented message
        self._fragments = 0
        self._pending: bytearray | None = None  # received, not consumed
        self._needed = 0  # bytes of `_pending` that make it worth another look
        self._out: list[bytes] = []
        self._busy = False  # consuming: what is sent meanwhile leaves at the end, in one write
        self._phase = OPEN
        self._paused = False
        self._hearing = True  # frames may be consumed: open or closing, and not paused
        self._quiet = 0  # rounds since the last byte, or since the phase began
        self._ping_rounds = service.ping_rounds
        self._control_frames = 0  # in this round
        self._closed: tuple[int, str] | None = None

    def open(self, admission: Admission, early: bytes) -> None:
        """The 101 has been written: brings in the listener, then what the peer has sent too early."""
        self._connections.add(self)
        self._service.join(self)
        if admission.ping_interval is not None:
            self._ping_rounds = self._service.rounds(admission.ping_interval)
        self._transport.set_write_buffer_limits(high=self._service.limits.write_limit)
        self._transport.resume_reading()
        try:
            self._listener = self._service.door.open(admission, self)
        except Exception:
            log.exception("The session of %s failed to open", self.address)
            self._fail(1011, "internal error")
        self.data_received(early)

    # ------------------------------------------------------------------ asyncio.Protocol, uvicorn

    def data_received(self, data: bytes) -> None:
        if self._phase is OPEN:
            self._quiet = 0
        elif self._phase is not Phase.CLOSING:
            return
        pending = self._pending
        if pending is not None:
            pending += data
            if len(pending) < self._needed:
                return
            data = bytes(pending)
            self._pending = None
        self._consume(data)

    def eof_received(self) -> None:
        """After a closing handshake or without one: the transport closes itself now."""
        self._phase = Phase.DRAINING
        self._hearing = False

    def connection_lost(self, exc: Exception | None) -> None:
        self._phase = Phase.LOST
        self._hearing = False
        self._connections.discard(self)
        self._service.leave(self)
        self._out.clear()
        self._pending = self._message = self._library = None
        listener, self._listener = self._listener, None
        if listener is not None:
            code, reason = self._closed or (1006, "connection lost")
            try:
                listener.closed(code, reason)
            except Exception:
                log.exception("The session of %s failed to close", self.address)

    def pause_writing(self) -> None:
        """The peer has not read `write_limit` bytes (R15): the write buffer is the only queue."""
        self.close(1013, "slow consumer")

    def resume_writing(self) -> None:
        """Too late: the socket is closing."""

    def shutdown(self) -> None:
        """uvicorn stops. Chargers come back at once, so they are not all sent away at once (R12)."""
        delay = random.uniform(0, self._service.limits.shutdown_spread)  # noqa: S311 - spread, not secrecy
        asyncio.get_running_loop().call_later(delay, self._go_away)

    # ------------------------------------------------------------------ Socket

    def send_text(self, payload: bytes) -> None:
        if self._phase is not OPEN:
            return
        if not self._out and not self._busy:
            self._service.flusher.soon(self)
        self._out.append(text_frame(payload))

    def close(self, code: int, reason: str) -> None:
        if self._phase is not OPEN:
            return
        self._phase = Phase.CLOSING
        self._quiet = 0
        self._closed = (code, reason)
        library = self._borrow_library()
        library.send_close(code, reason.encode()[:MAX_REASON].decode(errors="ignore"))
        self._emit(library)
        self.resume_reading()

    def pause_reading(self) -> None:
        if self._phase is OPEN and not self._paused:
            self._paused = True
            self._hearing = False
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self._paused or self._phase not in (OPEN, Phase.CLOSING):
            return
        self._paused = False
        self._hearing = True
        self._transport.resume_reading()
        if self._pending is not None and not self._busy:
            asyncio.get_running_loop().call_soon(self._continue)

    def _continue(self) -> None:
        if self._hearing and self._pending is not None:
            data, self._pending = bytes(self._pending), None
            self._consume(data)

    def _go_away(self) -> None:
        """Reads no further, answers what was read, then says good-bye."""
        self.pause_reading()
        asyncio.get_running_loop().call_later(ANSWER_TIME, self.close, 1012, "service restart")

    # ------------------------------------------------------------------ incoming frames

    def _consume(self, data: bytes) -> None:
        """Takes the whole frames at the front of `data` and keeps the rest."""
        self._busy = True
        longest = self._service.limits.max_message
        start, end = 0, len(data)
        while self._hearing and end - start >= 6:
            first, second = data[start], data[start + 1]
            if 0x80 <= second < 0xFE:  # masked, less than 126 bytes
                body = start + 6
                stop = body + second - 0x80
            else:
                body, stop = find_border(data, start)
            if stop > end or stop - body > longest or second < 0x80:
                break
            if first == TEXT_FINAL and self._library is None:
                self._deliver(apply_mask(data[body:stop], data[body - 4 : body]))
            elif first == PONG_FINAL and second < 0xFE:
                self._count_control_frame()
            else:
                self._consult_library(data[start:stop])
            start = stop
        if start < end:
            self._keep(data[start:])
        self._busy = False
        self.flush()

    def _keep(self, rest: bytes) -> None:
        """Waits for the rest of a frame, unless its header already says that there is no point in it."""
        if self._phase not in (OPEN, Phase.CLOSING):
            return
        body, stop = find_border(rest, 0)
        allowed = self._service.limits.max_message - len(self._message or b"")
        if self._hearing and len(rest) > 1 and (is_unacceptable(rest) or stop - body > allowed):
            self._consult_library(rest)
            return
        self._pending = bytearray(rest)
        self._needed = stop if self._hearing else 0

    def _deliver(self, text: bytes) -> None:
        if not text.isascii() and not is_utf8(text):
            self._fail(1007, "invalid UTF-8")
            return
        assert self._listener is not None
        try:
            self._listener.text_received(text)
        except Exception:
            log.exception("The session of %s failed to take a message", self.address)
            self._fail(1011, "internal error")

    def _count_control_frame(self) -> None:
        self._control_frames += 1
        if self._control_frames > MAX_CONTROL_FRAMES:
            self._fail(1008, "too many control frames")

    # ------------------------------------------------------------------ the library

    def _borrow_library(self) -> ServerProtocol:
        if self._library is None:
            limit = self._service.limits.max_message
            self._library = ServerProtocol(state=State.OPEN, max_size=limit, logger=library_log)
        return self._library

    def _consult_library(self, frame: bytes) -> None:
        """Anything uncommon: hands over one whole frame, or the beginning of one that fails at once."""
        library = self._borrow_library()
        library.receive_data(frame)
        for event in library.events_received():
            if isinstance(event, Frame) and self._phase in (OPEN, Phase.CLOSING):
                self._receive_frame(event)
        self._emit(library)
        if library.state is State.OPEN and self._message is None:
            self._library = None

    def _receive_frame(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.CLOSE, Opcode.PING, Opcode.PONG):
            self._count_control_frame()
        elif self._phase is not OPEN:
            return
        elif frame.opcode is Opcode.BINARY:
            self._fail(1003, "OCPP messages are text")  # CONN-07
        else:
            self._receive_fragment(frame)

    def _receive_fragment(self, frame: Frame) -> None:
        if self._message is None:
            self._message = bytearray()
            self._fragments = 0
        self._message += frame.data
        self._fragments += 1
        if self._fragments > MAX_FRAGMENTS:
            self._fail(1008, "too many fragments")
        elif frame.fin:
            message, self._message = bytes(self._message), None
            self._deliver(message)

    def _fail(self, code: int, reason: str) -> None:
        library = self._borrow_library()
        library.fail(code, reason)
        self._emit(library)

    def _emit(self, library: ServerProtocol) -> None:
        """Queues what the library wants to send, behind what is queued; an empty chunk means the end."""
        chunks = library.data_to_send()
        self._out += filter(None, chunks)
        if SEND_EOF in chunks:
            if self._closed is None and library.close_sent is not None:
                self._closed = (int(library.close_sent.code), library.close_sent.reason)
            self._drain()
        elif not self._busy:
            self.flush()

    # ------------------------------------------------------------------ leaving

    def flush(self) -> None:
        """Writes what is queued, all of it at once."""
        out = self._out
        if out:
            data = out[0] if len(out) == 1 else b"".join(out)
            out.clear()
            self._transport.write(data)

    def _drain(self) -> None:
        self.flush()
        self._phase = Phase.DRAINING
        self._hearing = False
        self._quiet = 0
        self._pending = self._message = self._library = None
        if self._paused:
            self._transport.resume_reading()
        end_writing(self._transport)

    def round(self) -> None:
        """Once per round: pings, and an end to what takes too long."""
        self._quiet += 1
        self._control_frames = 0
        if self._phase is OPEN:
            self._keep_alive()
        elif self._quiet >= self._service.close_rounds:
            self._transport.abort()

    def _keep_alive(self) -> None:
        """Pings a silent peer, drops one that stays silent; any byte is a sign of life (LIVE-03, R5)."""
        every, patience = self._ping_rounds, self._service.pong_rounds
        if self._paused:  # it is we who do not listen
            self._quiet = 0
        elif every and patience and self._quiet >= every + patience:
            self._closed = (1006, "ping timeout")
            self._phase = Phase.DRAINING
            self._hearing = False
            self._transport.abort()
        elif every and self._quiet % every == 0:
            self._transport.write(PING)
