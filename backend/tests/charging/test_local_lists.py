"""csms.charging.local_lists, local_list_wanted: what a list shall be, and what makes it due."""

from datetime import datetime

import pytest

from csms.charging import chargers, id_tags, local_lists, stations
from csms.charging.local_list_wanted import Wanted, wanted
from csms.errors import Conflict, Invalid, NotFound
from csms.store.facts import ChargerBooted, ConfigurationChanged
from csms.store.facts.local_lists import (
    LocalListDisputed,
    LocalListVersionTold,
)
from csms.store.list_copies import Change, Listed, Update
from csms.store.local_lists import due
from csms.store.models import Charger, ConfigurationKey, LocalList, LocalListCopy, LocalListTag
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at
from tests.store.statements.test_local_lists import A, B, after, in_step, lists, row_of


async def of(charger: Charger, total: int = 100, now: datetime = NOW) -> Wanted:
    return await wanted(await row_of(charger.id), total, now)


def said(target: Wanted) -> dict[str, Listed | None]:
    return {change.id_tag: change.listed for change in target.entries.values()}


def booted(charger: Charger, firmware: str | None) -> ChargerBooted:
    nothing = dict.fromkeys(
        (
            "vendor",
            "model",
            "serial_number",
            "box_serial_number",
            "iccid",
            "imsi",
            "meter_type",
            "meter_serial_number",
        )
    )
    return ChargerBooted(charger.id, NOW, "Accepted", firmware_version=firmware, **nothing)


# -- what it shall be --------------------------------------------------------------------------------------------------


async def test_it_says_what_authorize_would(database: Database) -> None:
    """LL-07: with the end and the parent; the parent's record binds its group."""
    charger = await database.charger()
    await database.id_tag("GOOD", expires_at=at(90.5))
    await database.id_tag("BLOCKED", blocked=True)
    await database.id_tag("OLD", expires_at=at(-60))
    await database.id_tag("GROUP", blocked=True)
    await database.id_tag("MEMBER", parent="GROUP", max_active_transactions=1)
    await database.id_tag("FREE", parent="NOBODY-HAS-REGISTERED-IT")
    await lists().intend(charger.id, "all", [])
    target = await of(charger)
    assert said(target) == {
        "GOOD": Listed("Accepted", at(90)),
        "BLOCKED": Listed("Blocked"),
        "OLD": Listed("Expired", at(-60)),
        "GROUP": Listed("Blocked"),
        "MEMBER": Listed("Blocked", parent="GROUP"),
        "FREE": Listed("Accepted"),
    }
    assert target.until == at(90.5)


async def test_a_tag_for_other_places(database: Database) -> None:
    """LL-07: not on a list of all, Invalid where it was chosen."""
    here = await stations.create({"name": "Here"})
    charger, other = await database.charger(station_id=here), await database.charger("CP-2")
    await database.id_tag("STATION", allowed_station_ids=[str(here)])
    await database.id_tag("ELSEWHERE", allowed_charger_ids=[str(other.id)])
    await lists().intend(charger.id, "all", [])
    assert set(said(await of(charger))) == {"STATION"}
    await lists().intend(charger.id, "tags", ["station", "elsewhere"])
    assert said(await of(charger)) == {"STATION": Listed("Accepted"), "ELSEWHERE": Listed("Invalid")}


async def test_what_does_not_fit_is_left_out_and_counted(database: Database) -> None:
    """LL-05: those that may charge first, in the order of the alphabet."""
    charger = await database.charger()
    for name in ("C", "B", "D", "A-TAG-OF-21-CHARACTERS"):
        await database.id_tag(name)
    await database.id_tag("A", blocked=True)
    await lists().intend(charger.id, "all", [])
    target = await of(charger, total=2)
    assert (list(said(target)), target.too_long, target.no_room) == (["B", "C"], 1, 2)
    assert list(said(await of(charger, total=4))) == ["A", "B", "C", "D"]
    assert said(await of(charger, total=0)) == {}


async def test_a_choice_follows_its_tags(database: Database) -> None:
    charger = await database.charger()
    tag_id = await id_tags.create({"id_tag": "OLD-NAME"})
    await id_tags.create({"id_tag": "OTHER"})
    await lists().intend(charger.id, "tags", ["old-name", "OLD-NAME", "Other"])
    await id_tags.update(tag_id, {"id_tag": "NEW-NAME"})
    assert set(said(await of(charger))) == {"NEW-NAME", "OTHER"}
    await id_tags.delete(tag_id)
    assert set(said(await of(charger))) == {"OTHER"}
    assert await LocalListTag.filter(id_tag_id=tag_id).count() == 0


