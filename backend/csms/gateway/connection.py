"""One charger's connection: one conversation, one session, one socket.

CALLs of the charger are handled in the order of their arrival, and their answers leave in that order, after the
commit. Answers to our own CALLs are taken at once: they never wait behind the charger's messages (RPC-07).

    socket.text -> Conversation -> Exchange -> Dispatcher -> Reply -> journal == commit ==> socket.send
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from csms.auth.credentials import ChargerCredentials
from csms.charging.commands import Order, Outcome
from csms.charging.presence import Presence
from csms.charging.session import SEEN_PAUSE, ChargerSession
from csms.errors import StorageUnavailable
from csms.gateway.door import Socket
from csms.gateway.exchange import Exchange, Stored, heard, redacted, said
from csms.handlers.dispatch import Dispatcher
from csms.handlers.reply import Reply
from csms.handlers.v16 import commands
from csms.ocpp.conversation import (
    MAX_MALFORMED_IN_A_ROW,
    Answer,
    Conversation,
    IncomingCall,
    LateAnswer,
    OutgoingCall,
    Reception,
    Refused,
    TooManyCalls,
)
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.frames import CallError, CallResult, encode_call, encode_error, encode_result
from csms.ocpp.reading import read
from csms.ocpp.v16 import ACTIONS, encode, validate_request
from csms.ocpp.v16.types import Message
from csms.ocpp.violations import Violation
from csms.store.facts import ChargerSeen, CommandClosed, CommandSent, Fact, MessageLogged
from csms.store.journal import Journal, Results

log = logging.getLogger(__name__)

READ_AHEAD = 128
"""CALLs of one charger that may wait for their answers before its socket is no longer read (Q14, S19)."""

DESCRIPTION_LIMIT = 255
ERROR_LIMIT = 4_000
"""Characters of a charger's CALLERROR description that a command keeps (Q21)."""

TRY_AGAIN_LATER, INTERNAL_ERROR, POLICY, PROTOCOL_ERROR = 1013, 1011, 1008, 1002


@dataclass(frozen=True, slots=True)
class Parts:
    """What all connections of a process share. call_timeout: seconds a charger has to answer."""

    dispatcher: Dispatcher
    journal: Journal
    presence: Presence
    credentials: ChargerCredentials
    call_timeout: float
    now: Callable[[], datetime]


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


