"""The tolerant reader: what can be made of a payload that breaks its schema (DEC-3, DEC-6).

It walks the type of a message and the JSON side by side. Each breach is recorded. What can be understood is
kept: a long text whole, an unknown enumeration value as it is, a number in quotes as a number, a time
without a zone as UTC. What cannot be understood is left out if it is an optional field or an item of an
array; an object without one of its required fields is unusable, and the causes come with it.
"""

import re
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct, inspect

from csms.ocpp.lenient_json import Constant, Number, storable
from csms.ocpp.timestamps import read_time
from csms.ocpp.violations import Rule, Violation

# More violations of one message than these tell nobody anything new.
MAX_VIOLATIONS = 100
# A number with more characters, or a magnitude beyond 10 to this power, is none that a charger means.
_MAX_NUMBER = 100
_NUMERIC = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", re.ASCII)
_SHOWN = 64
# An unknown word of an enumeration is kept to this length: it becomes a key of caches and a column of lists.
_LONGEST_CHOICE = 255


class Unusable(NamedTuple):
    """Nothing could be made of a value, because of these breaches."""

    causes: tuple[Violation, ...]


class Place(NamedTuple):
    """Where in the payload we are, and the section that defines what belongs here."""

    path: str
    section: str

    @property
    def document(self) -> str:
        """The section with the text that it is in: "WP" is the security whitepaper."""
        whitepaper = self.section.removeprefix("WP ")
        return (
            f"OCPP 1.6, {self.section}"
            if whitepaper == self.section
            else f"security whitepaper, {whitepaper}"
        )

    def member(self, name: str) -> "Place":
        return Place(f"{self.path}.{name}" if self.path else name, self.section)

    def item(self, index: int) -> "Place":
        return Place(f"{self.path}[{index}]", self.section)


Extra: TypeAlias = dict[str, Any]


