"""A payload -> a message, with everything that was wrong with it.

The fast path is one typed decoder per message type, which refuses whatever breaks the schema. Only for what
it refuses, and for what it cannot see (duplicate keys, NUL characters, decimals in quotes, times finer than
microseconds), `tolerance` takes a second look.
"""

from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Raw, Struct, inspect

from csms.breaches import KEY_TWICE, NO_NUMBER
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.lenient_json import Document, parse, storable
from csms.ocpp.timestamps import holds_fine_fraction, holds_times, map_times, to_utc
from csms.ocpp.tolerance import MAX_VIOLATIONS, Place, TolerantReader, Unusable
from csms.ocpp.violations import TRANSACTION_ACTIONS, Rule, Violation
from csms.said import Said, said

__all__ = ["TRANSACTION_ACTIONS", "Reading", "Unreadable", "Violation", "read"]

T = TypeVar("T", bound=Struct)

# ERR-03: of several breaches the answer names structure before missing, type, occurrence, value.
_PRIORITY = (
    ErrorCode.FORMATION_VIOLATION,
    ErrorCode.PROTOCOL_ERROR,
    ErrorCode.TYPE_CONSTRAINT_VIOLATION,
    ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION,
    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
)
_encode = msgspec.json.encode


class Reading(Struct, Generic[T], frozen=True):
    """A message as it was understood.

    With `violations` a value may break its annotation: text longer than allowed or outside of its
    enumeration, a `Decimal` where a meter reading has a fraction, and in transaction messages an integer
    beyond 64 bits (rule "range").
    """

    value: T
    violations: tuple[Violation, ...] = ()


class _Plan(Struct, frozen=True):
    """What is known about a message type beforehand."""

    info: inspect.StructType
    decoder: msgspec.json.Decoder[Any]
    billing: bool
    inexact: bool  # the fast decoder would take a decimal in quotes, or with too many decimals
    timed: bool  # the fast decoder would round a time that is finer than microseconds (GEN-01)


def read(type_: type[T], payload: Raw | bytes, *, received_at: datetime, strict: bool) -> Reading[T]:
    """`payload` as a message of the type `type_`, times in UTC.

    `received_at` stands in for times that cannot be read. `strict` refuses every violation; in both modes
    a missing required field, a key that comes twice, and NaN are refused. Transaction messages are refused
    only when a required field is missing or says nothing (DEC-3).
    Raises `Unreadable` with the CALLERROR to answer with.
    """
    plan = _plan(type_)
    raw = bytes(payload)
    if raw == b"{}" and not plan.info.fields:
        return Reading(type_())
    try:
        value = plan.decoder.decode(raw)
        if _decoder_saw_all(plan, raw, value):
            return Reading(map_times(value, to_utc))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError):
        pass  # the second look says what is wrong
    return _second_look(plan, raw, received_at, strict)


@cache
def _plan(type_: type[Struct]) -> _Plan:
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    billing = type_.__name__.removesuffix("Request") in TRANSACTION_ACTIONS
    return _Plan(info, msgspec.json.Decoder(type_), billing, _holds_decimal(info), holds_times(type_))


def _holds_decimal(info: inspect.Type) -> bool:
    if isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.ListType):
        return _holds_decimal(info.item_type)
    if isinstance(info, inspect.StructType):
        return any(_holds_decimal(field.type) for field in info.fields)
    return isinstance(info, inspect.DecimalType)


def _decoder_saw_all(plan: _Plan, raw: bytes, value: Struct) -> bool:
    """Whether nothing can hide in `raw` that is not in `value`.

    Keys are counted by the `":` that ends each of them: as many as `value` needs means that none came
    twice. With a blank before a colon, or a colon or quote written as \\u0022, counting proves nothing.
    """
    if plan.inexact or (plan.timed and holds_fine_fraction(raw)):
        return False
    return raw.count(b'":') == _encode(value).count(b'":') and not _hides_keys(raw)


def _hides_keys(raw: bytes) -> bool:
    """Single bytes are searched for first: that costs a tenth, and chargers rarely send them at all."""
    if b"\\" in raw and b"\\u" in raw:
        return True
    return any(blank in raw and blank + b":" in raw for blank in (b" ", b"\t", b"\n", b"\r"))


def _second_look(plan: _Plan, raw: bytes, received_at: datetime, strict: bool) -> Reading[Any]:
    try:
        document = parse(raw.decode())
    except ValueError as error:
        raise Unreadable(ErrorCode.FORMATION_VIOLATION, said("the payload is not valid JSON")) from error
    if not isinstance(document.value, dict):
        raise Unreadable(ErrorCode.FORMATION_VIOLATION, said("the payload is not an object"))
    not_json = _not_json(document)
    reader = TolerantReader(received_at, plan.billing)
    value = reader.read(plan.info, document.value, Place("", ""))
    causes = value.causes if isinstance(value, Unusable) else ()
    violations = (*not_json, *reader.violations)
    if not plan.billing:
        causes = violations if strict else (*not_json, *causes)
    if causes:
        raise _refusal(causes)
    return Reading(value, violations[:MAX_VIOLATIONS])


def _not_json(document: Document) -> tuple[Violation, ...]:
    """Two values for one key, and numbers that are none, leave open what was meant."""
    twice = (
        Violation(Rule.DUPLICATE_KEY, storable(key)[:64], Said(KEY_TWICE)) for key in document.duplicates
    )
    no_numbers = (
        Violation(Rule.NOT_JSON, "", Said(NO_NUMBER, {"name": name})) for name in document.constants
    )
    return (*twice, *no_numbers)


def _refusal(breaches: tuple[Violation, ...]) -> Unreadable:
    """The CALLERROR for the weightiest breach (DEC-6, ERR-03)."""
    worst = min(breaches, key=lambda breach: _PRIORITY.index(Rule(breach.rule).code))
    return Unreadable(Rule(worst.rule).code, worst.words, path=worst.path)
