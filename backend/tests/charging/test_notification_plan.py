"""csms.charging.notification_plan: nothing lost, nothing twice, few letters."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from csms.charging.notification_plan import MANY, SETTLED, WITHIN, Moment, Plan, Rule, Told, plan, together
from csms.store.matters.standing import About, Matter
from tests.services.database import NOW, at

OFFLINE = Rule("charger_offline", after=timedelta(seconds=300))


def matter(name: str = "a", opened: datetime = NOW, station: str | None = None) -> Matter:
    return Matter(f"offline:{name}", opened, About(charger_id=name, station_id=station))


def told(one: Matter, when: datetime = NOW, **fields: datetime) -> Told:
    return Told(uuid4(), one.subject, one.opened_at, when, when, **fields)


def at_peace(now: datetime) -> Moment:
    return Moment(now, NOW - timedelta(days=1))


class Memory:
    """The table of what was told, and a clock that looks every ten seconds."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.told: dict[str, Told] = {}
        self.openings: Counter[tuple[str, datetime]] = Counter()
        self.endings: Counter[tuple[str, datetime]] = Counter()
        self.messages = 0

    def look(self, standing: list[Matter], now: datetime) -> Plan:
        lately = [one for one in self.told.values() if one.ended_at is None or one.ended_at > now - WITHIN]
        todo = plan(self.rule, standing, lately, at_peace(now))
        for new in (one for group in todo.opened for one in group):
            self.openings[new.subject, new.opened_at] += 1
            self.told[f"{new.subject}{new.opened_at}"] = told(new, now)
        for one in todo.gone:
            self._keep(one, gone_at=now)
        for one in todo.back:
            self._keep(one, gone_at=None)
        for one in (one for group in todo.over for one in group):
            self.endings[one.subject, one.opened_at] += 1
            self._keep(one, ended_at=now)
        for one in todo.ended:
            self._keep(one, ended_at=now)
        self.messages += len(todo.opened) + len(todo.over)
        return todo

    def _keep(self, one: Told, **fields: datetime | None) -> None:
        key = f"{one.subject}{one.opened_at}"
        self.told[key] = replace(self.told[key], **fields)


# A charger's absences: when they begin, and how long they last.
absences = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 2000)), max_size=4)


