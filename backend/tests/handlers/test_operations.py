"""csms.handlers.operations: what operators may ask, checked completely before anything is sent."""

from typing import Any

import pytest

from csms.handlers.operations import OPERATIONS, InvalidRequest, UnknownOperation, check_request, redact


def test_all_26_operations_are_offered_with_their_schemas() -> None:
    assert len(OPERATIONS) == 26
    for name, operation in OPERATIONS.items():
        assert f"{name}Request" in operation.request_schema


@pytest.mark.parametrize("action", ["Heartbeat", "Nonsense", "", "reset"])
def test_what_no_central_system_sends_is_unknown(action: str) -> None:
    with pytest.raises(UnknownOperation) as refused:
        check_request(action, {})
    assert refused.value.words.values == {"action": action}


@pytest.mark.parametrize(
    ("action", "request_", "path"),
    [
        ("Reset", {"type": "Gentle"}, "type"),
        ("Reset", {}, "type"),
        ("UnlockConnector", {"connectorId": 0}, "connectorId"),
        ("RemoteStartTransaction", {"idTag": "x" * 21}, "idTag"),
        ("RemoteStartTransaction", {"idTag": "x", "connectorId": 0}, "connectorId"),
        ("ChangeConfiguration", {"key": "k", "value": 5}, "value"),
    ],
)
def test_the_field_to_blame_is_named(action: str, request_: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        check_request(action, request_)
    assert refused.value.path == path


def test_a_good_request_goes_out_as_it_came() -> None:
    request = {"idTag": "TAG", "connectorId": 1}
    assert check_request("RemoteStartTransaction", request) == request


@pytest.mark.parametrize("key", ["AuthorizationKey", "authorizationkey", "AUTHORIZATIONKEY"])
def test_an_authorization_key_is_never_stored(key: str) -> None:
    """SEC-11, CFG-05"""
    assert "secret" not in str(redact("ChangeConfiguration", {"key": key, "value": "secret"}))
    assert redact("ChangeConfiguration", {"key": "CpoName", "value": "us"})["value"] == "us"
