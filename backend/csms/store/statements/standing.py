"""How a transaction stands, locked until the commit: what may be done to it depends on that, whoever has changed it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from csms.store.statements.metering import moment
from csms.store.statements.session import Session


class Standing(Struct, frozen=True):
    """How a transaction stands, locked until the commit."""

    state: str
    flags: list[str]
    meter_stop: Any
    energy_wh: Any
    stopped_at: datetime | None
    stopped_received_at: datetime | None
    stop_key: str | None
    suspect_at: datetime | None
    recheck_at: datetime | None

    @property
    def running(self) -> bool:
        return self.stopped_at is None

    def before(self) -> dict[str, Any]:
        """What a correction replaces."""
        names = ("state", "flags", "meter_stop", "energy_wh", "stopped_at")
        return {"before": {name: getattr(self, name) for name in names}}


STANDING = """
UPDATE transactions SET updated_at = updated_at WHERE id = $1
RETURNING state, flags, meter_stop, energy_wh, stopped_at, stopped_received_at, stop_key, suspect_at, recheck_at
"""


async def standing(session: Session, transaction_id: UUID) -> Standing | None:
    for state, flags, meter_stop, energy_wh, stopped, received, key, suspect, recheck in await session.fetch(
        STANDING, (transaction_id,)
    ):
        moments = [None if at is None else moment(at) for at in (stopped, received, suspect, recheck)]
        marks = json.loads(flags) if isinstance(flags, str) else list(flags)
        return Standing(
            state, marks, meter_stop, energy_wh, moments[0], moments[1], key, moments[2], moments[3]
        )
    return None
