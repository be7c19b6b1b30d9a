"""The standard configuration keys (OCPP 1.6, 9; errata 3.76-3.91; security whitepaper, 7).

Names are compared case-insensitively. What a charger says about itself (`readonly`) wins over this table.
"""

from typing import Literal, NamedTuple, TypeAlias

ValueType: TypeAlias = Literal["boolean", "integer", "string", "list"]
Access: TypeAlias = Literal["R", "W", "RW", "R or RW"]


class ConfigurationKey(NamedTuple):
    """`required` by its profile; a "list" is comma-separated; "R or RW" is the charger's choice."""

    name: str
    profile: str
    required: bool
    type: ValueType
    access: Access
    unit: str = ""
    remark: str = ""


_REQUIRED, _OPTIONAL = True, False

_KEYS = (
    ConfigurationKey("AllowOfflineTxForUnknownId", "Core", _OPTIONAL, "boolean", "RW"),
    ConfigurationKey(
        "AuthorizationCacheEnabled",
        "Core",
        _OPTIONAL,
        "boolean",
        "RW",
        remark="a charger without the key has no cache",
    ),
    ConfigurationKey("AuthorizeRemoteTxRequests", "Core", _REQUIRED, "boolean", "R or RW"),
    ConfigurationKey("BlinkRepeat", "Core", _OPTIONAL, "integer", "RW", "times"),
    ConfigurationKey(
        "ClockAlignedDataInterval", "Core", _REQUIRED, "integer", "RW", "s", "counted from midnight, 0 is off"
    ),
    ConfigurationKey("ConnectionTimeOut", "Core", _REQUIRED, "integer", "RW", "s", "counted from Preparing"),
    ConfigurationKey(
        "ConnectorPhaseRotation",
        "Core",
        _REQUIRED,
        "list",
        "RW",
        remark="0.RST,1.RTS; NotApplicable, Unknown, RST, RTS, SRT, STR, TRS, TSR",
    ),
    ConfigurationKey("ConnectorPhaseRotationMaxLength", "Core", _OPTIONAL, "integer", "R"),
    ConfigurationKey("GetConfigurationMaxKeys", "Core", _REQUIRED, "integer", "R"),
    ConfigurationKey("HeartbeatInterval", "Core", _REQUIRED, "integer", "RW", "s"),
    ConfigurationKey("LightIntensity", "Core", _OPTIONAL, "integer", "RW", "%"),
    ConfigurationKey("LocalAuthorizeOffline", "Core", _REQUIRED, "boolean", "RW"),
    ConfigurationKey("LocalPreAuthorize", "Core", _REQUIRED, "boolean", "RW"),
    ConfigurationKey("MaxEnergyOnInvalidId", "Core", _OPTIONAL, "integer", "RW", "Wh"),
    ConfigurationKey("MessageTimeout", "Core", _OPTIONAL, "integer", "RW", "s", "errata 3.83"),
    ConfigurationKey("MeterValuesAlignedData", "Core", _REQUIRED, "list", "RW"),
    ConfigurationKey("MeterValuesAlignedDataMaxLength", "Core", _OPTIONAL, "integer", "R"),
    ConfigurationKey(
        "MeterValuesSampledData",
        "Core",
        _REQUIRED,
        "list",
        "RW",
        remark="a measurand may name a phase: Voltage.L1",
    ),
    ConfigurationKey("MeterValuesSampledDataMaxLength", "Core", _OPTIONAL, "integer", "R"),
    ConfigurationKey("MeterValueSampleInterval", "Core", _REQUIRED, "integer", "RW", "s", "0 is off"),
    ConfigurationKey("MinimumStatusDuration", "Core", _OPTIONAL, "integer", "RW", "s"),
    ConfigurationKey("NumberOfConnectors", "Core", _REQUIRED, "integer", "R"),
    ConfigurationKey("ResetRetries", "Core", _REQUIRED, "integer", "RW", "times"),
    ConfigurationKey(
        "StopTransactionMaxMeterValues",
        "Core",
        _OPTIONAL,
        "integer",
        "R",
        remark="errata 3.91; first and last are never dropped",
    ),
    ConfigurationKey(
        "StopTransactionOnEVSideDisconnect", "Core", _OPTIONAL, "boolean", "R or RW", remark="errata 3.80"
    ),
    ConfigurationKey("StopTransactionOnInvalidId", "Core", _REQUIRED, "boolean", "RW"),
    ConfigurationKey("StopTxnAlignedData", "Core", _REQUIRED, "list", "RW"),
    ConfigurationKey("StopTxnAlignedDataMaxLength", "Core", _OPTIONAL, "integer", "R"),
    ConfigurationKey("StopTxnSampledData", "Core", _REQUIRED, "list", "RW"),
    ConfigurationKey("StopTxnSampledDataMaxLength", "Core", _OPTIONAL, "integer", "R"),
    ConfigurationKey("SupportedFeatureProfiles", "Core", _REQUIRED, "list", "R"),
    ConfigurationKey(
        "SupportedFeatureProfilesMaxLength", "Core", _OPTIONAL, "integer", "R", remark="errata 3.81"
    ),
    ConfigurationKey("TransactionMessageAttempts", "Core", _REQUIRED, "integer", "RW", "times"),
    ConfigurationKey(
        "TransactionMessageRetryInterval",
        "Core",
        _REQUIRED,
        "integer",
        "RW",
        "s",
        "multiplied by the number of the attempt",
    ),
    ConfigurationKey(
        "UnlockConnectorOnEVSideDisconnect",
        "Core",
        _REQUIRED,
        "boolean",
        "R or RW",
        remark="errata 3.84; read-only false with a fixed cable",
    ),
    ConfigurationKey("WebSocketPingInterval", "Core", _OPTIONAL, "integer", "RW", "s", "0 is off"),
    ConfigurationKey("LocalAuthListEnabled", "LocalAuthListManagement", _REQUIRED, "boolean", "RW"),
    ConfigurationKey("LocalAuthListMaxLength", "LocalAuthListManagement", _REQUIRED, "integer", "R"),
    ConfigurationKey(
        "SendLocalListMaxLength",
        "LocalAuthListManagement",
        _REQUIRED,
        "integer",
        "R",
        remark="entries of one message",
    ),
    ConfigurationKey("ReserveConnectorZeroSupported", "Reservation", _OPTIONAL, "boolean", "R"),
    ConfigurationKey(
        "ChargeProfileMaxStackLevel",
        "SmartCharging",
        _REQUIRED,
        "integer",
        "R",
        remark="also the number of profiles of one purpose",
    ),
    ConfigurationKey(
        "ChargingScheduleAllowedChargingRateUnit",
        "SmartCharging",
        _REQUIRED,
        "list",
        "R",
        remark="Current (A) and Power (W), errata 3.88",
    ),
    ConfigurationKey("ChargingScheduleMaxPeriods", "SmartCharging", _REQUIRED, "integer", "R"),
    ConfigurationKey("ConnectorSwitch3to1PhaseSupported", "SmartCharging", _OPTIONAL, "boolean", "R"),
    ConfigurationKey("MaxChargingProfilesInstalled", "SmartCharging", _REQUIRED, "integer", "R"),
    ConfigurationKey(
        "SupportedFileTransferProtocols",
        "FirmwareManagement",
        _OPTIONAL,
        "list",
        "R",
        remark="FTP, FTPS, HTTP, HTTPS; errata 3.90",
    ),
    ConfigurationKey(
        "AdditionalRootCertificateCheck",
        "Security",
        _OPTIONAL,
        "boolean",
        "R",
        remark="required above security profile 1",
    ),
    ConfigurationKey(
        "AuthorizationKey",
        "Security",
        _OPTIONAL,
        "string",
        "W",
        remark="32 to 40 hexadecimal digits, never read back",
    ),
    ConfigurationKey(
        "CertificateSignedMaxChainSize", "Security", _OPTIONAL, "integer", "R", "characters", "10000 at most"
    ),
    ConfigurationKey("CertificateStoreMaxLength", "Security", _OPTIONAL, "integer", "R", "certificates"),
    ConfigurationKey(
        "CpoName",
        "Security",
        _OPTIONAL,
        "string",
        "RW",
        remark="O of the charger's certificate request, to be set before it",
    ),
    ConfigurationKey(
        "SecurityProfile", "Security", _OPTIONAL, "integer", "RW", remark="only upwards; 0 when never set"
    ),
)

CONFIGURATION_KEYS: dict[str, ConfigurationKey] = {key.name: key for key in _KEYS}
