"""Which chargers drift: a walk through the fleet, so many chargers for a page and no more."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from csms.charging import drift
from csms.charging.desired import Kind
from csms.charging.drift import Standing
from csms.store import chargers
from csms.store.paging import Cursor, Page, page, write_cursor
from csms.store.values import View

BATCH = 100
LOOKED_AT = 1_000
"""Chargers that are looked at for one page: it may be short, or empty, while there are more."""

DRIFTING = "drifting"
CONTRADICTION = "contradiction"


async def list_page(
    limit: int,
    cursor: Cursor | None,
    kind: Kind,
    *,
    state: str,
    search: str | None = None,
    station_id: UUID | None = None,
) -> Page:
    """Chargers by identity that have a key in this state; "drifting": any that is not as wished."""
    items: list[View] = []
    for _ in range(LOOKED_AT // BATCH):
        rows = await chargers.identified(BATCH, cursor, search=search, station_id=station_id)
        standings = await drift.of_chargers(rows, kind) if rows else {}
        for row in rows:
            cursor = Cursor(row["charge_point_id_folded"], str(row["id"]))
            if _wanted(standings[row["id"]], state):
                items.append(_view(row, standings[row["id"]]))
            if len(items) == limit:
                return page(items, write_cursor(*cursor))
        if len(rows) < BATCH:
            return page(items, None)
    return page(items, write_cursor(*cursor) if cursor else None)


def _wanted(standing: Standing, state: str) -> bool:
    if state == CONTRADICTION:
        return bool(standing.findings)
    if state == DRIFTING:
        return any(one.state != "in_step" for one in standing.keys)
    return any(one.state == state for one in standing.keys)


_AS_THEY_ARE = ("charge_point_id", "vendor", "model", "firmware_version", "online")


def _view(row: Mapping[str, Any], standing: Standing) -> View:
    return {
        "charger_id": str(row["id"]),
        **{name: row[name] for name in _AS_THEY_ARE},
        "states": dict(Counter(one.state for one in standing.keys)),
        "keys": [one.desired.key for one in standing.keys if one.state != "in_step"],
        "findings": [finding.view() for finding in standing.findings],
    }
