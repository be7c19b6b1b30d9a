"""Examples of the OpenAPI document: a word of the trade has one example everywhere, and schemas are made of words."""

from typing import Any

Document = dict[str, Any]

_ID = "019aa1f0-7c00-7a31-9d52-0b6f2f7f1c11"
_MOMENT = "2026-05-04T07:30:00Z"

WORDS: Document = {
    "action": "Reset",
    "address": "Lindenweg 4, 8000 Z\u00fcrich",
    "charge_point_id": "CP-0001",
    "connector_id": 1,
    "detail": "There is no such charger.",
    "email": "ines@example.com",
    "energy_wh": 18400,
    "errors": [],
    "firmware_version": "5.2.1",
    "id_tag": "04A2B3C4D5",
    "instance": "/api/admin/chargers/019aa1f0-7c00-7a31-9d52-0b6f2f7f1c11",
    "key": "HeartbeatInterval",
    "latitude": 47.3769,
    "longitude": 8.5417,
    "meter_start": 120500,
    "meter_stop": 138900,
    "model": "Eve Double",
    "name": "Lindenhof",
    "next_cursor": None,
    "note": "Key at the reception",
    "number_phases": 3,
    "ocpp_version": "1.6",
    "parent_id_tag": "FLEET",
    "password": "a-long-and-secret-text",
    "power_limit_w": 44000,
    "power_w": 11000,
    "rule": "START-04",
    "serial_number": "ACE0123456",
    "title": "Not found",
    "transaction_id": 4711,
    "type": "about:blank",
    "user_agent": "curl/8.5.0",
    "value": "300",
    "vendor": "Alfen",
}
"""By the name of the field; used where the field's schema allows it."""

BODIES: Document = {
    "ChargingProfileWrite": {
        "charger_id": _ID,
        "connector_id": 1,
        "profile": {
            "stackLevel": 0,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "chargingRateUnit": "A",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16}],
            },
        },
    },
    "LocalListWrite": {"mode": "tags", "id_tags": ["04A2B3C4D5"]},
}
"""Whole bodies, where the words alone would say nothing."""

_DEEPEST = 6
_FORMATS = {
    "date-time": _MOMENT,
    "uuid": _ID,
    "date": "2026-05-04",
    "binary": "",
    "uri": "https://example.com/",
}


_KINDS: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}


def add(document: Document) -> None:
    """An example to every body and every answer of JSON that has none."""
    schemas = document["components"]["schemas"]
    for operations in document["paths"].values():
        for operation in operations.values():
            body = operation.get("requestBody", {}).get("content", {})
            for media_type, content in body.items():
                if media_type.endswith("json"):
                    _add(content, schemas, whole=False)
            for response in operation["responses"].values():
                if content := response.get("content", {}).get("application/json"):
                    _add(content, schemas, whole=True)


def _add(content: Document, schemas: Document, *, whole: bool) -> None:
    if "example" not in content and "examples" not in content and "schema" in content:
        content["example"] = example(content["schema"], schemas, whole=whole)


def example(schema: Document, schemas: Document, *, whole: bool, name: str = "", depth: int = 0) -> Any:
    """Something that the schema allows. whole: with the fields that may be left out."""
    if "$ref" in schema:
        kind = schema["$ref"].rpartition("/")[2]
        if kind in BODIES:
            return BODIES[kind]
        return example(schemas[kind], schemas, whole=whole, name=name, depth=depth)
    if "allOf" in schema:
        parts = [example(one, schemas, whole=whole, name=name, depth=depth) for one in schema["allOf"]]
        return {key: value for part in parts for key, value in part.items()}
    choices: list[Document] = schema.get("anyOf") or schema.get("oneOf") or []
    if something := [one for one in choices if one.get("type") != "null"]:
        return example(something[0], schemas, whole=whole, name=name, depth=depth)
    return _typed(schema, schemas, whole=whole, name=name, depth=depth)


def _typed(schema: Document, schemas: Document, *, whole: bool, name: str, depth: int) -> Any:
    if said := schema.get("examples"):
        return said[0]
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, schemas, whole=whole, depth=depth)
    if kind == "array":
        few = depth >= _DEEPEST and not schema.get("minItems")
        one = [] if few else [example(schema["items"], schemas, whole=whole, name=name, depth=depth + 1)]
        return one * max(1, schema.get("minItems", 0))
    return _plain(schema, name)


def _object(schema: Document, schemas: Document, *, whole: bool, depth: int) -> Document:
    fields = schema.get("properties", {})
    wanted = fields if whole else schema.get("required", list(fields)[:3])
    return {
        field: example(fields[field], schemas, whole=whole, name=field, depth=depth + 1)
        for field in fields
        if field in wanted
    }


def _plain(schema: Document, name: str) -> Any:
    known = WORDS.get(name)
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    if isinstance(known, _KINDS.get(schema.get("type", ""), ())) and _fits(schema, known):
        return known
    match schema.get("type"):
        case "string" if name == "id" or name.endswith(("_id", "_ids")):
            return _ID
        case "string":
            return "x" * max(1, schema.get("minLength", 1)) if not schema.get("pattern") else _ID
        case "integer" | "number":
            return max(schema.get("minimum", 0), schema.get("exclusiveMinimum", -1) + 1)
        case "boolean":
            return False
    return None


def _fits(schema: Document, value: Any) -> bool:
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)))
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return bool(low <= value <= high)
