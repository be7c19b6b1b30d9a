"""What a charger's local list shall say: what Authorize would, as far as our table knows (LL-07).

An external authorization service is not asked. How many transactions a tag may have at once is no matter of a list:
ConcurrentTx belongs to a start (AUTH-02).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from csms.charging.authorization import Place, judge
from csms.charging.verdicts import ACCEPTED, INVALID, Verdict
from csms.store import local_lists, sessions
from csms.store.list_copies import Change, Entries, Listed, entries_of
from csms.store.models import IdTag, LocalList

ID_TAG_LENGTH = 20
"""OCPP 1.6 section 7.28: what is longer cannot be said, and a part of it would be another tag."""


class Wanted(Struct, frozen=True):
    """too_long, no_room: how many tags are left out, and why. until: when time alone changes it."""

    entries: Entries
    too_long: int = 0
    no_room: int = 0
    until: datetime | None = None


async def wanted(row: LocalList, total: int, now: datetime) -> Wanted:
    """For a list that we look after. total: how many tags fit."""
    tags = await (local_lists.all_tags() if row.mode == "all" else local_lists.chosen_tags(row.charger_id))
    parents = await local_lists.parents_of(tags)
    place = Place(row.charger_id, await sessions.station_of(row.charger_id))
    return select(tags, parents, place, total, now, everywhere=row.mode == "all")


def select(
    tags: Iterable[IdTag],
    parents: Mapping[str, IdTag],
    place: Place,
    total: int,
    now: datetime,
    *,
    everywhere: bool,
) -> Wanted:
    """The list of these tags. everywhere: those that are not for this place are left out, and not said to be Invalid.

    Where there is no room, those that may charge go first, then the order of the alphabet: the same every time.
    """
    judged = [(tag, judge(tag, parents.get(tag.parent_folded or ""), place, now)) for tag in tags]
    here = [(tag, verdict) for tag, verdict in judged if not (everywhere and verdict.status == INVALID)]
    short = [(tag, verdict) for tag, verdict in here if len(tag.value) <= ID_TAG_LENGTH]
    short.sort(key=lambda one: (one[1].status != ACCEPTED, one[0].folded))
    kept = short[: max(0, total)]
    changes = [Change(tag.value, _listed(verdict)) for tag, verdict in kept]
    moments = [verdict.expires_at for _, verdict in kept if verdict.expires_at and verdict.expires_at > now]
    return Wanted(
        dict(sorted(entries_of(changes).items())),
        too_long=len(here) - len(short),
        no_room=len(short) - len(kept),
        until=min(moments, default=None),
    )


def _listed(verdict: Verdict) -> Listed:
    """With its end in whole seconds, as it travels: the charger refuses it from then on by itself."""
    expiry = verdict.expires_at.replace(microsecond=0) if verdict.expires_at else None
    parent = verdict.parent if verdict.parent and len(verdict.parent) <= ID_TAG_LENGTH else None
    return Listed(verdict.status, expiry, parent)
