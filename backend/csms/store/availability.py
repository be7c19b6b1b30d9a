"""Questions about the availability that operators wish, and what connectors report."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from csms.store.statements.session import as_uuid
from csms.store.values import fetch, moment


class Forgotten(NamedTuple):
    """A connector that reports, since its charger has booted, the other of what is wished of it."""

    connector_id: UUID
    charger_id: UUID
    evse_id: int
    wish: str
    booted_at: datetime


# A connector that was not there when the whole charger was told has its charger's wish. A fault is neither (STAT-02).
FORGOTTEN = """
SELECT connectors.id, charger_id, evse_id, last_boot_at,
  COALESCE(connectors.desired_availability, chargers.desired_availability) AS wish
FROM connectors JOIN chargers ON chargers.id = charger_id
WHERE online AND registration_status = 'Accepted' AND evse_id > 0
  AND received_at >= last_boot_at AND received_at < $1
  AND (availability_sent_at IS NULL OR availability_sent_at < last_boot_at)
  AND CASE COALESCE(connectors.desired_availability, chargers.desired_availability)
    WHEN 'Inoperative' THEN status NOT IN ('Unavailable', 'Faulted')
    WHEN 'Operative' THEN status = 'Unavailable'
    ELSE FALSE END
ORDER BY received_at LIMIT $2
"""


async def forgotten(before: datetime, limit: int) -> list[Forgotten]:
    """Those whose status came before that moment, and that were not told again since the boot."""
    return [
        Forgotten(
            as_uuid(row["id"]),
            as_uuid(row["charger_id"]),
            row["evse_id"],
            row["wish"],
            moment(row["last_boot_at"]),
        )
        for row in await fetch(FORGOTTEN, before, limit)
    ]
