"""Our message types against the official JSON schemas: one structure, one verdict on any payload."""

import copy
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from msgspec import inspect

from csms.ocpp.lenient_json import parse
from csms.ocpp.reading import TRANSACTION_ACTIONS, Unreadable, Violation, read
from csms.ocpp.tolerance import Place, TolerantReader
from csms.ocpp.v16 import ACTIONS, KNOWN, encode
from csms.ocpp.violations import Rule
from tests.ocpp.v16 import oracle
from tests.ocpp.v16.deviations import DEVIATIONS, Deviation
from tests.ocpp.v16.oracle import Schema

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
TYPES = {type_.__name__: type_ for action in ACTIONS.values() for type_ in (action.request, action.response)}

every_type = pytest.mark.parametrize("message", sorted(TYPES))


def second_look(message: str, text: str) -> tuple[Any, list[Violation]]:
    """A payload as the tolerant reader sees it, and everything that is wrong with it."""
    document = parse(text)
    reader = TolerantReader(NOW, billing=False)
    value = reader.read(inspect.type_info(TYPES[message]), document.value, Place("", ""))
    return value, [Violation(Rule.DUPLICATE_KEY, key, "") for key in document.duplicates] + reader.violations


def breaches(message: str, text: str) -> list[Violation]:
    return second_look(message, text)[1]


def refusal(message: str, text: str) -> str | None:
    """The code by which we refuse a payload in strict mode, or would if transactions were ever refused."""
    found = breaches(message, text)
    try:
        reading = read(TYPES[message], text.encode(), received_at=NOW, strict=True)
    except Unreadable as error:
        return error.code if message.removesuffix("Request") not in TRANSACTION_ACTIONS else weightiest(found)
    assert bool(reading.violations) == bool(found), text
    return weightiest(found)


def weightiest(violations: list[Violation]) -> str | None:
    codes = [
        "FormationViolation" if (v.rule, v.path) == ("type", "") else Rule(v.rule).code for v in violations
    ]
    return min(codes, key=oracle.PRIORITY.index, default=None)


def explanations(message: str, violation: Violation) -> list[str]:
    return [deviation.name for deviation in DEVIATIONS if deviation.explains(message, violation)]


def compare(message: str, text: str) -> None:
    """The same verdict, and where both refuse the same code; each violation beyond has one explanation."""
    expected = oracle.refusals(oracle.schema(message), text)
    found = breaches(message, text)
    code = refusal(message, text)
    assert (code is None) == (not found), text
    if not expected:
        for violation in found:
            assert len(explanations(message, violation)) == 1, (text, violation)
    elif not any(explanations(message, violation) for violation in found):
        assert code == expected[0], text


# Completeness


def test_the_schemas_are_those_that_we_know() -> None:
    """All 78 files of the package, so that a new version is looked at before it is believed."""
    digest = hashlib.sha256(b"".join(map(oracle.file_bytes, oracle.file_names()))).hexdigest()
    assert len(oracle.file_names()) == 78
    assert digest == "ffebe3eb0ee9f38672ffb6c5e356ca4b36c6d229f4791923b0210f13621e13e0"


def test_every_schema_belongs_to_a_known_action() -> None:
    expected = {f"{name}{suffix}.json" for name in KNOWN for suffix in ("", "Response")}
    assert set(oracle.file_names()) == expected


def test_every_action_has_its_types() -> None:
    assert set(ACTIONS) == set(KNOWN)
    assert len(TYPES) == 78


# Structure


def described(info: inspect.Type) -> Schema:
    """A type of ours in the words of a JSON schema."""
    if isinstance(info, inspect.Metadata):
        return described(info.type) | _described_by_us(info.extra or {}) | (info.extra_json_schema or {})
    if isinstance(info, inspect.ListType):
        return {"type": "array", "items": described(info.item_type), "minItems": info.min_length}
    if not isinstance(info, inspect.StructType):
        return _described_leaf(info)
    fields = {field.encode_name: field for field in info.fields}
    return {
        "type": "object",
        "additionalProperties": not info.forbid_unknown_fields,
        "properties": {name: described(field.type) for name, field in fields.items()},
        "required": {name for name, field in fields.items() if field.required},
    }


