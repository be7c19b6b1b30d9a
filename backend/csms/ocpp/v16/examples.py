"""One request and its response for each action, as they travel: for documentation, and for whoever reads the schema."""

import json
from typing import Any, NamedTuple


class Example(NamedTuple):
    """Payloads in JSON."""

    request: dict[str, Any]
    response: dict[str, Any]


_PROFILE = """{"chargingProfileId":11,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile",
"chargingProfileKind":"Recurring","recurrencyKind":"Daily","chargingSchedule":{"startSchedule":"2026-11-28T00:00:00Z",
"duration":86400,"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0,"numberPhases":3},
{"startPeriod":61200,"limit":7.1,"numberPhases":3}]}}"""
_PEM = "-----BEGIN CERTIFICATE-----\\nMIIB...\\n-----END CERTIFICATE-----\\n"
_REQUEST_PEM = "-----BEGIN CERTIFICATE REQUEST-----\\nMIIB...\\n-----END CERTIFICATE REQUEST-----\\n"
_HASHES = '{"hashAlgorithm":"SHA256","issuerNameHash":"4f1c9c8a","issuerKeyHash":"9d3e5b70","serialNumber":"1a2b3c"}'

# Action, request, response.
_FRAMES: tuple[tuple[str, str, str], ...] = (
    (
        "Authorize",
        '{"idTag":"04A1B2C3D4"}',
        '{"idTagInfo":{"status":"Accepted","parentIdTag":"FLEET-7","expiryDate":"2027-06-30T22:00:00Z"}}',
    ),
    (
        "BootNotification",
        '{"chargePointVendor":"Kestrel","chargePointModel":"AC 22","chargePointSerialNumber":"K22-0001",'
        '"firmwareVersion":"2.4.1"}',
        '{"status":"Accepted","currentTime":"2026-11-28T09:30:00Z","interval":300}',
    ),
    ("ChangeAvailability", '{"connectorId":1,"type":"Inoperative"}', '{"status":"Scheduled"}'),
    ("ChangeConfiguration", '{"key":"MeterValueSampleInterval","value":"60"}', '{"status":"Accepted"}'),
    ("ClearCache", "{}", '{"status":"Accepted"}'),
    (
        "DataTransfer",
        '{"vendorId":"com.kestrel","messageId":"led","data":"{\\"colour\\":\\"blue\\"}"}',
        '{"status":"UnknownVendorId"}',
    ),
    (
        "GetConfiguration",
        '{"key":["HeartbeatInterval","LightLevel"]}',
        '{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"}],'
        '"unknownKey":["LightLevel"]}',
    ),
    ("Heartbeat", "{}", '{"currentTime":"2026-11-28T09:35:00Z"}'),
    (
        "MeterValues",
        '{"connectorId":1,"transactionId":1804289383,"meterValue":[{"timestamp":"2026-11-28T09:40:00Z",'
        '"sampledValue":[{"value":"1482350","measurand":"Energy.Active.Import.Register","unit":"Wh"},'
        '{"value":"10980","measurand":"Power.Active.Import","unit":"W"}]}]}',
        "{}",
    ),
    ("RemoteStartTransaction", '{"idTag":"04A1B2C3D4","connectorId":1}', '{"status":"Accepted"}'),
    ("RemoteStopTransaction", '{"transactionId":1804289383}', '{"status":"Accepted"}'),
    ("Reset", '{"type":"Soft"}', '{"status":"Accepted"}'),
    (
        "StartTransaction",
        '{"connectorId":1,"idTag":"04A1B2C3D4","meterStart":1481900,"timestamp":"2026-11-28T09:36:12Z"}',
        '{"idTagInfo":{"status":"Accepted"},"transactionId":1804289383}',
    ),
    (
        "StatusNotification",
        '{"connectorId":1,"errorCode":"NoError","status":"Charging","timestamp":"2026-11-28T09:36:14Z"}',
        "{}",
    ),
    (
        "StopTransaction",
        '{"meterStop":1496420,"timestamp":"2026-11-28T11:02:45Z","transactionId":1804289383,"idTag":"04A1B2C3D4",'
        '"reason":"Local"}',
        '{"idTagInfo":{"status":"Accepted"}}',
    ),
    ("UnlockConnector", '{"connectorId":1}', '{"status":"Unlocked"}'),
    ("DiagnosticsStatusNotification", '{"status":"Uploaded"}', "{}"),
    ("FirmwareStatusNotification", '{"status":"Installed"}', "{}"),
    (
        "GetDiagnostics",
        '{"location":"https://charging.example/files/q7Wn/","retries":3,"retryInterval":60,'
        '"startTime":"2026-11-27T00:00:00Z"}',
        '{"fileName":"diagnostics-20261128.zip"}',
    ),
    (
        "UpdateFirmware",
        '{"location":"https://charging.example/files/q7Wn/kestrel-2.5.0.bin","retrieveDate":"2026-11-28T23:00:00Z"}',
        "{}",
    ),
    ("GetLocalListVersion", "{}", '{"listVersion":12}'),
    (
        "SendLocalList",
        '{"listVersion":13,"updateType":"Differential","localAuthorizationList":[{"idTag":"04A1B2C3D4",'
        '"idTagInfo":{"status":"Accepted","parentIdTag":"FLEET-7"}},{"idTag":"04FFEE0011"}]}',
        '{"status":"Accepted"}',
    ),
    ("CancelReservation", '{"reservationId":41}', '{"status":"Accepted"}'),
    (
        "ReserveNow",
        '{"connectorId":1,"expiryDate":"2026-11-28T10:15:00Z","idTag":"04A1B2C3D4","reservationId":41}',
        '{"status":"Accepted"}',
    ),
    (
        "ClearChargingProfile",
        '{"chargingProfilePurpose":"TxDefaultProfile","stackLevel":0}',
        '{"status":"Accepted"}',
    ),
    (
        "GetCompositeSchedule",
        '{"connectorId":1,"duration":3600,"chargingRateUnit":"A"}',
        '{"status":"Accepted","connectorId":1,"scheduleStart":"2026-11-28T09:45:00Z","chargingSchedule":'
        '{"duration":3600,"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0}]}}',
    ),
    (
        "SetChargingProfile",
        '{"connectorId":0,"csChargingProfiles":' + _PROFILE + "}",
        '{"status":"Accepted"}',
    ),
    (
        "TriggerMessage",
        '{"requestedMessage":"StatusNotification","connectorId":1}',
        '{"status":"Accepted"}',
    ),
    ("CertificateSigned", '{"certificateChain":"' + _PEM + '"}', '{"status":"Accepted"}'),
    ("DeleteCertificate", '{"certificateHashData":' + _HASHES + "}", '{"status":"Accepted"}'),
    (
        "ExtendedTriggerMessage",
        '{"requestedMessage":"SignChargePointCertificate"}',
        '{"status":"Accepted"}',
    ),
    (
        "GetInstalledCertificateIds",
        '{"certificateType":"CentralSystemRootCertificate"}',
        '{"status":"Accepted","certificateHashData":[' + _HASHES + "]}",
    ),
    (
        "GetLog",
        '{"logType":"SecurityLog","requestId":7,"log":{"remoteLocation":"https://charging.example/files/q7Wn/"}}',
        '{"status":"Accepted","filename":"security-20261128.log"}',
    ),
    (
        "InstallCertificate",
        '{"certificateType":"CentralSystemRootCertificate","certificate":"' + _PEM + '"}',
        '{"status":"Accepted"}',
    ),
    ("LogStatusNotification", '{"status":"Uploaded","requestId":7}', "{}"),
    (
        "SecurityEventNotification",
        '{"type":"TamperDetectionActivated","timestamp":"2026-11-28T09:41:07Z"}',
        "{}",
    ),
    ("SignCertificate", '{"csr":"' + _REQUEST_PEM + '"}', '{"status":"Accepted"}'),
    ("SignedFirmwareStatusNotification", '{"status":"SignatureVerified","requestId":8}', "{}"),
    (
        "SignedUpdateFirmware",
        '{"requestId":8,"firmware":{"location":"https://charging.example/files/q7Wn/kestrel-2.5.0.bin",'
        '"retrieveDateTime":"2026-11-28T23:00:00Z","signingCertificate":"'
        + _PEM
        + '","signature":"MEUCIQDx"}}',
        '{"status":"Accepted"}',
    ),
)

EXAMPLES: dict[str, Example] = {
    action: Example(json.loads(request), json.loads(response)) for action, request, response in _FRAMES
}
