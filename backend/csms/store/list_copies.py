"""What a charger has as its local authorization list, as far as it told us (OCPP 1.6 section 3.5). Pure.

A copy changes only by updates that the charger acknowledged. An update that is on its way, or whose answer was lost,
is its `attempt`: the charger has it or not, and the version it tells decides (LL-06).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from csms.store.folding import fold

LARGEST_VERSION = 2**31 - 1
NOT_SUPPORTED = -1
"""The version that a charger without a list tells (LL-01)."""


class Listed(Struct, frozen=True, omit_defaults=True):
    """What the list says of a tag: one of Accepted, Blocked, Expired, Invalid; times in whole seconds, UTC."""

    status: str
    expires_at: datetime | None = None
    parent: str | None = None


class Change(Struct, frozen=True, omit_defaults=True):
    """A tag that comes onto the list, or is changed there; without `listed` it is taken off (LL-03)."""

    id_tag: str
    listed: Listed | None = None


class Update(Struct, frozen=True):
    """One SendLocalList. full: it replaces everything."""

    version: int
    full: bool
    changes: tuple[Change, ...] = ()


Entries: TypeAlias = Mapping[str, Change]
"""Folded tag -> the tag as it is written, and what is said of it."""


class Copy(Struct, frozen=True):
    """version: None while nobody knows what the charger has, 0 when it has no list. last: the highest version that
    was ever sent to it or told by it; the next one is higher (LL-02)."""

    version: int | None = None
    entries: Entries = {}
    last: int = 0
    attempt: Update | None = None


UNKNOWN: Entries = {}


def entries_of(changes: Iterable[Change]) -> dict[str, Change]:
    """By their folded tags; of a tag that comes twice the last."""
    return {fold(change.id_tag): change for change in changes}


def applied(entries: Entries, update: Update) -> dict[str, Change]:
    """What a list is after an update (LL-03)."""
    result = {} if update.full else dict(entries)
    for folded, change in entries_of(update.changes).items():
        if change.listed is None:
            result.pop(folded, None)
        else:
            result[folded] = change
    return result


def sending(copy: Copy, update: Update) -> Copy:
    """An update leaves. One before it that was never decided takes what we know with it."""
    version = copy.version if copy.attempt is None else None
    return Copy(version, copy.entries, max(copy.last, update.version), update)


def accepted(copy: Copy) -> Copy:
    """The charger took the attempt. A change to nobody knows what leaves nobody knows what."""
    update = copy.attempt
    if update is None:
        return copy
    if copy.version is None and not update.full:
        return Copy(None, UNKNOWN, copy.last)
    return Copy(update.version, applied(copy.entries, update), copy.last)


def refused(copy: Copy) -> Copy:
    """The charger did not take the attempt."""
    return Copy(copy.version, copy.entries, copy.last)


def told(copy: Copy, version: int) -> Copy:
    """The charger said which version it has (LL-01). Unlike what we know, it decides."""
    last = max(copy.last, min(version, LARGEST_VERSION))
    with_it, without = accepted(copy), refused(copy)
    if copy.attempt is not None and _fits(with_it, version) != _fits(without, version):
        known = with_it if _fits(with_it, version) else without
        return Copy(known.version, known.entries, last)
    if copy.attempt is None and _fits(copy, version):
        return Copy(copy.version, copy.entries, last)
    return Copy(0 if version == 0 else None, UNKNOWN, last)


def _fits(copy: Copy, version: int) -> bool:
    """An empty list may be told as 0, whatever the version that emptied it."""
    return copy.version is not None and (copy.version == version or (version == 0 and not copy.entries))