def _described_leaf(info: inspect.Type) -> Schema:
    match info:
        case inspect.LiteralType():
            return {"type": "string", "enum": set(info.values)}
        case inspect.StrType():
            return {"type": "string", "maxLength": info.max_length}
        case inspect.DateTimeType():
            return {"type": "string", "format": "date-time"}
        case _:
            return {
                "type": {"IntType": "integer", "DecimalType": "number", "BoolType": "boolean"}[
                    type(info).__name__
                ]
            }


def _described_by_us(extra: dict[str, Any]) -> Schema:
    return {"multipleOf": Decimal(1).scaleb(-extra["decimals"])} if "decimals" in extra else {}


def differences(message: str, theirs: Schema, ours: Schema, path: str = "") -> Iterator[str]:
    """Each keyword at each place where the two disagree; `additionalProperties` counts on objects only."""
    keywords = ["type", "enum", "maxLength", "minItems", "multipleOf", "format", "required"]
    if theirs.get("type") == "object":
        keywords.append("additionalProperties")
    for keyword in keywords:
        their, our = theirs.get(keyword), ours.get(keyword)
        if keyword in ("enum", "required"):
            their, our = sorted(set(their or ()) - set(our or ())), sorted(set(our or ()) - set(their or ()))
        if their != our:
            yield f"{message}:{path} {keyword} {their} {our}"
    their_members, our_members = theirs.get("properties", {}), ours.get("properties", {})
    for name in their_members.keys() ^ our_members.keys():
        yield f"{message}:{path} properties {name}"
    for name in their_members.keys() & our_members.keys():
        yield from differences(message, their_members[name], our_members[name], f"{path}.{name}".lstrip("."))
    if "items" in theirs and "items" in ours:
        yield from differences(message, theirs["items"], ours["items"], path)


@every_type
def test_structure(message: str) -> None:
    """METER-03, METER-04, METER-05, STAT-02, STAT-03, TRG-01, CERT-07, GEN-03: words and lengths are those of the
    official schemas, and no others."""
    found = set(differences(message, oracle.schema(message), described(inspect.type_info(TYPES[message]))))
    intended = {line for deviation in DEVIATIONS for line in deviation.structure}
    assert found == {line for line in intended if line.startswith(f"{message}:")}


@every_type
def test_structure_notices_each_constraint(message: str) -> None:
    """With any single constraint deleted from the schema, the comparison above fails."""
    ours = described(inspect.type_info(TYPES[message]))
    known = set(differences(message, oracle.schema(message), ours))
    for mutant in mutants(oracle.schema(message)):
        assert set(differences(message, mutant, ours)) != known


def mutants(of: Schema) -> Iterator[Schema]:
    """Copies of a schema, each without one constraint of one place."""
    for position, node in enumerate(oracle.nodes(of)):
        for keyword in node.schema.keys() - {"$schema", "title", "properties", "items"}:
            if keyword == "additionalProperties" and node.schema["type"] != "object":
                continue
            mutant = copy.deepcopy(of)
            del list(oracle.nodes(mutant))[position].schema[keyword]
            yield mutant


# Verdicts


@every_type
@pytest.mark.parametrize("full", [False, True], ids=["required fields", "all fields"])
def test_a_sample_is_accepted_and_comes_back(message: str, full: bool) -> None:
    instance = oracle.sample(oracle.schema(message), full)
    text = oracle.dump(instance)
    assert oracle.refusals(oracle.schema(message), text) == []
    reading = read(TYPES[message], text.encode(), received_at=NOW, strict=True)
    assert reading.violations == ()
    assert parse(encode(reading.value).decode()).value == parse(text).value


