"""Requests of operators: everything wrong is found before anything is sent, and the field is named."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import UNSET

from csms.ocpp.errors import Unreadable
from csms.ocpp.v16 import InvalidRequest, encode, validate_request
from csms.ocpp.v16.core import RemoteStartTransactionRequest, ResetRequest
from csms.said import Said


def start(**profile: Any) -> dict[str, Any]:
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 7.1}]}
    required = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule,
    }
    return {"idTag": "A", "chargingProfile": required | profile}


@pytest.mark.parametrize("payload", [{"type": "Hard"}, b'{"type":"Hard"}'])
def test_a_sound_request(payload: dict[str, Any] | bytes) -> None:
    assert validate_request("Reset", payload) == ResetRequest(type="Hard")


def test_floats_of_a_json_parser_become_the_decimals_that_were_written() -> None:
    """SC-11."""
    request = validate_request("RemoteStartTransaction", start())
    assert isinstance(request, RemoteStartTransactionRequest)
    assert request.chargingProfile is not UNSET
    (period,) = request.chargingProfile.chargingSchedule.chargingSchedulePeriod
    assert period.limit == Decimal("7.1")
    assert b'"limit":7.1}' in encode(request)


@pytest.mark.parametrize(
    ("action", "payload", "path", "words"),
    [
        ("Reset", {}, "type", "required (OCPP 1.6, 6.39)"),
        ("Reset", {"type": "hard"}, "type", "'hard' is none of the allowed values (OCPP 1.6, 6.39)"),
        ("Reset", {"type": "Hard", "x": 1}, "x", "a field that does not exist (OCPP 1.6, 6.39)"),
        ("Reset", {"type": None}, "type", "null where a string is required (OCPP 1.6, 6.39)"),
        ("Reset", b"{", "", "the payload is not valid JSON"),
        ("Reset", b"[]", "", "the payload is not an object"),
        ("Reset", {"type": object()}, "", "not a JSON object"),
        ("Reset", {"type": "\ud800"}, "", "not a JSON object"),
        ("UnlockConnector", {"connectorId": 0}, "connectorId", "must be a connector from 1 (OCPP 1.6, 6.53)"),
        (
            "UnlockConnector",
            {"connectorId": 1.0},
            "connectorId",
            "1.0 is not written as an integer (OCPP 1.6, 6.53)",
        ),
        (
            "ChangeConfiguration",
            {"key": "a", "value": 5},
            "value",
            "a number where a string is required (OCPP 1.6, 6.9)",
        ),
        (
            "RemoteStartTransaction",
            start(validFrom="2025-06-01T12:00:00"),
            "chargingProfile.validFrom",
            "a time without a zone, UTC assumed (OCPP 1.6, 7.8)",
        ),
        (
            "RemoteStartTransaction",
            start(
                chargingSchedule={
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 8.15}],
                }
            ),
            "chargingProfile.chargingSchedule.chargingSchedulePeriod[0].limit",
            "more than 1 decimal (OCPP 1.6, 7.14)",
        ),
    ],
)
def test_the_field_is_named(action: str, payload: dict[str, Any] | bytes, path: str, words: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        validate_request(action, payload)
    assert (caught.value.path, str(caught.value.words)) == (path, words)
    assert isinstance(caught.value.words, Said)
    assert str(caught.value) == (f"{path}: {words}" if path else words)


@pytest.mark.parametrize(
    ("action", "code"),
    [("Heartbeat", "NotSupported"), ("LogStatusNotification", "NotSupported"), ("Coffee", "NotImplemented")],
)
def test_an_action_that_we_cannot_send(action: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        validate_request(action, {})
    assert caught.value.code == code
