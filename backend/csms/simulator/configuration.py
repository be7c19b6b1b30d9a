"""The configuration keys of a simulated charge point (OCPP 1.6, 5.3, 5.8 and 9.1)."""

from collections.abc import Iterable, Mapping

from msgspec import UNSET

from csms.ocpp.v16.core import ConfigurationStatus, KeyValue
from csms.simulator.metering import AC_MEASURANDS, DC_MEASURANDS
from csms.simulator.settings import Setting, standard_settings


class Configuration:
    """Keys are compared case-insensitively; values outlive a reboot. Those in `pinned` stay as they are there."""

    def __init__(self, connectors: int, *, dc: bool, pinned: Mapping[str, str] | None = None) -> None:
        settings = standard_settings(connectors, DC_MEASURANDS if dc else AC_MEASURANDS)
        self._settings = {setting.key.casefold(): setting for setting in settings}
        for key, value in (pinned or {}).items():
            setting = self._settings[key.casefold()]
            setting.value, setting.pinned = value, True

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
        setting = self._settings[key.casefold()]
        if not setting.pinned:
            setting.value = value

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
        self.set(key, value)
        return "Accepted"

    def reboot(self) -> None:
        """Put the values into effect that waited for this boot."""
        for setting in self._settings.values():
            if setting.pending is not None:
                self.set(setting.key, setting.pending)
                setting.pending = None


def _shown(setting: Setting) -> KeyValue:
    value = UNSET if setting.secret else setting.value
    return KeyValue(setting.key, readonly=setting.check is None, value=value)
