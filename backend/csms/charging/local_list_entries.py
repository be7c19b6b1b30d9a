"""A charger's list, tag by tag: as it shall be, beside what the charger has acknowledged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from csms.charging import local_lists
from csms.charging.local_list_wanted import wanted
from csms.store import local_lists as stored
from csms.store.list_copies import Change, Copy, Entries
from csms.store.models import LocalList
from csms.store.paging import Cursor, Page, cut, page

NOTHING: Entries = {}


async def entry_page(charger_id: UUID, limit: int, cursor: Cursor | None, now: datetime) -> Page:
    """In alphabetical order. One that we leave alone shows what the charger has acknowledged."""
    copy = await stored.copy_of(charger_id)
    shall = await _shall_be(charger_id, copy, now)
    known = copy.entries if copy.version is not None else NOTHING
    after = cursor.key if cursor else ""
    folded = sorted(one for one in {*shall, *known} if one > after)
    kept, following = cut(folded[: limit + 1], limit, lambda one: (one, ""))
    return page([_entry(shall.get(one), known.get(one), copy) for one in kept], following)


async def _shall_be(charger_id: UUID, copy: Copy, now: datetime) -> Entries:
    row = await LocalList.get_or_none(charger_id=charger_id)
    if row is None or row.mode == "off":
        return copy.entries if copy.version is not None else NOTHING
    limits = await local_lists.limits(charger_id)
    return (await wanted(row, limits.total, now)).entries


def _entry(shall: Change | None, there: Change | None, copy: Copy) -> dict[str, Any]:
    change = shall or there
    assert change is not None
    assert change.listed is not None
    difference = _difference(shall, there, copy)
    return {
        "id_tag": change.id_tag,
        "status": change.listed.status,
        "expires_at": change.listed.expires_at,
        "parent_id_tag": change.listed.parent,
        "acknowledged": difference == "none",
        "change": difference,
    }


def _difference(shall: Change | None, there: Change | None, copy: Copy) -> str:
    """While an update is under way, or its answer is lost, nobody knows."""
    if copy.version is None or copy.attempt is not None:
        return "unknown"
    if shall is None:
        return "remove"
    if there is None:
        return "add"
    return "none" if shall.listed == there.listed else "update"
