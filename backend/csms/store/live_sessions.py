"""Sessions that run now, with the power of their last minutes."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from csms.store import transactions
from csms.store.models import Connector
from csms.store.values import View, fetch, marks, moment, number

SPAN = timedelta(minutes=20)
MAX_POINTS = 60

_SOURCE = "FROM transactions t JOIN chargers c ON c.id = t.charger_id WHERE t.state = 'active'"


async def top(limit: int, now: datetime, station_id: UUID | None) -> View:
    """Running transactions, highest power first, shaped as `LiveSessions`."""
    source, parameters = (f"{_SOURCE} AND c.station_id = $1", [station_id]) if station_id else (_SOURCE, [])
    (counted,) = await fetch(f"SELECT COUNT(*) AS total {source}", *parameters)
    rows = await fetch(
        f"""
        SELECT t.id AS id {source}
        ORDER BY CASE WHEN t.power_w IS NULL THEN 1 ELSE 0 END, CAST(t.power_w AS DOUBLE PRECISION) DESC,
          t.started_at DESC
        LIMIT {limit:d}
        """,
        *parameters,
    )
    ids = [UUID(str(row["id"])) for row in rows]
    return {"total": counted["total"], "items": await _sessions(ids, now)}


async def _sessions(ids: list[UUID], now: datetime) -> list[View]:
    views = await transactions.transaction_views(ids)
    curves = await _sparklines(ids, now - SPAN)
    connectors = await _connectors({view["charger_id"] for view in views})
    return [_view(view, curves[view["id"]], connectors) for view in views]


def _view(transaction: View, sparkline: list[View], connectors: dict[tuple[str, int], Any]) -> View:
    connector = connectors.get((transaction["charger_id"], transaction["connector_id"]), {})
    return {
        "transaction": transaction,
        "station_name": transaction["station_name"],
        "connector_status": connector.get("status"),
        "online": connector.get("charger__online", False),
        "power_w": transaction["power_w"],
        "soc_percent": transaction["soc_percent"],
        "sparkline": sparkline,
    }


async def _connectors(charger_ids: set[str]) -> dict[tuple[str, int], Any]:
    query = Connector.filter(charger_id__in=list(charger_ids))
    rows = await query.values("charger_id", "evse_id", "status", "charger__online")
    return {(str(row["charger_id"]), row["evse_id"]): row for row in rows}


async def _sparklines(ids: list[UUID], since: datetime) -> dict[str, list[View]]:
    points: dict[str, list[View]] = defaultdict(list)
    if not ids:
        return points
    rows = await fetch(
        f"""
        SELECT transaction_id, occurred_at, value FROM meter_values
        WHERE transaction_id IN ({marks(len(ids), 2)}) AND occurred_at >= $1
          AND measurand = 'Power.Active.Import' AND phase IS NULL AND value IS NOT NULL
        ORDER BY occurred_at
        """,  # noqa: S608 - only parameter marks are put in
        since,
        *ids,
    )
    for row in rows:
        point = {"at": moment(row["occurred_at"]), "power_w": number(float(row["value"]))}
        points[str(row["transaction_id"])].append(point)
    return defaultdict(list, {key: _thinned(line) for key, line in points.items()})


def _thinned(line: list[View]) -> list[View]:
    """Every so-manieth point, the last one always."""
    step = -(-len(line) // MAX_POINTS)
    return line[::-step][::-1]
