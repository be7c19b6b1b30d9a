"""csms.charging.attention: put aside once, whoever does it last."""

from csms.charging import attention
from csms.store.models import AttentionDismissal
from tests.services.database import NOW, Database, at


async def test_the_last_word_counts(database: Database) -> None:
    await attention.put_aside("offline:1", "ines@example.org", NOW, until=at(60))
    await attention.put_aside("offline:1", "jonas@example.org", at(5), until=None)
    (row,) = await AttentionDismissal.all()
    assert (row.until, row.dismissed_by) == (None, "jonas@example.org")
    await attention.restore("offline:1")
    await attention.restore("offline:1")
    assert await AttentionDismissal.all().count() == 0
