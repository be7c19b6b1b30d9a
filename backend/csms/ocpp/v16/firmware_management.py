"""The 4 messages of the FirmwareManagement profile (OCPP 1.6, 4.4, 4.5, 5.9, 5.19)."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from csms.ocpp.v16.types import CiString255, Integer, Message, Timestamp, Uri

DiagnosticsStatus: TypeAlias = Literal["Idle", "Uploaded", "UploadFailed", "Uploading"]
FirmwareStatus: TypeAlias = Literal[
    "Downloaded",
    "DownloadFailed",
    "Downloading",
    "Idle",
    "InstallationFailed",
    "Installing",
    "Installed",
]


class DiagnosticsStatusNotificationRequest(Message):
    """Idle comes only when it was triggered (4.4)."""

    SECTION: ClassVar[str] = "6.17"
    status: DiagnosticsStatus


class DiagnosticsStatusNotificationResponse(Message):
    SECTION: ClassVar[str] = "6.18"


class FirmwareStatusNotificationRequest(Message):
    """Idle comes only when it was triggered (4.5)."""

    SECTION: ClassVar[str] = "6.19"
    status: FirmwareStatus


class FirmwareStatusNotificationResponse(Message):
    SECTION: ClassVar[str] = "6.20"


class GetDiagnosticsRequest(Message):
    """`location` is the address of a directory, `retryInterval` in seconds."""

    SECTION: ClassVar[str] = "6.25"
    location: Uri
    retries: Integer | UnsetType = UNSET
    retryInterval: Integer | UnsetType = UNSET
    startTime: Timestamp | UnsetType = UNSET
    stopTime: Timestamp | UnsetType = UNSET


class GetDiagnosticsResponse(Message):
    """No `fileName` means that there is nothing to upload."""

    SECTION: ClassVar[str] = "6.26"
    fileName: CiString255 | UnsetType = UNSET


class UpdateFirmwareRequest(Message):
    """`retrieveDate` is the earliest moment (errata 3.63), `retryInterval` in seconds."""

    SECTION: ClassVar[str] = "6.55"
    location: Uri
    retrieveDate: Timestamp
    retries: Integer | UnsetType = UNSET
    retryInterval: Integer | UnsetType = UNSET


class UpdateFirmwareResponse(Message):
    SECTION: ClassVar[str] = "6.56"
