"""One charger's connection: one conversation, one session, one socket.

CALLs of the charger are handled in the order of their arrival, and their answers leave in that order, after the
commit. Answers to our own CALLs are taken at once: they never wait behind the charger's messages (RPC-07).

    socket.text -> Conversation -> Exchange -> Dispatcher -> Reply -> journal == commit ==> socket.send
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from csms.charging.commands import Order, Outcome
from csms.charging.session import SEEN_PAUSE, ChargerSession
from csms.errors import StorageUnavailable
from csms.gateway.backlog import Backlog
from csms.gateway.door import Socket
from csms.gateway.exchange import Exchange, Stored, heard, said
from csms.gateway.orders import TRY_AGAIN_LATER, Orders, Parts
from csms.handlers.dispatch import LAST_RESORT
from csms.handlers.reply import Reply
from csms.ocpp.conversation import (
    MAX_MALFORMED_IN_A_ROW,
    Answer,
    Conversation,
    IncomingCall,
    LateAnswer,
    Reception,
    Refused,
)
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.frames import encode_error, encode_result
from csms.ocpp.violations import Violation
from csms.store.facts import ChargerSeen, Fact, MessageLogged
from csms.store.journal import Results
from csms.store.outage import is_outage, log_failure

log = logging.getLogger(__name__)

DESCRIPTION_LIMIT = 255

READY_PATIENCE = 10.0
"""Seconds after which a charger that says nothing is sent what waited for it."""

POLICY, PROTOCOL_ERROR = 1008, 1002


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
        self._now = parts.now
        self._ready = parts.ready
        self._ready_timer: asyncio.TimerHandle | None = None
        self._on_claimed = on_claimed
        self._on_closed = on_closed
        self._loop = asyncio.get_running_loop()
        self._conversation = Conversation(session.strict)
        self._orders = Orders(self._conversation, session, socket, parts)
        self._waiting: deque[Exchange] = deque()
        self._working: asyncio.Task[None] | None = None
        self._backlog = Backlog(socket, parts.journal)
        self._closed = False
        self._seen_at = -SEEN_PAUSE
        self._working = self._loop.create_task(self._open(), name=f"claim {session.charge_point_id}")

    # -- opening and closing -------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        """Take the charger, then work off what it has sent meanwhile."""
        try:
            await self._presence.claim(self.session, self._socket.address)
            if self._closed:
                await self._presence.release(self.session)
                return
            self._on_claimed(self)  # from here on it can be sent commands: others see it online
            self._ready_timer = self._loop.call_later(READY_PATIENCE, self._become_ready)
            await self._presence.recall(self.session)
        except Exception as error:
            log_failure(log, error, "%s: the connection could not be opened", self.session.charge_point_id)
            self._socket.close(TRY_AGAIN_LATER, "try again later")
            return
        self._working = None
        self._work()

    def _become_ready(self) -> None:
        """Something of the charger was answered, its boot perhaps; or it has had the time for it."""
        if self._ready_timer is not None:
            self._ready_timer.cancel()
            self._ready_timer = None
            self._ready(self.session.charger_id)

    def close(self, code: int, reason: str) -> None:
        self._socket.close(code, reason)

    def closed(self, code: int, reason: str) -> None:
        """The socket is gone. What was sent and not answered has an unknown outcome (RPC-13)."""
        self._closed = True
        if self._ready_timer is not None:
            self._ready_timer.cancel()
        self._waiting.clear()
        self._orders.close()
        log.info("%s: disconnected (%d %s)", self.session.charge_point_id, code, reason)
        self._on_closed(self)

    async def order(self, order: Order) -> Outcome:
        """Send a command; its end, stored."""
        return await self._orders.send(order)

    # -- what the charger sends ----------------------------------------------------------------------------------------

    def text_received(self, text: bytes) -> None:
        """One whole message."""
        reception = self._conversation.receive(text)
        if type(reception) is IncomingCall:
            self._backlog.add(len(text))
            self._waiting.append(Exchange(self, reception, text, self._now()))
            if self._working is None:
                self._work()
        else:
            self._not_a_call(reception, text)
            if alive := self._sign_of_life(self._now()):
                self._journal.append(Stored(alive))

    def _not_a_call(self, reception: Reception, text: bytes) -> None:
        if isinstance(reception, Answer | LateAnswer):
            self._orders.answered(reception, text, self._backlog)
        else:
            self._malformed(reception, text)

    def _malformed(self, reception: Reception, text: bytes) -> None:
        now, charger_id = self._now(), self.session.charger_id
        about = (getattr(reception, "id", None), None)
        violation = Violation("not-json", "", getattr(reception, "reason", ""))
        facts: list[Fact] = [heard(charger_id, now, "INVALID", about, text, (violation,))]
        reply = reception.reply if isinstance(reception, Refused) else None
        if reply is not None:
            facts.append(said(charger_id, now, "CALLERROR", about, reply))
        self._backlog.add(len(text))
        self._journal.append(Stored(facts, lambda: self._noted(len(text), reply), self._hold))
        if self._conversation.malformed_in_a_row >= MAX_MALFORMED_IN_A_ROW:
            self._socket.close(PROTOCOL_ERROR, "too many broken messages")

    def _noted(self, size: int, reply: bytes | None) -> None:
        self._backlog.stored(size)
        if reply is not None:
            self._socket.send_text(reply)

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
        except Exception as error:
            self._crashed(exchange, error)
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
        except Exception as error:
            self._crashed(exchange, error)
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

    def _crashed(self, exchange: Exchange, error: Exception) -> None:
        """Billing data is never refused: during an outage the charger keeps it, as nobody answers it (RPC-17).

        A fault of ours would be the same each time, and its queue would wait for ever: so it is kept here (R20).
        """
        log_failure(
            log, error, "%s: %s could not be handled", self.session.charge_point_id, exchange.action[:64]
        )
        if not exchange.is_transaction:
            failed = Unreadable(ErrorCode.INTERNAL_ERROR, "the central system failed, try again")
            self._refuse(exchange, failed)
        elif is_outage(error) or exchange.action not in LAST_RESORT:
            self._hold(StorageUnavailable("not handled"))
        else:
            exchange.wire = encode_result(exchange.id, LAST_RESORT[exchange.action])
            self._quarantine(exchange)

    def _heard(
        self, exchange: Exchange, violations: tuple[Violation, ...], ledger: str | None
    ) -> MessageLogged:
        at, text = exchange.received_at, exchange.text
        return heard(self.session.charger_id, at, "CALL", exchange.about, text, violations, ledger)

    def _answer(self, exchange: Exchange, kind: str) -> MessageLogged:
        heard_at = exchange.started
        return said(self.session.charger_id, self._now(), kind, exchange.about, exchange.wire, heard_at)

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
        if self._ready_timer is not None:
            self._become_ready()
        self._backlog.stored(len(exchange.text))

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
