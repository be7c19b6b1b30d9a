"""The messages of OCPP in the OpenAPI document: their schemas are made of the very types that the wire uses."""

from typing import Any

from csms.handlers.operations import OPERATIONS, Operation, all_schemas

PATH = "/api/admin/chargers/{id}/commands/"

PREFIX = "Ocpp16"
"""The names of the schemas have it: OCPP and the REST resources share some words."""

_REFERENCE = "#/components/schemas/" + PREFIX + "{name}"


def describe(document: dict[str, Any]) -> None:
    """Say in an OpenAPI document what each operation of OCPP takes and what a charger answers."""
    schemas = {PREFIX + name: schema for name, schema in all_schemas(_REFERENCE).items()}
    document["components"]["schemas"].update(schemas)
    for operation in OPERATIONS.values():
        route = document["paths"][PATH + operation.name]["post"]
        route["requestBody"]["content"]["application/json"] = {
            "schema": _reference(f"{operation.name}Request"),
            "example": operation.example,
        }
        route["responses"]["200"]["content"]["application/json"]["schema"] = _answered(operation)


def _answered(operation: Operation) -> dict[str, Any]:
    """A command whose `response` is that of the action."""
    response = {"anyOf": [_reference(f"{operation.name}Response"), {"type": "null"}]}
    command = {"$ref": "#/components/schemas/Command"}
    return {"allOf": [command, {"type": "object", "properties": {"response": response}}]}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=name)}
