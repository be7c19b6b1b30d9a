"""Violations: what breaks the letter of the specification and can be read nevertheless (DEC-3).

A tolerant central system accepts such a message, answers it with a CALLRESULT and keeps the violations for
whoever has to talk to the manufacturer. A strict one answers with the CALLERROR that `Rule.code` names.
"""

from enum import StrEnum

from msgspec import Struct

from csms.ocpp.errors import ErrorCode
from csms.said import Words

# Billing data is never refused (DEC-3, RPC-17, GEN-07): a CALLERROR makes the charger drop the message.
TRANSACTION_ACTIONS = frozenset({"StartTransaction", "StopTransaction", "MeterValues"})


class Rule(StrEnum):
    """What was broken; `section` is a demand in words, which no schema knows. Members compare equal to their text."""

    MESSAGE_ID = "message-id"
    DUPLICATE_KEY = "duplicate-key"
    NOT_JSON = "not-json"
    EXTRA = "extra"
    REQUIRED = "required"
    TYPE = "type"
    MIN_ITEMS = "minItems"
    MAX_LENGTH = "maxLength"
    ENUM = "enum"
    TIMESTAMP = "timestamp"
    MULTIPLE_OF = "multipleOf"
    RANGE = "range"
    CHARACTERS = "characters"
    SECTION = "section"

    @property
    def code(self) -> ErrorCode:
        """The CALLERROR code that a strict central system answers with (DEC-6)."""
        return _CODES.get(self, ErrorCode.PROPERTY_CONSTRAINT_VIOLATION)


_CODES = {
    Rule.MESSAGE_ID: ErrorCode.FORMATION_VIOLATION,
    Rule.DUPLICATE_KEY: ErrorCode.FORMATION_VIOLATION,
    Rule.NOT_JSON: ErrorCode.FORMATION_VIOLATION,
    Rule.EXTRA: ErrorCode.FORMATION_VIOLATION,
    Rule.REQUIRED: ErrorCode.PROTOCOL_ERROR,
    Rule.TYPE: ErrorCode.TYPE_CONSTRAINT_VIOLATION,
    Rule.MIN_ITEMS: ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION,
}


class Violation(Struct, frozen=True):
    """One breach. `path` is the place in the payload: `meterValue[0].timestamp`, "" for the whole of it."""

    rule: str
    path: str
    words: Words

    @property
    def message(self) -> str:
        """The words in English."""
        return str(self.words)
