"""The OpenAPI document as people and generators read it: complete, alike everywhere, with examples that are right."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from csms.api import examples
from csms.api.app import openapi
from csms.api.paging import DEFAULT_LIMIT, MAX_LIMIT

DOCUMENT = openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
PUBLIC = {"get_health", "get_readiness", "get_config", "fetch_file", "deliver_file", "deliver_form"}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "components": DOCUMENT["components"]}


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body and every answer, with a name for people."""
    for method, path, operation in OPERATIONS:
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{method} {path} body {media}", content
        for status, response in operation["responses"].items():
            for media, content in response.get("content", {}).items():
                yield f"{method} {path} {status} {media}", content


def test_nothing_is_without_a_type() -> None:
    def untyped(schema: Any, place: str) -> Iterator[str]:
        if not isinstance(schema, dict) or not schema:
            yield place
            return
        for name, one in schema.get("properties", {}).items():
            yield from untyped(one, f"{place}.{name}")
        if "items" in schema:
            yield from untyped(schema["items"], f"{place}[]")

    bare = [hole for name, content in contents() for hole in untyped(content.get("schema"), name)]
    bare += [hole for name, schema in SCHEMAS.items() for hole in untyped(schema, name)]
    assert bare == []


def test_every_parameter_says_what_it_is() -> None:
    silent = [
        (operation["operationId"], parameter["name"])
        for _, _, operation in OPERATIONS
        for parameter in operation.get("parameters", [])
        if not parameter.get("description")
    ]
    assert silent == []


def test_every_example_is_allowed_by_its_schema() -> None:
    """Bodies have one each, and so have answers of JSON."""
    wrong = []
    for name, content in contents():
        if "problem+json" in name or "json" not in name:
            continue
        if "example" not in content:
            wrong.append(f"{name}: none")
            continue
        validator = jsonschema.Draft202012Validator(resolved(content["schema"]))
        wrong += [f"{name}: {error.message[:200]}" for error in validator.iter_errors(content["example"])]
    assert wrong == []


def test_words_are_used() -> None:
    fields = {field for schema in SCHEMAS.values() for field in schema.get("properties", {})}
    assert set(examples.WORDS) - fields == set()
    assert set(examples.BODIES) - set(SCHEMAS) == set()


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda one: str(one)[:60])
def test_an_operation_is_like_all_others(method: str, path: str, operation: dict[str, Any]) -> None:
    """Its name, its way in, its problems, its pages."""
    name, responses = operation["operationId"], operation["responses"]
    parameters = {one["name"]: one for one in operation.get("parameters", [])}
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert operation.get("summary") or operation.get("description")
    assert (name in PUBLIC) == ("security" not in operation)
    if path.startswith("/api/admin/"):
        assert {"401", "403", "422", "503"} <= set(responses)
        assert ("404" in responses) == ("{" in path)
        assert operation["security"] == [{"HTTPBearer": []}, {"APIKeyHeader": []}]
        assert ("Idempotency-Key" in parameters) == (method == "POST")
        assert ("If-Match" in parameters) == ("412" in responses)
    if method in ("PUT", "PATCH") and path.startswith("/api/admin/"):
        assert "412" in responses
    if "cursor" in parameters and "Sample" not in str(parameters["limit"]):
        limit = parameters["limit"]["schema"]
        assert (limit["default"], limit["minimum"], limit["maximum"]) == (DEFAULT_LIMIT, 1, MAX_LIMIT)
        assert method == "GET"
    if method == "GET":
        assert "requestBody" not in operation
    if method == "DELETE":
        assert not {"200", "201"} & set(responses)


def test_addresses_are_words_with_hyphens() -> None:
    """But for the operations of OCPP, which have the names of OCPP."""
    for path in DOCUMENT["paths"]:
        for part in path.strip("/").split("/"):
            ocpp = "/commands/" in path and part == path.rpartition("/")[2]
            assert ocpp or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z_]+\}", part), path


def test_lists_have_items_and_a_cursor() -> None:
    """Whatever takes a cursor answers with the next one."""
    for method, path, operation in OPERATIONS:
        if "cursor" in {one["name"] for one in operation.get("parameters", [])}:
            reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            schema = SCHEMAS[reference.rpartition("/")[2]]
            assert sorted(schema["required"]) == ["items", "next_cursor"], (method, path)


def test_a_patch_is_its_put() -> None:
    for path, operations in DOCUMENT["paths"].items():
        if "patch" in operations:
            assert set(operations["patch"]["requestBody"]["content"]) == {
                "application/json",
                "application/merge-patch+json",
            }
            assert operations["patch"]["operationId"].removeprefix("patch_") == operations["put"][
                "operationId"
            ].removeprefix("update_"), path


def test_who_answers_for_it() -> None:
    assert DOCUMENT["info"]["license"] == {"name": "MIT", "identifier": "MIT"}
    assert DOCUMENT["servers"] == [{"url": "/", "description": "This server"}]
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    assert {tag for _, _, operation in OPERATIONS for tag in operation["tags"]} <= tags
