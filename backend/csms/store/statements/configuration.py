"""Configuration values: what chargers reported, and what they have accepted."""

from csms.store.facts import ConfigurationChanged, ConfigurationReported, ConfigurationTried
from csms.store.folding import LIMIT, fold
from csms.store.models.base import new_id
from csms.store.statements.session import Row, Session, Sorted

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
# It holds for the firmware that said it.
TRIED = """
INSERT INTO configuration_attempts (id, charger_id, key_folded, value, status, at, firmware)
VALUES ($1, $2, $3, $4, $5, $6, (SELECT firmware_version FROM chargers WHERE id = $2))
ON CONFLICT (charger_id, key_folded) DO UPDATE SET value = excluded.value, status = excluded.status,
  at = excluded.at, firmware = excluded.firmware
"""
# A charger that says that it does not know a key has no value of it any more, whatever an older firmware told.
UNKNOWN = "DELETE FROM configuration_keys WHERE charger_id = $1 AND component = '' AND key_folded = $2"

MOVED = "UPDATE configuration_standings SET moves = moves + 1 WHERE charger_id = $1"


async def store(session: Session, facts: Sorted) -> None:
    for report in facts[ConfigurationReported]:
        rows = [
            (new_id(), report.charger_id, fold(key), key[:LIMIT], value, readonly, report.at)
            for key, value, readonly in report.keys
        ]
        await session.run(KEY, rows)
    for change in facts[ConfigurationChanged]:
        row: Row = (new_id(), change.charger_id, fold(change.key), change.key, change.value, False)
        if change.pending:
            await session.run(PENDING_KEY, [row])
        else:
            await session.run(CHANGED_KEY, [(*row, change.at)])
    if tried := facts[ConfigurationTried]:
        await session.run(
            TRIED,
            [(new_id(), one.charger_id, fold(one.key), one.value, one.status, one.at) for one in tried],
        )
        await session.run(UNKNOWN, [(one.charger_id, fold(one.key)) for one in tried if one.value is None])
    told = [*facts[ConfigurationReported], *facts[ConfigurationChanged], *tried]
    if moved := {fact.charger_id for fact in told}:
        await session.run(MOVED, [(charger_id,) for charger_id in sorted(moved)])
