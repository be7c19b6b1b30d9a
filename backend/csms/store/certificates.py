"""Questions about the certificates of a whole fleet: by what they are found, in which order, how many there are."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.store.matters.upkeep import EXPIRES_WITHIN
from csms.store.models import Charger, ChargerCertificate
from csms.store.paging import Cursor, Page, page
from csms.store.security import certificate_views
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order

STATES = (
    "requested",
    "signing",
    "issued",
    "accepted",
    "in_use",
    "superseded",
    "rejected",
    "failed",
    "revoked",
)
"""What becomes of a certificate, in the order of its life."""

USABLE = ("issued", "accepted", "in_use")
"""Those that a charger may come in with."""


class Filter(NamedTuple):
    """What to look for. usable: a charger may come in with it, or not."""

    charger_id: UUID | None = None
    state: str | None = None
    usable: bool | None = None
    search: str | None = None


def _life() -> str:
    """The place in STATES."""
    cases = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(STATES))
    return f"(CASE state {cases} END)"


ORDERS = {
    "charge_point_id": Order("charge_point_id_natural"),
    "state": Order("life", int, expression=_life),
    "common_name": Order("common_name"),
    "not_after": Order("not_after", moment, nullable=True),
    "requested_at": Order("requested_at", moment),
}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-requested_at") -> Page:
    """Certificates; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(in_order(ids, await certificate_views(ids)), following)


async def summary(wanted: Filter, now: datetime) -> View:
    """How many the filter selects, in which states, and how many of the usable ones end soon, or have ended."""
    found = _filtered(wanted)
    counted = await found.annotate(count=Count("id")).group_by("state").values_list("state", "count")
    states = dict(counted)
    ending = found.filter(state__in=USABLE, not_after__lt=now + EXPIRES_WITHIN)
    return {
        "total": sum(states.values()),
        "usable": sum(states.get(state, 0) for state in USABLE),
        "ending": await ending.count(),
        "states": states,
    }


def _filtered(wanted: Filter) -> QuerySet[ChargerCertificate]:
    query = ChargerCertificate.filter(state__in=_states(wanted))
    if wanted.charger_id is not None:
        query = query.filter(charger_id=wanted.charger_id)
    if wanted.search:
        named = Charger.filter(charge_point_id__icontains=wanted.search).values("id")
        query = query.filter(Q(common_name__icontains=wanted.search) | Q(charger_id__in=Subquery(named)))
    return query


def _states(wanted: Filter) -> list[str]:
    """All of them where none is asked for: that is how SQLite finds those without an end in the index."""
    return [
        state
        for state in STATES
        if wanted.state in (None, state) and wanted.usable in (None, state in USABLE)
    ]
