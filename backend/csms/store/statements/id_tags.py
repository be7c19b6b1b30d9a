"""The list of tokens that nobody has registered: one row for each, and never more than `LIMIT`."""

from csms.store.facts import UnknownTagPresented
from csms.store.models.base import new_id
from csms.store.statements.session import Row, Session, Sorted

LIMIT = 1_000
"""Somebody who holds a thousand false cards to a reader fills a list, not a disk. The longest unseen go first."""

# Registered in the meantime, it is unknown no more. $9 is $3 again, which PostgreSQL would take for two types.
PRESENTED = """
INSERT INTO unknown_tags (id, value, folded, charger_id, charge_point_id, count, first_seen_at, last_seen_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8
WHERE NOT EXISTS (SELECT 1 FROM id_tags WHERE folded = $9 AND type = '')
ON CONFLICT (folded) DO UPDATE SET value = excluded.value, charger_id = excluded.charger_id,
  charge_point_id = excluded.charge_point_id, count = unknown_tags.count + excluded.count,
  last_seen_at = excluded.last_seen_at
"""
COUNT = "SELECT count(*) FROM unknown_tags"
OLDEST = """
DELETE FROM unknown_tags WHERE id IN (SELECT id FROM unknown_tags ORDER BY last_seen_at, id LIMIT $1)
"""


async def store(session: Session, facts: Sorted) -> None:
    presented: list[UnknownTagPresented] = facts[UnknownTagPresented]
    if not presented:
        return
    # Always in the same order: two processes never wait for each other crosswise.
    await session.run(PRESENTED, [_row(fact) for fact in sorted(presented, key=lambda f: f.id_token_folded)])
    ((count,),) = await session.fetch(COUNT, ())
    if count > LIMIT:
        await session.run(OLDEST, [(count - LIMIT,)])


def _row(fact: UnknownTagPresented) -> Row:
    token, place = (fact.id_token, fact.id_token_folded), (fact.charger_id, fact.charge_point_id)
    return (new_id(), *token, *place, 1, fact.at, fact.at, fact.id_token_folded)
