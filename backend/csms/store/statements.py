"""What each fact does to the tables: one definition for both databases.

`apply` is written against `Session`, of which there are two: postgres.py (awaits the server) and sqlite.py (runs in
the writer's thread and never suspends). Parameters are written `$1`; both understand the rest of the SQL.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from csms.store import facts as f
from csms.store.journal import Claimed, Results, Started
from csms.store.models.base import new_id

Row = tuple[Any, ...]


class Table:
    """A table that takes many rows at once. Columns with their PostgreSQL types, in the order of the rows."""

    def __init__(self, name: str, **columns: str) -> None:
        self.name = name
        self.columns = columns


MESSAGES = Table(
    "messages",
    charger_id="uuid",
    at="timestamptz",
    direction="text",
    type="text",
    message_id="text",
    action="text",
    raw="text",
    violations="jsonb",
    disposition="text",
    elapsed_ms="float8",
    protocol="text",
)

METER_VALUES = Table(
    "meter_values",
    charger_id="uuid",
    evse_id="int4",
    transaction_id="uuid",
    ocpp_transaction_id="text",
    occurred_at="timestamptz",
    received_at="timestamptz",
    series_key="int8",
    context="text",
    measurand="text",
    phase="text",
    location="text",
    unit="text",
    value="numeric",
    raw="text",
    multiplier="int4",
    signed="bool",
)


class Session(Protocol):
    """One open database transaction."""

    async def run(self, sql: str, rows: Sequence[Row]) -> None:
        """The statement, once for each row."""
        ...

    async def fetch(self, sql: str, row: Row) -> list[Row]: ...

    async def insert(self, table: Table, rows: Sequence[Row]) -> int:
        """Insert rows, leaving out those that a unique index already holds; how many went in."""
        ...


async def apply(session: Session, group: Sequence[Sequence[f.Fact]]) -> Results:
    """Store a group's facts; within the group, in the order in which they can build on each other."""
    facts = _by_type(group)
    results = Results()
    for connection in facts[f.ChargerConnected]:
        results.claims[connection.id] = await _claim(session, connection)
    await _chargers(session, facts)
    await _connectors(session, facts)
    for start in facts[f.TransactionStarted]:
        results.starts[start.id] = await _start(session, start)
    repeated = await _samples(session, facts[f.Metered])
    await _ends(session, facts, results)
    await _commands(session, facts)
    await _configuration(session, facts)
    await session.insert(
        MESSAGES, [row for entry in group for row in _message_rows(entry, results, repeated)]
    )
    return results


def _by_type(group: Sequence[Sequence[f.Fact]]) -> dict[type[f.Fact], list[Any]]:
    sorted_facts: dict[type[f.Fact], list[Any]] = defaultdict(list)
    for entry in group:
        for fact in entry:
            sorted_facts[type(fact)].append(fact)
    return sorted_facts


# -- the message log and the ledger ------------------------------------------------------------------------------------


def _message_rows(entry: Sequence[f.Fact], results: Results, repeated: set[int]) -> list[Row]:
    return [
        _message_row(fact, _disposition(fact, entry, results, repeated))
        for fact in entry
        if _is_message(fact)
    ]


def _is_message(fact: f.Fact) -> bool:
    return type(fact) is f.MessageLogged


def _message_row(fact: Any, disposition: str | None) -> Row:
    violations = json.dumps(fact.violations) if fact.violations else None
    return (
        fact.charger_id,
        fact.at,
        fact.direction,
        fact.type,
        fact.message_id,
        fact.action,
        fact.raw,
        violations,
        disposition,
        fact.elapsed_ms,
        "ocpp1.6",
    )


def _disposition(fact: Any, entry: Sequence[f.Fact], results: Results, repeated: set[int]) -> str | None:
    """applied, duplicate or quarantined for a transaction message; nothing for any other (R20)."""
    if fact.disposition is None:
        return None
    for other in entry:
        if type(other) is f.TransactionStarted and results.starts[other.id].duplicate:
            return "duplicate"
        if type(other) is f.TransactionStopped and other.transaction_id not in results.stops:
            return "duplicate"
        if type(other) is f.Metered and id(other) in repeated:
            return "duplicate"
    disposition: str = fact.disposition
    return disposition


