"""Questions about refused connections, and which charger was probably meant."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count, Sum
from tortoise.queryset import QuerySet

from csms.store.folding import fold
from csms.store.identities import Likeness, likeliest
from csms.store.models import Charger, ConnectionRefusal
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order

CANDIDATES = 1000
"""Chargers that never connected, compared with a refused identity."""


class Filter(NamedTuple):
    """What to look for."""

    charge_point_id: str | None = None
    cause: str | None = None
    search: str | None = None


ORDERS = {
    "charge_point_id": Order("charge_point_id_natural"),
    "cause": Order("cause"),
    "address": Order("address"),
    "count": Order("count", int),
    "last_at": Order("last_at", moment),
}
SEARCHED = ("charge_point_id", "address", "cause", "detail")


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-last_at") -> Page:
    """Refused connections; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(in_order(ids, await refusal_views(ids)), following)


async def summary(wanted: Filter) -> View:
    """How many the filter selects, how many attempts they are, and of which causes: the most attempts first."""
    counted = _filtered(wanted).annotate(total=Count("id"), attempts=Sum("count")).group_by("cause")
    causes = sorted(
        await counted.values("cause", "total", "attempts"),
        key=lambda cause: (-cause["attempts"], cause["cause"]),
    )
    return {
        "total": sum(cause["total"] for cause in causes),
        "attempts": sum(cause["attempts"] for cause in causes),
        "causes": causes,
    }


def _filtered(wanted: Filter) -> QuerySet[ConnectionRefusal]:
    query = ConnectionRefusal.all()
    if wanted.charge_point_id is not None:
        query = query.filter(charge_point_id_folded=fold(wanted.charge_point_id))
    if wanted.cause is not None:
        query = query.filter(cause=wanted.cause)
    if wanted.search:
        texts = [Q(**{f"{name}__icontains": wanted.search}) for name in SEARCHED]
        query = query.filter(Q(*texts, join_type="OR"))
    return query


_COLUMNS = ("id", "charge_point_id", "address", "cause", "detail", "count", "first_at", "last_at")


async def refusal_views(ids: Collection[UUID]) -> list[View]:
    """Refused connections in the form of the REST resource."""
    found = ConnectionRefusal.filter(id__in=list(ids))
    rows = list(await found.values(*_COLUMNS, "charge_point_id_folded"))
    folded = {row["charge_point_id_folded"] for row in rows}
    known = await _known(folded)
    meant = await probably_meant(folded - known.keys())
    return [_view(row, known, meant) for row in rows]


def _view(row: dict[str, Any], known: dict[str, str], meant: dict[str, "Meant"]) -> View:
    folded = row["charge_point_id_folded"]
    return {
        **{name: row[name] for name in _COLUMNS},
        "id": str(row["id"]),
        "charger_id": known.get(folded),
        "suggestion": meant[folded].view() if folded in meant else None,
    }


async def _known(folded: set[str]) -> dict[str, str]:
    """Which of these identities are chargers of ours."""
    found = Charger.filter(charge_point_id_folded__in=list(folded))
    return {name: str(row_id) for name, row_id in await found.values_list("charge_point_id_folded", "id")}


class Meant(NamedTuple):
    """A charger that never connected, and how like its identity is."""

    id: UUID
    charge_point_id: str
    likeness: Likeness

    def view(self) -> View:
        return {"charger_id": str(self.id), "charge_point_id": self.charge_point_id}


async def probably_meant(folded: Collection[str]) -> dict[str, Meant]:
    """For identities of no charger those that were probably meant: of the chargers that wait for their first call."""
    if not folded:
        return {}
    never = Charger.filter(online=False, last_seen_at__isnull=True).order_by("-created_at").limit(CANDIDATES)
    rows = await never.values_list("charge_point_id_folded", "id", "charge_point_id")
    waiting = {name: (row_id, identity) for name, row_id, identity in rows}
    alike = likeliest(folded, list(waiting))
    return {wrong: Meant(*waiting[right], how) for wrong, (right, how) in alike.items()}
