"""The security extension ("Improved security for OCPP 1.6-J", edition 3)."""

from collections.abc import Mapping
from datetime import datetime

from csms.charging.session import ChargerSession
from csms.handlers.effects import Effects
from csms.handlers.reply import EMPTY, Handler, Reply
from csms.ocpp.v16 import encode
from csms.ocpp.v16 import security as messages
from csms.ocpp.v16.types import Message


def log_status_notification(
    session: ChargerSession, request: messages.LogStatusNotificationRequest, received_at: datetime
) -> Reply:
    return Reply(EMPTY)


def security_event_notification(
    session: ChargerSession, request: messages.SecurityEventNotificationRequest, received_at: datetime
) -> Reply:
    return Reply(EMPTY)


def sign_certificate(
    session: ChargerSession, request: messages.SignCertificateRequest, received_at: datetime
) -> Reply:
    return Reply(encode(messages.SignCertificateResponse("Rejected")))


def signed_firmware_status_notification(
    session: ChargerSession, request: messages.SignedFirmwareStatusNotificationRequest, received_at: datetime
) -> Reply:
    return Reply(EMPTY)


HANDLERS: Mapping[str, Handler] = {
    "LogStatusNotification": log_status_notification,
    "SecurityEventNotification": security_event_notification,
    "SignCertificate": sign_certificate,
    "SignedFirmwareStatusNotification": signed_firmware_status_notification,
}

EFFECTS: Mapping[type[Message], Effects] = {}
