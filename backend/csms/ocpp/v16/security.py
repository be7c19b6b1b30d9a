"""The 11 messages of the security extension ("Improved security for OCPP 1.6-J", edition 3), by name.

Sections are those of the whitepaper.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from csms.ocpp.v16.types import CiString50, CiString255, Integer, Message, Timestamp

String40: TypeAlias = Annotated[str, Meta(max_length=40)]
String128: TypeAlias = Annotated[str, Meta(max_length=128)]
String512: TypeAlias = Annotated[str, Meta(max_length=512)]
String800: TypeAlias = Annotated[str, Meta(max_length=800)]
String5500: TypeAlias = Annotated[str, Meta(max_length=5500)]
String10000: TypeAlias = Annotated[str, Meta(max_length=10000)]


CertificateSignedStatus: TypeAlias = Literal["Accepted", "Rejected"]


class CertificateSignedRequest(Message):
    """PEM: the charge point's certificate first, then those of the CAs between it and the root."""

    SECTION: ClassVar[str] = "WP 5.1"
    certificateChain: String10000


class CertificateSignedResponse(Message):
    SECTION: ClassVar[str] = "WP 5.2"
    status: CertificateSignedStatus


HashAlgorithm: TypeAlias = Literal["SHA256", "SHA384", "SHA512"]


class CertificateHashData(Message):
    """Which certificate is meant: hashes in hexadecimal, as in an OCSP request."""

    SECTION: ClassVar[str] = "WP 6.1"
    hashAlgorithm: HashAlgorithm
    issuerNameHash: String128
    issuerKeyHash: String128
    serialNumber: String40


DeleteCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "NotFound"]


class DeleteCertificateRequest(Message):
    SECTION: ClassVar[str] = "WP 5.3"
    certificateHashData: CertificateHashData


class DeleteCertificateResponse(Message):
    SECTION: ClassVar[str] = "WP 5.4"
    status: DeleteCertificateStatus


ExtendedMessageTrigger: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargePointCertificate",
    "StatusNotification",
]
ExtendedTriggerMessageStatus: TypeAlias = Literal["Accepted", "Rejected", "NotImplemented"]


class ExtendedTriggerMessageRequest(Message):
    """FirmwareStatusNotification means the signed one (L01.FR.28)."""

    SECTION: ClassVar[str] = "WP 5.5"
    requestedMessage: ExtendedMessageTrigger
    connectorId: Integer | UnsetType = UNSET


class ExtendedTriggerMessageResponse(Message):
    SECTION: ClassVar[str] = "WP 5.6"
    status: ExtendedTriggerMessageStatus


CertificateUse: TypeAlias = Literal["CentralSystemRootCertificate", "ManufacturerRootCertificate"]
GetInstalledCertificateStatus: TypeAlias = Literal["Accepted", "NotFound"]


class GetInstalledCertificateIdsRequest(Message):
    SECTION: ClassVar[str] = "WP 5.7"
    certificateType: CertificateUse


class GetInstalledCertificateIdsResponse(Message):
    """Without any certificate the list is left out."""

    SECTION: ClassVar[str] = "WP 5.8"
    status: GetInstalledCertificateStatus
    certificateHashData: Annotated[list[CertificateHashData], Meta(min_length=1)] | UnsetType = UNSET


LogType: TypeAlias = Literal["DiagnosticsLog", "SecurityLog"]
LogStatus: TypeAlias = Literal["Accepted", "Rejected", "AcceptedCanceled"]


class LogParameters(Message):
    """Where the log is to be uploaded, and of which time."""

    SECTION: ClassVar[str] = "WP 5.9"
    remoteLocation: String512
    oldestTimestamp: Timestamp | UnsetType = UNSET
    latestTimestamp: Timestamp | UnsetType = UNSET


class GetLogRequest(Message):
    SECTION: ClassVar[str] = "WP 5.9"
    log: LogParameters
    logType: LogType
    requestId: Integer
    retries: Integer | UnsetType = UNSET
    retryInterval: Integer | UnsetType = UNSET


