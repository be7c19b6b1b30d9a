"""Connectors with a fault, in plain words."""

from typing import Any

from tortoise.queryset import QuerySet

from csms.said import Said, Words, msg, said
from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import Connector
from csms.store.values import View

FAULTS = msg(
    {
        "ConnectorLockFailure": "The connector cannot be locked or unlocked",
        "EVCommunicationError": "The car and the charger do not understand each other",
        "GroundFailure": "Leakage current found, power is off",
        "HighTemperature": "It is too hot inside",
        "InternalError": "Hardware or software inside has failed",
        "OverCurrentFailure": "Too much current",
        "OverVoltage": "Voltage is too high",
        "PowerMeterFailure": "The meter cannot be read",
        "PowerSwitchFailure": "The power switch does not obey",
        "ReaderFailure": "The card reader has failed",
        "ResetFailure": "A restart did not work",
        "UnderVoltage": "Voltage is too low",
        "WeakSignal": "The radio signal is weak",
    }
)
"""OCPP 1.6, 7.6 in plain words."""


def faulty() -> QuerySet[Connector]:
    """Connectors whose last word was that they have a fault, wherever their charger is now."""
    return Connector.filter(status="Faulted", received_at__isnull=False)


async def faulted() -> list[View]:
    query = faulty().filter(charger__online=True).order_by("-received_at").limit(LIMIT)
    rows = await query.values(
        "id", "evse_id", "error_code", "info", "vendor_error_code", "received_at", "charger_id",
        "charger__charge_point_id", "charger__station__name",
    )  # fmt: skip
    return [_fault(row) for row in rows]


def named(code: str | None, vendor_code: str | None) -> Words:
    """A fault in one word, the vendor's where OCPP has none."""
    return (code if code and code not in ("NoError", "OtherError") else vendor_code) or said("faulted")


def _fault(row: dict[str, Any]) -> View:
    name, connector, code = row["charger__charge_point_id"], row["evse_id"], row["error_code"]
    return matter(
        "faulted",
        f"{row['id']}:{stamp(row['received_at'])}",
        row["received_at"],
        _title(name, connector, named(code, row["vendor_error_code"])),
        [Said(FAULTS[code]) if code in FAULTS else None, row["info"], row["charger__station__name"]],
        charger_id=str(row["charger_id"]),
        charge_point_id=name,
        connector_id=connector or None,
        station_name=row["charger__station__name"],
    )


def _title(charger: str, connector: int, fault: Words) -> Said:
    if not connector:
        return said("{charger}: {fault}", charger=charger, fault=fault)
    return said(
        "{charger}, connector {connector}: {fault}", charger=charger, connector=connector, fault=fault
    )