class Connection:
    """Listens to a socket; `order` sends commands."""

    def __init__(
        self,
        session: ChargerSession,
        socket: Socket,
        parts: "Parts",
        on_claimed: Callable[["Connection"], None],
        on_closed: Callable[["Connection"], None],
    ) -> None:
        self.session = session
        self._socket = socket
        self._dispatcher = parts.dispatcher
        self._journal = parts.journal
        self._presence = parts.presence
        self._credentials = parts.credentials
        self._call_timeout = parts.call_timeout
        self._now = parts.now
        self._on_claimed = on_claimed
        self._on_closed = on_closed
        self._loop = asyncio.get_running_loop()
        self._conversation = Conversation(session.strict)
        self._waiting: deque[Exchange] = deque()
        self._working: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._paused = False
        self._closed = False
        self._seen_at = -SEEN_PAUSE
        self._working = self._loop.create_task(self._open(), name=f"claim {session.charge_point_id}")

    # -- opening and closing -------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        """Take the charger, then work off what it has sent meanwhile."""
        try:
            await self._presence.claim(self.session, self._socket.address)
        except Exception:
            log.exception("%s: the connection could not be claimed", self.session.charge_point_id)
            self._socket.close(TRY_AGAIN_LATER, "try again later")
            return
        if self._closed:
            await self._presence.release(self.session)
            return
        self._on_claimed(self)
        self._working = None
        self._work()

    def close(self, code: int, reason: str) -> None:
        self._socket.close(code, reason)

    def closed(self, code: int, reason: str) -> None:
        """The socket is gone. What was sent and not answered has an unknown outcome (RPC-13)."""
        self._closed = True
        self._waiting.clear()
        if self._timer:
            self._timer.cancel()
        outstanding, queued = self._conversation.close()
        if outstanding:
            self._end_command(outstanding, "unknown", None, None)
        for call in queued:
            self._end_command(call, "offline", None, None)
        log.info("%s: disconnected (%d %s)", self.session.charge_point_id, code, reason)
        self._on_closed(self)

    # -- what the charger sends ----------------------------------------------------------------------------------------

    def text_received(self, text: bytes) -> None:
        """One whole message."""
        reception = self._conversation.receive(text)
        if type(reception) is IncomingCall:
            self._waiting.append(Exchange(self, reception, text, self._now()))
            if self._working is None:
                self._work()
            if self._conversation.calls_in_progress >= READ_AHEAD or self._journal.full:
                self._pause()
        else:
            self._not_a_call(reception, text)

    def _not_a_call(self, reception: Reception, text: bytes) -> None:
        if isinstance(reception, Answer | LateAnswer):
            self._answered(reception, text)
        else:
            self._malformed(reception, text)

    def _malformed(self, reception: Reception, text: bytes) -> None:
        now, charger_id = self._now(), self.session.charger_id
        about = (getattr(reception, "id", None), None)
        violation = Violation("not-json", "", getattr(reception, "reason", ""))
        facts: list[Fact] = [heard(charger_id, now, "INVALID", about, text, (violation,))]
        send: Callable[[], None] = _nothing
        if isinstance(reception, Refused):
            reply = reception.reply
            facts.append(said(charger_id, now, "CALLERROR", about, reply))
            send = lambda: self._socket.send_text(reply)  # noqa: E731 - sent when stored
        self._journal.append(Stored(facts, send, self._hold))
        if self._conversation.malformed_in_a_row >= MAX_MALFORMED_IN_A_ROW:
            self._socket.close(PROTOCOL_ERROR, "too many broken messages")

    def _work(self) -> None:
        """Handle waiting CALLs until one has to be awaited."""
        while self._waiting and self._working is None and not self._closed:
            self._handle(self._waiting.popleft())

    def _handle(self, exchange: Exchange) -> None:
        try:
            dispatched = self._dispatcher.dispatch(
                self.session, exchange.action, exchange.call.payload, exchange.received_at
            )
        except Unreadable as error:
            self._refuse(exchange, error)
        except Exception:
            self._crashed(exchange)
        else:
            violations = (*exchange.call.violations, *dispatched.violations)
            if isinstance(dispatched.reply, Reply):
                self._store(exchange, dispatched.reply, violations)
            else:
                awaiting = self._await(exchange, dispatched.reply, violations)
                self._working = self._loop.create_task(awaiting, name=exchange.action)

    async def _await(
        self, exchange: Exchange, reply: Awaitable[Reply], violations: tuple[Violation, ...]
    ) -> None:
        try:
            self._store(exchange, await reply, violations)
        except Exception:
            self._crashed(exchange)
        finally:
            self._working = None
        self._work()

    def _store(self, exchange: Exchange, reply: Reply, violations: tuple[Violation, ...]) -> None:
        exchange.wire = encode_result(exchange.id, reply.payload)
        exchange.settle = reply.settle
        exchange.ledger = reply.ledger
        exchange.facts = (
            self._heard(exchange, violations, reply.ledger),
            *reply.facts,
            *self._sign_of_life(exchange.received_at),
            self._answer(exchange, "CALLRESULT"),
        )
        self._journal.append(exchange)

    def _refuse(self, exchange: Exchange, error: Unreadable) -> None:
        """A CALLERROR: the message cannot be read, or must not be sent now."""
        exchange.wire = encode_error(
            exchange.id, error.code, error.description[:DESCRIPTION_LIMIT], bytes(error.details)
        )
        violation = Violation(str(error.code), error.path, error.message)
        exchange.facts = (
            self._heard(exchange, (*exchange.call.violations, violation), None),
            *self._sign_of_life(exchange.received_at),
            self._answer(exchange, "CALLERROR"),
        )
        self._journal.append(exchange)

    def _crashed(self, exchange: Exchange) -> None:
        """Our fault. Billing data is kept by the charger when nobody answers it and the socket closes (RPC-17)."""
        log.exception("%s: %s could not be handled", self.session.charge_point_id, exchange.action)
        if exchange.is_transaction:
            self._hold(StorageUnavailable("not handled"))
        else:
            self._refuse(
                exchange, Unreadable(ErrorCode.INTERNAL_ERROR, "the central system failed, try again")
            )

    def _heard(
        self, exchange: Exchange, violations: tuple[Violation, ...], ledger: str | None
    ) -> MessageLogged:
        at, text = exchange.received_at, exchange.text
        return heard(self.session.charger_id, at, "CALL", exchange.about, text, violations, ledger)

    def _answer(self, exchange: Exchange, kind: str) -> MessageLogged:
        elapsed = exchange.elapsed_ms()
        return said(self.session.charger_id, self._now(), kind, exchange.about, exchange.wire, elapsed)

    def _sign_of_life(self, at: datetime) -> tuple[Fact, ...]:
        if (now := self._loop.time()) - self._seen_at < SEEN_PAUSE:
            return ()
        self._seen_at = now
        return (ChargerSeen(self.session.charger_id, self.session.epoch, at),)

    # -- the journal's word --------------------------------------------------------------------------------------------

    def exchange_committed(self, exchange: Exchange, results: Results) -> None:
        """Stored: now it may be acknowledged."""
        if exchange.settle:
            self._settle(exchange, exchange.settle(results))
        self._conversation.replied(exchange.id)
        self._socket.send_text(exchange.wire)
        if self._paused and self._conversation.calls_in_progress < READ_AHEAD // 2:
            self._resume()

    def _settle(self, exchange: Exchange, payload: bytes) -> None:
        wire = encode_result(exchange.id, payload)
        if wire != exchange.wire:
            exchange.wire = wire
            self._journal.append(Stored((self._answer(exchange, "CALLRESULT"),)))

    def exchange_failed(self, exchange: Exchange, error: Exception) -> None:
        """Not stored. No database: the charger keeps it. Refused by the database: it would be so for ever."""
        if isinstance(error, StorageUnavailable):
            self._hold(error)
        elif exchange.ledger is not None:
            self._quarantine(exchange)
        elif exchange.wire and len(exchange.facts) > 2:
            self._refuse(exchange, Unreadable(ErrorCode.INTERNAL_ERROR, "the message could not be stored"))
        else:
            self._hold(error)

    def _quarantine(self, exchange: Exchange) -> None:
        """Kept raw and acknowledged, or the charger's queue would wait behind it for ever."""
        log.error("%s: %s is quarantined", self.session.charge_point_id, exchange.action)
        exchange.ledger, exchange.settle = None, None
        exchange.facts = (self._heard(exchange, (), "quarantined"), self._answer(exchange, "CALLRESULT"))
        self._journal.append(exchange)

    def _hold(self, error: Exception) -> None:
        """Say nothing and close: whatever is not acknowledged, the charger sends again."""
        log.warning("%s: closing without an answer: %s", self.session.charge_point_id, error)
        self._waiting.clear()
        self._socket.close(TRY_AGAIN_LATER, "try again later")

    def _pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._socket.pause_reading()
            if self._journal.full:
                self._journal.when_drained(self._resume)

    def _resume(self) -> None:
        self._paused = False
        self._socket.resume_reading()

    # -- what we send --------------------------------------------------------------------------------------------------

    async def order(self, order: Order) -> Outcome:
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
        shown = redacted(wire, commands.HIDDEN) if commands.is_secret(pending.request) else wire
        now = self._now()
        facts = (
            *commands.before_sending(self.session, pending.request, self._credentials),
            CommandSent(pending.command_id, self.session.charger_id, call.id, now),
            said(self.session.charger_id, now, "CALL", (call.id, call.action), shown),
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
            self._end_command(call, "timeout", None, None)
        self._set_timer()
        self._send_next()

    def _answered(self, reception: Answer | LateAnswer, text: bytes) -> None:
        frame = reception.result if isinstance(reception, Answer) else reception.frame
        kind = "CALLRESULT" if isinstance(frame, CallResult) else "CALLERROR"
        call = reception.call
        about = (frame.id, call.action if call else None)
        note = heard(self.session.charger_id, self._now(), kind, about, text)
        if call is None:
            self._journal.append(Stored((note,)))
        elif isinstance(frame, CallError):
            self._end_command(call, "error", None, _error_of(frame), note)
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
            self._end_command(call, "error", None, detail, note)
            return
        pending = _pending(call)
        now = self._now()
        follows = commands.after_answer(self.session, pending.command_id, pending.request, reading.value, now)
        self._end_command(call, "answered", _json(frame), None, note, *follows)

    def _end_command(self, call: OutgoingCall, state: str, response: Any, error: Any, *facts: Fact) -> None:
        pending = _pending(call)
        closed = CommandClosed(
            pending.command_id, self.session.charger_id, state, response, error, self._now()
        )
        told = Stored((*facts, closed), lambda: pending.end(state), lambda failure: pending.end("unknown"))
        self._journal.append(told)


def _nothing() -> None:
    """Nothing is sent."""


def _pending(call: OutgoingCall) -> Pending:
    if not isinstance(call.context, Pending):
        raise TypeError("every CALL of ours carries a command")
    return call.context


def _json(frame: CallResult) -> Any:
    return msgspec.json.decode(frame.payload)


def _error_of(frame: CallError) -> dict[str, Any]:
    details = msgspec.json.decode(frame.details) if bytes(frame.details) else {}
    return {"code": frame.code[:64], "description": frame.description[:ERROR_LIMIT], "details": details}
