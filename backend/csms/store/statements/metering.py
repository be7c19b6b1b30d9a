"""Meter samples, and the latest readings for screens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import astuple

from csms.store.facts import Metered, Reading
from csms.store.statements.session import METER_VALUES, Part, Row, Session, Sorted

# A sample that stands already keeps the time at which it was first received: so a repeated message shows.
FIRST_RECEIVED = """
SELECT received_at FROM meter_values
WHERE charger_id = $1 AND evse_id = $2 AND occurred_at = $3 AND series_key = $4
  AND (transaction_id = $5 OR (transaction_id IS NULL AND $5 IS NULL))
"""


async def store(session: Session, facts: Sorted) -> set[int]:
    """Insert the samples; the `id()` of the facts whose samples all stood already."""
    metered: list[Metered] = facts[Metered]
    rows = _rows(session, metered)
    inserted = await session.insert(METER_VALUES, rows)
    if inserted == len(rows):
        return set()
    return {id(fact) for fact in metered if fact.samples and not await _is_new(session, fact)}


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
                series = series_parts[id(sample.series)] = part(*astuple(sample.series))
            rows.append((message, moment, series, part(sample.value, sample.raw)))
    return rows


async def _is_new(session: Session, fact: Metered) -> bool:
    for sample in fact.samples:
        key = (fact.charger_id, fact.evse_id, sample.occurred_at, sample.series.key, fact.transaction_id)
        if any(_moment(at) == fact.received_at for (at,) in await session.fetch(FIRST_RECEIVED, key)):
            return True
    return False


def _moment(value: datetime | str) -> datetime:
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
