"""Chargers that are not configured as is wished. It is over when the charger is in line again, or the wish is."""

from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import ConfigurationDrift
from csms.store.values import View

NAMED = 3
"""Keys that are named; of the others there is a number."""

_STATES = {
    "differs": "is set otherwise",
    "rejected": "was refused",
    "not_supported": "is not known there",
    "read_only": "cannot be changed there",
}


async def drifting() -> list[View]:
    rows = await ConfigurationDrift.all().order_by("-since").limit(LIMIT).prefetch_related("charger__station")
    return [_drift(row) for row in rows]


def _drift(row: ConfigurationDrift) -> View:
    charger = row.charger
    station = charger.station.name if charger.station else None
    return matter(
        "drift",
        f"{charger.id}:{stamp(row.since)}",
        row.since,
        f"{charger.charge_point_id} is not configured as wished",
        [keys_in_words(row.keys), station],
        charger_id=str(charger.id),
        charge_point_id=charger.charge_point_id,
        station_name=station,
    )


def keys_in_words(keys: list[list[str]]) -> str:
    """[[key, state], ...] in a line."""
    named = "; ".join(f"{key} {_STATES.get(state, state)}" for key, state in keys[:NAMED])
    return f"{named}; and {len(keys) - NAMED} more" if len(keys) > NAMED else named
