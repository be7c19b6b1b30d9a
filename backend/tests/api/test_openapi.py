"""The OpenAPI document, from which the dashboard's types are made."""

from pathlib import Path

from csms.api.app import openapi
from csms.api.openapi import document

COMMITTED = Path(__file__).parents[3] / "frontend" / "openapi.json"


def test_it_is_the_same_every_time() -> None:
    assert document() == document()


def test_the_committed_one_is_of_this_code() -> None:
    assert COMMITTED.read_text() == document(), "`make generate` writes it anew"


def test_every_operation_has_a_name_of_its_own_an_answer_and_a_problem() -> None:
    operations = [operation for path in openapi()["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]
        assert operation["tags"]


def test_every_schema_has_a_name_of_its_own() -> None:
    """Two of one name would both be called by their modules, and clients would find neither."""
    assert [name for name in openapi()["components"]["schemas"] if "__" in name] == []


def test_what_may_be_left_out_of_a_body_is_optional() -> None:
    """A default in a body's schema makes client generators demand the field."""
    schemas = openapi()["components"]["schemas"]
    assert schemas["ChargerCreate"]["required"] == ["charge_point_id"]
    assert "default" not in str(schemas["ChargerCreate"]["properties"])
    assert "required" not in schemas["ChargerUpdate"]


def test_every_field_of_an_answer_is_always_there() -> None:
    charger = openapi()["components"]["schemas"]["Charger"]
    assert sorted(charger["required"]) == sorted(charger["properties"])
