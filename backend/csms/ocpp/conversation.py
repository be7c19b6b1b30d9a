"""The conversation over one connection, as a state machine without a socket and without a clock.

Theory
------
Either side may send a CALL at any time, and each CALL is answered by exactly one CALLRESULT or CALLERROR
with the same message id. The two directions know nothing of each other: a charger may authorize a card
while our RemoteStartTransaction is still unanswered, and gets its answer at once (RPC-07).

Incoming
    Each readable CALL becomes an `IncomingCall`, in the order of arrival. A charger should wait for our
    answer before its next CALL; one that does not breaks a SHOULD NOT only (RPC-08). To be remembered are
    the ids that are still being processed, because a second CALL under such an id is an error (J 4.2.3)
    that leaves the first one alone. Whoever answers a CALL says so by `replied`. Ids that were answered are
    forgotten: chargers number from 1 again after each reboot.

    A frame that is none is `Refused` with a ready CALLERROR if its id can be read, else `Ignored`. A
    CALLRESULT or CALLERROR is never answered, however broken it is (RPC-10).

Outgoing
    One CALL is outstanding at a time (RPC-06), the rest queue:

        enqueue --> queued --next_call--> outstanding --receive--> Answer
                      |                    |      |
                      +------- close ------+      +---expire--> expired --receive--> LateAnswer

    Each CALL ends exactly once: answered, expired, or handed back by `close`, where the outstanding one has
    an unknown outcome and the queued ones were never sent (RPC-13). Expired ids are kept for a while, so
    that an answer which comes late is recorded with its command and never taken for the answer to another
    (RPC-09). Ids are the caller's: UUIDs, never used twice for one charger (RPC-05).

Time
    Seconds of any monotonic clock, given by the caller. `deadline` says when to call `expire`.

Bounds
    Everything that is remembered is limited by the constants below.
"""

from collections import deque
from typing import TypeAlias

from msgspec import Raw, Struct

from csms.ocpp.errors import ErrorCode
from csms.ocpp.frames import Call, CallError, CallResult, Malformed, MessageId, decode, encode_error
from csms.ocpp.violations import TRANSACTION_ACTIONS, Rule, Violation

# A charger that sends this many broken frames in a row speaks something else: close with 1002.
MAX_MALFORMED_IN_A_ROW = 16
# Far beyond any charger's habit; the gateway stops reading a socket long before.
MAX_CALLS_IN_PROGRESS = 1000
MAX_QUEUED_CALLS = 1000
# Expired CALLs whose late answer can still be told apart.
MAX_EXPIRED_CALLS = 16

_ALLOWED_ID_LENGTH = 36


class OutgoingCall(Struct, frozen=True):
    """A CALL of ours; `timeout` in seconds from sending, `context` is the caller's own."""

    id: str
    action: str
    payload: bytes
    timeout: float
    context: object


class IncomingCall(Struct, frozen=True, gc=False):
    """Answer it, then say `replied(id)`. `violations` are those of the frame, not of the payload."""

    id: MessageId
    action: str
    payload: Raw
    violations: tuple[Violation, ...] = ()


class Answer(Struct, frozen=True):
    """`call` has ended with this CALLRESULT or CALLERROR."""

    call: OutgoingCall
    result: CallResult | CallError


class LateAnswer(Struct, frozen=True):
    """An answer to nothing that waits: to the expired `call`, or (None) to an id that we do not know."""

    call: OutgoingCall | None
    frame: CallResult | CallError


class Refused(Struct, frozen=True):
    """Send `reply`, a CALLERROR, at once; nothing else is to be done."""

    reply: bytes
    id: MessageId
    code: str
    reason: str


class Ignored(Struct, frozen=True):
    """Log it and send nothing."""

    reason: str


Reception: TypeAlias = IncomingCall | Answer | LateAnswer | Refused | Ignored


class TooManyCalls(Exception):
    """The queue of CALLs to this charger is full (`MAX_QUEUED_CALLS`)."""


