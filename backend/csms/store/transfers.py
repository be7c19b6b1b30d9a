"""Questions about firmware files and about transfers at chargers."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import RawSQL

from csms.errors import NotFound
from csms.said import said
from csms.store.models import FirmwareFile, Transfer
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.stored_words import stored_view
from csms.store.values import View, fetch, in_order, or_null, text_id


async def firmware_page(limit: int, cursor: Cursor | None) -> Page:
    """Firmware files, the last uploaded first."""
    query = FirmwareFile.all()
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.created_at, row.id))
    return page([_firmware(row) for row in kept], following)


async def firmware_hardware(row_id: UUID) -> tuple[str, str]:
    """Vendor and model that a firmware is for; empty: any. Raises NotFound."""
    row = await FirmwareFile.get_or_none(id=row_id)
    if row is None:
        raise NotFound(said("There is no such firmware."))
    return row.vendor, row.model


async def firmware_view(row_id: UUID) -> View:
    """One firmware file. Raises NotFound."""
    row = await FirmwareFile.get_or_none(id=row_id)
    if row is None:
        raise NotFound(said("There is no such firmware."))
    return _firmware(row)


def _firmware(row: FirmwareFile) -> View:
    texts = ("vendor", "model", "version", "note", "certificate", "signature")
    return {
        "id": str(row.id),
        "file_name": row.file_name,
        "size": row.size,
        "sha256": row.sha256,
        **{name: or_null(getattr(row, name)) for name in texts},
        "created_by": row.created_by,
        "created_at": row.created_at,
        "paused_at": row.paused_at,
    }


async def stored_bytes(charger_id: UUID) -> int:
    """Of all files that a charger has delivered."""
    sizes = Transfer.filter(charger_id=charger_id, file_key__isnull=False).exclude(file_key="")
    return sum(size or 0 for size in await sizes.values_list("file_size", flat=True))  # type: ignore[misc]


_LATER = (
    "(SELECT COUNT(*) FROM transfers l WHERE l.charger_id = transfers.charger_id"
    " AND l.firmware_id = transfers.firmware_id AND l.created_at > transfers.created_at)"
)


async def job_page(
    limit: int, cursor: Cursor | None, conditions: dict[str, Any], *, latest: bool = False
) -> Page:
    """Transfers, the last made first. conditions: column -> value, None for any.

    latest: only those that no charger was asked again after, for the same firmware.
    """
    query = Transfer.filter(**{name: value for name, value in conditions.items() if value is not None})
    if latest:
        query = query.annotate(later=RawSQL(_LATER)).filter(later=0)
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1).values_list("created_at", "id")
    kept, following = cut(rows, limit, lambda row: row)
    return page(await job_views([row[1] for row in kept]), following)


ROLLOUT = """
SELECT state, COUNT(*) AS count FROM (
    SELECT state, ROW_NUMBER() OVER (PARTITION BY charger_id ORDER BY created_at DESC, id DESC) AS place
    FROM transfers WHERE firmware_id = $1
) jobs WHERE place = 1 GROUP BY state ORDER BY state
"""


async def rollout(firmware_id: UUID) -> View:
    """How far a firmware has come: each charger by the job it was last asked for. Raises NotFound."""
    await firmware_hardware(firmware_id)
    states = [{"state": row["state"], "count": row["count"]} for row in await fetch(ROLLOUT, firmware_id)]
    return {"chargers": sum(state["count"] for state in states), "states": states}


async def job_view(row_id: UUID) -> View:
    """One transfer. Raises NotFound."""
    for found in await job_views([row_id]):
        return found
    raise NotFound(said("There is no such job."))


LATEST = 3
"""Things of one charger that are announced when one of them has changed; what is open is among them."""


async def latest_jobs(charger_ids: Collection[UUID]) -> list[View]:
    """Of each charger the transfers that last changed."""
    found: list[View] = []
    for charger_id in charger_ids:
        query = Transfer.filter(charger_id=charger_id).order_by("-updated_at", "-id").limit(LATEST)
        found += [_job(row) for row in await query.values()]
    return found


async def job_views(ids: Collection[UUID]) -> list[View]:
    """Transfers in the form of the REST resource."""
    rows = await Transfer.filter(id__in=list(ids)).values()
    return in_order(ids, [_job(row) for row in rows])


_AS_THEY_ARE = (
    "charge_point_id",
    "kind",
    "state",
    "request_id",
    "requested_by",
    "retrieve_at",
    "install_at",
    "version_before",
    "history",
    "evidence",
    "waits_until",
    "file_name",
    "created_at",
    "sent_at",
    "updated_at",
    "ended_at",
)


def _job(row: dict[str, Any]) -> View:
    stored = bool(row["file_key"])
    file = {"size": row["file_size"], "sha256": row["file_sha256"], "received_at": row["file_at"]}
    return {
        "id": str(row["id"]),
        "charger_id": str(row["charger_id"]),
        **{name: row[name] for name in _AS_THEY_ARE},
        "detail": row["detail"] or None,
        "said": stored_view(row["detail"]),
        "location": row["location"] or None,
        "drop_box": row["token_hash"] is not None,
        "firmware": text_id(row["firmware_id"]),
        "command": text_id(row["command_id"]),
        "superseded_by": text_id(row["superseded_by"]),
        "file": file if stored else None,
    }
