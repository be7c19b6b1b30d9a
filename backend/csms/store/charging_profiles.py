"""Questions about charging profiles."""

from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Charger, ChargingProfile
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View


async def list_page(
    limit: int,
    cursor: Cursor | None,
    *,
    charger_id: UUID | None = None,
    connector_id: int | None = None,
    purpose: str | None = None,
) -> Page:
    """Profiles that chargers have, the last installed first."""
    conditions = {"charger_id": charger_id, "evse_id": connector_id, "purpose": purpose}
    query = ChargingProfile.filter(**{name: value for name, value in conditions.items() if value is not None})
    if cursor:
        query = query.filter(older_than("installed_at", cursor.moment(), cursor.uuid()))
    rows: list[dict[str, Any]] = list(await query.order_by("-installed_at", "-id").limit(limit + 1).values())
    kept, following = cut(rows, limit, lambda row: (row["installed_at"], row["id"]))
    return page(await _views(kept), following)


async def view(row_id: UUID) -> View:
    """One profile. Raises NotFound."""
    for found in await _views(list(await ChargingProfile.filter(id=row_id).values())):
        return found
    raise NotFound(said("There is no such charging profile."))


async def by_number(charger_id: UUID, number: int) -> View | None:
    rows = await ChargingProfile.filter(charger_id=charger_id, ocpp_profile_id=number).values()
    return (await _views(list(rows)))[0] if rows else None


async def _views(rows: list[dict[str, Any]]) -> list[View]:
    chargers = await Charger.filter(id__in={row["charger_id"] for row in rows}).values_list(
        "id", "charge_point_id"
    )
    names = dict(chargers)
    return [_view(row, names.get(row["charger_id"])) for row in rows]


_AS_THEY_ARE = (
    "stack_level",
    "purpose",
    "kind",
    "recurrence",
    "valid_from",
    "valid_to",
    "uncertain",
    "installed_at",
)


def _view(row: dict[str, Any], charge_point_id: Any) -> View:
    number = row["ocpp_transaction_id"]
    return {
        "id": str(row["id"]),
        "charger_id": str(row["charger_id"]),
        "charge_point_id": charge_point_id,
        "connector_id": row["evse_id"],
        "charging_profile_id": row["ocpp_profile_id"],
        "transaction_id": int(number) if number else None,
        **{name: row[name] for name in _AS_THEY_ARE},
        "schedule": row["schedule"],
    }
