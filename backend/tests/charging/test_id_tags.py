"""csms.charging.id_tags: what is written is found by those who authorise."""

import pytest

from csms.charging import authorization, id_tags
from csms.errors import Conflict, Invalid, NotFound
from csms.store import sessions
from csms.store.models.base import new_id
from tests.services.database import NOW, Database


async def test_a_new_tag_may_charge(database: Database) -> None:
    session = await database.session()
    await id_tags.create({"id_tag": "Straße-1", "parent_id_tag": "Fleet"})
    verdict = await authorization.authorize(session, "STRASSE-1", at=NOW, now=NOW)
    assert (verdict.status, verdict.parent) == ("Accepted", "Fleet")


async def test_a_blocked_tag_may_not(database: Database) -> None:
    session = await database.session()
    tag_id = await id_tags.create({"id_tag": "TAG"})
    await id_tags.update(tag_id, {"blocked": True})
    assert (await authorization.authorize(session, "tag", at=NOW, now=NOW)).status == "Blocked"


async def test_renaming_keeps_the_comparison_right(database: Database) -> None:
    tag_id = await id_tags.create({"id_tag": "OLD"})
    await id_tags.update(tag_id, {"id_tag": "New"})
    assert await sessions.token("old") is None
    found = await sessions.token("new")
    assert found is not None
    assert found.id == tag_id


async def test_refusals(database: Database) -> None:
    tag_id = await id_tags.create({"id_tag": "A", "parent_id_tag": "B"})
    with pytest.raises(Conflict):
        await id_tags.create({"id_tag": "a"})
    with pytest.raises(Invalid):
        await id_tags.update(tag_id, {"id_tag": "b"})
    with pytest.raises(NotFound):
        await id_tags.update(new_id(), {"blocked": True})
    with pytest.raises(NotFound):
        await id_tags.delete(new_id())
