"""csms.store.tag_records: many tags at once, the same from both databases."""

from csms.store import tag_records
from csms.store.models import IdTag, LocalListTag
from csms.store.models.base import new_id
from csms.store.tag_records import PAGE, TagRecord
from tests.services.database import Database, at


async def test_a_record_is_what_the_model_says(database: Database) -> None:
    places = [str(new_id())]
    tag = await database.id_tag(
        "Tag", "Group", blocked=True, expires_at=at(1.5), allowed_station_ids=places, allowed_charger_ids=[]
    )
    (record,) = await tag_records.all_tags()
    assert record == TagRecord("tag", "Tag", "Group", "group", True, at(1.5), places, [])
    assert record.expires_at == (await IdTag.get(id=tag.id)).expires_at
    await IdTag.all().update(expires_at=None, blocked=False, allowed_charger_ids=None, parent_folded=None)
    (record,) = await tag_records.all_tags()
    assert (record.expires_at, record.blocked, record.allowed_charger_ids) == (None, False, None)


async def test_all_pages_and_each_tag_once(database: Database) -> None:
    names = [f"tag-{number:05}" for number in range(2 * PAGE + 1)]
    await IdTag.bulk_create([IdTag(value=name, folded=name) for name in names], batch_size=500)
    await database.id_tag("CENTRAL", type="Central")
    assert [record.folded for record in await tag_records.all_tags()] == names


async def test_a_choice_and_the_parents_that_are_not_in_it(database: Database) -> None:
    charger_id = new_id()
    await database.id_tag("GROUP", blocked=True)
    tags = [await database.id_tag("B", "GROUP"), await database.id_tag("A", "B")]
    await database.id_tag("NOT-CHOSEN", "NOBODY")
    for tag in tags:
        await LocalListTag.create(charger_id=charger_id, id_tag_id=tag.id)
    await LocalListTag.create(charger_id=charger_id, id_tag_id=new_id())
    await LocalListTag.create(charger_id=new_id(), id_tag_id=tags[0].id)
    chosen = await tag_records.chosen_tags(charger_id)
    assert [record.value for record in chosen] == ["A", "B"]
    parents = await tag_records.parents_of(chosen)
    assert {folded: parent.blocked for folded, parent in parents.items()} == {"b": False, "group": True}
    everybody = await tag_records.parents_of(await tag_records.all_tags())
    assert set(everybody) == {"b", "group"}
