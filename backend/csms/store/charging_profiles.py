"""Questions about charging profiles."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Charger, ChargingProfile
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order


class Filter(NamedTuple):
    """What to look for. state: holds, waits or over at `now`; or uncertain, for its charger may not have it.

    ids: one of these.
    """

    now: datetime
    charger_id: UUID | None = None
    connector_id: int | None = None
    station_id: UUID | None = None
    purpose: str | None = None
    state: str | None = None
    search: str | None = None
    ids: list[UUID] | None = None


def _rhythm() -> str:
    return "(kind || ' ' || COALESCE(recurrence, ''))"


ORDERS = {
    "charge_point_id": Order("place_natural"),
    "purpose": Order("purpose"),
    "kind": Order("rhythm", expression=_rhythm),
    "stack_level": Order("stack_level", int),
    "installed_at": Order("installed_at", moment),
}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-installed_at") -> Page:
    """Profiles that chargers have; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    rows = await ChargingProfile.filter(id__in=ids).values()
    return page(in_order(ids, await _views(list(rows))), following)


async def summary(wanted: Filter) -> View:
    """How many the filter selects, and how many chargers have them."""
    counted = _filtered(wanted).annotate(total=Count("id"), chargers=Count("charger_id", distinct=True))
    (row,) = await counted.values("total", "chargers")
    return {"total": row["total"], "chargers": row["chargers"]}


def _filtered(wanted: Filter) -> QuerySet[ChargingProfile]:
    conditions = {
        "charger_id": wanted.charger_id,
        "evse_id": wanted.connector_id,
        "purpose": wanted.purpose,
    }
    query = ChargingProfile.filter(**{name: value for name, value in conditions.items() if value is not None})
    if wanted.ids:
        query = query.filter(id__in=wanted.ids)
    if wanted.station_id:
        there = Charger.filter(station_id=wanted.station_id).values("id")
        query = query.filter(charger_id__in=Subquery(there))
    if wanted.state:
        query = query.filter(_is(wanted.state, wanted.now))
    if wanted.search:
        named = Charger.filter(charge_point_id__icontains=wanted.search).values("id")
        numbered = Q(ocpp_profile_id__contains=wanted.search)
        query = query.filter(numbered | Q(charger_id__in=Subquery(named)))
    return query


def _is(state: str, now: datetime) -> Q:
    if state == "uncertain":
        return Q(uncertain=True)
    if state == "over":
        return Q(uncertain=False, ends_at__lte=now)
    going_on = Q(uncertain=False) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    if state == "waits":
        return going_on & Q(begins_at__gt=now)
    return going_on & (Q(begins_at__isnull=True) | Q(begins_at__lte=now))


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
