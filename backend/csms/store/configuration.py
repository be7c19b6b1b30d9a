"""Questions about what chargers are configured to do, and about what is wished of them."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.models import ConfigurationDrift, ConfigurationKey, ConfigurationTemplate, ConfigurationWish
from csms.store.paging import Cursor, Page, beyond, cut, page
from csms.store.statements.session import as_uuid
from csms.store.values import View, fetch, marks

ON_REQUEST = "on_request"
SECURITY_PROFILE = "securityprofile"
"""Folded. What a charger then really has is proved by how it comes in, so it is not asked (UPG-02)."""


async def keys(charger_id: UUID) -> list[View]:
    """Configuration keys by name, as the charger last reported them."""
    query = ConfigurationKey.filter(charger_id=charger_id).order_by("component", "key_folded")
    return list(await query.values("key", "value", "readonly", "pending_value", "reported_at"))


async def template_page(limit: int, cursor: Cursor | None) -> Page:
    """Templates by name."""
    query = ConfigurationTemplate.all()
    if cursor:
        query = query.filter(beyond("name_folded", cursor.key, cursor.uuid()))
    rows = await query.order_by("name_folded", "id").limit(limit + 1).values()
    kept, following = cut(list(rows), limit, lambda row: (row["name_folded"], row["id"]))
    return page([_template(row) for row in kept], following)


async def template(template_id: UUID) -> View:
    """Raises NotFound."""
    for row in await ConfigurationTemplate.filter(id=template_id).values():
        return _template(row)
    raise NotFound(said("There is no such configuration template."))


async def wishes(charger_id: UUID) -> View:
    """What is wished of one charger, beside the templates."""
    row = await ConfigurationWish.get_or_none(charger_id=charger_id)
    if row is None:
        return {"apply": ON_REQUEST, "keys": []}
    return {"apply": row.apply, "keys": _pairs(row.keys)}


# In SQL of our own: for a page of the fleet it is a hundred thousand values, and half the time went to reading moments.
TOLD = """
SELECT charger_id, key_folded, value, readonly, pending_value, reported_at IS NOT NULL AS told
FROM configuration_keys WHERE component = '' AND charger_id IN ({chargers}) AND key_folded IN ({keys})
"""
NAMED_AT_ONCE = 500


async def told(ids: Sequence[UUID], names: Sequence[str]) -> AsyncIterator[tuple[UUID, str, View]]:
    """(charger, folded key, what it has told of it) of these chargers and keys, in no order."""
    by_text = {str(row_id): row_id for row_id in ids}
    for start in range(0, len(names), NAMED_AT_ONCE):
        some = names[start : start + NAMED_AT_ONCE]
        sql = TOLD.format(chargers=marks(len(ids)), keys=marks(len(some), len(ids) + 1))
        for row in await fetch(sql, *ids, *some):
            yield by_text[str(row["charger_id"])], row["key_folded"], row


# One question for each boot, and after a power cut many boot at once.
AFTER_BOOT = """
SELECT id FROM chargers WHERE id IN ({marks}) AND (
  EXISTS (SELECT 1 FROM configuration_templates WHERE apply = 'on_boot')
  OR EXISTS (SELECT 1 FROM configuration_wishes WHERE charger_id = chargers.id AND apply = 'on_boot')
  OR EXISTS (SELECT 1 FROM configuration_keys WHERE charger_id = chargers.id AND pending_value IS NOT NULL
    AND key_folded <> 'securityprofile'))
"""


async def with_work_after_boot(ids: Sequence[UUID]) -> set[UUID]:
    """Those of these chargers for which there may be something to read or to change once they have booted."""
    if not ids:
        return set()
    rows = await fetch(AFTER_BOOT.format(marks=marks(len(ids))), *ids)
    return {as_uuid(row["id"]) for row in rows}


async def waited_for_restart(charger_id: UUID, limit: int) -> list[str]:
    """The names of keys whose values were accepted for after a restart."""
    query = ConfigurationKey.filter(charger_id=charger_id, pending_value__isnull=False)
    rows = await query.exclude(key_folded=SECURITY_PROFILE).order_by("key_folded").limit(limit)
    return [row.key for row in rows]


async def drift_views(ids: Collection[UUID]) -> list[View]:
    """Chargers that are not as wished: what programs are told of them."""
    rows = await ConfigurationDrift.filter(id__in=list(ids)).values(
        "id", "charger_id", "charger__charge_point_id", "keys", "since"
    )
    return [
        {
            "id": str(row["id"]),
            "charger_id": str(row["charger_id"]),
            "charge_point_id": row["charger__charge_point_id"],
            "keys": [{"key": key, "state": state} for key, state in row["keys"]],
            "since": row["since"],
        }
        for row in rows
    ]


_AS_THEY_ARE = ("name", "vendor", "model", "firmware", "note", "apply", "created_at", "updated_at")


def _template(row: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        **{name: row[name] for name in _AS_THEY_ARE},
        "keys": _pairs(row["keys"]),
    }


def _pairs(stored: Iterable[Sequence[str]]) -> list[View]:
    return [{"key": key, "value": value} for key, value in stored]
