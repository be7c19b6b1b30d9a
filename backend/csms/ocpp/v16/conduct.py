"""What the sections of OCPP 1.6 demand of a charger's messages beyond the JSON schemas.

Such a message is read and answered like any other (4.7-4.10 forbid to refuse it); the breach is recorded.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import UNSET

from csms import breaches
from csms.ocpp.v16 import core, security
from csms.ocpp.v16.types import Message
from csms.ocpp.violations import Rule, Violation
from csms.said import Said

Breaches: TypeAlias = Iterator[tuple[str, Said]]

_OF_THE_CONTROLLER = ("Available", "Unavailable", "Faulted")


def misconduct(message: Message) -> tuple[Violation, ...]:
    """What is wrong with a message whose payload is exact."""
    rules = _RULES.get(type(message))
    if rules is None:
        return ()
    return tuple(Violation(Rule.SECTION, path, rule) for path, rule in rules(message))


def _start_transaction(message: core.StartTransactionRequest) -> Breaches:
    if message.connectorId < 1:
        yield "connectorId", breaches.cited(Said(breaches.A_CONNECTOR), "6.45")


def _status_notification(message: core.StatusNotificationRequest) -> Breaches:
    if message.connectorId < 0:
        yield "connectorId", breaches.cited(Said(breaches.CONTROLLER_OR_CONNECTOR), "6.47")
    if message.connectorId == 0 and message.status not in _OF_THE_CONTROLLER:
        yield "status", breaches.cited(Said(breaches.OF_CONTROLLER), "4.9")


def _meter_values(message: core.MeterValuesRequest) -> Breaches:
    if message.connectorId < 0:
        yield "connectorId", breaches.cited(Said(breaches.CHARGER_OR_CONNECTOR), "6.31")


def _with_request_id(
    message: security.LogStatusNotificationRequest | security.SignedFirmwareStatusNotificationRequest,
) -> Breaches:
    if message.requestId is UNSET and message.status != "Idle":
        yield "requestId", breaches.cited(Said(breaches.UNLESS_IDLE), "WP L01.FR.21, N01.FR.12")


_RULES: dict[type[Message], Callable[[Any], Breaches]] = {
    core.StartTransactionRequest: _start_transaction,
    core.StatusNotificationRequest: _status_notification,
    core.MeterValuesRequest: _meter_values,
    security.LogStatusNotificationRequest: _with_request_id,
    security.SignedFirmwareStatusNotificationRequest: _with_request_id,
}
