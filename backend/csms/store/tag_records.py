"""What authorization knows of many id tags at once, read past the models, which would take a second for ten thousand.

Each page lets the event loop go, so that a list of many tags holds up no charger.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from csms.store.values import fetch, marks, moment

PAGE = 1_000
AT_ONCE = 500
"""Values in one IN list; SQLite takes no more than some."""

_COLUMNS = """
t.folded, t.value, t.parent_value, t.parent_folded, t.blocked, t.expires_at,
t.allowed_station_ids, t.allowed_charger_ids
"""
ALL = f"""
SELECT {_COLUMNS} FROM id_tags t WHERE t.type = '' AND t.folded > $1 ORDER BY t.folded LIMIT {PAGE}
"""  # noqa: S608 - constants
CHOSEN = f"""
SELECT {_COLUMNS} FROM local_list_tags c JOIN id_tags t ON t.id = c.id_tag_id
WHERE c.charger_id = $2 AND t.type = '' AND t.folded > $1 ORDER BY t.folded LIMIT {PAGE}
"""  # noqa: S608 - constants
THESE = f"SELECT {_COLUMNS} FROM id_tags t WHERE t.type = '' AND t.folded IN "  # noqa: S608 - constants


class TagRecord(NamedTuple):
    """The columns of an id tag that a verdict needs."""

    folded: str
    value: str
    parent_value: str | None
    parent_folded: str | None
    blocked: bool
    expires_at: datetime | None
    allowed_station_ids: list[str] | None
    allowed_charger_ids: list[str] | None


async def all_tags() -> list[TagRecord]:
    """In the order of the database's alphabet."""
    return await _pages(ALL)


async def chosen_tags(charger_id: UUID) -> list[TagRecord]:
    """The choice for a charger's list, without tags that are gone."""
    return await _pages(CHOSEN, str(charger_id))


async def parents_of(tags: Iterable[TagRecord]) -> dict[str, TagRecord]:
    """The records of their parents, by folded tag."""
    known = {tag.folded: tag for tag in tags}
    asked = sorted({tag.parent_folded for tag in known.values() if tag.parent_folded})
    parents = {folded: known[folded] for folded in asked if folded in known}
    missing = [folded for folded in asked if folded not in parents]
    for start in range(0, len(missing), AT_ONCE):
        part = missing[start : start + AT_ONCE]
        for row in await fetch(f"{THESE} ({marks(len(part))})", *part):
            parents[row["folded"]] = _record(row)
    return parents


async def _pages(sql: str, *parameters: Any) -> list[TagRecord]:
    records: list[TagRecord] = []
    last = ""
    while True:
        rows = await fetch(sql, last, *parameters)
        records += [_record(row) for row in rows]
        if len(rows) < PAGE:
            return records
        last = records[-1].folded


def _record(row: dict[str, Any]) -> TagRecord:
    expires_at = row["expires_at"]
    return TagRecord(
        row["folded"],
        row["value"],
        row["parent_value"],
        row["parent_folded"],
        bool(row["blocked"]),
        None if expires_at is None else moment(expires_at),
        _read(row["allowed_station_ids"]),
        _read(row["allowed_charger_ids"]),
    )


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
