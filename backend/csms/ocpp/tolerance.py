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

from csms import breaches
from csms.ocpp.lenient_json import Constant, Number, storable
from csms.ocpp.timestamps import read_time
from csms.ocpp.violations import Rule, Violation
from csms.said import Said, Words

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

    def _breach(self, rule: Rule, place: Place, what: Said) -> Violation:
        violation = Violation(rule, place.path, breaches.cited(what, place.section))
        if len(self.violations) < MAX_VIOLATIONS:
            self.violations.append(violation)
        return violation

    def _unusable(self, rule: Rule, place: Place, what: Said) -> Unusable:
        return Unusable((self._breach(rule, place, what),))

    def _record(self, info: inspect.StructType, raw: Any, place: Place) -> Any:
        if not isinstance(raw, dict):
            return self._unusable(Rule.TYPE, place, _instead(raw, breaches.AN_OBJECT))
        section, fields = _members(info.cls)
        place = Place(place.path, section)
        for name in raw:
            if name not in fields:
                self._breach(Rule.EXTRA, place.member(storable(name)[:_SHOWN]), Said(breaches.NO_FIELD))
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
            return self._unusable(Rule.REQUIRED, place, Said(breaches.REQUIRED))
        value = raw[field.encode_name]
        if value is None and not field.required:
            return self._unusable(Rule.TYPE, place, Said(breaches.NULL))
        return self.read(field.type, value, place)

    def _items(self, info: inspect.ListType, raw: Any, place: Place) -> Any:
        """What is unusable is left out item by item: the other samples are worth their money."""
        if isinstance(raw, dict) and self._billing:
            self._breach(Rule.TYPE, place, _instead(raw, breaches.AN_ARRAY))
            raw = [raw]
        if not isinstance(raw, list):
            return self._unusable(Rule.TYPE, place, _instead(raw, breaches.AN_ARRAY))
        if len(raw) < (info.min_length or 0):
            self._breach(
                Rule.MIN_ITEMS,
                place,
                Said(breaches.TOO_FEW, {"count": len(raw), "least": info.min_length or 0}),
            )
        values = [self.read(info.item_type, item, place.item(index)) for index, item in enumerate(raw)]
        return [value for value in values if not isinstance(value, Unusable)]

    def _text(self, info: inspect.StrType, raw: Any, place: Place) -> str | Unusable:
        text = self._string(raw, place)
        if isinstance(text, str) and info.max_length is not None and len(text) > info.max_length:
            self._breach(
                Rule.MAX_LENGTH,
                place,
                Said(breaches.TOO_LONG, {"count": len(text), "most": info.max_length}),
            )
        return text

    def _string(self, raw: Any, place: Place) -> str | Unusable:
        if isinstance(raw, bool):
            raw = Constant(str(raw).lower())
        if not isinstance(raw, str):
            return self._unusable(Rule.TYPE, place, _instead(raw, breaches.A_STRING))
        if isinstance(raw, Number | Constant):
            self._breach(Rule.TYPE, place, _instead(raw, breaches.A_STRING))
        text = storable(raw)
        if text != raw:
            self._breach(Rule.CHARACTERS, place, Said(breaches.CHARACTERS))
        return str(text)

    def _choice(self, info: inspect.LiteralType, extra: Extra, raw: Any, place: Place) -> str | Unusable:
        text = self._string(raw, place)
        if isinstance(text, Unusable) or text in info.values:
            return text
        self._breach(Rule.ENUM, place, Said(breaches.NO_CHOICE, {"text": repr(text[:_SHOWN])}))
        folded = text.strip().casefold()
        return extra.get("aliases", {}).get(folded) or _folded(info.values).get(
            folded, text[:_LONGEST_CHOICE]
        )

    def _number(
        self, info: inspect.IntType | inspect.DecimalType, extra: Extra, raw: Any, place: Place
    ) -> int | Decimal | Unusable:
        wanted = breaches.AN_INTEGER if isinstance(info, inspect.IntType) else breaches.A_NUMBER
        if not isinstance(raw, str) or not _NUMERIC.fullmatch(raw.strip()):
            return self._unusable(Rule.TYPE, place, _instead(raw, wanted))
        number = Decimal(raw.strip()) if len(raw) <= _MAX_NUMBER else Decimal("Infinity")
        if not number.is_finite() or abs(number.adjusted()) > _MAX_NUMBER:
            return self._unusable(Rule.RANGE, place, Said(breaches.BEYOND_MEASURE))
        if not isinstance(raw, Number):
            self._breach(Rule.TYPE, place, _instead(str(raw), wanted))
        if isinstance(info, inspect.IntType):
            return self._integer(info, extra, raw, number, place)
        if _decimals(number) > extra["decimals"]:
            self._breach(Rule.MULTIPLE_OF, place, Said(breaches.TOO_FINE, {"decimals": extra["decimals"]}))
        return number

    def _integer(
        self, info: inspect.IntType, extra: Extra, raw: str, number: Decimal, place: Place
    ) -> int | Decimal | Unusable:
        if _decimals(number) > 0:
            broken = self._unusable(Rule.TYPE, place, Said(breaches.FRACTION))
            return number if extra.get("keeps_fraction") else broken
        if not raw.strip().lstrip("+-").isdigit():
            self._breach(Rule.TYPE, place, Said(breaches.ODD_INTEGER, {"number": raw[:_SHOWN]}))
        if not (info.ge or 0) <= number <= (info.le or 0):
            broken = self._unusable(Rule.RANGE, place, Said(breaches.BEYOND_64_BITS))
            return int(number) if self._billing else broken
        return int(number)

    def _flag(self, raw: Any, place: Place) -> bool | Unusable:
        if isinstance(raw, bool):
            return raw
        known = {"true": True, "1": True, "false": False, "0": False}
        value = known.get(raw.strip().lower()) if isinstance(raw, str) else None
        broken = self._unusable(Rule.TYPE, place, _instead(raw, breaches.A_BOOLEAN))
        return broken if value is None else value

    def _time(self, raw: Any, place: Place) -> datetime:
        """Never unusable: the time of receipt is closer to the truth than no message at all."""
        if type(raw) is not str:
            self._breach(
                Rule.TYPE,
                place,
                Said(breaches.NO_TIME_VALUE, {"found": _kind(raw)}),
            )
            return self._received_at
        text = storable(raw)
        instant = read_time(text)
        if instant is None:
            self._breach(
                Rule.TIMESTAMP,
                place,
                Said(breaches.NO_TIME, {"text": repr(text[:_SHOWN])}),
            )
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


def _instead(raw: Any, wanted: str) -> Said:
    return Said(breaches.INSTEAD, {"found": _kind(raw), "wanted": Said(wanted)})


def _kind(raw: Any) -> Words:
    match raw:
        case None:
            return "null"
        case bool():
            return Said(breaches.A_BOOLEAN)
        case Constant():
            return str(raw)
        case Number():
            return Said(breaches.A_NUMBER)
        case str():
            return Said(breaches.A_STRING)
        case list():
            return Said(breaches.AN_ARRAY)
        case _:
            return Said(breaches.AN_OBJECT)
