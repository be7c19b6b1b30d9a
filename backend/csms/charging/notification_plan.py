"""What a rule has to tell now, by what there is and what it has told. Pure.

A matter is told once it has lasted (`after`), again as long as it lasts (`repeat`), and when it is over (`resolved`).
Over is what was away for a while: a charger that comes back for a moment was never back. Where many matters come
together they are told together: five at once each for itself, the others in one summary, after two minutes.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from msgspec import Struct

from csms.charging.notification_kinds import KINDS
from csms.store.matters.standing import About, Matter

MANY = 5
"""Matters of a rule that are told each for itself within the time."""

WITHIN = timedelta(minutes=2)

SETTLED = timedelta(minutes=1)
"""For so long a matter is away until it is over; less, where it is told after less."""

Item = TypeVar("Item")


class Rule(Struct, frozen=True):
    """station_ids, charger_ids: only there, everywhere when both are empty. after, repeat: times."""

    kind: str
    station_ids: frozenset[str] = frozenset()
    charger_ids: frozenset[str] = frozenset()
    after: timedelta = timedelta()
    repeat: timedelta | None = None
    resolved: bool = True

    def covers(self, about: About) -> bool:
        if not self.station_ids and not self.charger_ids:
            return True
        return about.charger_id in self.charger_ids or about.station_id in self.station_ids


class Told(Struct, frozen=True):
    """A matter that the rule has told of. gone_at: since when it is not seen. ended_at: it is over."""

    id: UUID
    subject: str
    opened_at: datetime
    told_at: datetime
    last_told_at: datetime
    gone_at: datetime | None = None
    ended_at: datetime | None = None


class Plan(Struct, frozen=True):
    """What to do. The lists of lists are messages, each about one matter or more.

    gone, back: what is not seen any more, and what is again. ended: over, and nobody is told. dropped: not the rule's
    any more.
    """

    opened: list[list[Matter]]
    reminded: list[list[Told]]
    over: list[list[Told]]
    gone: list[Told]
    back: list[Told]
    ended: list[Told]
    dropped: list[Told]

    @property
    def empty(self) -> bool:
        return not any(
            (self.opened, self.reminded, self.over, self.gone, self.back, self.ended, self.dropped)
        )


class Moment(Struct, frozen=True):
    """calm_from: before then nothing is told that an outage of ours may have done."""

    now: datetime
    calm_from: datetime


def plan(
    rule: Rule,
    standing: Collection[Matter],
    told: Collection[Told],
    moment: Moment,
    aside: Collection[str] = frozenset(),
) -> Plan:
    """standing: all matters of the rule's kind. told: what has not ended, and what was told or ended lately.

    aside: subjects that somebody has put aside: not told anew, and nobody is reminded.
    """
    now, kind = moment.now, KINDS[rule.kind]
    mine = {matter.subject: matter for matter in standing if rule.covers(matter.about)}
    others = {matter.subject for matter in standing}.difference(mine)
    lasting = [one for one in told if one.ended_at is None]
    left = [one for one in lasting if one.subject not in mine and one.subject not in others]
    over, ended = _over(rule, left, told, now)
    finished = {one.id for group in over for one in group} | {one.id for one in ended}
    return Plan(
        opened=_opened(rule, mine, told, moment, aside),
        reminded=_reminded(rule, [one for one in lasting if one.subject in mine], aside, now),
        over=over,
        gone=[one for one in left if one.gone_at is None and one.id not in finished],
        back=[one for one in lasting if one.subject in mine and one.gone_at is not None],
        ended=ended,
        dropped=[] if kind.passing else [one for one in lasting if one.subject in others],
    )


def _opened(
    rule: Rule,
    mine: dict[str, Matter],
    told: Collection[Told],
    moment: Moment,
    aside: Collection[str],
) -> list[list[Matter]]:
    known = {one.subject for one in told if one.ended_at is None}
    untold = [
        matter
        for matter in mine.values()
        if matter.new and matter.subject not in known and matter.subject not in aside
    ]
    kind = KINDS[rule.kind]

    def due(matter: Matter) -> datetime:
        if kind.passing:
            return matter.opened_at
        lasted = matter.opened_at + rule.after
        return max(lasted, moment.calm_from) if kind.ours else lasted

    recent = sum(one.told_at > moment.now - WITHIN for one in told)
    return together(untold, due, recent, moment.now)


def _over(
    rule: Rule, left: Sequence[Told], told: Collection[Told], now: datetime
) -> tuple[list[list[Told]], list[Told]]:
    settled = min(rule.after, SETTLED)

    def due(one: Told) -> datetime:
        return (one.gone_at or now) + settled

    if not rule.resolved:
        return [], [one for one in left if due(one) <= now]
    recent = sum(one.ended_at is not None and one.ended_at > now - WITHIN for one in told)
    return together(left, due, recent, now), []


def _reminded(rule: Rule, lasting: Iterable[Told], aside: Collection[str], now: datetime) -> list[list[Told]]:
    if rule.repeat is None:
        return []
    due = [one for one in lasting if one.last_told_at + rule.repeat <= now and one.subject not in aside]
    due.sort(key=lambda one: one.opened_at)
    return [due] if len(due) > MANY else [[one] for one in due]


def together(
    items: Iterable[Item], due: Callable[[Item], datetime], recent: int, now: datetime
) -> list[list[Item]]:
    """What is told now, in messages. recent: how many were told within the time before.

    Few are told at once, each for itself. Of many, those that are due wait for those that come with them.
    """
    coming = sorted(((due(item), place, item) for place, item in enumerate(items)), key=lambda one: one[:2])
    ready = [item for at, _, item in coming if at <= now]
    if not ready:
        return []
    closed = coming[0][0] + WITHIN
    if recent + sum(at <= max(closed, now) for at, _, _ in coming) <= MANY:
        return [[item] for item in ready]
    return [ready] if now >= closed else []
