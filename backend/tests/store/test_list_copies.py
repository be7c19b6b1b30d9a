"""csms.store.list_copies: what we know of a charger's list, and when nobody does."""

from csms.store import list_copies
from csms.store.list_copies import LARGEST_VERSION, NOT_SUPPORTED, Change, Copy, Listed, Update, entries_of


def on(*tags: str) -> dict[str, Change]:
    return entries_of(Change(tag, Listed("Accepted")) for tag in tags)


def test_an_update_after_one_without_answer_makes_nothing_known_but_a_full_list_does() -> None:
    """LL-06"""
    lost = list_copies.sending(Copy(3, on("A"), 3), Update(4, False, (Change("A"),)))
    more = list_copies.accepted(
        list_copies.sending(lost, Update(5, False, (Change("B", Listed("Accepted")),)))
    )
    assert (more.version, more.last) == (None, 5)
    full = list_copies.accepted(list_copies.sending(lost, Update(5, True, tuple(on("B").values()))))
    assert full == Copy(5, on("B"), 5)


def test_the_version_decides_about_a_lost_answer() -> None:
    """LL-06"""
    lost = list_copies.sending(Copy(3, on("A"), 3), Update(4, False, (Change("B", Listed("Blocked")),)))
    assert list_copies.told(lost, 3) == Copy(3, on("A"), 3 + 1)
    assert list_copies.told(lost, 4).version == 4
    assert set(list_copies.told(lost, 4).entries) == {"a", "b"}
    assert list_copies.told(lost, 9) == Copy(None, {}, 9)
    assert list_copies.told(lost, 0) == Copy(0, {}, 4)
    assert list_copies.told(lost, NOT_SUPPORTED) == Copy(None, {}, 4)


def test_a_version_that_fits_both_decides_nothing() -> None:
    """LL-06: sent by hand under the version that the charger has."""
    lost = list_copies.sending(Copy(3, on("A"), 3), Update(3, True, tuple(on("B").values())))
    assert list_copies.told(lost, 3).version is None


def test_an_empty_list_may_be_told_as_no_list() -> None:
    """LL-01"""
    empty = Copy(5, {}, 5)
    assert list_copies.told(empty, 0) == empty
    assert list_copies.told(empty, 5) == empty
    assert list_copies.told(Copy(), 0) == Copy(0, {}, 0)


def test_a_version_that_cannot_be_is_not_kept() -> None:
    """LL-02"""
    assert list_copies.told(Copy(), 2**40).last == LARGEST_VERSION


def test_nothing_is_accepted_without_an_attempt() -> None:
    assert list_copies.accepted(Copy(1, on("A"), 1)) == Copy(1, on("A"), 1)


def test_an_update_changes_what_it_names() -> None:
    """LL-03: whatever the case; a full one replaces everything."""
    blocked = Listed("Blocked")
    update = Update(2, False, (Change("a", blocked), Change("B"), Change("GHOST"), Change("C", blocked)))
    assert list_copies.applied(on("A", "B"), update) == {
        "a": Change("a", blocked),
        "c": Change("C", blocked),
    }
    assert list_copies.applied(on("A", "B"), Update(2, True)) == {}


def test_what_is_refused_leaves_what_was_and_raises_the_last_version() -> None:
    """LL-02, LL-04"""
    copy = list_copies.refused(list_copies.sending(Copy(3, on("A"), 3), Update(9, True)))
    assert copy == Copy(3, on("A"), 9)
