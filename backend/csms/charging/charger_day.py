"""How a charger and its connectors were in one day: from what they said, and from when anybody could hear it. Pure.

Times are whole seconds from the day's beginning; what came before it is negative.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

GRACE_S = 300
"""Who is back so soon was not offline: a reconnect is no outage."""

WATCH_S = 10
"""A process that watches says so every few seconds, and watched a little longer than it last said."""

STATE_OF = {
    "Charging": "charging",
    "Preparing": "occupied",
    "SuspendedEV": "occupied",
    "SuspendedEVSE": "occupied",
    "Finishing": "occupied",
    "Available": "free",
    "Reserved": "reserved",
    "Faulted": "faulted",
    "Unavailable": "unavailable",
}
BROKEN = ("faulted", "unavailable")
IN_USE = ("charging", "occupied")
UNSEEN = ("offline", "unknown")

CHARGER = 0
"""Connector 0 is the charger: up, offline, faulted, planned or excluded."""


class Span(NamedTuple):
    evse_id: int
    state: str
    since: int
    until: int


class Said(NamedTuple):
    """What was said of a connector (0: of all): a status by the charger, a wish by an operator."""

    at: int
    evse_id: int
    what: str


class Charged(NamedTuple):
    """A session. `stopped` None: it runs."""

    evse_id: int
    started: int
    charging_until: int
    stopped: int | None


class Known(NamedTuple):
    """What is known of a charger's day. Lists in the order of time; what held when the day began is in them.

    length: seconds of the day that have passed. now: may be later than the day. connections, watches: from, until;
    None: still. first_connection: ever; None: it never was here. first_watch: before it nobody knows who watched.
    """

    length: int
    now: int
    statuses: Sequence[Said] = ()
    connections: Sequence[tuple[int, int | None]] = ()
    first_connection: int | None = None
    watches: Sequence[tuple[int, int]] = ()
    first_watch: int | None = None
    wishes: Sequence[Said] = ()
    sessions: Sequence[Charged] = ()


def derive(known: Known) -> list[Span]:
    """Each connector's day without a gap, and the charger's as connector 0."""
    lines = _Lines(known)
    spans: list[Span] = []
    for since, until in pairwise(lines.moments(known.length)):
        states = {evse_id: lines.connector(evse_id, since) for evse_id in lines.evse_ids}
        spans.append(Span(CHARGER, lines.charger(states, since), since, until))
        spans.extend(Span(evse_id, state, since, until) for evse_id, state in states.items())
    return _merged(spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours in the same state are one."""
    last: dict[int, Span] = {}
    done: list[Span] = []
    for span in spans:
        before = last.get(span.evse_id)
        if before is not None and before.state == span.state:
            last[span.evse_id] = before._replace(until=span.until)
            continue
        if before is not None:
            done.append(before)
        last[span.evse_id] = span
    return sorted([*done, *last.values()], key=lambda span: (span.evse_id, span.since))


class Line(Generic[T]):
    """A value over time."""

    def __init__(self, first: T) -> None:
        self.times: list[int] = []
        self._values = [first]

    def then(self, at: int, value: T) -> None:
        self.times.append(at)
        self._values.append(value)

    def cut(self, at: int) -> None:
        """Nothing later holds any more."""
        while self.times and self.times[-1] > at:
            self.times.pop()
            self._values.pop()

    def at(self, moment: int) -> T:
        return self._values[bisect_right(self.times, moment)]


