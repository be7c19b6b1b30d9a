"""The samples that the energy of a transaction rests on."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from csms.store.models import MeterValue

REGISTER = "Energy.Active.Import.Register"
INTERVAL = "Energy.Active.Import.Interval"
OUTLET = "Outlet"


class EnergySample(NamedTuple):
    """One value of an energy measurand, in Wh."""

    at: datetime
    context: str
    measurand: str
    phase: str | None
    location: str
    value: Decimal


async def energy_samples(transaction_id: UUID) -> list[EnergySample]:
    return (await of_many([transaction_id]))[transaction_id]


async def of_many(ids: Collection[UUID]) -> dict[UUID, list[EnergySample]]:
    """By transaction; each has an entry, if only an empty one."""
    if not ids:
        return defaultdict(list)
    query = MeterValue.filter(
        transaction_id__in=list(ids), measurand__in=[REGISTER, INTERVAL], location=OUTLET, value__isnull=False
    )
    rows = await query.order_by("occurred_at").values_list(
        "transaction_id", "occurred_at", "context", "measurand", "phase", "location", "value"
    )
    found: dict[UUID, list[EnergySample]] = defaultdict(list)
    for transaction_id, *values in rows:
        found[transaction_id].append(EnergySample(*values))
    return found
