"""csms.handlers.dispatch: what is refused before any handler sees it, and what never is."""

import json
from typing import Any

import pytest
from msgspec import Raw

from csms.charging.session import ChargerSession
from csms.handlers.dispatch import Dispatched, Dispatcher
from csms.handlers.reply import Reply
from csms.ocpp.errors import Unreadable
from csms.store.models.base import new_id
from tests.services.database import NOW

METER = {
    "connectorId": 1,
    "meterValue": [{"timestamp": "2026-11-19T12:00:00Z", "sampledValue": [{"value": "1"}]}],
}
STATUS = {"connectorId": 1, "status": "Available", "errorCode": "NoError"}


def session(registration: str | None = "Accepted", *, strict: bool = False) -> ChargerSession:
    return ChargerSession(new_id(), "CP-0001", strict=strict, registration_status=registration)


def dispatch(of: ChargerSession, action: str, payload: dict[str, Any]) -> Dispatched:
    def handler(*_: object) -> Reply:
        return Reply(b"{}")

    actions = ("MeterValues", "StatusNotification", "BootNotification", "Heartbeat")
    dispatcher = Dispatcher(dict.fromkeys(actions, handler))
    return dispatcher.dispatch(of, action, Raw(json.dumps(payload).encode()), NOW)


@pytest.mark.parametrize(
    ("action", "code"),
    [("Nonsense", "NotImplemented"), ("heartbeat", "NotImplemented"), ("Reset", "NotSupported")],
)
def test_unknown_actions_and_the_wrong_direction(action: str, code: str) -> None:
    """2.4, RPC-02"""
    with pytest.raises(Unreadable) as refused:
        dispatch(session(), action, {})
    assert refused.value.code == code


@pytest.mark.parametrize("registration", ["Pending", "Rejected"])
def test_who_is_not_accepted_may_only_boot(registration: str) -> None:
    """RPC-16; billing data is taken even then (DEC-3)."""
    with pytest.raises(Unreadable) as refused:
        dispatch(session(registration), "StatusNotification", STATUS)
    assert refused.value.code == "SecurityError"
    boot = {"chargePointVendor": "v", "chargePointModel": "m"}
    assert dispatch(session(registration), "BootNotification", boot).violations == ()
    assert dispatch(session(registration), "MeterValues", METER).violations == ()


def test_a_registered_charger_may_speak_before_its_first_boot() -> None:
    """Q10"""
    assert dispatch(session(None), "StatusNotification", STATUS).violations == ()


def test_tolerant_records_what_strict_refuses() -> None:
    """DEC-3"""
    broken = {**STATUS, "info": "x" * 60}
    assert [v.rule for v in dispatch(session(), "StatusNotification", broken).violations] == ["maxLength"]
    with pytest.raises(Unreadable) as refused:
        dispatch(session(strict=True), "StatusNotification", broken)
    assert refused.value.code == "PropertyConstraintViolation"
    assert dispatch(session(strict=True), "MeterValues", {**METER, "extra": 1}).violations
