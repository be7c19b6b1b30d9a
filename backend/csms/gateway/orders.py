"""What we ask of one charger: one CALL at a time, each with an honest end.

send --> queued --> stored as sent --> socket
                                         |--> answered, error       the charger's word
                                         |--> timeout               nothing came in time; the next one goes
close: the outstanding one is unknown, the queued ones never left (offline)
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from csms.auth.credentials import ChargerCredentials
from csms.charging.commands import Order, Outcome
from csms.charging.presence import Presence
from csms.charging.session import ChargerSession
from csms.errors import StorageUnavailable
from csms.gateway.backlog import Backlog
from csms.gateway.door import Socket
from csms.gateway.exchange import Stored, heard, said
from csms.handlers.dispatch import Dispatcher
from csms.handlers.effects import Failure, Sending
from csms.handlers.v16 import commands, secrets
from csms.ocpp.conversation import Answer, Conversation, LateAnswer, OutgoingCall, TooManyCalls
from csms.ocpp.errors import Unreadable
from csms.ocpp.frames import CallError, CallResult, decode, encode_call
from csms.ocpp.reading import read
from csms.ocpp.v16 import ACTIONS, encode, validate_request
from csms.ocpp.v16.types import Message
from csms.store.facts import CommandClosed, CommandSent, Fact
from csms.store.journal import Journal

ERROR_LIMIT = 4_000
"""Characters of a charger's CALLERROR description that a command keeps (Q21)."""

TRY_AGAIN_LATER = 1013


@dataclass(frozen=True, slots=True)
class Parts:
    """What all connections of a process share. call_timeout: seconds a charger has to answer.

    ready: told once for each connection, when its charger can be asked something.
    """

    dispatcher: Dispatcher
    journal: Journal
    presence: Presence
    credentials: ChargerCredentials
    call_timeout: float
    now: Callable[[], datetime]
    ready: Callable[[UUID], None] = lambda charger_id: None


class Pending:
    """A command on its way to the charger: its parsed request, and who waits for its end."""

    __slots__ = ("command_id", "outcome", "request")

    def __init__(self, command_id: UUID, request: Message, outcome: "asyncio.Future[Outcome]") -> None:
        self.command_id = command_id
        self.request = request
        self.outcome = outcome

    def end(self, state: str) -> None:
        if not self.outcome.done():
            self.outcome.set_result(Outcome(state))


