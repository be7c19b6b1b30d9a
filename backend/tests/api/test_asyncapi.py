"""`/asyncapi.json`: by the rules of AsyncAPI 3.0, and every event that the code can send is in it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

import csms
from csms.api.asyncapi import STREAM, VIEWS, document
from csms.charging.announcer import event_of
from csms.main import _announcer
from csms.realtime.events import RESET
from csms.realtime.memory import MemoryBroker
from csms.store.event_triggers import TYPES
from csms.webhooks.catalog import BY_NAME, EVENT_TYPES, NOTIFICATION, READERS, TEST
from tests.api.conftest import Api

DOCUMENT = document()


def refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from refs(value)


def found(ref: str) -> Any:
    node: Any = DOCUMENT
    for part in ref.removeprefix("#/").split("/"):
        node = node[part]
    return node


def whole(schema: Any) -> dict[str, Any]:
    """A schema that a validator can use by itself."""
    return {**schema, "components": DOCUMENT["components"]}


async def test_it_is_served_to_everybody(api: Api) -> None:
    del api.headers["Authorization"]
    answer = await api.get("/asyncapi.json")
    assert (answer.status_code, answer.json()) == (200, DOCUMENT)


def test_it_has_what_asyncapi_wants() -> None:
    """AsyncAPI 3.0.0: the fixed fields of the root, of channels, operations and messages, and where refs lead."""
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert set(DOCUMENT) <= {
        "asyncapi",
        "info",
        "servers",
        "defaultContentType",
        "channels",
        "operations",
        "components",
    }
    assert DOCUMENT["info"]["title"]
    assert DOCUMENT["info"]["version"]
    for ref in refs(DOCUMENT):
        assert found(ref), ref
    for channel in DOCUMENT["channels"].values():
        assert set(channel) <= {"address", "title", "description", "messages"}
        assert all(set(one) == {"$ref"} for one in channel["messages"].values())
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in ("send", "receive")
        channel = operation["channel"]["$ref"]
        for message in operation["messages"]:
            assert message["$ref"].startswith(f"{channel}/messages/"), (
                "messages of an operation are its channel's"
            )
    for message in DOCUMENT["components"]["messages"].values():
        assert set(message) <= {"name", "summary", "headers", "payload"}


def test_every_schema_is_one() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft7Validator.check_schema(schema)
    for message in DOCUMENT["components"]["messages"].values():
        Draft7Validator.check_schema(message["payload"])


def test_every_event_of_webhooks_is_in_it() -> None:
    """What triggers write, what others enqueue, what a test sends: each has its view, and the view its schema."""
    assert {*TYPES, NOTIFICATION, TEST} == set(BY_NAME) == set(DOCUMENT["channels"]["webhooks"]["messages"])
    assert {BY_NAME[one].view for one in TYPES} == set(READERS)
    assert {one.view for one in EVENT_TYPES} == set(VIEWS)
    assert all(one.words for one in EVENT_TYPES)


def published() -> Iterator[str]:
    """The names of events in the source: `_publish("...")`, and `deleted("...")` of the announcer."""
    for file in Path(csms.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if node.func.attr == "_publish":
                        yield first.value
                    elif node.func.attr == "deleted":
                        yield f"{first.value}.deleted"


def test_every_event_of_the_stream_is_in_it() -> None:
    kinds = _announcer(MemoryBroker()).kinds
    assert {RESET, *published(), *map(event_of, kinds)} == set(STREAM)
    assert set(STREAM) == set(DOCUMENT["channels"]["stream"]["messages"])


def test_a_payload_that_is_none_is_refused() -> None:
    """The validator that other tests use finds something."""
    payload = whole(DOCUMENT["components"]["messages"]["webhooks.charger.deleted"]["payload"])
    good = {
        "type": "charger.deleted",
        "timestamp": "2026-11-19T12:00:00Z",
        "sequence": 1,
        "data": {"id": "1"},
    }
    Draft7Validator(payload).validate(good)
    assert not Draft7Validator(payload).is_valid({**good, "data": {}})
