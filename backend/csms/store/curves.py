"""A transaction's curve: power, energy and battery over time, thinned to what a screen can show."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.meter_values import ENERGY, POWER, SOC, series
from csms.store.models import Transaction
from csms.store.values import View, number

MAX_POINTS = 500

Points = dict[datetime, dict[str, Decimal]]


async def of(transaction_id: UUID) -> list[View]:
    """At most MAX_POINTS points, oldest first. Raises NotFound."""
    transaction = await Transaction.get_or_none(id=transaction_id)
    if transaction is None:
        raise NotFound(said("There is no such transaction."))
    points: Points = {}
    start = transaction.meter_start
    for at, watts in await series(transaction_id, POWER):
        points.setdefault(at, {})["power_w"] = watts
    for at, percent in await series(transaction_id, SOC):
        points.setdefault(at, {})["soc_percent"] = percent
    for at, register in await series(transaction_id, ENERGY):
        if start is not None:
            points.setdefault(at, {})["energy_wh"] = register - start
    _add_ends(points, transaction)
    return [_view(at, values) for at, values in thinned(points, MAX_POINTS)]


def _add_ends(points: Points, transaction: Transaction) -> None:
    """The registers at start and stop are part of the curve, sampled or not."""
    if transaction.meter_start is not None:
        points.setdefault(transaction.started_at, {}).setdefault("energy_wh", Decimal(0))
    if transaction.stopped_at is not None and transaction.energy_wh is not None:
        points.setdefault(transaction.stopped_at, {}).setdefault("energy_wh", transaction.energy_wh)


def thinned(points: Points, limit: int) -> list[tuple[datetime, dict[str, Decimal]]]:
    """Points in order of time; when there are too many, neighbours as one: mean power, latest of the rest."""
    ordered = sorted(points.items())
    if len(ordered) <= limit:
        return ordered
    first, last = ordered[0][0], ordered[-1][0]
    step = (last - first) / limit + timedelta(microseconds=1)
    groups: dict[int, list[tuple[datetime, dict[str, Decimal]]]] = {}
    for at, values in ordered:
        groups.setdefault((at - first) // step, []).append((at, values))
    return [_merged(group) for group in groups.values()]


def _merged(group: list[tuple[datetime, dict[str, Decimal]]]) -> tuple[datetime, dict[str, Decimal]]:
    merged: dict[str, Decimal] = {}
    for _, values in group:
        merged.update(values)
    watts = [values["power_w"] for _, values in group if "power_w" in values]
    if watts:
        merged["power_w"] = sum(watts, Decimal(0)) / len(watts)
    return group[-1][0], merged


def _view(at: datetime, values: dict[str, Any]) -> View:
    names = ("power_w", "energy_wh", "soc_percent")
    return {"at": at, **{name: number(values.get(name)) for name in names}}