def spans(drawn: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    """One after another, apart by at least a look."""
    result: list[tuple[datetime, datetime]] = []
    begin = NOW
    for pause, length in drawn:
        begin += timedelta(seconds=pause + 1)
        end = begin + timedelta(seconds=length)
        result.append((begin, end))
        begin = end
    return result


@given(st.lists(absences, min_size=1, max_size=12), st.integers(0, 600), st.booleans())
def test_nothing_is_lost_and_nothing_told_twice(
    drawn: list[list[tuple[int, int]]], after: int, resolved: bool
) -> None:
    """What lasts long enough is told, at most two minutes late; each opening once; each end at most once."""
    away = {f"cp{number}": spans(one) for number, one in enumerate(drawn)}
    memory = Memory(Rule("charger_offline", after=timedelta(seconds=after), resolved=resolved))
    last = max((end for one in away.values() for _, end in one), default=NOW) + timedelta(minutes=10)
    now = NOW
    step = timedelta(seconds=10)
    while now <= last:
        standing = [
            matter(name, begin) for name, one in away.items() for begin, end in one if begin <= now < end
        ]
        memory.look(standing, now)
        now += step
    assert all(count == 1 for count in memory.openings.values())
    assert all(count == 1 for count in memory.endings.values())
    assert memory.endings.keys() <= memory.openings.keys()
    if not resolved:
        assert not memory.endings
    assert all(one.ended_at is not None for one in memory.told.values())
    for name, one in away.items():
        for begin, end in one:
            if end - begin > timedelta(seconds=after) + WITHIN + step:
                assert _covered(memory, f"offline:{name}", begin, end)


def _covered(memory: Memory, subject: str, begin: datetime, end: datetime) -> bool:
    """Told in that time, or still told from before: a charger that was back for a moment was never back."""
    return any(
        one.subject == subject and one.told_at <= end and (one.ended_at is None or one.ended_at >= begin)
        for one in memory.told.values()
    )


@given(st.integers(1, 400), st.integers(0, 120))
def test_a_wave_is_one_message_in_either_direction(count: int, spread: int) -> None:
    memory = Memory(OFFLINE)
    standing = [matter(str(n), at(spread * n / count)) for n in range(count)]
    for seconds in range(0, 700, 10):
        memory.look([one for one in standing if one.opened_at <= at(seconds)], at(seconds))
    assert memory.messages == (count if count <= MANY else 1)
    for seconds in range(700, 1000, 10):
        memory.look([], at(seconds))
    assert memory.messages == (2 * count if count <= MANY else 2)


def test_a_trickle_becomes_summaries_too() -> None:
    memory = Memory(Rule("charger_offline"))
    for seconds in range(0, 3600, 10):
        memory.look([matter(str(n), at(n)) for n in range(0, seconds + 1, 10)], at(seconds))
    assert sum(memory.openings.values()) >= 340
    assert memory.messages <= 3600 / WITHIN.total_seconds() + MANY + 1


def test_after_an_outage_of_ours_nobody_is_told_at_once() -> None:
    calm = Moment(at(600), at(900))
    assert plan(OFFLINE, [matter()], [], calm).empty
    assert plan(OFFLINE, [matter()], [], replace(calm, now=at(900))).opened == [[matter()]]
    fault = Rule("connector_fault")
    assert plan(fault, [matter()], [], calm).opened == [[matter()]]


@pytest.mark.parametrize(
    ("rule", "mine"),
    [
        (Rule("charger_offline"), True),
        (Rule("charger_offline", station_ids=frozenset({"here"})), True),
        (Rule("charger_offline", station_ids=frozenset({"there"})), False),
        (Rule("charger_offline", charger_ids=frozenset({"a"})), True),
        (Rule("charger_offline", station_ids=frozenset({"there"}), charger_ids=frozenset({"a"})), True),
        (Rule("charger_offline", charger_ids=frozenset({"b"})), False),
    ],
)
def test_where_a_rule_holds(rule: Rule, mine: bool) -> None:
    assert bool(plan(rule, [matter(station="here")], [], at_peace(NOW)).opened) is mine


def test_what_is_another_rules_now_is_forgotten_and_not_over() -> None:
    known = told(matter())
    todo = plan(Rule("charger_offline", charger_ids=frozenset({"b"})), [matter()], [known], at_peace(NOW))
    assert (todo.dropped, todo.over, todo.gone) == ([known], [], [])


def test_over_is_what_was_away_for_a_while() -> None:
    known = told(matter())
    assert plan(OFFLINE, [], [known], at_peace(NOW)).gone == [known]
    gone = replace(known, gone_at=NOW)
    assert plan(OFFLINE, [], [gone], at_peace(at(59))).empty
    assert plan(OFFLINE, [], [gone], at_peace(NOW + SETTLED)).over == [[gone]]
    assert plan(OFFLINE, [matter()], [gone], at_peace(at(59))).back == [gone]
    quickly = Rule("charger_offline")
    assert plan(quickly, [], [known], at_peace(NOW)).over == [[known]]
    silent = replace(OFFLINE, resolved=False)
    assert plan(silent, [], [gone], at_peace(NOW + SETTLED)).ended == [gone]


def test_reminders() -> None:
    hourly = replace(OFFLINE, repeat=timedelta(hours=1))
    known = told(matter())
    assert plan(hourly, [matter()], [known], at_peace(at(3599))).empty
    assert plan(hourly, [matter()], [known], at_peace(at(3600))).reminded == [[known]]
    assert plan(hourly, [matter()], [known], at_peace(at(3600)), aside={known.subject}).empty
    many = [told(matter(str(n))) for n in range(MANY + 1)]
    standing = [matter(str(n)) for n in range(MANY + 1)]
    assert plan(hourly, standing, many, at_peace(at(3600))).reminded == [many]


def test_what_is_old_or_put_aside_is_not_told() -> None:
    rule = Rule("suspect_transaction")
    assert plan(rule, [replace(matter(), new=False)], [], at_peace(NOW)).empty
    assert plan(rule, [matter()], [], at_peace(NOW), aside={matter().subject}).empty


@given(st.lists(st.integers(-300, 300), max_size=30), st.integers(0, 10))
def test_together_keeps_each_that_is_due_or_waits_a_bounded_time(dues: list[int], recent: int) -> None:
    groups = together(range(len(dues)), lambda place: at(dues[place]), recent, NOW)
    ready = [place for place, due in enumerate(dues) if due <= 0]
    sent = [place for group in groups for place in group]
    assert sorted(sent) == ready if sent else True
    if any(due <= -WITHIN.total_seconds() for due in dues):
        assert sorted(sent) == ready
    assert len(groups) <= MANY