class GetLogResponse(Message):
    """AcceptedCanceled: an older upload was given up for this one. The name is `filename`, in lower case."""

    SECTION: ClassVar[str] = "WP 5.10"
    status: LogStatus
    filename: CiString255 | UnsetType = UNSET


InstallCertificateStatus: TypeAlias = Literal["Accepted", "Failed", "Rejected"]


class InstallCertificateRequest(Message):
    """One certificate in PEM."""

    SECTION: ClassVar[str] = "WP 5.11"
    certificateType: CertificateUse
    certificate: String5500


class InstallCertificateResponse(Message):
    SECTION: ClassVar[str] = "WP 5.12"
    status: InstallCertificateStatus


UploadLogStatus: TypeAlias = Literal[
    "BadMessage",
    "Idle",
    "NotSupportedOperation",
    "PermissionDenied",
    "Uploaded",
    "UploadFailure",
    "Uploading",
]


class LogStatusNotificationRequest(Message):
    """Without `requestId` only when Idle, which comes only when it was triggered (N01.FR.12)."""

    SECTION: ClassVar[str] = "WP 5.13"
    status: UploadLogStatus
    requestId: Integer | UnsetType = UNSET


class LogStatusNotificationResponse(Message):
    SECTION: ClassVar[str] = "WP 5.14"


class SecurityEventNotificationRequest(Message):
    """`type` is any text: the list of the whitepaper is open (WP 8)."""

    SECTION: ClassVar[str] = "WP 5.15"
    type: CiString50
    timestamp: Timestamp
    techInfo: CiString255 | UnsetType = UNSET


class SecurityEventNotificationResponse(Message):
    SECTION: ClassVar[str] = "WP 5.16"


SignCertificateStatus: TypeAlias = Literal["Accepted", "Rejected"]


class SignCertificateRequest(Message):
    """A certificate request (PKCS#10) in PEM."""

    SECTION: ClassVar[str] = "WP 5.17"
    csr: String5500


class SignCertificateResponse(Message):
    """Accepted: the certificate comes later, with CertificateSigned."""

    SECTION: ClassVar[str] = "WP 5.18"
    status: SignCertificateStatus


SignedFirmwareStatus: TypeAlias = Literal[
    "Downloaded",
    "DownloadFailed",
    "Downloading",
    "DownloadScheduled",
    "DownloadPaused",
    "Idle",
    "InstallationFailed",
    "Installing",
    "Installed",
    "InstallRebooting",
    "InstallScheduled",
    "InstallVerificationFailed",
    "InvalidSignature",
    "SignatureVerified",
]


class SignedFirmwareStatusNotificationRequest(Message):
    """Without `requestId` only when Idle (L01.FR.21)."""

    SECTION: ClassVar[str] = "WP 5.19"
    status: SignedFirmwareStatus
    requestId: Integer | UnsetType = UNSET


class SignedFirmwareStatusNotificationResponse(Message):
    SECTION: ClassVar[str] = "WP 5.20"


UpdateFirmwareStatus: TypeAlias = Literal[
    "Accepted", "Rejected", "AcceptedCanceled", "InvalidCertificate", "RevokedCertificate"
]


class Firmware(Message):
    """Where a firmware is, when to fetch and install it, and the manufacturer's signature over it (base64)."""

    SECTION: ClassVar[str] = "WP 6.9"
    location: String512
    retrieveDateTime: Timestamp
    signingCertificate: String5500
    signature: String800
    installDateTime: Timestamp | UnsetType = UNSET


class SignedUpdateFirmwareRequest(Message):
    SECTION: ClassVar[str] = "WP 5.21"
    requestId: Integer
    firmware: Firmware
    retries: Integer | UnsetType = UNSET
    retryInterval: Integer | UnsetType = UNSET


class SignedUpdateFirmwareResponse(Message):
    SECTION: ClassVar[str] = "WP 5.22"
    status: UpdateFirmwareStatus
