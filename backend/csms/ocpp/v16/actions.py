"""Which actions OCPP 1.6 and its security extension have, who sends them, and their message types."""

from typing import Literal, NamedTuple, TypeAlias

from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.v16 import (
    core,
    firmware_management,
    local_auth_list,
    remote_trigger,
    reservation,
    security,
    smart_charging,
)
from csms.ocpp.v16.types import Message

Party: TypeAlias = Literal["charge_point", "central_system"]
Sender: TypeAlias = Party | Literal["both"]


class Action(NamedTuple):
    """One operation: its types, who requests it, and the feature profile that it belongs to."""

    name: str
    request: type[Message]
    response: type[Message]
    sender: Sender
    profile: str


# All 39 actions: (who sends the request, the feature profile) (3.3, errata 3.2; security whitepaper).
_CHARGE_POINT: Sender = "charge_point"
_CENTRAL_SYSTEM: Sender = "central_system"
KNOWN: dict[str, tuple[Sender, str]] = {
    "Authorize": (_CHARGE_POINT, "Core"),
    "BootNotification": (_CHARGE_POINT, "Core"),
    "ChangeAvailability": (_CENTRAL_SYSTEM, "Core"),
    "ChangeConfiguration": (_CENTRAL_SYSTEM, "Core"),
    "ClearCache": (_CENTRAL_SYSTEM, "Core"),
    "DataTransfer": ("both", "Core"),
    "GetConfiguration": (_CENTRAL_SYSTEM, "Core"),
    "Heartbeat": (_CHARGE_POINT, "Core"),
    "MeterValues": (_CHARGE_POINT, "Core"),
    "RemoteStartTransaction": (_CENTRAL_SYSTEM, "Core"),
    "RemoteStopTransaction": (_CENTRAL_SYSTEM, "Core"),
    "Reset": (_CENTRAL_SYSTEM, "Core"),
    "StartTransaction": (_CHARGE_POINT, "Core"),
    "StatusNotification": (_CHARGE_POINT, "Core"),
    "StopTransaction": (_CHARGE_POINT, "Core"),
    "UnlockConnector": (_CENTRAL_SYSTEM, "Core"),
    "DiagnosticsStatusNotification": (_CHARGE_POINT, "FirmwareManagement"),
    "FirmwareStatusNotification": (_CHARGE_POINT, "FirmwareManagement"),
    "GetDiagnostics": (_CENTRAL_SYSTEM, "FirmwareManagement"),
    "UpdateFirmware": (_CENTRAL_SYSTEM, "FirmwareManagement"),
    "GetLocalListVersion": (_CENTRAL_SYSTEM, "LocalAuthListManagement"),
    "SendLocalList": (_CENTRAL_SYSTEM, "LocalAuthListManagement"),
    "CancelReservation": (_CENTRAL_SYSTEM, "Reservation"),
    "ReserveNow": (_CENTRAL_SYSTEM, "Reservation"),
    "ClearChargingProfile": (_CENTRAL_SYSTEM, "SmartCharging"),
    "GetCompositeSchedule": (_CENTRAL_SYSTEM, "SmartCharging"),
    "SetChargingProfile": (_CENTRAL_SYSTEM, "SmartCharging"),
    "TriggerMessage": (_CENTRAL_SYSTEM, "RemoteTrigger"),
    "CertificateSigned": (_CENTRAL_SYSTEM, "Security"),
    "DeleteCertificate": (_CENTRAL_SYSTEM, "Security"),
    "ExtendedTriggerMessage": (_CENTRAL_SYSTEM, "Security"),
    "GetInstalledCertificateIds": (_CENTRAL_SYSTEM, "Security"),
    "GetLog": (_CENTRAL_SYSTEM, "Security"),
    "InstallCertificate": (_CENTRAL_SYSTEM, "Security"),
    "LogStatusNotification": (_CHARGE_POINT, "Security"),
    "SecurityEventNotification": (_CHARGE_POINT, "Security"),
    "SignCertificate": (_CHARGE_POINT, "Security"),
    "SignedFirmwareStatusNotification": (_CHARGE_POINT, "Security"),
    "SignedUpdateFirmware": (_CENTRAL_SYSTEM, "Security"),
}

_PROFILES = (
    core,
    firmware_management,
    local_auth_list,
    reservation,
    smart_charging,
    remote_trigger,
    security,
)


def _actions() -> dict[str, Action]:
    """Each action with the two types that bear its name."""
    types = {name: type_ for profile in _PROFILES for name, type_ in vars(profile).items()}
    return {
        name: Action(name, types[f"{name}Request"], types[f"{name}Response"], sender, profile)
        for name, (sender, profile) in KNOWN.items()
    }


ACTIONS: dict[str, Action] = _actions()


def find(action: str, sender: Party) -> Action:
    """The operation `action` as `sender` requests it.

    Raises `Unreadable`: NotSupported for an action of OCPP 1.6 that goes the other way, NotImplemented for
    any other text (J 4.2.3).
    """
    found = ACTIONS.get(action)
    if found is None:
        raise Unreadable(ErrorCode.NOT_IMPLEMENTED, f"OCPP 1.6 has no action {action[:64]!r}")
    if found.sender not in (sender, "both"):
        raise Unreadable(ErrorCode.NOT_SUPPORTED, f"a {sender.replace('_', ' ')} does not send {action}")
    return found
