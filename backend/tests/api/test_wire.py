"""csms.api.wire: the OpenAPI document says of each operation what the wire takes."""

from typing import Any

import pytest

from csms.api.app import openapi
from csms.handlers.operations import OPERATIONS
from tests.api.conftest import Api

DOCUMENT = openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.mark.parametrize("action", sorted(OPERATIONS))
def test_every_operation_has_the_schema_of_its_type(action: str) -> None:
    route = DOCUMENT["paths"][f"/api/admin/chargers/{{id}}/commands/{action}"]["post"]
    body = route["requestBody"]["content"]["application/json"]
    assert body["schema"] == {"$ref": f"#/components/schemas/Ocpp16{action}Request"}
    assert body["example"] == OPERATIONS[action].example
    own = OPERATIONS[action].request_schema[f"{action}Request"]
    assert SCHEMAS[f"Ocpp16{action}Request"]["required"] == own["required"]
    answer = route["responses"]["200"]["content"]["application/json"]["schema"]["allOf"][1]
    assert {"$ref": f"#/components/schemas/Ocpp16{action}Response"} in answer["properties"]["response"][
        "anyOf"
    ]


def test_decimals_travel_as_numbers() -> None:
    """SC-11"""
    assert SCHEMAS["Ocpp16ChargingSchedulePeriod"]["properties"]["limit"]["type"] == "number"


def references(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for item in node for name in references(item)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if "$ref" in node else set()
    return own | {name for value in node.values() for name in references(value)}


def test_no_reference_leads_nowhere() -> None:
    parts = {
        f"#/components/{kind}/{name}" for kind, named in DOCUMENT["components"].items() for name in named
    }
    assert references(DOCUMENT) <= parts


async def test_the_served_document_is_the_same(api: Api) -> None:
    assert (await api.get("/openapi.json")).json() == DOCUMENT
