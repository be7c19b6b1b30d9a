"""What happens to the security of chargers, by their own word and by what we see at the door (WP A04, 8)."""

import hashlib
from datetime import datetime
from uuid import UUID

from msgspec import structs

from csms.charging import times
from csms.said import Said
from csms.store import stored_words
from csms.store.facts.security import SecurityEventReported

CRITICAL = frozenset(
    {
        "FirmwareUpdated",
        "SettingSystemTime",
        "StartupOfTheDevice",
        "ResetOrReboot",
        "SecurityLogWasCleared",
        "MemoryExhaustion",
        "TamperDetectionActivated",
    }
)
STANDARD = CRITICAL | {
    "FailedToAuthenticateAtCentralSystem",
    "CentralSystemFailedToAuthenticate",
    "ReconfigurationOfSecurityParameters",
    "InvalidMessages",
    "AttemptedReplayAttacks",
    "InvalidFirmwareSignature",
    "InvalidFirmwareSigningCertificate",
    "InvalidCentralSystemCertificate",
    "InvalidChargePointCertificate",
    "InvalidTLSVersion",
    "InvalidTLSCipherSuite",
}
"""The whitepaper's list (EVT-02). Any other type is taken as well."""

LONGEST_TYPE, LONGEST_DETAIL = 255, 2_000


def report(
    charger_id: UUID, kind: str, detail: str, occurred_at: datetime, received_at: datetime
) -> SecurityEventReported:
    """An event as a charger tells it. Its delivery is guaranteed, so it comes late, and again (EVT-01)."""
    return _event(charger_id, "charger", kind, detail, occurred_at, received_at)


def noticed(charger_id: UUID, kind: str, detail: str, now: datetime) -> SecurityEventReported:
    """An event that we saw ourselves."""
    return _event(charger_id, "server", kind, detail, now, now)


def kept_out(charger_id: UUID, address: str, now: datetime) -> SecurityEventReported:
    """Somebody fails again and again to sign in as this charger: one event an hour for each address."""
    detail = str(Said(stored_words.KEPT_OUT, {"address": address}))
    event = noticed(charger_id, "FailedToAuthenticateAtCentralSystem", detail, now)
    hour = f"{event.type} {address} {now:%Y-%m-%dT%H}"
    return structs.replace(event, key=hashlib.sha256(hour.encode("utf-8", "replace")).hexdigest())


def _event(
    charger_id: UUID, source: str, kind: str, detail: str, occurred_at: datetime, received_at: datetime
) -> SecurityEventReported:
    content = "\x1f".join((source, kind, occurred_at.isoformat(), detail))
    return SecurityEventReported(
        charger_id=charger_id,
        source=source,
        type=kind[:LONGEST_TYPE],
        critical=kind in CRITICAL,
        detail=detail[:LONGEST_DETAIL],
        occurred_at=times.effective(occurred_at, received_at),
        received_at=received_at,
        key=hashlib.sha256(content.encode("utf-8", "replace")).hexdigest(),
    )
