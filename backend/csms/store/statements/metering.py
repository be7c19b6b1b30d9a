"""Meter samples, and the latest readings for screens."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import astuple

from csms.store.facts import Metered, Reading
from csms.store.flags import merged
from csms.store.statements.session import METER_VALUES, Part, Row, Session, Sorted

SERIES_COLUMNS = 8
"""The first fields of a `Series` are columns."""

# A sample that stands already keeps the time at which it was first received: so a repeated message shows.
FIRST_RECEIVED = """
SELECT received_at FROM meter_values
WHERE charger_id = $1 AND evse_id = $2 AND occurred_at = $3 AND series_key = $4
  AND (transaction_id = $5 OR (transaction_id IS NULL AND $5 IS NULL))
"""


# Samples that came before their transaction was known: by its number, or without one within its time (STOP-08).
ATTACH = """
UPDATE meter_values SET transaction_id = $1
WHERE transaction_id IS NULL AND charger_id = $2 AND evse_id = $3 AND occurred_at BETWEEN $5 AND $6
  AND (ocpp_transaction_id = $4 OR (ocpp_transaction_id IS NULL AND location <> 'Inlet'))
  AND NOT EXISTS (SELECT 1 FROM meter_values AS stands WHERE stands.transaction_id = $1
    AND stands.occurred_at = meter_values.occurred_at AND stands.series_key = meter_values.series_key)
RETURNING id
"""
WHERE_AND_WHEN = "SELECT charger_id, evse_id, ocpp_transaction_id, started_at FROM transactions WHERE id = $1"
RECHECK = "UPDATE transactions SET recheck_at = $2 WHERE id = $1"
FLAGS = "UPDATE transactions SET updated_at = updated_at WHERE id = $1 RETURNING flags"
FLAG = "UPDATE transactions SET flags = $2 WHERE id = $1"


async def store(session: Session, facts: Sorted) -> set[int]:
    """Insert the samples; the `id()` of the facts whose samples all stood already."""
    metered: list[Metered] = facts[Metered]
    repeated = await insert(session, metered)
    for fact in metered:
        if fact.late and id(fact) not in repeated:
            await session.run(RECHECK, [(fact.transaction_id, fact.received_at)])
        if fact.flags:
            await _flag(session, fact)
    return repeated


async def insert(session: Session, metered: list[Metered]) -> set[int]:
    """The `id()` of the facts whose samples all stood already."""
    rows = _rows(session, metered)
    inserted = await session.insert(METER_VALUES, rows)
    if inserted == len(rows):
        return set()
    return {id(fact) for fact in metered if fact.samples and not await _is_new(session, fact)}


async def _flag(session: Session, fact: Metered) -> None:
    for (flags,) in await session.fetch(FLAGS, (fact.transaction_id,)):
        known = json.loads(flags) if isinstance(flags, str) else list(flags)
        await session.run(FLAG, [(fact.transaction_id, json.dumps(merged(known, list(fact.flags))))])


async def attach(session: Session, transaction_id: UUID, until: datetime) -> bool:
    """Give a transaction the samples of its connector and time that are of none; whether there were any."""
    ((charger_id, evse_id, number, started_at),) = await session.fetch(WHERE_AND_WHEN, (transaction_id,))
    if not evse_id:
        return False
    row = (transaction_id, charger_id, evse_id, number, moment(started_at), until)
    return bool(await session.fetch(ATTACH, row))


def _rows(session: Session, metered: list[Metered]) -> list[tuple[Part, ...]]:
    """A row per sample. Its message, its time and its series are written once for all samples that share them."""
    part = session.part
    rows: list[tuple[Part, ...]] = []
    series_parts: dict[int, Part] = {}
    for fact in metered:
        message = part(
            fact.charger_id, fact.evse_id, fact.transaction_id, fact.ocpp_transaction_id, fact.received_at
        )
        time: datetime | None = None
        for sample in fact.samples:
            if sample.occurred_at is not time:
                time = sample.occurred_at
                moment = part(time)
            series = series_parts.get(id(sample.series))
            if series is None:
                series = series_parts[id(sample.series)] = part(*astuple(sample.series)[:SERIES_COLUMNS])
            rows.append((message, moment, series, part(sample.value, sample.raw)))
    return rows


async def _is_new(session: Session, fact: Metered) -> bool:
    for sample in fact.samples:
        key = (fact.charger_id, fact.evse_id, sample.occurred_at, sample.series.key, fact.transaction_id)
        if any(moment(at) == fact.received_at for (at,) in await session.fetch(FIRST_RECEIVED, key)):
            return True
    return False


def moment(value: datetime | str) -> datetime:
    """SQLite keeps times as text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


CONNECTOR_READING = """
UPDATE connectors SET power_w = $3, current_a = $4, voltage_v = $5, soc_percent = $6, register_wh = $7, metered_at = $8
WHERE charger_id = $1 AND evse_id = $2 AND (metered_at IS NULL OR metered_at <= $8)
"""
TRANSACTION_READING = """
UPDATE transactions SET power_w = $2, soc_percent = $3, register_wh = $4, energy_wh = $5, max_power_w = $6,
  metered_at = $7
WHERE id = $1 AND stopped_at IS NULL AND (metered_at IS NULL OR metered_at <= $7)
"""


# Who measures for a record that was closed without a stop may not know that it was closed.
CLOSED_WITHOUT_STOP = """
UPDATE transactions SET recheck_at = $2
WHERE id = $1 AND stopped_at IS NOT NULL AND stopped_received_at IS NULL AND recheck_at IS NULL
"""


async def apply_readings(session: Session, metered: Sequence[Metered]) -> None:
    """The latest reading of each connector and transaction."""
    with_reading = [(fact, fact.reading) for fact in metered if fact.reading]
    await session.run(
        CONNECTOR_READING, [_connector_reading(fact, reading) for fact, reading in with_reading]
    )
    running = [
        _transaction_reading(fact.transaction_id, reading)
        for fact, reading in with_reading
        if fact.transaction_id
    ]
    if running:
        await session.run(TRANSACTION_READING, running)
        measured = [
            (fact.transaction_id, fact.received_at) for fact, _ in with_reading if fact.transaction_id
        ]
        await session.run(CLOSED_WITHOUT_STOP, measured)


def _connector_reading(fact: Metered, reading: Reading) -> Row:
    return (
        fact.charger_id,
        fact.evse_id,
        reading.power_w,
        reading.current_a,
        reading.voltage_v,
        reading.soc_percent,
        reading.register_wh,
        reading.at,
    )


def _transaction_reading(transaction_id: UUID, reading: Reading) -> Row:
    return (
        transaction_id,
        reading.power_w,
        reading.soc_percent,
        reading.register_wh,
        reading.energy_wh,
        reading.max_power_w,
        reading.at,
    )
