"""The smallest central system there can be: receives a text, understands it, answers it."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from csms.ocpp.conversation import Conversation, IncomingCall, Refused
from csms.ocpp.errors import Unreadable
from csms.ocpp.frames import encode_error, encode_result
from csms.ocpp.reading import read
from csms.ocpp.v16 import encode, find
from csms.ocpp.v16.core import HeartbeatResponse

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


class Outcome(NamedTuple):
    """The answer as JSON (None: none), and the rules that were found broken."""

    answer: Any
    rules: tuple[str, ...] = ()


class CentralSystem:
    """Answers every request that it can read with `{}`, a Heartbeat with the time."""

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self.conversation = Conversation(strict)

    def receive(self, text: bytes | str) -> Outcome:
        """What is answered to one text message."""
        reception = self.conversation.receive(text.encode() if isinstance(text, str) else text)
        if isinstance(reception, Refused):
            return Outcome(json.loads(reception.reply))
        if isinstance(reception, IncomingCall):
            answer, rules = self._process(reception)
            self.conversation.replied(reception.id)
            return Outcome(json.loads(answer), rules)
        return Outcome(None)

    def _process(self, call: IncomingCall) -> tuple[bytes, tuple[str, ...]]:
        rules = tuple(violation.rule for violation in call.violations)
        try:
            action = find(call.action, "charge_point")
            reading = read(action.request, call.payload, received_at=NOW, strict=self.strict)
        except Unreadable as error:
            return encode_error(call.id, error.code, error.description), rules
        heartbeat = encode(HeartbeatResponse(currentTime=NOW))
        payload = heartbeat if call.action == "Heartbeat" else b"{}"
        return encode_result(call.id, payload), rules + tuple(found.rule for found in reading.violations)

    def still_answers(self) -> bool:
        """Whether a Heartbeat is answered, as after each malformed frame it must be."""
        outcome = self.receive('[2,"heartbeat","Heartbeat",{}]')
        return bool(outcome == ([3, "heartbeat", {"currentTime": "2025-06-01T12:00:00Z"}], ()))
