"""What a CALL that cannot be read is answered with (OCPP-J 4.2.3)."""

from enum import StrEnum

from msgspec import Raw

from csms.said import Words


class ErrorCode(StrEnum):
    """The ten CALLERROR codes, as they are spelled on the wire.

    Two of them are misspelled in OCPP 1.6 and will stay so (J-errata 5.1, 5.2). A charger may send any
    other text as a code: what is received is a plain `str` (ERR-01).
    """

    NOT_IMPLEMENTED = "NotImplemented"
    NOT_SUPPORTED = "NotSupported"
    INTERNAL_ERROR = "InternalError"
    PROTOCOL_ERROR = "ProtocolError"
    SECURITY_ERROR = "SecurityError"
    FORMATION_VIOLATION = "FormationViolation"
    PROPERTY_CONSTRAINT_VIOLATION = "PropertyConstraintViolation"
    OCCURENCE_CONSTRAINT_VIOLATION = "OccurenceConstraintViolation"
    TYPE_CONSTRAINT_VIOLATION = "TypeConstraintViolation"
    GENERIC_ERROR = "GenericError"


class Unreadable(Exception):
    """A message that must be answered with the CALLERROR `code`, `description`, `details`.

    `path` is the field that is to blame, "" for the whole; the description names it before the `words`.
    `details` is a JSON object (ERR-02). As the answer to a CALL of ours it is not answered at all: the
    command ends as an invalid response (RPC-12).
    """

    def __init__(self, code: str, words: Words, details: Raw | None = None, *, path: str = "") -> None:
        self.code = code
        self.words = words
        self.message = str(words)
        self.path = path
        self.description = f"{path}: {words}" if path else self.message
        self.details = Raw(b"{}") if details is None else details
        super().__init__(f"{code}: {self.description}")
