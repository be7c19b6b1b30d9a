"""What the schemas of REST complain of, as sentences: pydantic has English alone."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from csms.said import Said, Value, Words, msg, said

_TEXTS: dict[str, str] = msg(
    {
        "missing": "Field required",
        "extra_forbidden": "Extra inputs are not permitted",
        "json_invalid": "JSON decode error",
        "string_type": "Input should be a valid string",
        "string_too_short": (
            "String should have at least {min_length, plural, one {# character} other {# characters}}"
        ),
        "string_too_long": (
            "String should have at most {max_length, plural, one {# character} other {# characters}}"
        ),
        "int_type": "Input should be a valid integer",
        "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
        "int_from_float": "Input should be a valid integer, got a number with a fractional part",
        "float_type": "Input should be a valid number",
        "float_parsing": "Input should be a valid number, unable to parse string as a number",
        "decimal_parsing": "Input should be a valid decimal",
        "finite_number": "Input should be a finite number",
        "bool_type": "Input should be a valid boolean",
        "bool_parsing": "Input should be a valid boolean, unable to interpret input",
        "int_parsing_size": "Unable to parse input string as an integer, exceeded maximum size",
        "decimal_type": "Decimal input should be an integer, float, string or Decimal object",
        "decimal_max_places": (
            "Decimal input should have no more than "
            "{decimal_places, plural, one {# decimal place} other {# decimal places}}"
        ),
        "list_type": "Input should be a valid list",
        "too_short": (
            "List should have at least {min_length, plural, one {# item} other {# items}} after validation, "
            "not {actual_length}"
        ),
        "too_long": (
            "List should have at most {max_length, plural, one {# item} other {# items}} after validation, "
            "not {actual_length}"
        ),
        "dict_type": "Input should be a valid dictionary",
        "model_type": "Input should be a valid dictionary or instance of {class_name}",
        "model_attributes_type": "Input should be a valid dictionary or object to extract fields from",
        "string_unicode": "Input should be a valid string, unable to parse raw data as a unicode string",
        "string_pattern_mismatch": "String should match pattern {pattern}",
        "literal_error": "Input should be {expected}",
        "uuid_type": "UUID input should be a string, bytes or UUID object",
        "uuid_parsing": "Input should be a valid UUID",
        "datetime_parsing": "Input should be a valid datetime",
        "datetime_from_date_parsing": "Input should be a valid datetime or date",
        "greater_than": "Input should be greater than {gt}",
        "greater_than_equal": "Input should be greater than or equal to {ge}",
        "less_than": "Input should be less than {lt}",
        "less_than_equal": "Input should be less than or equal to {le}",
    }
)
"""By pydantic's own word for it (`type`), in its own English, where its parsers find fault without their details."""


def words(complaint: Mapping[str, Any]) -> Words:
    """complaint: one of pydantic's `errors()`. A validator of ours raises ValueError with what it has `said`."""
    context: Mapping[str, Any] = complaint.get("ctx", {})
    match context.get("error"):
        case ValueError(args=(Said() as ours,)):
            return ours
    message = str(complaint["msg"]).removeprefix("Value error, ")
    text = _TEXTS.get(complaint["type"])
    if text is None:
        return message
    sentence = Said(
        text, {name: _value(name, value) for name, value in context.items() if f"{{{name}" in text}
    )
    return sentence if message.startswith(str(sentence)) else message


def _value(name: str, value: Any) -> Value:
    if name == "pattern":
        return f"'{value}'"
    if name == "expected":
        return _choices(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(str(value))
    return value if isinstance(value, int | Decimal) else str(value)


def _choices(expected: str) -> Value:
    """expected: as pydantic lists them, 'a', 'b' or 'c'."""
    others, _, last = expected.rpartition(" or ")
    return said("{others} or {last}", others=others, last=last) if others else last
