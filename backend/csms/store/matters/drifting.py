"""Chargers that are not configured as is wished. It is over when the charger is in line again, or the wish is."""

from csms.said import Said, msg, said
from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import ConfigurationDrift
from csms.store.values import View

NAMED = 3
"""Keys that are named; of the others there is a number."""

_STATES = msg(
    {
        "differs": "{key} is set otherwise",
        "rejected": "{key} was refused",
        "not_supported": "{key} is not known there",
        "read_only": "{key} cannot be changed there",
    }
)


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
        said("{charger} is not configured as desired", charger=charger.charge_point_id),
        [keys_in_words(row.keys), station],
        charger_id=str(charger.id),
        charge_point_id=charger.charge_point_id,
        station_name=station,
    )


def keys_in_words(keys: list[list[str]]) -> Said:
    """[[key, state], ...] in a line."""
    named = [Said(_STATES[state], {"key": key}) for key, state in keys[:NAMED]]
    match named:
        case [first]:
            return first
        case [first, second]:
            return said("{first}; {second}", first=first, second=second)
    first, second, third = named
    if len(keys) == NAMED:
        return said("{first}; {second}; {third}", first=first, second=second, third=third)
    return said(
        "{first}; {second}; {third}; and {count} more",
        first=first,
        second=second,
        third=third,
        count=len(keys) - NAMED,
    )