OF_ANY_TYPE: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    "",
    "1",
    "text",
    [],
    [[]],
    {},
    {"a": 1},
    Decimal("1.0"),
    Decimal("1.5"),
]
OF_ITS_TYPE: dict[str, list[Any]] = {
    "integer": [0, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, Decimal("1E+2"), Decimal("-0.0")],
    "number": [
        Decimal(text) for text in ("8.15", "0.3", "1E-1", "-0.0", "6.25", "8.10", "1E+2", "1E+300", "0.05")
    ]
    + [400, -1],
    "boolean": ["true"],
    "array": [[None], [{}], ["text"], [1]],
    "object": [],
    "string": ["null", "a\0", "\ud800", "\t\r\n", " ", "1.5"],
}
CHARACTERS = ["a", "ä", "😀", "\u0301"]


def variants(node: oracle.Node, value: Any) -> Iterator[Any]:
    """What else could stand at a place: other types, neighbours of what is allowed, both sides of a limit."""
    yield from OF_ANY_TYPE
    yield from OF_ITS_TYPE[node.schema["type"]]
    for choice in node.schema.get("enum", ()):
        yield from (choice, choice.lower(), choice.upper(), choice + " ")
    if "maxLength" in node.schema:
        limit = node.schema["maxLength"]
        for character in CHARACTERS:
            yield from (character * limit, character * (limit + 1))
    if node.schema.get("format") == "date-time":
        yield from ("2025-06-01T12:00:00", "2025-06-01T24:00:00Z", "2016-12-31T23:59:60Z", "2025-06-01")
    if isinstance(value, list):
        yield value * 2
    if isinstance(value, dict):
        yield value | {"unknown": 1}


@every_type
def test_every_place_with_every_variant(message: str) -> None:
    """DEC-6"""
    schema = oracle.schema(message)
    instance = oracle.sample(schema, full=True)
    for node in oracle.nodes(schema):
        value = instance
        for step in node.steps:
            value = value[step]
        for variant in variants(node, value):
            compare(message, oracle.dump(oracle.replaced(instance, node.steps, variant)))
        if node.steps:
            compare(message, oracle.dump(oracle.without(instance, node.steps)))


TIMES = st.datetimes(timezones=st.just(UTC)).map(lambda time: time.isoformat()) | st.text(max_size=5)


def instances(message: str) -> st.SearchStrategy[Any]:
    """Anything that the schema accepts. Tenths are made of integers: as floats they would not be exact."""
    strategy = from_schema(_generating(oracle.schema(message)), custom_formats={"our-time": TIMES})
    return strategy.map(_with_tenths)


def _generating(node: Any) -> Any:
    if isinstance(node, list):
        return [_generating(item) for item in node]
    if not isinstance(node, dict):
        return "our-time" if node == "date-time" else node
    return {"type": "integer"} if "multipleOf" in node else {k: _generating(v) for k, v in node.items()}


def _with_tenths(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _with_tenths(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_tenths(item) for item in value]
    return Decimal(value).scaleb(-1) if name in ("limit", "minChargingRate") else value


@every_type
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_schema_accepts(message: str, data: st.DataObject) -> None:
    text = oracle.dump(data.draw(instances(message)))
    assert oracle.refusals(oracle.schema(message), text) == []
    compare(message, text)
    value, violations = second_look(message, text)
    if not violations:
        assert read(TYPES[message], text.encode(), received_at=NOW, strict=True).value == value


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation.name)
def test_each_deviation_exists(deviation: Deviation) -> None:
    """The schema accepts the example, and we find exactly this wrong with it."""
    assert oracle.refusals(oracle.schema(deviation.message), deviation.payload) == []
    (violation,) = breaches(deviation.message, deviation.payload)
    assert explanations(deviation.message, violation) == [deviation.name]
    assert refusal(deviation.message, deviation.payload) == Rule(violation.rule).code