class TolerantReader:
    """One reading. `billing`: of a message that is kept at any price, even with integers beyond 64 bits."""

    def __init__(self, received_at: datetime, billing: bool) -> None:
        self._received_at = received_at
        self._billing = billing
        self.violations: list[Violation] = []

    def read(self, info: inspect.Type, raw: Any, place: Place) -> Any:
        """`raw` as a value of the type `info`, or `Unusable`."""
        extra: Extra = {}
        if isinstance(info, inspect.Metadata):
            extra = info.extra or {}
            info = info.type
        match info:
            case inspect.LiteralType():
                return self._choice(info, extra, raw, place)
            case inspect.StrType():
                return self._text(info, raw, place)
            case inspect.IntType() | inspect.DecimalType():
                return self._number(info, extra, raw, place)
            case inspect.StructType():
                return self._record(info, raw, place)
            case inspect.ListType():
                return self._items(info, raw, place)
            case inspect.DateTimeType():
                return self._time(raw, place)
            case _:
                return self._flag(raw, place)

    def _breach(self, rule: Rule, place: Place, message: str) -> Violation:
        violation = Violation(rule, place.path, f"{message} ({place.document})")
        if len(self.violations) < MAX_VIOLATIONS:
            self.violations.append(violation)
        return violation

    def _unusable(self, rule: Rule, place: Place, message: str) -> Unusable:
        return Unusable((self._breach(rule, place, message),))

    def _record(self, info: inspect.StructType, raw: Any, place: Place) -> Any:
        if not isinstance(raw, dict):
            return self._unusable(Rule.TYPE, place, f"{_kind(raw)} where an object is required")
        section, fields = _members(info.cls)
        place = Place(place.path, section)
        for name in raw:
            if name not in fields:
                self._breach(Rule.EXTRA, place.member(storable(name)[:_SHOWN]), "a field that does not exist")
        values: dict[str, Any] = {}
        causes: list[Violation] = []
        for name, field in fields.items():
            if name not in raw and not field.required:
                continue
            value = self._member(field, raw, place.member(name))
            if not isinstance(value, Unusable):
                values[name] = value
            elif field.required:
                causes.extend(value.causes)
        return Unusable(tuple(causes)) if causes else info.cls(**values)

    def _member(self, field: inspect.Field, raw: dict[str, Any], place: Place) -> Any:
        if field.encode_name not in raw:
            return self._unusable(Rule.REQUIRED, place, "required")
        value = raw[field.encode_name]
        if value is None and not field.required:
            return self._unusable(Rule.TYPE, place, "null where the field should be left out")
        return self.read(field.type, value, place)

    def _items(self, info: inspect.ListType, raw: Any, place: Place) -> Any:
        """What is unusable is left out item by item: the other samples are worth their money."""
        if isinstance(raw, dict) and self._billing:
            self._breach(Rule.TYPE, place, "an object where an array is required")
            raw = [raw]
        if not isinstance(raw, list):
            return self._unusable(Rule.TYPE, place, f"{_kind(raw)} where an array is required")
        if len(raw) < (info.min_length or 0):
            self._breach(Rule.MIN_ITEMS, place, f"{len(raw)} items where {info.min_length} are required")
        values = [self.read(info.item_type, item, place.item(index)) for index, item in enumerate(raw)]
        return [value for value in values if not isinstance(value, Unusable)]

    def _text(self, info: inspect.StrType, raw: Any, place: Place) -> str | Unusable:
        text = self._string(raw, place)
        if isinstance(text, str) and info.max_length is not None and len(text) > info.max_length:
            self._breach(
                Rule.MAX_LENGTH, place, f"{len(text)} characters where {info.max_length} are allowed"
            )
        return text

    def _string(self, raw: Any, place: Place) -> str | Unusable:
        if isinstance(raw, bool):
            raw = Constant(str(raw).lower())
        if not isinstance(raw, str):
            return self._unusable(Rule.TYPE, place, f"{_kind(raw)} where a string is required")
        if isinstance(raw, Number | Constant):
            self._breach(Rule.TYPE, place, f"{_kind(raw)} where a string is required")
        text = storable(raw)
        if text != raw:
            self._breach(Rule.CHARACTERS, place, "characters that cannot be stored, replaced by U+FFFD")
        return str(text)

    def _choice(self, info: inspect.LiteralType, extra: Extra, raw: Any, place: Place) -> str | Unusable:
        text = self._string(raw, place)
        if isinstance(text, Unusable) or text in info.values:
            return text
        self._breach(Rule.ENUM, place, f"{text[:_SHOWN]!r} is none of the allowed values")
        folded = text.strip().casefold()
        return extra.get("aliases", {}).get(folded) or _folded(info.values).get(
            folded, text[:_LONGEST_CHOICE]
        )

    def _number(
        self, info: inspect.IntType | inspect.DecimalType, extra: Extra, raw: Any, place: Place
    ) -> int | Decimal | Unusable:
        wanted = "an integer" if isinstance(info, inspect.IntType) else "a number"
        if not isinstance(raw, str) or not _NUMERIC.fullmatch(raw.strip()):
            return self._unusable(Rule.TYPE, place, f"{_kind(raw)} where {wanted} is required")
        number = Decimal(raw.strip()) if len(raw) <= _MAX_NUMBER else Decimal("Infinity")
        if not number.is_finite() or abs(number.adjusted()) > _MAX_NUMBER:
            return self._unusable(Rule.RANGE, place, "a number beyond all measure")
        if not isinstance(raw, Number):
            self._breach(Rule.TYPE, place, f"a string where {wanted} is required")
        if isinstance(info, inspect.IntType):
            return self._integer(info, extra, raw, number, place)
        if _decimals(number) > extra["decimals"]:
            self._breach(Rule.MULTIPLE_OF, place, f"more than {extra['decimals']} decimal")
        return number

    def _integer(
        self, info: inspect.IntType, extra: Extra, raw: str, number: Decimal, place: Place
    ) -> int | Decimal | Unusable:
        if _decimals(number) > 0:
            broken = self._unusable(Rule.TYPE, place, "a fraction where an integer is required")
            return number if extra.get("keeps_fraction") else broken
        if not raw.strip().lstrip("+-").isdigit():
            self._breach(Rule.TYPE, place, f"{raw[:_SHOWN]} is not written as an integer")
        if not (info.ge or 0) <= number <= (info.le or 0):
            broken = self._unusable(Rule.RANGE, place, "an integer beyond 64 bits")
            return int(number) if self._billing else broken
        return int(number)

    def _flag(self, raw: Any, place: Place) -> bool | Unusable:
        if isinstance(raw, bool):
            return raw
        known = {"true": True, "1": True, "false": False, "0": False}
        value = known.get(raw.strip().lower()) if isinstance(raw, str) else None
        broken = self._unusable(Rule.TYPE, place, f"{_kind(raw)} where a boolean is required")
        return broken if value is None else value

    def _time(self, raw: Any, place: Place) -> datetime:
        """Never unusable: the time of receipt is closer to the truth than no message at all."""
        if type(raw) is not str:
            self._breach(Rule.TYPE, place, f"{_kind(raw)} where a time is required, time of receipt taken")
            return self._received_at
        text = storable(raw)
        instant = read_time(text)
        if instant is None:
            self._breach(Rule.TIMESTAMP, place, f"{text[:_SHOWN]!r} is no time, time of receipt taken")
            return self._received_at
        if instant.flaw is not None:
            self._breach(Rule.TIMESTAMP, place, instant.flaw)
        return instant.time


@cache
def _members(type_: type[Struct]) -> tuple[str, dict[str, inspect.Field]]:
    """The section that defines a message type, and its fields by name."""
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    return str(getattr(type_, "SECTION", "")), {field.encode_name: field for field in info.fields}


@cache
def _folded(values: tuple[str, ...]) -> dict[str, str]:
    return {value.casefold(): value for value in values}


def _decimals(number: Decimal) -> int:
    """How many decimals `number` needs, exactly: 1.50 needs one, 1e2 none."""
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if number == 0:
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(0, -exponent - zeros)


def _kind(raw: Any) -> str:
    match raw:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case Constant():
            return str(raw)
        case Number():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"
