"""The FirmwareManagement profile (OCPP 1.6, 4.4, 4.5, 5.9, 5.19)."""

from collections.abc import Mapping
from datetime import datetime

from csms.charging.session import ChargerSession
from csms.handlers.effects import Effects
from csms.handlers.reply import EMPTY, Handler, Reply
from csms.ocpp.v16 import firmware_management as messages
from csms.ocpp.v16.types import Message


def diagnostics_status_notification(
    session: ChargerSession, request: messages.DiagnosticsStatusNotificationRequest, received_at: datetime
) -> Reply:
    return Reply(EMPTY)


def firmware_status_notification(
    session: ChargerSession, request: messages.FirmwareStatusNotificationRequest, received_at: datetime
) -> Reply:
    return Reply(EMPTY)


HANDLERS: Mapping[str, Handler] = {
    "DiagnosticsStatusNotification": diagnostics_status_notification,
    "FirmwareStatusNotification": firmware_status_notification,
}

EFFECTS: Mapping[type[Message], Effects] = {}
