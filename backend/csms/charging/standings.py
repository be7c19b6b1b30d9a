"""What the fleet's standings say: kept, so that a list of thousands is found, sorted and counted by the database.

What chargers tell marks them in its own commit (`moves`), a template or a desired value just after: a look at the
whole fleet, as one is had at each start, makes up for a mark that was lost in between. One that is marked is worked
out again by whoever reads next, or by the chore. So a list is up to date, but for the rest of a large fleet while a
template has changed.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Subquery

from csms.charging.drift import Standing
from csms.store.models import Charger, ConfigurationStanding

DRIFTING = "drifting"
CONTRADICTION = "contradiction"
STATES = ("in_step", "differs", "pending_reboot", "unknown", "read_only", "not_supported", "rejected")
COUNTED = (*STATES, DRIFTING, CONTRADICTION)

Kept = dict[UUID, Mapping[str, Any]]


def counts(standing: Standing) -> dict[str, int]:
    """How many of its keys are in each state, by the names in COUNTED."""
    states = Counter[str](one.state for one in standing.keys)
    return {
        **{state: states[state] for state in STATES},
        DRIFTING: len(standing.keys) - states["in_step"],
        CONTRADICTION: len(standing.findings),
    }


async def kept(charger_ids: Collection[UUID]) -> Kept:
    """What is kept of them, by charger: to be asked for before a standing is worked out, see `keep`."""
    rows = ConfigurationStanding.filter(charger_id__in=list(charger_ids))
    return {row["charger_id"]: row for row in await rows.values("charger_id", "moves", "seen", *COUNTED)}


async def keep(before: Kept, standings: Mapping[UUID, Standing]) -> None:
    """Keeps those that are other than before. What has moved since then stays marked."""
    rows = []
    for charger_id, standing in standings.items():
        old = before.get(charger_id)
        now = {**counts(standing), "seen": old["moves"] if old else 0}
        if old is None or any(old[name] != value for name, value in now.items()):
            rows.append(ConfigurationStanding(charger_id=charger_id, **now))
    if rows:
        await ConfigurationStanding.bulk_create(
            rows, on_conflict=["charger_id"], update_fields=[*COUNTED, "seen"]
        )


async def marked(limit: int) -> list[Mapping[str, Any]]:
    """Chargers that are to be looked at, with their `drift.COLUMNS`."""
    known = ConfigurationStanding.filter(seen=F("moves"))
    if await known.count() == await Charger.all().count():
        return []
    rows = Charger.filter(id__not_in=Subquery(known.values("charger_id"))).limit(limit)
    return list(await rows.values("id", "vendor", "model", "firmware_version"))


async def mark(charger_id: UUID | None = None) -> None:
    """Other values are desired of this charger, or of any."""
    query = (
        ConfigurationStanding.all()
        if charger_id is None
        else ConfigurationStanding.filter(charger_id=charger_id)
    )
    await query.update(moves=F("moves") + 1)
