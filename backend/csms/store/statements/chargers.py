"""Chargers: who holds them, what they report, their connectors and credentials, and who was refused."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from csms.store.facts import (
    AvailabilityDesired,
    ChargerBooted,
    ChargerConnected,
    ChargerDisconnected,
    ChargerSeen,
    ConnectionRefused,
    ConnectorReported,
    CredentialProposed,
    CredentialSettled,
)
from csms.store.folding import fold, natural
from csms.store.journal import Claimed, Results
from csms.store.models.base import new_id
from csms.store.statements.session import Row, Session, Sorted


async def store(session: Session, facts: Sorted, results: Results) -> None:
    """Claims first: what follows in the same group may already be of the new holder."""
    claims = [(fact, await _claim(session, fact)) for fact in facts[ChargerConnected]]
    results.claims.update((fact.id, claimed) for fact, claimed in claims)
    await _connections(session, [(fact.charger_id, claimed.epoch, fact.at) for fact, claimed in claims])
    await _chargers(session, facts)
    await _connectors(session, facts)


# Another charger in the place of the one that we know is for the operator to see (BOOT-09).
BOOTED = """
UPDATE chargers SET hardware_changed_at = CASE
    WHEN vendor IS NOT NULL AND (vendor <> $3 OR model <> $4 OR COALESCE(serial_number, '') <> COALESCE($5, ''))
    THEN $12 ELSE hardware_changed_at END,
  registration_status = $2, vendor = $3, model = $4, serial_number = $5, box_serial_number = $6,
  firmware_version = $7, iccid = $8, imsi = $9, meter_type = $10, meter_serial_number = $11, last_boot_at = $12,
  updated_at = $12
WHERE id = $1
"""
# With other firmware other templates are for it.
MOVED = """
UPDATE configuration_standings SET moves = moves + 1 WHERE charger_id = $1 AND NOT EXISTS (
  SELECT 1 FROM chargers WHERE id = $1 AND vendor = $2 AND model = $3 AND firmware_version = $4)
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
# The history of connections. Epochs rise one by one: what the charger had before, if nobody has ended it, is over.
CONNECTED = "INSERT INTO connections (charger_id, epoch, since) VALUES ($1, $2, $3)"
SUPERSEDED = """
UPDATE connections SET until = $3 WHERE charger_id = $1 AND epoch = CAST($2 AS BIGINT) - 1 AND until IS NULL
"""
DISCONNECTED = "UPDATE connections SET until = $3 WHERE charger_id = $1 AND epoch = $2 AND until IS NULL"
PROPOSED = "UPDATE chargers SET pending_credential = $2 WHERE id = $1"
# The charger's answer and its login with the new key both settle; the second finds nothing to do.
SETTLED = """
UPDATE chargers SET credential = pending_credential, pending_credential = NULL
WHERE id = $1 AND pending_credential IS NOT NULL
"""
DROPPED = "UPDATE chargers SET pending_credential = NULL WHERE id = $1"
REFUSED = """
INSERT INTO connection_refusals (id, charge_point_id, charge_point_id_folded, charge_point_id_natural, address, cause,
  detail, count, first_at, last_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)
ON CONFLICT (charge_point_id_folded, address, cause) DO UPDATE SET count = connection_refusals.count + 1,
  charge_point_id = excluded.charge_point_id, detail = excluded.detail, last_at = excluded.last_at
"""


async def _claim(session: Session, connection: ChargerConnected) -> Claimed:
    ((previous,),) = await session.fetch(HOLDER, (connection.charger_id,)) or [(None,)]
    row = (connection.charger_id, connection.node, connection.address, connection.protocol, connection.at)
    claimed = await session.fetch(CLAIM, row)
    return Claimed(epoch=claimed[0][0] if claimed else -1, previous_node=previous)


async def _connections(session: Session, begun: list[Row]) -> None:
    """An epoch of -1: the charger was deleted meanwhile."""
    if rows := [row for row in begun if row[1] >= 0]:
        await session.run(CONNECTED, rows)
        await session.run(SUPERSEDED, rows)