class Conversation:
    """The state of one connection; `strict` refuses what breaks the letter only (DEC-3)."""

    __slots__ = (
        "_deadline",
        "_expired",
        "_in_progress",
        "_outstanding",
        "_queue",
        "_strict",
        "malformed_in_a_row",
    )

    def __init__(self, strict: bool = False) -> None:
        self._strict = strict
        self._in_progress: set[MessageId] = set()
        self._queue: deque[OutgoingCall] = deque()
        self._outstanding: OutgoingCall | None = None
        self._deadline: float | None = None
        self._expired: dict[MessageId, OutgoingCall] = {}
        self.malformed_in_a_row = 0

    # Incoming

    def receive(self, text: bytes) -> Reception:
        """What one WebSocket text message means; never raises."""
        frame = decode(text)
        if isinstance(frame, Malformed):
            return self._malformed(frame)
        self.malformed_in_a_row = 0
        if isinstance(frame, Call):
            return self._call(frame)
        return self._answer(frame)

    def replied(self, id: MessageId) -> None:
        """The CALL `id` has been answered; its id may be used again."""
        self._in_progress.discard(id)

    @property
    def calls_in_progress(self) -> int:
        """How many CALLs of the charger wait for our answer."""
        return len(self._in_progress)

    def _call(self, call: Call) -> Reception:
        id = call.id
        if id in self._in_progress:
            return _refuse(id, ErrorCode.FORMATION_VIOLATION, "this message id is still being processed")
        if len(self._in_progress) >= MAX_CALLS_IN_PROGRESS:
            return _refuse(id, ErrorCode.GENERIC_ERROR, "too many calls wait for an answer")
        if type(id) is str and 0 < len(id) <= _ALLOWED_ID_LENGTH:
            self._in_progress.add(id)
            return IncomingCall(id, call.action, call.payload)
        return self._odd_id(call)

    def _odd_id(self, call: Call) -> Reception:
        """A number, an empty id, a long id: readable, so tolerated and recorded (DEC-3, 2.5)."""
        violation = _id_violation(call.id)
        if self._strict and call.id != "" and call.action not in TRANSACTION_ACTIONS:
            return _refuse(str(call.id), ErrorCode.FORMATION_VIOLATION, violation.message)
        self._in_progress.add(call.id)
        return IncomingCall(call.id, call.action, call.payload, (violation,))

    def _malformed(self, frame: Malformed) -> Refused | Ignored:
        if not frame.harmless:
            self.malformed_in_a_row += 1
        if frame.error_code is None or frame.message_id is None:
            return Ignored(frame.reason)
        return _refuse(frame.message_id, frame.error_code, frame.reason)

    # Outgoing

    def enqueue(self, call: OutgoingCall) -> None:
        """Queue a CALL behind the others. Raises `TooManyCalls`."""
        if len(self._queue) >= MAX_QUEUED_CALLS:
            raise TooManyCalls
        self._queue.append(call)

    def next_call(self, now: float) -> OutgoingCall | None:
        """The CALL to send now, outstanding from here on; None while another one is, or none waits."""
        if self._outstanding is not None or not self._queue:
            return None
        call = self._queue.popleft()
        self._outstanding = call
        self._deadline = now + call.timeout
        return call

    @property
    def deadline(self) -> float | None:
        """When the outstanding CALL expires."""
        return self._deadline

    def expire(self, now: float) -> OutgoingCall | None:
        """The outstanding CALL if its time is over; the next one may go out then (RPC-09)."""
        call = self._outstanding
        if call is None or self._deadline is None or now < self._deadline:
            return None
        self._settle()
        self._expired[call.id] = call
        if len(self._expired) > MAX_EXPIRED_CALLS:
            del self._expired[next(iter(self._expired))]
        return call

    def close(self) -> tuple[OutgoingCall | None, list[OutgoingCall]]:
        """The connection is gone: (the CALL whose outcome is unknown, those never sent)."""
        outstanding, queued = self._outstanding, list(self._queue)
        self._settle()
        self._queue.clear()
        self._expired.clear()
        self._in_progress.clear()
        return outstanding, queued

    def _answer(self, frame: CallResult | CallError) -> Answer | LateAnswer:
        call = self._outstanding
        if call is None or call.id != frame.id:
            return LateAnswer(self._expired.pop(frame.id, None), frame)
        self._settle()
        return Answer(call, frame)

    def _settle(self) -> None:
        self._outstanding = None
        self._deadline = None


def _refuse(id: MessageId, code: str, reason: str) -> Refused:
    return Refused(encode_error(id, code, reason), id, code, reason)


def _id_violation(id: MessageId) -> Violation:
    if isinstance(id, int):
        message = "a number where a string is required (OCPP-J, 4.1.4)"
    elif id == "":
        message = "an empty message id (OCPP-J, 4.1.4)"
    else:
        message = f"{len(id)} characters where {_ALLOWED_ID_LENGTH} are allowed (OCPP-J, 4.1.4)"
    return Violation(Rule.MESSAGE_ID, "", message)
