"""Questions about the local lists of a whole fleet: by what they are found, in which order, how many there are."""

from typing import Any, NamedTuple

from tortoise.expressions import Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.store.chargers import selected
from csms.store.local_lists import of_each
from csms.store.models import Charger, LocalList
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, sorting
from csms.store.values import View


class Filter(NamedTuple):
    """What to look for. kept: we keep it, or leave it alone. every: also chargers that were never given one."""

    search: str | None = None
    mode: str | None = None
    state: str | None = None
    kept: bool | None = None
    every: bool = False


def _column(name: str, otherwise: str) -> str:
    """Of the charger's list; `otherwise` for one without."""
    found = f"(SELECT l.{name} FROM local_lists l WHERE l.charger_id = chargers.id)"  # noqa: S608 - our names
    return f"COALESCE({found}, {otherwise})"


def _acknowledged() -> str:
    return (
        "(SELECT c.version FROM local_list_copies c"
        " WHERE c.charger_id = chargers.id AND c.attempt_command_id IS NULL)"
    )


ORDERS = {
    "charge_point_id": Order("charge_point_id_natural"),
    "mode": Order("list_mode", expression=lambda: _column("mode", "'off'")),
    "state": Order("list_state", expression=lambda: _column("state", "'off'")),
    "wanted_count": Order("list_tags", int, expression=lambda: _column("wanted_count", "0")),
    "failures": Order("list_failures", int, expression=lambda: _column("failures", "0")),
    "acknowledged_version": Order("list_version", int, nullable=True, expression=_acknowledged),
}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "charge_point_id") -> Page:
    """Local lists; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(await of_each(ids), following)


async def summary(wanted: Filter) -> View:
    """How many the filter selects, how many of them we keep, and how many of these are as they shall be."""
    found = _filtered(wanted)
    kept = LocalList.filter(charger_id__in=Subquery(found.values("id")), mode__not="off")
    counted = await kept.annotate(count=Count("id")).group_by("state").values("state", "count")
    counts = {row["state"]: row["count"] for row in counted}
    return {
        "total": await found.count(),
        "kept": sum(counts.values()),
        "in_step": counts.get("in_step", 0),
    }


def _filtered(wanted: Filter) -> QuerySet[Charger]:
    query = selected(Charger.all(), wanted.search, None)
    if not wanted.every:
        query = query.filter(id__in=_with_list())
    for name, value in (("mode", wanted.mode), ("state", wanted.state)):
        if value == "off":
            query = query.filter(id__not_in=_with_list(**{f"{name}__not": "off"}))
        elif value is not None:
            query = query.filter(id__in=_with_list(**{name: value}))
    if wanted.kept is not None:
        query = query.filter(**{f"id__{'in' if wanted.kept else 'not_in'}": _with_list(mode__not="off")})
    return query


def _with_list(**conditions: Any) -> Subquery:
    return Subquery(LocalList.filter(**conditions).values("charger_id"))