class _Lines:
    """Everything that is known, as values over time."""

    def __init__(self, known: Known) -> None:
        unwatched = _unwatched(known)
        self._first = known.first_connection
        self._unwatched = _inside(unwatched)
        self._offline = _inside(_offline(known, unwatched))
        said = {one.evse_id for one in known.statuses} | {one.evse_id for one in known.sessions}
        self.evse_ids = sorted(said - {CHARGER})
        self._status = _by_connector(known.statuses, "unknown")
        self._wish = {evse_id: _wish(known.wishes, evse_id) for evse_id in (CHARGER, *self.evse_ids)}
        self._session = _sessions(known.sessions)

    def moments(self, length: int) -> list[int]:
        """When anything changes."""
        lines: list[Line[Any]] = [
            self._unwatched,
            self._offline,
            *self._status.values(),
            *self._wish.values(),
            *self._session.values(),
        ]
        changes = {at for line in lines for at in line.times if 0 < at < length}
        if self._first is not None and 0 < self._first < length:
            changes.add(self._first)
        return sorted({0, length} | changes)

    def connector(self, evse_id: int, at: int) -> str:
        state, whole = self._status[evse_id].at(at), self._status[CHARGER].at(at)
        if state == "free" and whole in BROKEN:
            state = whole
        if self._unwatched.at(at):
            state = "unknown"
        elif self._offline.at(at):
            state = "offline"
        session = self._session[evse_id].at(at)
        return session if session and state in UNSEEN else state

    def charger(self, states: dict[int, str], at: int) -> str:
        if self._first is None or at < self._first or self._unwatched.at(at):
            return "excluded"
        wished = {evse_id: self._wish[evse_id].at(at) for evse_id in states} or {
            CHARGER: self._wish[CHARGER].at(at)
        }
        used = any(state in IN_USE for state in states.values())
        if not used and all(wish == "Inoperative" for wish in wished.values()):
            return "planned"
        if self._offline.at(at):
            return "offline"
        to_be_used = [state for evse_id, state in states.items() if wished[evse_id] != "Inoperative"]
        down = bool(to_be_used) and not used and all(state in BROKEN for state in to_be_used)
        return "faulted" if down else "up"


def _unwatched(known: Known) -> list[tuple[int, int]]:
    """When no process was there to see anything."""
    if known.first_watch is None:
        return []
    watches = ((since, until + WATCH_S) for since, until in known.watches)
    return _gaps(watches, max(0, known.first_watch), known.length)


def _gaps(spans: Iterable[tuple[int, int]], since: int, until: int) -> list[tuple[int, int]]:
    """What lies between spans, from a moment to another."""
    gaps, reached = [], since
    for start, end in sorted(spans):
        if start > reached:
            gaps.append((reached, min(start, until)))
        reached = max(reached, end)
    if reached < until:
        gaps.append((reached, until))
    return [(start, end) for start, end in gaps if start < end]


def _offline(known: Known, unwatched: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """When it was away for longer than the grace; what nobody watched does not count as away."""
    if not known.connections:
        return []
    spans = [(since, known.now if until is None else until) for since, until in known.connections]
    gaps = _gaps(spans, spans[0][0], known.now)
    return [gap for gap in gaps if gap[1] - gap[0] - _overlap(gap, unwatched) > GRACE_S]


def _overlap(one: tuple[int, int], others: list[tuple[int, int]]) -> int:
    return sum(max(0, min(one[1], end) - max(one[0], start)) for start, end in others)


def _inside(spans: Iterable[tuple[int, int]]) -> Line[bool]:
    line = Line(first=False)
    for start, end in spans:
        line.then(start, True)
        line.then(end, False)
    return line


def _by_connector(statuses: Iterable[Said], first: str) -> "defaultdict[int, Line[str]]":
    lines: defaultdict[int, Line[str]] = defaultdict(lambda: Line(first))
    for one in statuses:
        lines[one.evse_id].then(one.at, STATE_OF.get(one.what, "unknown"))
    return lines


def _wish(wishes: Iterable[Said], evse_id: int) -> Line[str]:
    """The latest that was said of this connector or of all."""
    line = Line("Operative")
    for one in wishes:
        if one.evse_id in (CHARGER, evse_id):
            line.then(one.at, one.what)
    return line


def _sessions(sessions: Iterable[Charged]) -> "defaultdict[int, Line[str]]":
    """Charging, then plugged in, then nothing; the next session of a connector ends the one before."""
    lines: defaultdict[int, Line[str]] = defaultdict(lambda: Line(""))
    for one in sorted(sessions, key=lambda one: one.started):
        line = lines[one.evse_id]
        line.cut(one.started)
        line.then(one.started, "charging")
        line.then(max(one.started, one.charging_until), "occupied")
        if one.stopped is not None:
            line.then(max(one.started, one.charging_until, one.stopped), "")
    return lines
