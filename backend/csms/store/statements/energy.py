"""The energy of transactions by quarters of an hour: replaced as a whole."""

from csms.store.facts import EnergySplit
from csms.store.statements.session import Session, Sorted

# The row stays locked until the commit: who changes the record meanwhile marks it after this.
TAKE = "UPDATE transactions SET split_due_at = $3 WHERE id = $1 AND split_due_at = $2 RETURNING id"
FORGET = "DELETE FROM energy_quarters WHERE transaction_id = $1"
INSERT = """
INSERT INTO energy_quarters (transaction_id, charger_id, id_token_folded, quarter, energy_uwh)
VALUES ($1, $2, $3, $4, $5)
"""


async def store(session: Session, facts: Sorted) -> None:
    for fact in facts[EnergySplit]:
        if await session.fetch(TAKE, (fact.transaction_id, fact.due_at, fact.next_due_at)):
            await session.run(FORGET, [(fact.transaction_id,)])
            key = (fact.transaction_id, fact.charger_id, fact.id_token_folded)
            await session.run(INSERT, [(*key, quarter, energy) for quarter, energy in fact.quarters])
