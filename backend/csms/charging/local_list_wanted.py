"""What a charger's local list shall say: what Authorize would, as far as our table knows (LL-07).

An external authorization service is not asked. How many transactions a tag may have at once is no matter of a list:
ConcurrentTx belongs to a start (AUTH-02).
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from csms.charging.authorization import Place, judge
from csms.charging.verdicts import ACCEPTED, INVALID, Verdict
from csms.store import sessions, tag_records
from csms.store.list_copies import Change, Entries, Listed, entries_of
from csms.store.models import LocalList
from csms.store.tag_records import TagRecord

ID_TAG_LENGTH = 20
"""OCPP 1.6 section 7.28: what is longer cannot be said, and a part of it would be another tag."""


class Wanted(Struct, frozen=True):
    """too_long, no_room: how many tags are left out, and why. until: when time alone changes it."""

    entries: Entries
    too_long: int = 0
    no_room: int = 0
    until: datetime | None = None


Judged: TypeAlias = tuple[TagRecord, Verdict]


async def wanted(row: LocalList, total: int, now: datetime) -> Wanted:
    """For a list that we look after. total: how many tags fit."""
    everywhere = row.mode == "all"
    tags = await (tag_records.all_tags() if everywhere else tag_records.chosen_tags(row.charger_id))
    parents = await tag_records.parents_of(tags)
    place = Place(row.charger_id, await sessions.station_of(row.charger_id))
    judged: list[Judged] = []
    for start in range(0, len(tags), tag_records.PAGE):
        judged += judge_all(
            tags[start : start + tag_records.PAGE], parents, place, now, everywhere=everywhere
        )
        await asyncio.sleep(0)  # chargers come first
    return select(judged, total, now)


def judge_all(
    tags: Iterable[TagRecord],
    parents: Mapping[str, TagRecord],
    place: Place,
    now: datetime,
    *,
    everywhere: bool,
) -> list[Judged]:
    """everywhere: tags that are not for this place are left out, and not said to be Invalid."""
    judged = [(tag, judge(tag, parents.get(tag.parent_folded or ""), place, now)) for tag in tags]
    return [one for one in judged if not (everywhere and one[1].status == INVALID)]


def select(judged: Sequence[Judged], total: int, now: datetime) -> Wanted:
    """Where there is no room, those that may charge go first, then the order of the alphabet: always the same ones."""
    short = [one for one in judged if len(one[0].value) <= ID_TAG_LENGTH]
    if len(short) > total:
        short.sort(key=lambda one: (one[1].status != ACCEPTED, one[0].folded))
    kept = sorted(short[: max(0, total)], key=lambda one: one[0].folded)
    moments = [verdict.expires_at for _, verdict in kept if verdict.expires_at and verdict.expires_at > now]
    return Wanted(
        entries_of(Change(tag.value, _listed(verdict)) for tag, verdict in kept),
        too_long=len(judged) - len(short),
        no_room=len(short) - len(kept),
        until=min(moments, default=None),
    )


def _listed(verdict: Verdict) -> Listed:
    """With its end in whole seconds, as it travels: the charger refuses it from then on by itself."""
    expiry = verdict.expires_at.replace(microsecond=0) if verdict.expires_at else None
    parent = verdict.parent if verdict.parent and len(verdict.parent) <= ID_TAG_LENGTH else None
    return Listed(verdict.status, expiry, parent)
