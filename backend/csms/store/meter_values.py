"""Questions about meter samples."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.store.models import MeterValue
from csms.store.paging import Cursor, Page, beyond, cut, page
from csms.store.values import View

ENERGY = "Energy.Active.Import.Register"
POWER = "Power.Active.Import"
SOC = "SoC"


async def list_page(limit: int, cursor: Cursor | None, *, transaction_id: UUID) -> Page:
    """A transaction's samples, oldest first."""
    query = MeterValue.filter(transaction_id=transaction_id)
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
    """One measurand over time: the overall value where the energy goes out, else the sum of the phases (METER-10)."""
    query = MeterValue.filter(transaction_id=transaction_id, measurand=measurand, value__isnull=False)
    rows = await query.order_by("occurred_at").values_list("occurred_at", "phase", "location", "value")
    place = _place({location for _, _, location, _ in rows})
    here = [(at, phase, value) for at, phase, location, value in rows if location == place]
    overall = [(at, value) for at, phase, value in here if phase is None]
    return overall or _sum_of_phases(here)


def _place(locations: set[str]) -> str:
    return "Outlet" if "Outlet" in locations else min(locations, default="Outlet")


def _sum_of_phases(rows: list[tuple[datetime, str | None, Decimal]]) -> Series:
    """Moments that have all three phases."""
    phases: dict[datetime, dict[str, Decimal]] = {}
    for at, phase, value in rows:
        phases.setdefault(at, {})[(phase or "").removesuffix("-N")] = value
    wanted = ("L1", "L2", "L3")
    return [(at, sum(of[name] for name in wanted)) for at, of in phases.items() if of.keys() >= set(wanted)]  # type: ignore[misc]
