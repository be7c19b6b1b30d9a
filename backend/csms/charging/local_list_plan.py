"""Which messages bring a charger's list to what it shall be (OCPP 1.6 sections 3.5, 5.15). Pure.

Only what changed where we know what the charger has; everything where we do not, where an update was refused or broken
off (LL-04, LL-05), and where it has nothing yet.
"""

from collections.abc import Sequence

from msgspec import Struct

from csms.store.list_copies import LARGEST_VERSION, Change, Copy, Entries, Update

LONGEST = 10_000
"""Tags on one list where the charger says no less; what a controller with a few kilobytes will never hold."""
LONGEST_MESSAGE = 100
"""Tags in one message where the charger has not said how many it takes."""


class Limits(Struct, frozen=True):
    """per_message: SendLocalListMaxLength; total: LocalAuthListMaxLength (9.2)."""

    per_message: int = LONGEST_MESSAGE
    total: int = LONGEST


def plan(wanted: Entries, copy: Copy, limits: Limits) -> list[Update]:
    """The updates to send, in their order; the last version is the target. wanted: no more than `limits.total`."""
    if copy.version is not None and copy.attempt is None:
        if _same(wanted, copy.entries):
            return []
        changes = _changes(wanted, copy.entries)
        step = max(1, limits.per_message)
        room = LARGEST_VERSION - copy.last
        no_more_than_all = -(-len(changes) // step) <= max(1, -(-len(wanted) // step))
        if copy.entries and no_more_than_all and len(changes) <= room * step:
            return _updates(changes, copy.last, limits, full=False)
    return _full(list(wanted.values()), copy.last, limits)


def _same(wanted: Entries, there: Entries) -> bool:
    return not _changes(wanted, there)


def _changes(wanted: Entries, there: Entries) -> list[Change]:
    """What is taken off comes first: in between, the list is never longer than it was or will be."""
    gone = [Change(change.id_tag) for folded, change in there.items() if folded not in wanted]
    other = [
        change
        for folded, change in wanted.items()
        if folded not in there or there[folded].listed != change.listed
    ]
    return gone + other


def _full(changes: Sequence[Change], last: int, limits: Limits) -> list[Update]:
    """Its first message replaces all, so it may begin at 1 again when the versions are used up."""
    messages = max(1, -(-len(changes) // max(1, limits.per_message)))
    start = last if last <= LARGEST_VERSION - messages else 0
    return _updates(changes, start, limits, full=True)


def _updates(changes: Sequence[Change], last: int, limits: Limits, *, full: bool) -> list[Update]:
    step = max(1, limits.per_message)
    parts = [tuple(changes[start : start + step]) for start in range(0, len(changes), step)] or [()]
    return [Update(last + number, full and number == 1, part) for number, part in enumerate(parts, start=1)]