class Orders:
    """The outgoing half of a connection."""

    def __init__(
        self, conversation: Conversation, session: ChargerSession, socket: Socket, parts: Parts
    ) -> None:
        self._conversation = conversation
        self._session = session
        self._socket = socket
        self._journal = parts.journal
        self._credentials = parts.credentials
        self._call_timeout = parts.call_timeout
        self._now = parts.now
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    def close(self) -> None:
        """The socket is gone (RPC-13)."""
        self._closed = True
        outstanding, queued = self._conversation.close()
        self._set_timer()
        if outstanding:
            self._fail(outstanding, Failure("unknown"))
        for call in queued:
            self._fail(call, Failure("offline"))

    def _hold(self, error: Exception) -> None:
        """It could not be stored that it is sent, so it is not."""
        self._socket.close(TRY_AGAIN_LATER, "try again later")

    async def send(self, order: Order) -> Outcome:
        """Send a command; its end, stored."""
        request = validate_request(order.action, order.request)
        outcome: asyncio.Future[Outcome] = self._loop.create_future()
        pending = Pending(order.command_id, request, outcome)
        call = OutgoingCall(str(uuid4()), order.action, encode(request), self._call_timeout, pending)
        if self._closed:
            return Outcome("offline")
        try:
            self._conversation.enqueue(call)
        except TooManyCalls:
            return Outcome("offline")
        self._send_next()
        return await outcome

    def _send_next(self) -> None:
        call = self._conversation.next_call(self._loop.time())
        if call is None:
            return
        pending = _pending(call)
        wire = encode_call(call.id, call.action, call.payload)
        shown = secrets.redact_frame(pending.request, wire)
        now = self._now()
        facts = (
            *commands.before_sending(self._sending(pending, now), pending.request),
            CommandSent(pending.command_id, self._session.charger_id, call.id, now),
            said(self._session.charger_id, now, "CALL", (call.id, call.action), shown),
        )
        self._journal.append(Stored(facts, lambda: self._socket.send_text(wire), self._hold))
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
        deadline = self._conversation.deadline
        self._timer = None if deadline is None else self._loop.call_at(deadline, self._expire)

    def _expire(self) -> None:
        if call := self._conversation.expire(self._loop.time()):
            self._fail(call, Failure("timeout"))
        self._set_timer()
        self._send_next()

    def answered(self, reception: Answer | LateAnswer, text: bytes, backlog: Backlog) -> None:
        """backlog: for answers to nothing, which are as many as the charger likes."""
        frame = reception.result if isinstance(reception, Answer) else reception.frame
        kind = "CALLRESULT" if isinstance(frame, CallResult) else "CALLERROR"
        call = reception.call
        if call is not None:
            text, frame = _concealed(_pending(call).request, text, frame)
        about = (frame.id, call.action if call else None)
        note = heard(self._session.charger_id, self._now(), kind, about, text)
        if call is None:
            backlog.add(len(text))
            self._journal.append(Stored((note,), lambda: backlog.stored(len(text)), self._hold))
        elif isinstance(frame, CallError):
            self._fail(call, Failure("error", frame.code), _error_of(frame), note)
        else:
            self._take_result(call, frame, note)
        if isinstance(reception, Answer):
            self._set_timer()
            self._send_next()

    def _take_result(self, call: OutgoingCall, frame: CallResult, note: Fact) -> None:
        """RPC-12: answers are validated too; what cannot be read ends the command as an error, kept raw."""
        try:
            reading = read(
                ACTIONS[call.action].response, frame.payload, received_at=self._now(), strict=False
            )
        except Unreadable as error:
            detail = {"code": "InvalidResponse", "description": error.description, "details": {}}
            self._fail(call, Failure("error", "InvalidResponse"), detail, note)
            return
        pending = _pending(call)
        follows = commands.after_answer(self._sending(pending, self._now()), pending.request, reading.value)
        self._end(call, "answered", _payload(frame, reading.value), None, note, *follows)

    def _sending(self, pending: Pending, now: datetime) -> Sending:
        return Sending(self._session, pending.command_id, self._credentials, now)

    def _fail(self, call: OutgoingCall, failure: Failure, error: Any = None, *facts: Fact) -> None:
        pending = _pending(call)
        follows = commands.after_failure(self._sending(pending, self._now()), pending.request, failure)
        self._end(call, failure.state, None, error, *facts, *follows)

    def _end(self, call: OutgoingCall, state: str, response: Any, error: Any, *facts: Fact) -> None:
        pending = _pending(call)
        closed = CommandClosed(
            pending.command_id, self._session.charger_id, state, response, error, self._now()
        )

        def failed(error: Exception) -> None:
            """Without a database the row stays open: it is closed as left over once this connection has ended."""
            pending.end("unknown")
            if isinstance(error, StorageUnavailable):
                self._hold(error)

        self._journal.append(Stored((*facts, closed), lambda: pending.end(state), failed))


def _pending(call: OutgoingCall) -> Pending:
    if not isinstance(call.context, Pending):
        raise TypeError("every CALL of ours carries a command")
    return call.context


def _concealed(
    request: Message, text: bytes, frame: CallResult | CallError
) -> tuple[bytes, CallResult | CallError]:
    """The answer without the secrets that a charger should not have put into it."""
    shown = secrets.conceal(request, text)
    if shown == text:
        return text, frame
    again = decode(shown)
    return shown, again if isinstance(again, CallResult | CallError) else frame


def _payload(frame: CallResult, understood: Message) -> Any:
    """The payload as it came; as it was understood where that cannot be stored (S14)."""
    raw = bytes(frame.payload)
    try:
        payload = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        payload = None
    return msgspec.to_builtins(understood) if payload is None or b"\\u0000" in raw else payload


def _error_of(frame: CallError) -> dict[str, Any]:
    try:
        details = msgspec.json.decode(bytes(frame.details).replace(b"\\u0000", b"\\ufffd") or b"{}")
    except msgspec.DecodeError:
        details = {}
    return {"code": frame.code[:64], "description": frame.description[:ERROR_LIMIT], "details": details}
