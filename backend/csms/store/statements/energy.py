"""The energy of transactions by quarters of an hour and by days, and their figures: replaced as a whole."""

from datetime import UTC, date

from msgspec.structs import astuple

from csms.store.facts import EnergySplit, PeaksDerived
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
FORMER_DAYS = "SELECT day FROM energy_days WHERE transaction_id = $1"
PEAKS_AGAIN = """
INSERT INTO peak_dues (day, marks) VALUES ($1, 1) ON CONFLICT (day) DO UPDATE SET marks = peak_dues.marks + 1
"""
TAKE_PEAKS = "DELETE FROM peak_dues WHERE day = $1 AND marks = $2 RETURNING day"
FORGET_PEAKS = "DELETE FROM peak_days WHERE day = $1"
PEAK = "INSERT INTO peak_days (day, scope, scope_id, quarter, energy_uwh) VALUES ($1, $2, $3, $4, $5)"
# While a charger was offline only its sessions say what its connectors did: its days are derived again.
DAYS_AGAIN = """
UPDATE charger_days SET due_at = $4 WHERE charger_id = $1 AND day >= $2 AND day <= $3 AND due_at IS NULL
"""


async def store(session: Session, facts: Sorted) -> None:
    changed: set[date] = set()
    for fact in facts[EnergySplit]:
        if await session.fetch(TAKE, (fact.transaction_id, fact.due_at, fact.next_due_at)):
            changed |= await _replace(session, fact)
    if changed:
        await session.run(PEAKS_AGAIN, [(day,) for day in sorted(changed)])
    for peaks in facts[PeaksDerived]:
        if await session.fetch(TAKE_PEAKS, (peaks.day, peaks.marks)):
            await session.run(FORGET_PEAKS, [(peaks.day,)])
            await session.run(PEAK, [(peaks.day, *peak) for peak in peaks.peaks])


async def _replace(session: Session, fact: EnergySplit) -> set[date]:
    """The days whose energy it was or is."""
    days = _days(fact)
    former = {_date(day) for (day,) in await session.fetch(FORMER_DAYS, (fact.transaction_id,))}
    await session.run(FORGET_QUARTERS, [(fact.transaction_id,)])
    await session.run(FORGET_DAYS, [(fact.transaction_id,)])
    key = (fact.transaction_id, fact.charger_id, fact.id_token_folded)
    await session.run(QUARTER, [(*key, quarter, energy) for quarter, energy in fact.quarters])
    await session.run(DAY, [(*key, day, energy) for day, energy in days.items()])
    figures = fact.figures
    await session.run(FIGURES, [(*key, *astuple(figures))])
    if figures.stopped_at is not None:
        first, last = sorted(
            (figures.started_at.astimezone(UTC).date(), figures.stopped_at.astimezone(UTC).date())
        )
        await session.run(DAYS_AGAIN, [(fact.charger_id, first, last, fact.due_at)])
    return former | days.keys()


def _days(fact: EnergySplit) -> dict[date, int]:
    days: dict[date, int] = {}
    for quarter, energy in fact.quarters:
        day = quarter.astimezone(UTC).date()
        days[day] = days.get(day, 0) + energy
    return days


def _date(value: date | str) -> date:
    """SQLite keeps days as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
