"""How a message may break OCPP: the texts in which it is said, and by which what was stored is known again. Pure."""

from csms.said import Said, Words, msg, recognised

A_BOOLEAN, A_NUMBER, AN_INTEGER = msg("a boolean"), msg("a number"), msg("an integer")
A_STRING, AN_ARRAY, AN_OBJECT = msg("a string"), msg("an array"), msg("an object")

OF_OCPP = msg("{what} (OCPP 1.6, {section})")
OF_WHITEPAPER = msg("{what} (security whitepaper, {section})")
OF_TRANSPORT = msg("{what} (OCPP-J, {section})")

INSTEAD = msg("{found} where {wanted} is required")
NO_TIME_VALUE = msg("{found} where a time is required, time of receipt taken")
NULL = msg("null where the field should be left out")
NO_FIELD = msg("a field that does not exist")
REQUIRED = msg("required")
TOO_FEW = msg("{count} items where {least} are required")
TOO_LONG = msg("{count} characters where {most} are allowed")
CHARACTERS = msg("characters that cannot be stored, replaced by U+FFFD")
NO_CHOICE = msg("{text} is none of the allowed values")
BEYOND_MEASURE = msg("a number beyond all measure")
TOO_FINE = msg("more than {decimals} decimal")
FRACTION = msg("a fraction where an integer is required")
ODD_INTEGER = msg("{number} is not written as an integer")
BEYOND_64_BITS = msg("an integer beyond 64 bits")
NO_TIME = msg("{text} is no time, time of receipt taken")
NO_ZONE = msg("a time without a zone, UTC assumed")
NO_RFC_3339 = msg("not an RFC 3339 time")
KEY_TWICE = msg("a key twice (RFC 8259, 4)")
NO_NUMBER = msg("{name} is no number (RFC 8259, 6)")
A_CONNECTOR = msg("must be a connector from 1")
CONTROLLER_OR_CONNECTOR = msg("must be 0 for the main controller or a connector from 1")
CHARGER_OR_CONNECTOR = msg("must be 0 for the charge point or a connector from 1")
OF_CONTROLLER = msg("must be Available, Unavailable or Faulted for connector 0")
UNLESS_IDLE = msg("required unless Idle")
NO_MESSAGE_ID = msg("an empty message id")

TEXTS = (
    A_BOOLEAN, A_NUMBER, AN_INTEGER, A_STRING, AN_ARRAY, AN_OBJECT, OF_OCPP, OF_WHITEPAPER, OF_TRANSPORT,
    FRACTION, INSTEAD, NO_TIME_VALUE, NULL, NO_FIELD, REQUIRED, TOO_FEW, TOO_LONG, CHARACTERS, NO_CHOICE,
    BEYOND_MEASURE, TOO_FINE, ODD_INTEGER, BEYOND_64_BITS, NO_TIME, NO_ZONE, NO_RFC_3339, KEY_TWICE, NO_NUMBER,
    A_CONNECTOR, CONTROLLER_OR_CONNECTOR, CHARGER_OR_CONNECTOR, OF_CONTROLLER, UNLESS_IDLE, NO_MESSAGE_ID,
)  # fmt: skip
"""The narrower first: one may look like another with values."""


def cited(what: Said, section: str) -> Said:
    """With the section of OCPP 1.6 that says so: "6.7", or "WP 5.9" of the security whitepaper."""
    ours = section.removeprefix("WP ")
    return Said(OF_OCPP if ours == section else OF_WHITEPAPER, {"what": what, "section": ours})


def read_back(stored: str) -> Words:
    """The sentence that a stored breach was; what is none of these as it is."""
    return recognised(stored, TEXTS)
