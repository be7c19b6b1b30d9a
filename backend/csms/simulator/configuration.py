"""The configuration keys of a simulated charge point (OCPP 1.6, 5.3, 5.8 and 9.1)."""

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import UNSET, Struct

from csms.ocpp.v16.core import ConfigurationStatus, KeyValue
from csms.simulator.metering import AC_MEASURANDS, DC_MEASURANDS

Check: TypeAlias = Callable[[str], bool]

# One GetConfiguration names at most so many keys.
MAX_KEYS = 40

_KEY = re.compile(r"([0-9A-Fa-f]{2}){16,20}")


class Setting(Struct):
    """One key. `reboot`: a new value counts after the next boot. `secret`: never read back (CFG-05)."""

    key: str
    value: str
    check: Check | None = None  # none: read-only
    reboot: bool = False
    secret: bool = False
    pending: str | None = None


class Configuration:
    """Keys are compared case-insensitively; values outlive a reboot."""

    def __init__(self, connectors: int, *, dc: bool) -> None:
        settings = _settings(connectors, DC_MEASURANDS if dc else AC_MEASURANDS)
        self._settings = {setting.key.casefold(): setting for setting in settings}

    def text(self, key: str) -> str:
        return self._settings[key.casefold()].value

    def integer(self, key: str) -> int:
        return int(self.text(key))

    def flag(self, key: str) -> bool:
        return self.text(key) == "true"

    def items(self, key: str) -> list[str]:
        return [item.strip() for item in self.text(key).split(",") if item.strip()]

    def set(self, key: str, value: str) -> None:
        """Set from inside, as the factory or a BootNotification does."""
        self._settings[key.casefold()].value = value

    def read(self, keys: Iterable[str]) -> tuple[list[KeyValue], list[str]]:
        """(The known ones of `keys`, the unknown ones); no keys means all (CFG-02)."""
        wanted = list(keys)
        found = [self._settings.get(key.casefold()) for key in wanted] if wanted else self._settings.values()
        known = [_shown(setting) for setting in found if setting is not None]
        return known, [key for key in wanted if key.casefold() not in self._settings]

    def change(self, key: str, value: str) -> ConfigurationStatus:
        """What a ChangeConfiguration comes to (CFG-01)."""
        setting = self._settings.get(key.casefold())
        if setting is None:
            return "NotSupported"
        if setting.check is None or not setting.check(value):
            return "Rejected"
        if setting.reboot:
            setting.pending = value
            return "RebootRequired"
        setting.value = value
        return "Accepted"

    def reboot(self) -> None:
        """Put the values into effect that waited for this boot."""
        for setting in self._settings.values():
            if setting.pending is not None:
                setting.value, setting.pending = setting.pending, None


def _shown(setting: Setting) -> KeyValue:
    value = UNSET if setting.secret else setting.value
    return KeyValue(setting.key, readonly=setting.check is None, value=value)


def _boolean(value: str) -> bool:
    return value in ("true", "false")


def _integer(lowest: int = 0, highest: int = 2**31 - 1) -> Check:
    return lambda value: value.isascii() and value.isdigit() and lowest <= int(value) <= highest


def _list_of(allowed: Iterable[str]) -> Check:
    """METER-14: one item that is not supported rejects the whole list."""
    known = frozenset(allowed)
    return lambda value: all(item.strip() in known for item in value.split(",") if item)


def _authorization_key(value: str) -> bool:
    """SEC-05: 16 to 20 bytes in hexadecimal digits."""
    return _KEY.fullmatch(value) is not None


def _phase_rotation(value: str) -> bool:
    words = {"NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR"}
    return all(item.strip().partition(".")[2] in words for item in value.split(","))


def _settings(connectors: int, measurands: tuple[str, ...]) -> list[Setting]:
    sampled = ",".join(measurands)
    lists = _list_of(measurands)
    return [
        Setting("AllowOfflineTxForUnknownId", "false", _boolean),
        Setting("AuthorizationCacheEnabled", "true", _boolean),
        Setting("AuthorizationKey", "", _authorization_key, secret=True),
        Setting("AuthorizeRemoteTxRequests", "true", _boolean),
        Setting("ClockAlignedDataInterval", "0", _integer()),
        Setting("ConnectionTimeOut", "60", _integer(1)),
        Setting("ConnectorPhaseRotation", "0.RST", _phase_rotation),
        Setting("GetConfigurationMaxKeys", str(MAX_KEYS)),
        Setting("HeartbeatInterval", "300", _integer(1)),
        Setting("LightIntensity", "80", _integer(0, 100)),
        Setting("LocalAuthorizeOffline", "true", _boolean),
        Setting("LocalPreAuthorize", "false", _boolean),
        Setting("MaxEnergyOnInvalidId", "0", _integer()),
        Setting("MeterValuesAlignedData", "Energy.Active.Import.Register", lists),
        Setting("MeterValuesSampledData", sampled, lists),
        Setting("MeterValueSampleInterval", "60", _integer()),
        Setting("NumberOfConnectors", str(connectors)),
        Setting("ResetRetries", "1", _integer()),
        Setting("StopTransactionOnEVSideDisconnect", "true", _boolean),
        Setting("StopTransactionOnInvalidId", "true", _boolean),
        Setting("StopTxnAlignedData", "", lists),
        Setting("StopTxnSampledData", "Energy.Active.Import.Register", lists),
        Setting("SupportedFeatureProfiles", "Core"),
        Setting("TransactionMessageAttempts", "3", _integer(1)),
        Setting("TransactionMessageRetryInterval", "60", _integer()),
        Setting("UnlockConnectorOnEVSideDisconnect", "true"),
        Setting("WebSocketPingInterval", "0", _integer(), reboot=True),
    ]