async def _chargers(session: Session, facts: Sorted) -> None:
    if boots := facts[ChargerBooted]:
        hardware = [(boot.charger_id, boot.vendor, boot.model, boot.firmware_version) for boot in boots]
        await session.run(MOVED, hardware)
        await session.run(BOOTED, [_boot_row(boot) for boot in boots])
    if seen := facts[ChargerSeen]:
        latest = {fact.charger_id: fact for fact in seen}
        await session.run(SEEN, [(fact.charger_id, fact.epoch, fact.at) for fact in latest.values()])
    if gone := facts[ChargerDisconnected]:
        rows = [(fact.charger_id, fact.epoch, fact.at) for fact in gone]
        await session.run(RELEASE, rows)
        await session.run(DISCONNECTED, rows)
    await _credentials(session, facts)
    if refused := facts[ConnectionRefused]:
        await session.run(REFUSED, [_refusal_row(fact) for fact in refused])


async def _credentials(session: Session, facts: Sorted) -> None:
    if proposed := facts[CredentialProposed]:
        await session.run(PROPOSED, [(fact.charger_id, fact.credential) for fact in proposed])
    for fact in facts[CredentialSettled]:
        await session.run(SETTLED if fact.accepted else DROPPED, [(fact.charger_id,)])


def _refusal_row(fact: ConnectionRefused) -> Row:
    name = fact.charge_point_id
    return (new_id(), name, fold(name), natural(name), fact.address, fact.cause, fact.detail, fact.at)


def _boot_row(boot: ChargerBooted) -> Row:
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


# A status is taken from the holder of the charger only, and never from a claim older than the one shown (STAT-05),
# but for the first one of a connection.
CONNECTOR = """
INSERT INTO connectors (id, charger_id, evse_id, connector_id, status, error_code, info, vendor_id, vendor_error_code,
  occurred_at, received_at)
SELECT $1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10
WHERE EXISTS (SELECT 1 FROM chargers WHERE id = $2 AND owner_epoch = $11)
ON CONFLICT (charger_id, evse_id, connector_id) DO UPDATE SET status = excluded.status,
  error_code = excluded.error_code, info = excluded.info, vendor_id = excluded.vendor_id,
  vendor_error_code = excluded.vendor_error_code, occurred_at = excluded.occurred_at,
  received_at = excluded.received_at
WHERE ($12 OR connectors.occurred_at IS NULL OR connectors.occurred_at <= excluded.occurred_at)
"""
# Every one is kept (STAT-05), beside whether the statement above will take it: written first, by the same conditions.
STATUS = """
INSERT INTO connector_statuses (charger_id, evse_id, status, error_code, info, vendor_id, vendor_error_code,
  occurred_at, received_at, applied)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
  EXISTS (SELECT 1 FROM chargers WHERE id = $1 AND owner_epoch = $10)
  AND ($11 OR NOT EXISTS (SELECT 1 FROM connectors
    WHERE charger_id = $1 AND evse_id = $2 AND connector_id = 1 AND occurred_at > $8)))
"""
# Told now, so that until the next boot nothing is forgotten: a change may be scheduled for the end of a session.
AVAILABILITY = """
UPDATE connectors SET desired_availability = $3, availability_sent_at = $4 WHERE charger_id = $1 AND evse_id = $2
"""
AVAILABILITY_OF_ALL = """
UPDATE connectors SET desired_availability = $2, availability_sent_at = $3 WHERE charger_id = $1
"""
CHARGER_AVAILABILITY = "UPDATE chargers SET desired_availability = $2 WHERE id = $1"


async def _connectors(session: Session, facts: Sorted) -> None:
    for some in _rounds(facts[ConnectorReported]):
        await session.run(STATUS, [_status_row(fact) for fact in some])
        await session.run(CONNECTOR, [_connector_row(fact) for fact in some])
    for wish in facts[AvailabilityDesired]:
        if wish.evse_id:
            await session.run(AVAILABILITY, [(wish.charger_id, wish.evse_id, wish.availability, wish.at)])
        else:
            await session.run(CHARGER_AVAILABILITY, [(wish.charger_id, wish.availability)])
            await session.run(AVAILABILITY_OF_ALL, [(wish.charger_id, wish.availability, wish.at)])


def _rounds(reported: Sequence[ConnectorReported]) -> Iterator[list[ConnectorReported]]:
    """In their order, each connector once in a round: whether one is taken depends on the one before it.

    A group nearly always is one round."""
    rounds: list[list[ConnectorReported]] = []
    seen: Counter[tuple[UUID, int]] = Counter()
    for fact in reported:
        place = (fact.charger_id, fact.evse_id)
        if seen[place] == len(rounds):
            rounds.append([])
        rounds[seen[place]].append(fact)
        seen[place] += 1
    yield from rounds


def _status_row(fact: ConnectorReported) -> Row:
    return (
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
        fact.first,
    )


def _connector_row(fact: ConnectorReported) -> Row:
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
        fact.first,
    )
