"""Questions about meter samples."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.queryset import QuerySet

from csms.store.models import MeterValue
from csms.store.paging import Cursor, Page, beyond, cut, page
from csms.store.values import View

ENERGY = "Energy.Active.Import.Register"
POWER = "Power.Active.Import"
SOC = "SoC"


class Wanted(NamedTuple):
    """Which samples; None: whatever. phase "": the overall values."""

    measurand: str | None = None
    phase: str | None = None
    context: str | None = None
    location: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def select(self, query: QuerySet[MeterValue]) -> QuerySet[MeterValue]:
        conditions: dict[str, Any] = {
            "measurand": self.measurand,
            "phase": self.phase or None,
            "context": self.context,
            "location": self.location,
            "occurred_at__gte": self.since,
            "occurred_at__lt": self.until,
        }
        query = query.filter(**{name: value for name, value in conditions.items() if value is not None})
        return query.filter(phase__isnull=True) if self.phase == "" else query


EVERYTHING = Wanted()


async def list_page(
    limit: int, cursor: Cursor | None, *, transaction_id: UUID, wanted: Wanted = EVERYTHING
) -> Page:
    """A transaction's samples, oldest first."""
    return await _page(limit, cursor, wanted.select(MeterValue.filter(transaction_id=transaction_id)))


async def list_of_connector(
    limit: int, cursor: Cursor | None, *, charger_id: UUID, connector_id: int, wanted: Wanted = EVERYTHING
) -> Page:
    """Samples of a connector that are of no transaction, oldest first; connector 0 is the site's meter (METER-12)."""
    query = MeterValue.filter(charger_id=charger_id, evse_id=connector_id, transaction_id__isnull=True)
    return await _page(limit, cursor, wanted.select(query))


async def _page(limit: int, cursor: Cursor | None, query: QuerySet[MeterValue]) -> Page:
    if cursor:
        query = query.filter(beyond("occurred_at", cursor.moment(), cursor.number()))
    rows: list[dict[str, Any]] = list(await query.order_by("occurred_at", "id").limit(limit + 1).values())
    kept, following = cut(rows, limit, lambda row: (row["occurred_at"], row["id"]))
    return page([_view(row) for row in kept], following)


def _view(row: dict[str, Any]) -> View:
    return {
        "timestamp": row["occurred_at"],
        "context": row["context"],
        "measurand": row["measurand"],
        "phase": row["phase"],
        "location": row["location"],
        "unit": row["unit"],
        "value": exact_text(row["value"]),
        "raw": row["raw_text"],
    }


def exact_text(value: Decimal | None) -> str | None:
    """All digits, without an exponent and without zeros at the end."""
    if value is None:
        return None
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


Series = list[tuple[datetime, Decimal]]


async def series(transaction_id: UUID, measurand: str) -> Series:
    """One measurand over time: the overall value where the energy goes out, else the sum of the phases (METER-10).

    A register counts at the outlet only, and by phase only with all three (METER-09).
    """
    query = MeterValue.filter(transaction_id=transaction_id, measurand=measurand, value__isnull=False)
    rows = await query.order_by("occurred_at").values_list("occurred_at", "phase", "location", "value")
    place = "Outlet" if measurand == ENERGY else _place({location for _, _, location, _ in rows})
    here = [(at, phase, value) for at, phase, location, value in rows if location == place]
    overall = [(at, value) for at, phase, value in here if phase is None]
    return overall or _sum_of_phases(here, LINES if measurand == ENERGY else frozenset())


LINES = frozenset({"L1", "L2", "L3"})


def _place(locations: set[str]) -> str:
    return "Outlet" if "Outlet" in locations else min(locations, default="Outlet")


def _sum_of_phases(rows: list[tuple[datetime, str | None, Decimal]], needed: frozenset[str]) -> Series:
    """Moments that have all the phases there are: a charger with one phase only has L1."""
    phases: dict[datetime, dict[str, Decimal]] = {}
    for at, phase, value in rows:
        line = (phase or "").removesuffix("-N")
        if line in LINES:
            phases.setdefault(at, {}).setdefault(line, value)
    wanted = needed.union(*phases.values()) if phases else needed
    return [(at, sum(of.values(), Decimal(0))) for at, of in phases.items() if of.keys() == wanted]
