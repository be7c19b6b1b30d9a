"""csms.handlers.v16.local_auth_list: what a list of ours does besides being a command."""

from typing import Any

import pytest

from csms.charging.session import ChargerSession
from csms.handlers.effects import Failure, Sending
from csms.handlers.v16.commands import after_answer, after_failure, before_sending
from csms.handlers.v16.core import status_notification
from csms.ocpp.v16 import core, validate_request
from csms.ocpp.v16.local_auth_list import (
    GetLocalListVersionRequest,
    GetLocalListVersionResponse,
    SendLocalListResponse,
)
from csms.store.facts.local_lists import (
    LocalListAnswered,
    LocalListDisputed,
    LocalListSent,
    LocalListVersionTold,
)
from csms.store.list_copies import Change, Listed, Update
from csms.store.models.base import new_id
from tests.services.database import NOW

SESSION = ChargerSession(new_id(), "CP-0001")
CREDENTIALS: Any = None
SENDING = Sending(SESSION, new_id(), CREDENTIALS, NOW)
LINES = [
    {
        "idTag": "Good",
        "idTagInfo": {
            "status": "Accepted",
            "expiryDate": "2026-11-19T12:00:00.750Z",
            "parentIdTag": "Group",
        },
    },
    {"idTag": "Gone"},
]
REQUEST = validate_request(
    "SendLocalList", {"listVersion": 4, "updateType": "Differential", "localAuthorizationList": LINES}
)
UPDATE = Update(4, False, (Change("Good", Listed("Accepted", NOW, "Group")), Change("Gone")))


def test_it_is_known_before_it_leaves() -> None:
    """LL-06: the charger may take it and never answer."""
    (sent,) = before_sending(SENDING, REQUEST)
    assert sent == LocalListSent(SESSION.charger_id, SENDING.command_id, UPDATE, NOW)
    empty = validate_request("SendLocalList", {"listVersion": 5, "updateType": "Full"})
    (sent,) = before_sending(SENDING, empty)
    assert isinstance(sent, LocalListSent)
    assert sent.update == Update(5, True)


@pytest.mark.parametrize("status", ["Accepted", "Failed", "NotSupported", "VersionMismatch"])
def test_its_answer(status: Any) -> None:
    """LL-04"""
    (answered,) = after_answer(SENDING, REQUEST, SendLocalListResponse(status))
    assert answered == LocalListAnswered(SESSION.charger_id, SENDING.command_id, status, NOW)


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (Failure("timeout"), "timeout"),
        (Failure("unknown"), "unknown"),
        (Failure("offline"), "offline"),
        (Failure("error", "InternalError"), "error"),
        (Failure("error", "InvalidResponse"), "unknown"),
        (Failure("error", "NotSupported"), "NotSupported"),
        (Failure("error", "NotImplemented"), "NotSupported"),
    ],
)
def test_no_answer(failure: Failure, status: str) -> None:
    """LL-01, LL-04, LL-06"""
    (answered,) = after_failure(SENDING, REQUEST, failure)
    assert isinstance(answered, LocalListAnswered)
    assert answered.status == status


def test_a_version() -> None:
    """LL-01"""
    request = GetLocalListVersionRequest()
    (told,) = after_answer(SENDING, request, GetLocalListVersionResponse(7))
    assert told == LocalListVersionTold(SESSION.charger_id, 7, NOW)
    (told,) = after_failure(SENDING, request, Failure("error", "NotSupported"))
    assert told == LocalListVersionTold(SESSION.charger_id, -1, NOW)
    assert after_failure(SENDING, request, Failure("error", "InternalError")) == ()
    assert after_failure(SENDING, request, Failure("timeout")) == ()


@pytest.mark.parametrize("error_code", ["LocalListConflict", "NoError"])
def test_a_conflict(error_code: Any) -> None:
    """STAT-09"""
    request = core.StatusNotificationRequest(0, error_code, "Available")
    reply = status_notification(SESSION, request, NOW)
    disputed = LocalListDisputed(SESSION.charger_id, NOW) in reply.facts
    assert (reply.payload, disputed) == (b"{}", error_code == "LocalListConflict")