# -- chargers and connectors -------------------------------------------------------------------------------------------

BOOTED = """
UPDATE chargers SET registration_status = $2, vendor = $3, model = $4, serial_number = $5, box_serial_number = $6,
  firmware_version = $7, iccid = $8, imsi = $9, meter_type = $10, meter_serial_number = $11, last_boot_at = $12,
  updated_at = $12
WHERE id = $1
"""
SEEN = "UPDATE chargers SET last_seen_at = $3 WHERE id = $1 AND owner_epoch = $2"
HOLDER = "SELECT owner_node FROM chargers WHERE id = $1"
CLAIM = """
UPDATE chargers SET owner_epoch = owner_epoch + 1, owner_node = $2, address = $3, ocpp_version = $4,
  online_since = $5, last_seen_at = $5, online = TRUE
WHERE id = $1 RETURNING owner_epoch
"""
RELEASE = """
UPDATE chargers SET online = FALSE, offline_since = $3, owner_node = NULL WHERE id = $1 AND owner_epoch = $2
"""
PROPOSED = "UPDATE chargers SET pending_credential = $2 WHERE id = $1"
SETTLED = "UPDATE chargers SET credential = pending_credential, pending_credential = NULL WHERE id = $1"
DROPPED = "UPDATE chargers SET pending_credential = NULL WHERE id = $1"
REFUSED = """
INSERT INTO connection_refusals (id, charge_point_id, charge_point_id_folded, address, cause, detail, count, first_at,
  last_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)
ON CONFLICT (charge_point_id_folded, address, cause) DO UPDATE SET count = connection_refusals.count + 1,
  charge_point_id = excluded.charge_point_id, detail = excluded.detail, last_at = excluded.last_at
"""


async def _claim(session: Session, connection: f.ChargerConnected) -> Claimed:
    ((previous,),) = await session.fetch(HOLDER, (connection.charger_id,)) or [(None,)]
    row = (connection.charger_id, connection.node, connection.address, connection.protocol, connection.at)
    claimed = await session.fetch(CLAIM, row)
    return Claimed(epoch=claimed[0][0] if claimed else -1, previous_node=previous)


async def _chargers(session: Session, facts: dict[type[f.Fact], list[Any]]) -> None:
    if boots := facts[f.ChargerBooted]:
        await session.run(BOOTED, [_boot_row(boot) for boot in boots])
    if seen := facts[f.ChargerSeen]:
        latest = {fact.charger_id: fact for fact in seen}
        await session.run(SEEN, [(fact.charger_id, fact.epoch, fact.at) for fact in latest.values()])
    if gone := facts[f.ChargerDisconnected]:
        await session.run(RELEASE, [(fact.charger_id, fact.epoch, fact.at) for fact in gone])
    await _credentials(session, facts)
    if refused := facts[f.ConnectionRefused]:
        await session.run(REFUSED, [_refusal_row(fact) for fact in refused])


async def _credentials(session: Session, facts: dict[type[f.Fact], list[Any]]) -> None:
    if proposed := facts[f.CredentialProposed]:
        await session.run(PROPOSED, [(fact.charger_id, fact.credential) for fact in proposed])
    for fact in facts[f.CredentialSettled]:
        await session.run(SETTLED if fact.accepted else DROPPED, [(fact.charger_id,)])


def _refusal_row(fact: f.ConnectionRefused) -> Row:
    folded = fact.charge_point_id.casefold()
    return (new_id(), fact.charge_point_id, folded, fact.address, fact.cause, fact.detail, fact.at)


def _boot_row(boot: f.ChargerBooted) -> Row:
    return (
        boot.charger_id,
        boot.registration_status,
        boot.vendor,
        boot.model,
        boot.serial_number,
        boot.box_serial_number,
        boot.firmware_version,
        boot.iccid,
        boot.imsi,
        boot.meter_type,
        boot.meter_serial_number,
        boot.at,
    )


