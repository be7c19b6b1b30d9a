"""The standard configuration keys as this charge point has them: values, and what may be written (OCPP 1.6, 9.1)."""

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

Check: TypeAlias = Callable[[str], bool]

FEATURE_PROFILES = (
    "Core",
    "FirmwareManagement",
    "LocalAuthListManagement",
    "Reservation",
    "SmartCharging",
    "RemoteTrigger",
)

_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")


class Setting(Struct):
    """One key. `reboot`: a new value counts after the next boot. `secret`: never read back (CFG-05).

    `pinned`: it takes new values and goes on with the old one.
    """

    key: str
    value: str
    check: Check | None = None  # none: read-only
    reboot: bool = False
    secret: bool = False
    pending: str | None = None
    pinned: bool = False


def _boolean(value: str) -> bool:
    return value in ("true", "false")


def _integer(lowest: int = 0, highest: int = 2**31 - 1) -> Check:
    return lambda value: value.isascii() and value.isdigit() and lowest <= int(value) <= highest


def _text(longest: int) -> Check:
    return lambda value: len(value) <= longest


def _list_of(allowed: Iterable[str]) -> Check:
    """METER-14: one item that is not supported rejects the whole list, and so does one item too many."""
    known = frozenset(allowed)

    def check(value: str) -> bool:
        items = [item.strip() for item in value.split(",") if item]
        return len(items) <= len(known) and known.issuperset(items)

    return check


def _authorization_key(value: str) -> bool:
    """SEC-05: 16 to 20 bytes in hexadecimal digits."""
    return _KEY.fullmatch(value) is not None


def _phase_rotation(connectors: int) -> Check:
    """`0.RST,1.RTS`: connectors there are, once each."""
    words = {"NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR"}
    numbers = {str(number) for number in range(connectors + 1)}

    def check(value: str) -> bool:
        items = [item.strip().partition(".") for item in value.split(",")]
        named = {number for number, _, _ in items}
        return len(named) == len(items) and named <= numbers and all(word in words for _, _, word in items)

    return check


def _secure_endpoint(value: str) -> bool:
    return not value or value.startswith("wss://")


def standard_settings(connectors: int, measurands: tuple[str, ...]) -> list[Setting]:
    """All of them, for so many connectors and a meter that measures `measurands`."""
    return [*_core(connectors), *_metering(measurands), *_profiles(), *_security()]


def _core(connectors: int) -> list[Setting]:
    return [
        Setting("AllowOfflineTxForUnknownId", "false", _boolean),
        Setting("AuthorizationCacheEnabled", "true", _boolean),
        Setting("AuthorizeRemoteTxRequests", "true", _boolean),
        Setting("BlinkRepeat", "3", _integer(0, 100)),
        Setting("ConnectionTimeOut", "60", _integer(1)),
        Setting("ConnectorPhaseRotation", "0.RST", _phase_rotation(connectors)),
        Setting("ConnectorPhaseRotationMaxLength", str(connectors + 1)),
        Setting("GetConfigurationMaxKeys", "40"),
        Setting("HeartbeatInterval", "300", _integer(1)),
        Setting("LightIntensity", "80", _integer(0, 100)),
        Setting("LocalAuthorizeOffline", "true", _boolean),
        Setting("LocalPreAuthorize", "false", _boolean),
        Setting("MaxEnergyOnInvalidId", "0", _integer()),
        Setting(
            "MessageTimeout", "60", _integer(1)
        ),  # a central system that waits for its database is waited for
        Setting("MinimumStatusDuration", "0", _integer()),
        Setting("NumberOfConnectors", str(connectors)),
        Setting("ResetRetries", "1", _integer()),
        Setting("StopTransactionOnEVSideDisconnect", "true", _boolean),
        Setting("StopTransactionOnInvalidId", "true", _boolean),
        Setting("SupportedFeatureProfiles", ",".join(FEATURE_PROFILES)),
        Setting("SupportedFeatureProfilesMaxLength", str(len(FEATURE_PROFILES))),
        Setting("TransactionMessageAttempts", "3", _integer(1)),
        Setting("TransactionMessageRetryInterval", "60", _integer()),
        Setting("UnlockConnectorOnEVSideDisconnect", "true"),
        Setting("WebSocketPingInterval", "0", _integer(), reboot=True),
    ]


def _metering(measurands: tuple[str, ...]) -> list[Setting]:
    register, lists, longest = measurands[0], _list_of(measurands), str(len(measurands))
    return [
        Setting("ClockAlignedDataInterval", "0", _integer()),
        Setting("MeterValuesAlignedData", register, lists),
        Setting("MeterValuesAlignedDataMaxLength", longest),
        Setting("MeterValuesSampledData", ",".join(measurands), lists),
        Setting("MeterValuesSampledDataMaxLength", longest),
        Setting("MeterValueSampleInterval", "60", _integer()),
        Setting("StopTransactionMaxMeterValues", "2"),
        Setting("StopTxnAlignedData", "", lists),
        Setting("StopTxnAlignedDataMaxLength", longest),
        Setting("StopTxnSampledData", register, lists),
        Setting("StopTxnSampledDataMaxLength", longest),
    ]


def _profiles() -> list[Setting]:
    """Those of the feature profiles besides Core."""
    return [
        Setting("LocalAuthListEnabled", "true", _boolean),
        Setting("LocalAuthListMaxLength", "1000"),
        Setting("SendLocalListMaxLength", "100"),
        Setting("ReserveConnectorZeroSupported", "true"),
        Setting("ChargeProfileMaxStackLevel", "9"),
        Setting("ChargingScheduleAllowedChargingRateUnit", "Current,Power"),
        Setting("ChargingScheduleMaxPeriods", "24"),
        Setting("ConnectorSwitch3to1PhaseSupported", "false"),
        Setting("MaxChargingProfilesInstalled", "20"),
        Setting("SupportedFileTransferProtocols", "HTTP,HTTPS"),
    ]


def _security() -> list[Setting]:
    return [
        Setting("AdditionalRootCertificateCheck", "false"),
        Setting("AuthorizationKey", "", _authorization_key, secret=True),
        Setting("CertificateSignedMaxChainSize", "10000"),
        Setting("CertificateStoreMaxLength", "10"),
        Setting("CpoName", "", _text(50)),
        Setting("SecureEndpoint", "", _secure_endpoint),  # of this vendor (UPG-03)
        Setting("SecurityProfile", "0", _integer(1, 3)),
    ]
