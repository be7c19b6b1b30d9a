"""csms.charging.local_list_plan: from whatever a charger has to what it shall have."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.local_list_plan import Limits, plan
from csms.charging.local_list_sync import request_of
from csms.store import list_copies
from csms.store.list_copies import (
    LARGEST_VERSION,
    Change,
    Copy,
    Entries,
    Listed,
    Update,
    entries_of,
)
from tests.charging.list_charger import ListCharger

TAGS = [f"Tag{number}" for number in range(12)]
MOMENT = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)

listed = st.builds(
    Listed,
    st.sampled_from(["Accepted", "Blocked", "Expired", "Invalid"]),
    st.sampled_from([None, MOMENT]),
    st.sampled_from([None, "GROUP"]),
)
lists = st.dictionaries(st.sampled_from(TAGS), listed, max_size=len(TAGS)).map(
    lambda chosen: entries_of(Change(tag, said) for tag, said in chosen.items())
)


def on(*tags: str) -> dict[str, Change]:
    return entries_of(Change(tag, Listed("Accepted")) for tag in tags)


def seen(entries: Entries) -> dict[str, Any]:
    """As the charger has them."""
    requests = request_of(Update(1, True, tuple(entries.values()))).get("localAuthorizationList", [])
    return {line["idTag"].casefold(): line["idTagInfo"] for line in requests}


class World:
    """A charger, what we know of it, and messages between them that get lost."""

    def __init__(self, charger: ListCharger) -> None:
        self.charger = charger
        self.copy = Copy()
        self.versions: list[int] = []

    def send(self, update: Update, *, arrives: bool = True, answered: bool = True) -> str | None:
        self.copy = list_copies.sending(self.copy, update)
        self.versions.append(update.version)
        status = self.charger.take(request_of(update)) if arrives else None
        if status is None or not answered:
            return None
        end = list_copies.accepted if status == "Accepted" else list_copies.refused
        self.copy = end(self.copy)
        return status

    def ask(self) -> None:
        self.copy = list_copies.told(self.copy, self.charger.told())

    def bring(self, wanted: Entries, limits: Limits) -> list[Update]:
        updates = plan(wanted, self.copy, limits)
        for update in updates:
            assert self.send(update) == "Accepted"
        return updates

    def distrust(self) -> None:
        self.copy = Copy(None, self.copy.entries, self.copy.last)


def test_nothing_is_sent_when_it_is_so() -> None:
    assert plan(on("A"), Copy(3, on("a"), 3), Limits()) == []
    assert plan({}, Copy(0, {}, 0), Limits()) == []


def test_only_what_changed_is_sent_and_what_goes_goes_first() -> None:
    """LL-03: the copy may be full."""
    there = on("A", "B", "C", "D", "E")
    wanted = on("A", "C", "D", "E", "F")
    (update,) = plan(wanted, Copy(3, there, 7), Limits())
    assert update == Update(8, False, (Change("B"), Change("F", Listed("Accepted"))))


@pytest.mark.parametrize("copy", [Copy(), Copy(None, on("A"), 5), Copy(0, {}, 5)])
def test_all_is_sent_to_who_has_nothing_or_nobody_knows_what(copy: Copy) -> None:
    """LL-02, LL-06"""
    (update,) = plan(on("A", "B"), copy, Limits())
    assert (update.full, update.version, len(update.changes)) == (True, copy.last + 1, 2)


def test_all_is_sent_where_it_takes_fewer_messages() -> None:
    there = on(*TAGS)
    assert [update.full for update in plan({}, Copy(1, there, 1), Limits(per_message=2))] == [True]


def test_what_is_too_long_for_one_message_goes_on_in_differences() -> None:
    """LL-05, LL-02"""
    updates = plan(on(*TAGS[:5]), Copy(None, {}, 10), Limits(per_message=2))
    assert [(one.version, one.full, len(one.changes)) for one in updates] == [
        (11, True, 2),
        (12, False, 2),
        (13, False, 1),
    ]


def test_versions_begin_again_with_a_full_list_when_they_are_used_up() -> None:
    """LL-02"""
    for copy in (Copy(LARGEST_VERSION, on("A"), LARGEST_VERSION), Copy(None, {}, LARGEST_VERSION - 1)):
        updates = plan(on("A", "B", "C"), copy, Limits(per_message=2))
        assert [(one.version, one.full) for one in updates] == [(1, True), (2, False)]


@given(lists, lists, st.integers(1, 5), st.booleans())
def test_the_charger_ends_with_what_is_wanted(
    before: Entries, wanted: Entries, per_message: int, known: bool
) -> None:
    """LL-02, LL-03, LL-05: by whatever way, and never more than fits into a message."""
    limits = Limits(per_message=per_message, total=len(TAGS))
    world = World(ListCharger(per_message, total=max(len(before), len(wanted))))
    world.bring(before, limits)
    if not known:
        world.distrust()
    updates = world.bring(wanted, limits)
    assert world.charger.entries == seen(wanted)
    assert world.versions == sorted(set(world.versions))
    assert plan(wanted, world.copy, limits) == []
    assert not known or bool(updates) is (seen(before) != seen(wanted))


@given(lists, lists, lists, st.integers(1, 4), st.integers(0, 20), st.booleans(), st.booleans())
def test_repair_after_it_was_broken_off_anywhere(
    before: Entries,
    half: Entries,
    wanted: Entries,
    per_message: int,
    broken_at: int,
    arrives: bool,
    reset: bool,
) -> None:
    """LL-05, LL-06: an answer is lost, whether or not the list arrived; the charger's version decides."""
    limits = Limits(per_message=per_message, total=len(TAGS))
    world = World(ListCharger(per_message, total=3 * len(TAGS)))
    world.bring(before, limits)
    for number, update in enumerate(plan(half, world.copy, limits)):
        if number == broken_at:
            world.send(update, arrives=arrives, answered=False)
            break
        world.send(update)
    if reset:
        world.charger.version, world.charger.entries = 0, {}
    world.ask()
    if world.copy.version is not None:
        assert seen(world.copy.entries) == world.charger.entries
    world.bring(wanted, limits)
    assert world.charger.entries == seen(wanted)
    assert world.versions == sorted(set(world.versions))