# A status is taken from the holder of the charger only, and never from a claim older than the one shown (STAT-05).
CONNECTOR = """
INSERT INTO connectors (id, charger_id, evse_id, connector_id, status, error_code, info, vendor_id, vendor_error_code,
  occurred_at, received_at)
VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (charger_id, evse_id, connector_id) DO UPDATE SET status = excluded.status,
  error_code = excluded.error_code, info = excluded.info, vendor_id = excluded.vendor_id,
  vendor_error_code = excluded.vendor_error_code, occurred_at = excluded.occurred_at,
  received_at = excluded.received_at
WHERE (connectors.occurred_at IS NULL OR connectors.occurred_at <= excluded.occurred_at)
  AND EXISTS (SELECT 1 FROM chargers WHERE id = excluded.charger_id AND owner_epoch = $11)
"""
AVAILABILITY = "UPDATE connectors SET desired_availability = $3 WHERE charger_id = $1 AND evse_id = $2"
AVAILABILITY_OF_ALL = "UPDATE connectors SET desired_availability = $2 WHERE charger_id = $1"
CHARGER_AVAILABILITY = "UPDATE chargers SET desired_availability = $2 WHERE id = $1"


async def _connectors(session: Session, facts: dict[type[f.Fact], list[Any]]) -> None:
    if reported := facts[f.ConnectorReported]:
        await session.run(CONNECTOR, [_connector_row(fact) for fact in reported])
    for wish in facts[f.AvailabilityDesired]:
        if wish.evse_id:
            await session.run(AVAILABILITY, [(wish.charger_id, wish.evse_id, wish.availability)])
        else:
            await session.run(CHARGER_AVAILABILITY, [(wish.charger_id, wish.availability)])
            await session.run(AVAILABILITY_OF_ALL, [(wish.charger_id, wish.availability)])


def _connector_row(fact: f.ConnectorReported) -> Row:
    return (
        new_id(),
        fact.charger_id,
        fact.evse_id,
        fact.status,
        fact.error_code,
        fact.info,
        fact.vendor_id,
        fact.vendor_error_code,
        fact.occurred_at,
        fact.received_at,
        fact.epoch,
    )


# -- transactions ------------------------------------------------------------------------------------------------------

START = """
INSERT INTO transactions (id, charger_id, evse_id, connector_id, ocpp_transaction_id, start_key, id_token,
  id_token_folded, id_token_type, parent_token_folded, authorization_status, reservation_ref, command_id, state, flags,
  meter_start, energy_wh, started_at, started_received_at, created_at, updated_at)
VALUES ($1, $2, $3, 1, $4, $5, $6, $7, '', $8, $9, $10, $11, 'active', $12, $13, $14, $15, $16, $16, $16)
ON CONFLICT (charger_id, start_key) DO NOTHING
RETURNING id
"""
FIRST_START = """
SELECT id, ocpp_transaction_id, authorization_status FROM transactions WHERE charger_id = $1 AND start_key = $2
"""
EVENT = """
INSERT INTO transaction_events (transaction_id, charger_id, kind, disposition, occurred_at, received_at, data)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
SUPERSEDE = """
UPDATE transactions SET state = 'suspect', flags = $2, updated_at = $3
WHERE id = $1 AND stopped_at IS NULL
"""
# A real stop is taken once. A record closed by a person or a rule has no real stop yet and is corrected (R10).
STOP = """
UPDATE transactions SET state = $2, flags = $3, meter_stop = $4, energy_wh = $5, stopped_at = $6,
  stopped_received_at = $7, stop_reason = $8, stop_id_token = $9, power_w = NULL, updated_at = $7
WHERE id = $1 AND stopped_received_at IS NULL
RETURNING id
"""
FORCE_CLOSE = """
UPDATE transactions SET state = 'force_closed', flags = $2, meter_stop = $3, energy_wh = $4, stopped_at = $5,
  power_w = NULL, updated_at = $5
