"""Which chargers drift: found, sorted and counted by what is kept of them; those of a page are worked out anew."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.charging import drift
from csms.charging.desired import Kind
from csms.charging.drift import Standing
from csms.charging.standings import CONTRADICTION, COUNTED, DRIFTING, STATES, counts
from csms.store.chargers import IDENTITY, selected
from csms.store.models import Charger, ConfigurationStanding
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, sorting
from csms.store.values import View


class Filter(NamedTuple):
    """What to look for. state: of any key; "drifting": any that is not as wished."""

    state: str = DRIFTING
    search: str | None = None
    station_id: UUID | None = None


def _keys() -> str:
    """How many are not as wished."""
    return "(SELECT s.drifting FROM configuration_standings s WHERE s.charger_id = chargers.id)"


ORDERS = {
    "charge_point_id": Order("charge_point_id_natural"),
    "vendor": Order("vendor", nullable=True),
    "model": Order("model", nullable=True),
    "firmware_version": Order("firmware_version", nullable=True),
    "keys": Order("keys_drifting", int, expression=_keys),
}


async def list_page(
    limit: int, cursor: Cursor | None, kind: Kind, wanted: Filter, sort: str = "charge_point_id"
) -> Page:
    """Chargers with a key in the state; sort: one of ORDERS. One that is in line again meanwhile is left out."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    rows = {row["id"]: row for row in await Charger.filter(id__in=ids).values(*IDENTITY)}
    standings = await drift.of_chargers(list(rows.values()), kind) if rows else {}
    found = [(rows[row_id], standings[row_id]) for row_id in ids if row_id in rows]
    return page([_view(*one) for one in found if counts(one[1])[wanted.state]], following)


async def summary(wanted: Filter) -> View:
    """How many chargers the filter selects, how many of them are online, and how many have keys in which state."""
    found = _filtered(wanted)
    those = ConfigurationStanding.filter(charger_id__in=Subquery(found.values("id")))
    having: dict[str, Any] = {f"{name}_count": _having(name) for name in COUNTED}
    (row,) = await those.annotate(**having).values(*having)
    return {
        "total": row[f"{wanted.state}_count"],
        "online": await found.filter(online=True).count(),
        "states": {state: row[f"{state}_count"] for state in STATES},
        "contradictions": row[f"{CONTRADICTION}_count"],
    }


def _having(name: str) -> Count:
    """How many chargers have any of it."""
    some: Any = {f"{name}__gt": 0}
    return Count("id", _filter=Q(**some))


def _filtered(wanted: Filter) -> QuerySet[Charger]:
    having = ConfigurationStanding.filter(**{f"{wanted.state}__gt": 0})
    query = selected(Charger.all(), wanted.search, wanted.station_id)
    return query.filter(id__in=Subquery(having.values("charger_id")))


def _view(row: Mapping[str, Any], standing: Standing) -> View:
    return {
        "charger_id": str(row["id"]),
        **{name: row[name] for name in IDENTITY if name != "id"},
        "states": dict(Counter(one.state for one in standing.keys)),
        "keys": [one.desired.key for one in standing.keys if one.state != "in_step"],
        "findings": [finding.view() for finding in standing.findings],
    }
