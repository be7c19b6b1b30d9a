"""The 1 message of the RemoteTrigger profile (OCPP 1.6, 5.17)."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from csms.ocpp.v16.types import Integer, Message

MessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "StatusNotification",
]
TriggerMessageStatus: TypeAlias = Literal["Accepted", "Rejected", "NotImplemented"]


class TriggerMessageRequest(Message):
    """No `connectorId` means all that the message can be about."""

    SECTION: ClassVar[str] = "6.51"
    requestedMessage: MessageTrigger
    connectorId: Integer | UnsetType = UNSET


class TriggerMessageResponse(Message):
    """Accepted: the message comes later, as a CALL of its own (5.17)."""

    SECTION: ClassVar[str] = "6.52"
    status: TriggerMessageStatus