WHERE id = $1 AND stopped_at IS NULL
"""


async def _start(session: Session, start: f.TransactionStarted) -> Started:
    taken = await session.fetch(START, _start_row(start))
    if taken:
        await _event(session, start, "started", "applied", start.id, start.occurred_at, start.received_at)
        return Started(start.id, start.ocpp_transaction_id, start.authorization_status, duplicate=False)
    ((row_id, number, status),) = await session.fetch(FIRST_START, (start.charger_id, start.start_key))
    return Started(_uuid(row_id), number, status, duplicate=_uuid(row_id) != start.id)


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def _start_row(start: f.TransactionStarted) -> Row:
    return (
        start.id,
        start.charger_id,
        start.evse_id,
        start.ocpp_transaction_id,
        start.start_key,
        start.id_token,
        start.id_token_folded,
        start.parent_token_folded,
        start.authorization_status,
        start.reservation_ref,
        start.command_id,
        json.dumps(start.flags),
        start.meter_start,
        0 * start.meter_start,
        start.started_at,
        start.received_at,
    )


async def _ends(session: Session, facts: dict[type[f.Fact], list[Any]], results: Results) -> None:
    for old in facts[f.TransactionSuperseded]:
        await session.run(SUPERSEDE, [(old.transaction_id, json.dumps(old.flags), old.at)])
        await _event(session, old, "superseded", "applied", old.transaction_id, old.at, old.at)
    for stop in facts[f.TransactionStopped]:
        await _stop(session, stop, results)
    for close in facts[f.TransactionForceClosed]:
        row = (close.transaction_id, json.dumps(close.flags), close.meter_stop, close.energy_wh, close.at)
        await session.run(FORCE_CLOSE, [row])
        await _event(session, close, "closed", "applied", close.transaction_id, close.at, close.at)
    for stray in facts[f.StopQuarantined]:
        await _event(session, stray, "stopped", "quarantined", None, stray.occurred_at, stray.received_at)


async def _stop(session: Session, stop: f.TransactionStopped, results: Results) -> None:
    row = (
        stop.transaction_id,
        stop.state,
        json.dumps(stop.flags),
        stop.meter_stop,
        stop.energy_wh,
        stop.stopped_at,
        stop.received_at,
        stop.stop_reason,
        stop.stop_id_token,
    )
    taken = await session.fetch(STOP, row)
    if taken:
        results.stops.add(stop.transaction_id)
    disposition = "applied" if taken else "duplicate"
    await _event(
        session, stop, "stopped", disposition, stop.transaction_id, stop.occurred_at, stop.received_at
    )


async def _event(
    session: Session,
    fact: Any,
    kind: str,
    disposition: str,
    transaction_id: UUID | None,
    occurred_at: datetime,
    received_at: datetime,
) -> None:
    data = json.dumps({name: getattr(fact, name) for name in fact.__struct_fields__}, default=str)
    row = (transaction_id, fact.charger_id, kind, disposition, occurred_at, received_at, data)
    await session.run(EVENT, [row])


# -- meter values ------------------------------------------------------------------------------------------------------

# A sample that stands already keeps the time at which it was first received: so a repeated message shows.
FIRST_RECEIVED = """
SELECT received_at FROM meter_values
WHERE charger_id = $1 AND evse_id = $2 AND occurred_at = $3 AND series_key = $4
  AND (transaction_id = $5 OR (transaction_id IS NULL AND $5 IS NULL))
