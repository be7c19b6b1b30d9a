"""The FirmwareManagement profile (OCPP 1.6, 4.4, 4.5). Its requests are in transfers.py."""

from collections.abc import Mapping
from datetime import datetime

from csms.charging.session import ChargerSession
from csms.handlers.reply import EMPTY, Handler, Reply
from csms.ocpp.v16 import firmware_management as messages
from csms.store.facts.transfers import TransferReported
from csms.store.transfer_states import DIAGNOSTICS, FIRMWARE


def reported(
    session: ChargerSession, kind: str, request_id: int | None, status: str, at: datetime
) -> TransferReported:
    """A word of the charger about a file."""
    return TransferReported(session.charger_id, session.charge_point_id, kind, request_id, status[:50], at)


def diagnostics_status_notification(
    session: ChargerSession, request: messages.DiagnosticsStatusNotificationRequest, received_at: datetime
) -> Reply:
    """DIAG-02"""
    return Reply(EMPTY, (reported(session, DIAGNOSTICS, None, request.status, received_at),))


def firmware_status_notification(
    session: ChargerSession, request: messages.FirmwareStatusNotificationRequest, received_at: datetime
) -> Reply:
    """FW-02"""
    return Reply(EMPTY, (reported(session, FIRMWARE, None, request.status, received_at),))


HANDLERS: Mapping[str, Handler] = {
    "DiagnosticsStatusNotification": diagnostics_status_notification,
    "FirmwareStatusNotification": firmware_status_notification,
}
