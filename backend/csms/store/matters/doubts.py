"""Transactions whose record is doubtful, and stops that found none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from csms.said import Energy, Said, Words, msg, said
from csms.store import transactions
from csms.store.flags import (
    CHARGER_BOOTED,
    CHARGER_DELETED,
    CHARGER_SILENT,
    CONNECTOR_AVAILABLE,
    ENERGY_IMPLAUSIBLE,
    FLAGS,
    METER_BACKWARDS,
    METER_NEGATIVE,
    METER_UNREADABLE,
    OVERDUE,
    STOP_BEFORE_START,
    STOP_CONTRADICTED,
    STOP_MISSING,
)
from csms.store.matters.matter import LIMIT, matter
from csms.store.models import QuarantinedStop, Transaction
from csms.store.values import View, fetch, marks

SPAN = timedelta(days=30)
"""Older doubts are for whoever looks for them."""

NUMBER_SHOWN = 20

UNDER_WAY = timedelta(minutes=5)
"""A stop that overtook its start is joined to it within seconds."""


def suspects() -> QuerySet[Transaction]:
    return Transaction.filter(state="suspect")


def stray_stops(now: datetime) -> QuerySet[QuarantinedStop]:
    """Stops that wait for a start (STOP-02)."""
    return QuarantinedStop.filter(transaction_id=None, received_at__lt=now - UNDER_WAY)


async def suspect(now: datetime) -> list[View]:
    query = suspects().filter(started_at__gte=now - SPAN).order_by("-started_at").limit(LIMIT)
    rows = {row["id"]: row for row in await query.values("id", "stopped_at", "updated_at")}
    highest = await _highest_registers(list(rows))
    return [
        _doubt(view, rows[UUID(view["id"])], highest.get(view["id"]))
        for view in await transactions.transaction_views(list(rows))
    ]


async def astray(now: datetime) -> list[View]:
    """Energy that nobody pays for unless somebody looks."""
    waiting = stray_stops(now).filter(received_at__gte=now - SPAN)
    return [
        matter(
            "suspect",
            f"stop-{stop.id}",
            stop.received_at,
            stray(stop.ocpp_transaction_id),
            [stop.charge_point_id, _ended_at(stop)],
            charger_id=str(stop.charger_id),
            charge_point_id=stop.charge_point_id,
        )
        for stop in await waiting.order_by("-received_at").limit(LIMIT)
    ]


def stray(number: str) -> Said:
    return said("Stop of transaction {number}, which never started", number=number[:NUMBER_SHOWN])


def _ended_at(stop: QuarantinedStop) -> Said:
    register = said("an unreadable register") if stop.meter_stop is None else Energy(stop.meter_stop)
    if stop.id_token:
        return said(
            "It ended at {register} with {tag}; its start is missing", register=register, tag=stop.id_token
        )
    return said("It ended at {register}; its start is missing", register=register)


async def _highest_registers(ids: list[UUID]) -> dict[str, float]:
    """The highest energy register that was sampled in each transaction, in Wh."""
    if not ids:
        return {}
    rows = await fetch(
        f"""
        SELECT transaction_id, MAX(CAST(value AS DOUBLE PRECISION)) AS register FROM meter_values
        WHERE transaction_id IN ({marks(len(ids))}) AND measurand = 'Energy.Active.Import.Register'
          AND phase IS NULL AND location = 'Outlet' AND value IS NOT NULL
        GROUP BY transaction_id
        """,  # noqa: S608 - only parameter marks are put in
        *ids,
    )
    return {str(row["transaction_id"]): float(row["register"]) for row in rows}


_DOUBTS = msg(
    {
        METER_BACKWARDS: "Transaction {number}: the meter ran backwards",
        METER_NEGATIVE: "Transaction {number}: the register is below its start",
        METER_UNREADABLE: "Transaction {number}: a register cannot be read",
        ENERGY_IMPLAUSIBLE: "Transaction {number}: more energy than can be",
        STOP_MISSING: "Transaction {number}: the stop is missing",
        CONNECTOR_AVAILABLE: "Transaction {number}: the stop is missing",
        CHARGER_BOOTED: "Transaction {number}: the stop is missing",
        CHARGER_SILENT: "Transaction {number}: the stop is missing",
        CHARGER_DELETED: "Transaction {number}: the stop will not come",
        STOP_BEFORE_START: "Transaction {number}: it stopped before it started",
        STOP_CONTRADICTED: "Transaction {number}: there are two different stops",
    }
)
_DOUBTFUL = msg("Transaction {number}: its record is doubtful")


def doubt(number: int | str | None, flags: Sequence[str]) -> Said:
    """A suspect transaction in a line. flags: codes, of which the first known one is told."""
    why = next((_DOUBTS[flag] for flag in flags if flag in _DOUBTS), _DOUBTFUL)
    return Said(why, {"number": str(number)})


def _doubt(transaction: View, row: dict[str, Any], register: float | None) -> View:
    codes = [flag["code"] for flag in transaction["flags"] if flag["code"] in _DOUBTS]
    connector = transaction["connector_id"]
    return matter(
        "suspect",
        transaction["id"],
        row["stopped_at"] or row["updated_at"],
        doubt(transaction["transaction_id"], codes),
        [_place(transaction), _explained(codes[0] if codes else None, transaction["meter_stop"], register)],
        charger_id=transaction["charger_id"],
        charge_point_id=transaction["charge_point_id"],
        connector_id=connector,
        station_name=transaction["station_name"],
        transaction_id=transaction["id"],
    )


def _place(transaction: View) -> Words:
    charger: str = transaction["charge_point_id"]
    connector = transaction["connector_id"]
    return (
        said("{charger}, connector {connector}", charger=charger, connector=connector)
        if connector
        else charger
    )


def _explained(code: str | None, stop: float | None, register: float | None) -> Said | None:
    if code == METER_BACKWARDS and register is not None and stop is not None and register > stop:
        return said("Stop value is {energy} below the last sample", energy=Energy(register - stop))
    return Said(FLAGS[code]) if code in OVERDUE else None
