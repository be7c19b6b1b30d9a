"""The official JSON schemas as an oracle: what they accept, where their nodes are, what they generate.

The files come with the PyPI package `ocpp`; compared with the originals of the Open Charge Alliance only
MeterValues differs, by the unit Hertz and `minItems`. The validator is chosen by each file's own `$schema`:
in draft 4 the number 1.0 is no integer, in draft 6 it is. Numbers are decimals on both sides, because as
floats `multipleOf: 0.1` refuses a third of all valid limits.
"""

import copy
import decimal
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend, validator_for

Schema: TypeAlias = dict[str, Any]
Steps: TypeAlias = tuple[str | int, ...]

_FOLDER = files("ocpp") / "v16" / "schemas"

# The code that a strict central system answers with, by schema keyword (DEC-6), weightiest first (ERR-03).
CODES = {
    "additionalProperties": "FormationViolation",
    "required": "ProtocolError",
    "type": "TypeConstraintViolation",
    "minItems": "OccurenceConstraintViolation",
    "enum": "PropertyConstraintViolation",
    "maxLength": "PropertyConstraintViolation",
    "multipleOf": "PropertyConstraintViolation",
}
PRIORITY = list(dict.fromkeys(CODES.values()))


def file_names() -> list[str]:
    return sorted(file.name for file in _FOLDER.iterdir() if file.name.endswith(".json"))


def file_bytes(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


@cache
def schema(message: str) -> Schema:
    """The schema of a message type ("ResetRequest", "ResetResponse"), references put in place."""
    text = file_bytes(message.removesuffix("Request") + ".json")
    document = json.loads(text, parse_float=Decimal)
    document.pop("$id", None)
    inlined = _inline(document, document.get("definitions", {}))
    assert isinstance(inlined, dict)
    inlined.pop("definitions", None)
    return inlined


# A name for generated code; and `additionalItems` counts only beside a list of item schemas, which no file has.
_WITHOUT_EFFECT = ("javaType", "additionalItems")


def _inline(node: Any, definitions: Schema) -> Any:
    if isinstance(node, list):
        return [_inline(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inline(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    inlined = {key: _inline(value, definitions) for key, value in node.items() if key not in _WITHOUT_EFFECT}
    if inlined.get("type") == "string":
        inlined.pop("additionalProperties", None)  # sits on enumerations, where it means nothing
    return inlined


def refusals(of: Schema, text: str) -> list[str]:
    """The codes that the breaches of `text` lead to, weightiest first; none if the schema accepts it."""
    instance = json.loads(text, parse_float=Decimal)
    with decimal.localcontext(prec=2000):
        errors = list(_validator(of)(of).iter_errors(instance))
    codes = {
        "FormationViolation" if _not_an_object(error) else CODES[str(error.validator)] for error in errors
    }
    return sorted(codes, key=PRIORITY.index)


def _validator(of: Schema) -> type[Any]:
    """By the schema's own draft; the library knows the integers of draft 6 among floats, not among decimals."""
    official: type[Any] = validator_for(of)
    if "draft-04" in of["$schema"]:
        return official
    checker = official.TYPE_CHECKER.redefine("integer", _is_integer_of_draft_6)
    exact: type[Any] = extend(official, type_checker=checker)  # type: ignore[no-untyped-call]
    return exact


def _is_integer_of_draft_6(checker: Any, instance: Any) -> bool:
    if isinstance(instance, Decimal):
        return instance == instance.to_integral_value()
    return isinstance(instance, int) and not isinstance(instance, bool)


def _not_an_object(error: ValidationError) -> bool:
    return not error.path and error.validator == "type"


class Node(NamedTuple):
    """One place of a schema: the way to it in an instance, its own schema, and whether it must be there."""

    steps: Steps
    schema: Schema
    required: bool

    @property
    def path(self) -> str:
        """As violations name it, without the positions in arrays."""
        return ".".join(str(step) for step in self.steps if not isinstance(step, int))


def nodes(of: Schema, steps: Steps = (), required: bool = True) -> Iterator[Node]:
    """Every place of a schema, the whole first; array items have the step 0."""
    yield Node(steps, of, required)
    for name, member in of.get("properties", {}).items():
        yield from nodes(member, (*steps, name), name in of.get("required", ()))
    if "items" in of:
        yield from nodes(of["items"], (*steps, 0))


def sample(of: Schema, full: bool) -> Any:
    """A valid instance, with all fields there are or with the required ones only."""
    match of["type"]:
        case "object":
            names = of.get("properties", {}) if full else of.get("required", ())
            return {name: sample(of["properties"][name], full) for name in names}
        case "array":
            return [sample(of["items"], full)]
        case "string" if "enum" in of:
            return of["enum"][0]
        case "string":
            return "2025-06-01T12:00:00Z" if of.get("format") == "date-time" else "text"
        case "integer":
            return 1
        case "number":
            return Decimal("8.1")
        case _:
            return True


def replaced(instance: Any, steps: Steps, value: Any) -> Any:
    """A copy of `instance` with `value` at the end of `steps`."""
    if not steps:
        return value
    result = copy.deepcopy(instance)
    target = result
    for step in steps[:-1]:
        target = target[step]
    target[steps[-1]] = value
    return result


def without(instance: Any, steps: Steps) -> Any:
    """A copy of `instance` without what is at the end of `steps`."""
    result = copy.deepcopy(instance)
    target = result
    for step in steps[:-1]:
        target = target[step]
    del target[steps[-1]]
    return result


def dump(value: Any) -> str:
    """JSON text, decimals as the numbers that they are."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{dump(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
