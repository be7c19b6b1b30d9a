"""What connectors report of themselves (OCPP 1.6 section 4.9). Never starts or ends a transaction (STAT-07)."""

from dataclasses import dataclass
from datetime import datetime

from csms.charging import times
from csms.charging.session import ChargerSession
from csms.store.facts import ConnectorReported

LARGEST_EVSE = 1_000
"""No charger has more; a larger number is a fault of its firmware and shows nowhere."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status as a charger reports it; connector 0 is the charger as a whole."""

    evse_id: int
    status: str
    error_code: str
    info: str | None
    vendor_id: str | None
    vendor_error_code: str | None
    occurred_at: datetime | None
    received_at: datetime


def report(session: ChargerSession, status: Status) -> ConnectorReported | None:
    """The fact of a status; None when the connector cannot be."""
    if not 0 <= status.evse_id <= LARGEST_EVSE:
        return None
    first = status.evse_id not in session.reported
    session.reported.add(status.evse_id)
    return ConnectorReported(
        charger_id=session.charger_id,
        epoch=session.epoch,
        evse_id=status.evse_id,
        status=status.status,
        error_code=status.error_code,
        info=status.info,
        vendor_id=status.vendor_id,
        vendor_error_code=status.vendor_error_code,
        occurred_at=_occurred_at(status),
        received_at=status.received_at,
        first=first,
    )


def _occurred_at(status: Status) -> datetime:
    """The claim where it can be, otherwise our receive time (STAT-05).

    That one in whole seconds, as most chargers write them: what they claim within the same second is not older.
    """
    received = status.received_at.replace(microsecond=0)
    if status.occurred_at is None:
        return received
    return status.occurred_at if times.plausible(status.occurred_at, status.received_at) else received
