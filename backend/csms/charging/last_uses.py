"""When each id tag was last used, derived again for whom a start, a registration or an import has marked (`IdTagDue`).

The mark is in the commit of its cause, and what is derived comes from the transactions: a late or repeated start moves
nothing back, and a mark that is answered twice says the same.
"""

from collections.abc import Collection

from tortoise import BaseDBAsyncClient

from csms.charging.imports import parts
from csms.store.models import IdTag, IdTagDue
from csms.store.values import fetch, marks, on_postgres

EVERY = 2.0
BATCH = 500

DERIVE = """
WITH free AS (SELECT id FROM id_tags WHERE type = '' AND folded IN ({marks}){lock})
UPDATE id_tags SET last_used_at = (
  SELECT max(started_at) FROM transactions WHERE transactions.id_token_folded = id_tags.folded
) WHERE id IN (SELECT id FROM free) RETURNING folded
"""
FREE_ONLY = " FOR NO KEY UPDATE SKIP LOCKED"
"""A tag that somebody holds on PostgreSQL, as an import holds many, is not waited for: its mark stays for later."""


async def derive() -> None:
    """The chore: what is marked now. Harmless when two do it at once."""
    last = 0
    while due := await IdTagDue.filter(id__gt=last).order_by("id").limit(BATCH):
        last = due[-1].id
        held = await _derive({one.id_token_folded for one in due})
        answered = [one.id for one in due if one.id_token_folded not in held]
        await IdTagDue.filter(id__in=answered).delete()


async def _derive(folded: Collection[str]) -> set[str]:
    """Returns those whose tag somebody holds."""
    lock = FREE_ONLY if on_postgres() else ""
    rows = await fetch(DERIVE.format(marks=marks(len(folded)), lock=lock), *folded)
    there = await IdTag.filter(folded__in=folded, type="").values_list("folded", flat=True)
    return {str(one) for one in there} - {row["folded"] for row in rows}


async def mark(folded: Collection[str], connection: BaseDBAsyncClient) -> None:
    """In the transaction of what has changed them."""
    for part in parts(folded):
        await IdTagDue.bulk_create([IdTagDue(id_token_folded=one) for one in part], using_db=connection)
