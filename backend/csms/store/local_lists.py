"""Questions about local authorization lists."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from csms.errors import NotFound
from csms.said import said
from csms.store.list_copies import Change, Copy, Update, entries_of
from csms.store.models import Charger, LocalList, LocalListCopy
from csms.store.stored_words import stored_view
from csms.store.tag_records import chosen_tags
from csms.store.values import View, fetch, moment, or_null

_COPIED = ("charger_id", "version", "attempt_command_id", "told_version", "acknowledged_at")
_AS_THEY_ARE = (
    "mode",
    "state",
    "wanted_count",
    "too_long_count",
    "no_room_count",
    "failures",
    "tried_at",
    "synced_at",
)


class Due(NamedTuple):
    """A list that somebody shall look at: its charger, and what `due_at` said when it was found."""

    charger_id: UUID
    due_at: datetime


DUE = """
SELECT l.charger_id, l.due_at FROM local_lists l JOIN chargers c ON c.id = l.charger_id
WHERE l.due_at <= $1 AND c.online AND (l.due_at >= c.online_since OR c.online_since <= $2)
ORDER BY l.due_at LIMIT $3
"""
SETTLED = timedelta(minutes=1)
"""A charger that has just connected is asked nothing before its boot is answered: whoever sees that makes its list due
anew. After this time nobody will."""


async def due(now: datetime, limit: int) -> list[Due]:
    """Lists whose time has come, of chargers that are here; the longest due first."""
    rows = await fetch(DUE, now, now - SETTLED, limit)
    return [Due(UUID(str(row["charger_id"])), moment(row["due_at"])) for row in rows]


async def copy_of(charger_id: UUID) -> Copy:
    """What a charger has, as far as it told us."""
    row = await LocalListCopy.get_or_none(charger_id=charger_id)
    if row is None:
        return Copy()
    attempt = None if row.attempt is None else msgspec.convert(row.attempt, Update)
    return Copy(
        row.version, entries_of(msgspec.convert(row.entries, list[Change])), row.last_version, attempt
    )


async def in_doubt(charger_id: UUID) -> bool:
    """Whether the charger has never said which version it has, or an update is not decided."""
    told = LocalListCopy.filter(charger_id=charger_id, told_at__not_isnull=True)
    return not await told.filter(attempt_command_id=None).exists()


async def acknowledged(charger_id: UUID, version: int) -> bool:
    """Whether the charger has acknowledged this version, and nothing has left since."""
    return await LocalListCopy.exists(charger_id=charger_id, version=version, attempt_command_id=None)


async def view(charger_id: UUID) -> View:
    """The list of one charger, with the choice of its tags. Raises NotFound without such a charger."""
    charger = await Charger.get_or_none(id=charger_id)
    if charger is None:
        raise NotFound(said("There is no such charger."))
    row = await LocalList.get_or_none(charger_id=charger_id)
    if row is None:
        row = LocalList(charger_id=charger_id, charge_point_id=charger.charge_point_id)
    (found,) = await _views([row])
    chosen = await chosen_tags(charger_id) if row.mode == "tags" else []
    return found | {"id_tags": [tag.value for tag in chosen]}


async def of_chargers(charger_ids: Collection[UUID]) -> list[View]:
    """The lists of these chargers in the form of the REST resource, without their tags."""
    return await _views(await LocalList.filter(charger_id__in=list(charger_ids)))


async def of_each(charger_ids: Sequence[UUID]) -> list[View]:
    """The same in this order, and `off` for those that were never given one."""
    rows = {row.charger_id: row for row in await LocalList.filter(charger_id__in=list(charger_ids))}
    bare = await Charger.filter(id__in=[one for one in charger_ids if one not in rows]).only(
        "id", "charge_point_id"
    )
    rows |= {
        charger.id: LocalList(charger_id=charger.id, charge_point_id=charger.charge_point_id)
        for charger in bare
    }
    return await _views([rows[one] for one in charger_ids if one in rows])


async def summaries(row_ids: Collection[UUID]) -> dict[UUID, View]:
    """Lists in the form of the REST resource, without their tags, by the ids of their rows."""
    rows = await LocalList.filter(id__in=list(row_ids))
    return {row.id: found for row, found in zip(rows, await _views(rows), strict=True)}


async def _views(rows: Sequence[LocalList]) -> list[View]:
    query = LocalListCopy.filter(charger_id__in=[row.charger_id for row in rows])
    copies = {copy["charger_id"]: copy for copy in await query.values(*_COPIED)}
    return [_view(row, copies.get(row.charger_id, {})) for row in rows]


def _view(row: LocalList, copy: dict[str, Any]) -> View:
    """A version is known while no update is under way or lost."""
    undecided = copy.get("attempt_command_id") is not None
    return {
        "charger_id": str(row.charger_id),
        "charge_point_id": row.charge_point_id,
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        "detail": or_null(row.error),
        "said": stored_view(row.error),
        "acknowledged_version": None if undecided else copy.get("version"),
        "told_version": copy.get("told_version"),
        "acknowledged_at": copy.get("acknowledged_at"),
        "next_try_at": row.due_at if row.failures else None,
    }