async def test_what_cannot_be_intended(database: Database) -> None:
    charger = await database.charger()
    with pytest.raises(Invalid, match="GHOST"):
        await lists().intend(charger.id, "tags", ["GHOST"])
    with pytest.raises(Invalid, match="Only mode tags"):
        await lists().intend(charger.id, "all", ["TAG"])
    with pytest.raises(NotFound):
        await lists().intend(new_id(), "all", [])
    with pytest.raises(Conflict, match="left alone"):
        await lists().send_again(charger.id)
    assert await LocalList.all().count() == 0


async def test_off_leaves_it_alone(database: Database) -> None:
    charger = await database.charger()
    await database.id_tag("TAG")
    await lists().intend(charger.id, "tags", ["TAG"])
    await lists().intend(charger.id, "off", [])
    row = await row_of(charger.id)
    assert (row.mode, row.state, row.due_at, await LocalListTag.all().count()) == ("off", "off", None, 0)
    await lists().connected(charger.id)
    await lists().booted(booted(charger, "2"))
    await database.write([LocalListDisputed(charger.id, NOW), LocalListVersionTold(charger.id, -1, NOW)])
    assert (await row_of(charger.id)).state == "off"


# -- what makes it due -------------------------------------------------------------------------------------------------


async def test_a_changed_tag_marks_the_lists_that_it_is_on(database: Database) -> None:
    every, some, none = [await database.charger(f"CP-{number}") for number in range(3)]
    tag_id = await id_tags.create({"id_tag": "TAG"})
    await id_tags.create({"id_tag": "OTHER"})
    await lists().intend(every.id, "all", [])
    await lists().intend(some.id, "tags", ["TAG"])
    await lists().intend(none.id, "tags", ["OTHER"])
    for deed in (id_tags.update(tag_id, {"blocked": True}), id_tags.delete(tag_id)):
        for charger in (every, some, none):
            await in_step(charger)
        await deed
        states = [(await row_of(charger.id)).state for charger in (every, some, none)]
        assert states == ["pending", "pending", "in_step"]
        assert (await row_of(every.id)).due_at is not None


async def test_a_changed_parent_marks_the_lists_of_its_group(database: Database) -> None:
    charger = await database.charger()
    group_id = await id_tags.create({"id_tag": "GROUP"})
    await id_tags.create({"id_tag": "MEMBER", "parent_id_tag": "GROUP"})
    await lists().intend(charger.id, "tags", ["MEMBER"])
    for fields in ({"blocked": True}, {"id_tag": "RENAMED"}):
        await in_step(charger)
        await id_tags.update(group_id, fields)
        assert (await row_of(charger.id)).state == "pending"


async def test_a_new_tag_marks_the_lists_of_all(database: Database) -> None:
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await in_step(charger)
    await id_tags.create({"id_tag": "NEW"})
    assert (await row_of(charger.id)).state == "pending"


async def test_one_that_waits_or_is_at_work_keeps_its_time_and_sees_the_change(database: Database) -> None:
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    for state in ("syncing", "unknown", "failed", "unsupported"):
        await LocalList.filter(charger_id=charger.id).update(state=state, due_at=at(600))
        before = await row_of(charger.id)
        await id_tags.create({"id_tag": f"NEW-{state}"})
        after = await row_of(charger.id)
        assert (after.state, after.due_at, after.revision) == (state, at(600), before.revision + 1)


async def test_a_charger_that_moves(database: Database) -> None:
    station_id = await stations.create({"name": "Lindenhof"})
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await in_step(charger)
    await chargers.update(None, charger.id, {"station_id": station_id})  # type: ignore[arg-type] # no password here
    assert (await row_of(charger.id)).state == "pending"
    await in_step(charger)
    await stations.delete(station_id)
    assert (await row_of(charger.id)).state == "pending"


async def test_a_charger_that_is_deleted_has_no_list(database: Database) -> None:
    charger = await database.charger()
    await database.id_tag("TAG")
    await lists().intend(charger.id, "tags", ["TAG"])
    await database.write([LocalListVersionTold(charger.id, 3, NOW)])
    await chargers.delete(charger.id)
    for model in (LocalList, LocalListTag, LocalListCopy):
        assert await model.all().count() == 0


