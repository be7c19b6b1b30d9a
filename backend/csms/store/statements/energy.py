"""The energy of transactions by quarters of an hour and by days, and their figures: replaced as a whole."""

from datetime import UTC, date

from msgspec.structs import astuple

from csms.store.facts import EnergySplit
from csms.store.statements.session import Session, Sorted

# The row stays locked until the commit: who changes the record meanwhile marks it after this.
TAKE = "UPDATE transactions SET split_due_at = $3 WHERE id = $1 AND split_due_at = $2 RETURNING id"
FORGET_QUARTERS = "DELETE FROM energy_quarters WHERE transaction_id = $1"
FORGET_DAYS = "DELETE FROM energy_days WHERE transaction_id = $1"
QUARTER = """
INSERT INTO energy_quarters (transaction_id, charger_id, id_token_folded, quarter, energy_uwh)
VALUES ($1, $2, $3, $4, $5)
"""
DAY = """
INSERT INTO energy_days (transaction_id, charger_id, id_token_folded, day, energy_uwh) VALUES ($1, $2, $3, $4, $5)
"""
FIGURES = """
INSERT INTO session_figures (transaction_id, charger_id, id_token_folded, user_id, evse_id, state, started_at,
  stopped_at, energy_uwh, charging_s, idle_s, max_power_w)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (transaction_id) DO UPDATE SET user_id = excluded.user_id, evse_id = excluded.evse_id,
  state = excluded.state, started_at = excluded.started_at, stopped_at = excluded.stopped_at,
  energy_uwh = excluded.energy_uwh, charging_s = excluded.charging_s, idle_s = excluded.idle_s,
  max_power_w = excluded.max_power_w
"""
# While a charger was offline only its sessions say what its connectors did: its days are derived again.
DAYS_AGAIN = """
UPDATE charger_days SET due_at = $4 WHERE charger_id = $1 AND day >= $2 AND day <= $3 AND due_at IS NULL
"""


async def store(session: Session, facts: Sorted) -> None:
    for fact in facts[EnergySplit]:
        if await session.fetch(TAKE, (fact.transaction_id, fact.due_at, fact.next_due_at)):
            await _replace(session, fact)


async def _replace(session: Session, fact: EnergySplit) -> None:
    await session.run(FORGET_QUARTERS, [(fact.transaction_id,)])
    await session.run(FORGET_DAYS, [(fact.transaction_id,)])
    key = (fact.transaction_id, fact.charger_id, fact.id_token_folded)
    await session.run(QUARTER, [(*key, quarter, energy) for quarter, energy in fact.quarters])
    await session.run(DAY, [(*key, day, energy) for day, energy in _days(fact).items()])
    figures = fact.figures
    await session.run(FIGURES, [(*key, *astuple(figures))])
    if figures.stopped_at is not None:
        first, last = sorted(
            (figures.started_at.astimezone(UTC).date(), figures.stopped_at.astimezone(UTC).date())
        )
        await session.run(DAYS_AGAIN, [(fact.charger_id, first, last, fact.due_at)])


def _days(fact: EnergySplit) -> dict[date, int]:
    days: dict[date, int] = {}
    for quarter, energy in fact.quarters:
        day = quarter.astimezone(UTC).date()
        days[day] = days.get(day, 0) + energy
    return days
