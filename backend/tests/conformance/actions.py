"""Which rules are about which action."""

from tests.conformance.rules import RULES

# Action -> the beginnings of the ids of its rules.
_PREFIXES: dict[str, str] = {
    "Authorize": "AUTH",
    "BootNotification": "BOOT",
    "ChangeAvailability": "AVAIL",
    "ChangeConfiguration": "CFG-01 CFG-04 CFG-05",
    "ClearCache": "CACHE",
    "DataTransfer": "DT",
    "GetConfiguration": "CFG-02 CFG-03 CFG-05",
    "Heartbeat": "HB LIVE-02",
    "MeterValues": "METER",
    "RemoteStartTransaction": "RS-01 RS-02 RS-03",
    "RemoteStopTransaction": "RS-04 RS-05",
    "Reset": "RST",
    "StartTransaction": "START",
    "StatusNotification": "STAT",
    "StopTransaction": "STOP",
    "UnlockConnector": "ULK",
    "DiagnosticsStatusNotification": "DIAG-02",
    "FirmwareStatusNotification": "FW-02 FW-04",
    "GetDiagnostics": "DIAG-01",
    "UpdateFirmware": "FW-01 FW-03",
    "GetLocalListVersion": "LL-01 LL-06",
    "SendLocalList": "LL-02 LL-03 LL-04 LL-05 LL-07",
    "CancelReservation": "RES-03",
    "ReserveNow": "RES-01 RES-02 RES-05",
    "ClearChargingProfile": "SC-13",
    "GetCompositeSchedule": "SC-09 SC-14",
    "SetChargingProfile": "SC-01 SC-02 SC-03 SC-04 SC-05 SC-10 SC-11 SC-12",
    "TriggerMessage": "TRG-01 TRG-02 TRG-03",
    "CertificateSigned": "CERT-04 CERT-06",
    "DeleteCertificate": "CERT-11",
    "ExtendedTriggerMessage": "TRG-01 TRG-04 CERT-05",
    "GetInstalledCertificateIds": "CERT-09 CERT-10",
    "GetLog": "LOG-01",
    "InstallCertificate": "CERT-07 CERT-08",
    "LogStatusNotification": "LOG-02",
    "SecurityEventNotification": "EVT",
    "SignCertificate": "CERT-01 CERT-02 CERT-03",
    "SignedFirmwareStatusNotification": "SFW-03 SFW-04",
    "SignedUpdateFirmware": "SFW-01 SFW-02",
}

RULES_OF: dict[str, list[str]] = {
    action: [rule for rule in RULES if any(rule.startswith(prefix) for prefix in prefixes.split())]
    for action, prefixes in _PREFIXES.items()
}