async def test_who_comes_back_is_compared(database: Database) -> None:
    """LL-06: the one who synchronised it before has lost it; one that fails again and again keeps its time."""
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await in_step(charger)
    await lists(at(5)).connected(charger.id)
    row = await row_of(charger.id)
    assert (row.state, row.verify, row.due_at) == ("pending", True, at(5))
    await LocalList.all().update(state="syncing", claim=new_id(), due_at=at(300))
    await lists(at(6)).connected(charger.id)
    row = await row_of(charger.id)
    assert (row.state, row.claim, row.due_at) == ("pending", None, at(6))
    await LocalList.all().update(state="pending", failures=2, due_at=at(300))
    await lists(at(7)).connected(charger.id)
    assert (await row_of(charger.id)).due_at == at(300)
    await lists(at(400)).connected(charger.id)
    assert (await row_of(charger.id)).due_at == at(400)
    await LocalList.all().update(state="unsupported", due_at=None)
    await lists(at(8)).connected(charger.id)
    assert (await row_of(charger.id)).state == "unsupported"


@pytest.mark.parametrize(
    ("state", "firmware", "rested", "again"),
    [
        ("unsupported", "1.0", 7200, False),
        ("unsupported", "2.0", 0, True),
        ("failed", "1.0", 60, False),
        ("failed", "1.0", 7200, True),
        ("failed", "2.0", 60, True),
        ("in_step", "1.0", 0, True),
    ],
)
async def test_a_boot(database: Database, state: str, firmware: str, rested: float, again: bool) -> None:
    """LL-06, LL-04: compared; who refused is tried again with other firmware, or when it had its rest."""
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await LocalList.all().update(state=state, firmware_version="1.0", tried_at=at(-rested), due_at=None)
    await lists().booted(booted(charger, firmware))
    row = await row_of(charger.id)
    assert (row.state == "pending", row.due_at is not None, row.verify) == (again, again, True)


async def test_a_list_that_is_switched_on(database: Database) -> None:
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await LocalList.all().update(state="unsupported", due_at=None)
    for key, value, state in (
        ("LocalAuthListEnabled", "false", "unsupported"),
        ("LocalAuthListEnabled", "true", "pending"),
    ):
        await lists().configured(ConfigurationChanged(charger.id, NOW, key, value, False))
        assert (await row_of(charger.id)).state == state


async def test_a_charger_that_has_just_come_is_asked_nothing_before_its_boot(database: Database) -> None:
    """Whoever sees the boot answered makes the list due anew."""
    charger = await database.charger(online=True, online_since=at(100))
    await lists().intend(charger.id, "all", [])
    assert await due(at(101), 9) == []
    assert await due(at(160), 9) == [(charger.id, NOW)]
    await lists(at(102)).connected(charger.id)
    assert await due(at(102), 9) == [(charger.id, at(102))]
    await Charger.all().update(online=False)
    assert await due(at(500), 9) == []


# -- what must not be sent ---------------------------------------------------------------------------------------------


async def configured(charger: Charger, key: str, value: str) -> None:
    await ConfigurationKey.create(charger_id=charger.id, key=key, key_folded=key.casefold(), value=value)


async def test_limits_of_the_charger(database: Database) -> None:
    """LL-05"""
    charger = await database.charger()
    await local_lists.check(charger, Update(1, True, (A, B)))
    await configured(charger, "SendLocalListMaxLength", "1")
    await configured(charger, "LocalAuthListMaxLength", "2")
    with pytest.raises(Invalid, match="takes 1"):
        await local_lists.check(charger, Update(1, True, (A, B)))
    for version, change in enumerate((A, B), start=1):
        await local_lists.check(charger, Update(version, version == 1, (change,)))
        await after(database, charger, Update(version, version == 1, (change,)), "Accepted")
    with pytest.raises(Conflict, match="room for 2"):
        await local_lists.check(charger, Update(3, False, (Change("C", Listed("Accepted")),)))
    await local_lists.check(charger, Update(3, False, (Change("a"),)))
    limits = await local_lists.limits(charger.id)
    assert (limits.per_message, limits.total) == (1, 2)


async def test_a_charger_without_the_profile(database: Database) -> None:
    """LL-04"""
    charger = await database.charger()
    await configured(charger, "SupportedFeatureProfiles", "Core,Reservation")
    with pytest.raises(Conflict, match="does not support"):
        await local_lists.check(charger, Update(1, True))
