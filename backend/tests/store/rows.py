"""Rows as the journal would have written them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.store.models import Charger, Connector, MeterValue, Transaction
from tests.services.database import NOW

_SERIES = {"Power.Active.Import": 1, "Energy.Active.Import.Register": 2, "SoC": 3, "Voltage": 4}


async def connector(
    charger_id: UUID, evse_id: int = 1, status: str = "Available", **columns: Any
) -> Connector:
    values = {"error_code": "NoError", "occurred_at": NOW, "received_at": NOW, **columns}
    return await Connector.create(charger_id=charger_id, evse_id=evse_id, status=status, **values)


async def transaction(charger: Charger, number: int = 1, **columns: Any) -> Transaction:
    values: dict[str, Any] = {
        "charger_id": charger.id,
        "charge_point_id": charger.charge_point_id,
        "evse_id": 1,
        "connector_id": 1,
        "ocpp_transaction_id": str(number),
        "start_key": f"start-{number}",
        "id_token": "TAG",
        "authorization_status": "Accepted",
        "state": "active",
        "meter_start": Decimal(1000),
        "energy_wh": Decimal(0),
        "started_at": NOW,
        "started_received_at": NOW,
        **columns,
    }
    values["id_token_folded"] = values["id_token"].casefold()
    return await Transaction.create(**values)


async def sample(
    of: Transaction, at: datetime, value: float | str, measurand: str = "Power.Active.Import", **columns: Any
) -> MeterValue:
    phase = columns.get("phase")
    series = _SERIES[measurand] + 10 * sum(map(ord, phase or ""))
    values = {
        "charger_id": of.charger_id,
        "evse_id": of.evse_id,
        "transaction_id": of.id,
        "received_at": at,
        "context": "Sample.Periodic",
        "location": "Outlet",
        "unit": "W",
        "raw_text": str(value),
        **columns,
    }
    return await MeterValue.create(
        occurred_at=at, series_key=series, measurand=measurand, value=Decimal(str(value)), **values
    )


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
