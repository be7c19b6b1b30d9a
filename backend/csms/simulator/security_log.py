"""Security events: kept in a log, and reported where they are critical (security whitepaper, A04 and 8)."""

from collections import deque
from datetime import datetime

from msgspec import UNSET

from csms.ocpp.v16.security import SecurityEventNotificationRequest
from csms.simulator.parts import Parts

_EVENTS = 1000
_TEXT = 255
# The list marks these (EVT-02); those about certificates and firmware are told as well, for an operator waits for them.
_REPORTED = frozenset(
    {
        "FirmwareUpdated",
        "SettingSystemTime",
        "StartupOfTheDevice",
        "ResetOrReboot",
        "SecurityLogWasCleared",
        "MemoryExhaustion",
        "TamperDetectionActivated",
        "InvalidFirmwareSignature",
        "InvalidFirmwareSigningCertificate",
        "InvalidCentralSystemCertificate",
        "InvalidChargePointCertificate",
    }
)


class SecurityLog:
    """Survives a reboot."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._events: deque[tuple[datetime, str, str]] = deque(maxlen=_EVENTS)

    def record(self, type: str, text: str = "") -> None:
        """Keep the event, and report it for certain, also much later (A04.FR.02)."""
        now = self._parts.clock.now()
        self._events.append((now, type, text))
        self._parts.tell(f"security event: {type} {text}".rstrip())
        if type in _REPORTED:
            event = SecurityEventNotificationRequest(type, now, text[:_TEXT] or UNSET)
            self._parts.notices.add("SecurityEventNotification", lambda: event)

    def record_once(self, type: str, text: str = "") -> None:
        """Unless it was the last thing that happened: an attempt every minute is one event."""
        if not self._events or self._events[-1][1:] != (type, text):
            self.record(type, text)

    def between(self, since: datetime | None, until: datetime | None) -> list[str]:
        """The events from `since` to `until` as lines, oldest first."""
        return [
            f"{at:%Y-%m-%dT%H:%M:%SZ} {type} {text}".rstrip()
            for at, type, text in self._events
            if (since is None or at >= since) and (until is None or at <= until)
        ]