"""


async def _samples(session: Session, metered: list[f.Metered]) -> set[int]:
    """Insert the samples; the `id()` of the facts whose samples all stood already."""
    rows = [row for fact in metered for row in _sample_rows(fact)]
    inserted = await session.insert(METER_VALUES, rows)
    if inserted == len(rows):
        return set()
    return {id(fact) for fact in metered if fact.samples and not await _is_new(session, fact)}


def _sample_rows(fact: f.Metered) -> list[Row]:
    return [
        (
            fact.charger_id,
            fact.evse_id,
            fact.transaction_id,
            fact.ocpp_transaction_id,
            sample.occurred_at,
            fact.received_at,
            sample.series_key,
            sample.context,
            sample.measurand,
            sample.phase,
            sample.location,
            sample.unit,
            sample.value,
            sample.raw,
            sample.multiplier,
            sample.signed,
        )
        for sample in fact.samples
    ]


async def _is_new(session: Session, fact: f.Metered) -> bool:
    for sample in fact.samples:
        key = (fact.charger_id, fact.evse_id, sample.occurred_at, sample.series_key, fact.transaction_id)
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


async def apply_readings(session: Session, metered: Sequence[f.Metered]) -> None:
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


def _connector_reading(fact: f.Metered, reading: f.Reading) -> Row:
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


def _transaction_reading(transaction_id: UUID, reading: f.Reading) -> Row:
    return (
        transaction_id,
        reading.power_w,
        reading.soc_percent,
        reading.register_wh,
        reading.energy_wh,
        reading.max_power_w,
        reading.at,
    )


# -- commands and configuration ----------------------------------------------------------------------------------------

REQUESTED = """
INSERT INTO commands (id, charger_id, action, request, state, requested_by, created_at)
VALUES ($1, $2, $3, $4, 'pending', $5, $6)
"""
SENT = """
UPDATE commands SET state = 'sent', message_id = $2, sent_at = $3 WHERE id = $1 AND finished_at IS NULL
"""
CLOSED = """
UPDATE commands SET state = $2, response = $3, error = $4, finished_at = $5
WHERE id = $1 AND (finished_at IS NULL OR state IN ('timeout', 'unknown'))
"""
OUTCOME = """
UPDATE commands SET outcome = $2, transaction_id = $3, outcome_at = $4 WHERE id = $1 AND outcome IS NULL
"""


async def _commands(session: Session, facts: dict[type[f.Fact], list[Any]]) -> None:
    if requested := facts[f.CommandRequested]:
        await session.run(REQUESTED, [_requested_row(fact) for fact in requested])
    if sent := facts[f.CommandSent]:
        await session.run(SENT, [(fact.command_id, fact.message_id, fact.at) for fact in sent])
    if closed := facts[f.CommandClosed]:
        await session.run(CLOSED, [_closed_row(fact) for fact in closed])
    if outcomes := facts[f.CommandOutcome]:
        rows = [(fact.command_id, fact.outcome, fact.transaction_id, fact.at) for fact in outcomes]
        await session.run(OUTCOME, rows)


def _requested_row(fact: f.CommandRequested) -> Row:
    return (
        fact.command_id,
        fact.charger_id,
        fact.action,
        json.dumps(fact.request),
        fact.requested_by,
        fact.at,
    )


def _closed_row(fact: f.CommandClosed) -> Row:
    return (fact.command_id, fact.state, _json(fact.response), _json(fact.error), fact.at)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


KEY = """
INSERT INTO configuration_keys (id, charger_id, component, variable, key_folded, key, value, readonly, reported_at)
VALUES ($1, $2, '', '', $3, $4, $5, $6, $7)
ON CONFLICT (charger_id, component, key_folded) DO UPDATE SET key = excluded.key, value = excluded.value,
  readonly = excluded.readonly, reported_at = excluded.reported_at, pending_value = NULL
"""
CHANGED_KEY = """
INSERT INTO configuration_keys (id, charger_id, component, variable, key_folded, key, value, readonly, reported_at)
VALUES ($1, $2, '', '', $3, $4, $5, $6, $7)
ON CONFLICT (charger_id, component, key_folded) DO UPDATE SET value = excluded.value,
  reported_at = excluded.reported_at, pending_value = NULL
"""
PENDING_KEY = """
INSERT INTO configuration_keys (id, charger_id, component, variable, key_folded, key, pending_value, readonly)
VALUES ($1, $2, '', '', $3, $4, $5, $6)
ON CONFLICT (charger_id, component, key_folded) DO UPDATE SET pending_value = excluded.pending_value
"""


async def _configuration(session: Session, facts: dict[type[f.Fact], list[Any]]) -> None:
    for report in facts[f.ConfigurationReported]:
        rows = [
            (new_id(), report.charger_id, key.casefold(), key, value, readonly, report.at)
            for key, value, readonly in report.keys
        ]
        await session.run(KEY, rows)
    for change in facts[f.ConfigurationChanged]:
        row: Row = (new_id(), change.charger_id, change.key.casefold(), change.key, change.value, False)
        if change.pending:
            await session.run(PENDING_KEY, [row])
        else:
            await session.run(CHANGED_KEY, [(*row, change.at)])
