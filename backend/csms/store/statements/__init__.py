"""What each fact does to the tables: one definition for both databases.

`apply` is written against `Session`, of which there are two: postgres.py (awaits the server) and sqlite.py (runs in
the writer's thread and never suspends). Parameters are written `$1`; both understand the rest of the SQL.
"""

from collections.abc import Sequence

from csms.store.facts import Fact
from csms.store.journal import Results
from csms.store.statements import (
    charger_days,
    chargers,
    charging_profiles,
    commands,
    configuration,
    ends,
    energy,
    id_tags,
    local_lists,
    messages,
    metering,
    reservations,
    security,
    transactions,
    transfers,
    violations,
)
from csms.store.statements.metering import apply_readings
from csms.store.statements.session import Row, Session, Table, by_type

__all__ = ["Row", "Session", "Table", "apply", "apply_readings"]


async def apply(session: Session, group: Sequence[Sequence[Fact]]) -> Results:
    """Store a group's facts; within the group, in the order in which they can build on each other."""
    facts = by_type(group)
    results = Results()
    await chargers.store(session, facts, results)
    await transactions.store_starts(session, facts, results)
    repeated = await metering.store(session, facts)
    await ends.store(session, facts, results)
    await energy.store(session, facts)
    await charger_days.store(session, facts)
    await commands.store(session, facts)
    await configuration.store(session, facts)
    await reservations.store(session, facts, results)
    await charging_profiles.store(session, facts)
    await security.store(session, facts)
    await local_lists.store(session, facts)
    await transfers.store(session, facts)
    await id_tags.store(session, facts)
    await messages.store(session, group, results, repeated)
    await violations.store(session, facts)
    return results
