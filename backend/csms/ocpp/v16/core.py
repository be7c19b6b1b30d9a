"""The 16 messages of the Core profile (OCPP 1.6, sections 4-6), in the order of their names.

Each request and response carries the section that defines it. What the sections demand beyond the JSON
schemas (signs of connector ids, rules between fields) is in `semantics`.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from csms.ocpp.v16.smart_charging import ChargingProfile
from csms.ocpp.v16.types import (
    CiString20,
    CiString25,
    CiString50,
    CiString255,
    CiString500,
    IdTagInfo,
    Integer,
    Message,
    MeterValue,
    Timestamp,
    WattHours,
)


class AuthorizeRequest(Message):
    SECTION: ClassVar[str] = "6.1"
    idTag: CiString20


class AuthorizeResponse(Message):
    SECTION: ClassVar[str] = "6.2"
    idTagInfo: IdTagInfo


RegistrationStatus: TypeAlias = Literal["Accepted", "Pending", "Rejected"]


class BootNotificationRequest(Message):
    SECTION: ClassVar[str] = "6.3"
    chargePointVendor: CiString20
    chargePointModel: CiString20
    chargePointSerialNumber: CiString25 | UnsetType = UNSET
    chargeBoxSerialNumber: CiString25 | UnsetType = UNSET
    firmwareVersion: CiString50 | UnsetType = UNSET
    iccid: CiString20 | UnsetType = UNSET
    imsi: CiString20 | UnsetType = UNSET
    meterType: CiString25 | UnsetType = UNSET
    meterSerialNumber: CiString25 | UnsetType = UNSET


class BootNotificationResponse(Message):
    """`interval` in seconds: of the heartbeat, or until the next attempt when not Accepted."""

    SECTION: ClassVar[str] = "6.4"
    status: RegistrationStatus
    currentTime: Timestamp
    interval: Integer


AvailabilityType: TypeAlias = Literal["Inoperative", "Operative"]
AvailabilityStatus: TypeAlias = Literal["Accepted", "Rejected", "Scheduled"]


class ChangeAvailabilityRequest(Message):
    """Connector 0 is the charge point with all its connectors."""

    SECTION: ClassVar[str] = "6.7"
    connectorId: Integer
    type: AvailabilityType


class ChangeAvailabilityResponse(Message):
    SECTION: ClassVar[str] = "6.8"
    status: AvailabilityStatus


ConfigurationStatus: TypeAlias = Literal["Accepted", "Rejected", "RebootRequired", "NotSupported"]


class ChangeConfigurationRequest(Message):
    """`value` is text, also for numbers and booleans."""

    SECTION: ClassVar[str] = "6.9"
    key: CiString50
    value: CiString500


class ChangeConfigurationResponse(Message):
    SECTION: ClassVar[str] = "6.10"
    status: ConfigurationStatus


ClearCacheStatus: TypeAlias = Literal["Accepted", "Rejected"]


class ClearCacheRequest(Message):
    SECTION: ClassVar[str] = "6.11"


class ClearCacheResponse(Message):
    SECTION: ClassVar[str] = "6.12"
    status: ClearCacheStatus


DataTransferStatus: TypeAlias = Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]


class DataTransferRequest(Message):
    """Either side may send it. `data` is text of any length, JSON inside of it is text too."""

    SECTION: ClassVar[str] = "6.15"
    vendorId: CiString255
    messageId: CiString50 | UnsetType = UNSET
    data: str | UnsetType = UNSET


class DataTransferResponse(Message):
    SECTION: ClassVar[str] = "6.16"
    status: DataTransferStatus
    data: str | UnsetType = UNSET


class GetConfigurationRequest(Message):
    """No `key`, or an empty list, asks for all keys."""

    SECTION: ClassVar[str] = "6.23"
    key: list[CiString50] | UnsetType = UNSET


class KeyValue(Message):
    """A known key may have no value."""

    SECTION: ClassVar[str] = "7.29"
    key: CiString50
    readonly: bool
    value: CiString500 | UnsetType = UNSET


class GetConfigurationResponse(Message):
    SECTION: ClassVar[str] = "6.24"
    configurationKey: list[KeyValue] | UnsetType = UNSET
    unknownKey: list[CiString50] | UnsetType = UNSET


class HeartbeatRequest(Message):
    SECTION: ClassVar[str] = "6.29"


class HeartbeatResponse(Message):
    SECTION: ClassVar[str] = "6.30"
    currentTime: Timestamp


class MeterValuesRequest(Message):
    """Connector 0 is the meter of the charge point."""

    SECTION: ClassVar[str] = "6.31"
    connectorId: Integer
    meterValue: Annotated[list[MeterValue], Meta(min_length=1)]
    transactionId: Integer | UnsetType = UNSET


class MeterValuesResponse(Message):
    SECTION: ClassVar[str] = "6.32"


RemoteStartStopStatus: TypeAlias = Literal["Accepted", "Rejected"]


class RemoteStartTransactionRequest(Message):
    SECTION: ClassVar[str] = "6.33"
    idTag: CiString20
    connectorId: Integer | UnsetType = UNSET
    chargingProfile: ChargingProfile | UnsetType = UNSET


class RemoteStartTransactionResponse(Message):
    """Accepted means that the charge point will try (errata 3.32)."""

    SECTION: ClassVar[str] = "6.34"
    status: RemoteStartStopStatus


class RemoteStopTransactionRequest(Message):
    SECTION: ClassVar[str] = "6.35"
    transactionId: Integer


class RemoteStopTransactionResponse(Message):
    SECTION: ClassVar[str] = "6.36"
    status: RemoteStartStopStatus


ResetType: TypeAlias = Literal["Hard", "Soft"]
ResetStatus: TypeAlias = Literal["Accepted", "Rejected"]


class ResetRequest(Message):
    SECTION: ClassVar[str] = "6.39"
    type: ResetType


class ResetResponse(Message):
    SECTION: ClassVar[str] = "6.40"
    status: ResetStatus


class StartTransactionRequest(Message):
    SECTION: ClassVar[str] = "6.45"
    connectorId: Integer
    idTag: CiString20
    meterStart: WattHours
    timestamp: Timestamp
    reservationId: Integer | UnsetType = UNSET


class StartTransactionResponse(Message):
    SECTION: ClassVar[str] = "6.46"
    idTagInfo: IdTagInfo
    transactionId: Integer


ChargePointErrorCode: TypeAlias = Annotated[
    Literal[
        "ConnectorLockFailure",
        "EVCommunicationError",
        "GroundFailure",
        "HighTemperature",
        "InternalError",
        "LocalListConflict",
        "NoError",
        "OtherError",
        "OverCurrentFailure",
        "PowerMeterFailure",
        "PowerSwitchFailure",
        "ReaderFailure",
        "ResetFailure",
        "UnderVoltage",
        "OverVoltage",
        "WeakSignal",
    ],
    Meta(extra={"aliases": {"error": "OtherError"}}),
]
ChargePointStatus: TypeAlias = Literal[
    "Available",
    "Preparing",
    "Charging",
    "SuspendedEVSE",
    "SuspendedEV",
    "Finishing",
    "Reserved",
    "Unavailable",
    "Faulted",
]


class StatusNotificationRequest(Message):
    """Connector 0 is the main controller, which is Available, Unavailable or Faulted."""

    SECTION: ClassVar[str] = "6.47"
    connectorId: Integer
    errorCode: ChargePointErrorCode
    status: ChargePointStatus
    info: CiString50 | UnsetType = UNSET
    timestamp: Timestamp | UnsetType = UNSET
    vendorId: CiString255 | UnsetType = UNSET
    vendorErrorCode: CiString50 | UnsetType = UNSET


class StatusNotificationResponse(Message):
    SECTION: ClassVar[str] = "6.48"


Reason: TypeAlias = Literal[
    "EmergencyStop",
    "EVDisconnected",
    "HardReset",
    "Local",
    "Other",
    "PowerLoss",
    "Reboot",
    "Remote",
    "SoftReset",
    "UnlockCommand",
    "DeAuthorized",
]


class StopTransactionRequest(Message):
    """No `reason` means Local (7.36)."""

    SECTION: ClassVar[str] = "6.49"
    meterStop: WattHours
    timestamp: Timestamp
    transactionId: Integer
    idTag: CiString20 | UnsetType = UNSET
    reason: Reason | UnsetType = UNSET
    transactionData: list[MeterValue] | UnsetType = UNSET


class StopTransactionResponse(Message):
    SECTION: ClassVar[str] = "6.50"
    idTagInfo: IdTagInfo | UnsetType = UNSET


UnlockStatus: TypeAlias = Literal["Unlocked", "UnlockFailed", "NotSupported"]


class UnlockConnectorRequest(Message):
    SECTION: ClassVar[str] = "6.53"
    connectorId: Integer


class UnlockConnectorResponse(Message):
    """An unknown connector is NotSupported (errata 3.87)."""

    SECTION: ClassVar[str] = "6.54"
    status: UnlockStatus
