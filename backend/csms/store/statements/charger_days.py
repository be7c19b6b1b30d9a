"""How chargers were, day by day: replaced as a whole."""

from csms.store.facts import ChargerDayDerived
from csms.store.models.rollups import SECONDS
from csms.store.statements.session import Session, Sorted

TAKE = f"""
UPDATE charger_days SET due_at = $4, {", ".join(f"{name} = ${place}" for place, name in enumerate(SECONDS, start=5))}
WHERE charger_id = $1 AND day = $2 AND due_at = $3 RETURNING id
"""  # noqa: S608 - names of columns
FORGET = "DELETE FROM state_spans WHERE charger_id = $1 AND day = $2"
SPAN = """
INSERT INTO state_spans (charger_id, day, evse_id, state, since, until) VALUES ($1, $2, $3, $4, $5, $6)
"""


async def store(session: Session, facts: Sorted) -> None:
    for fact in facts[ChargerDayDerived]:
        key = (fact.charger_id, fact.day)
        totals = tuple(fact.totals.get(name, 0) for name in SECONDS)
        if await session.fetch(TAKE, (*key, fact.due_at, fact.next_due_at, *totals)):
            await session.run(FORGET, [key])
            await session.run(SPAN, [(*key, *span) for span in fact.spans])
