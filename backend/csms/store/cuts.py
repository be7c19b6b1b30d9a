"""Periods in pieces that rollups have: whole days in UTC, and what lies between those and the periods' ends.

A day somewhere on Earth is the UTC day nearest to it, with what the one has and the other has not added and taken
away. So a year of local days is a year of rows by the day and some hours of each day by finer rows. Pure.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from csms.store.periods import Period

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Days(NamedTuple):
    """Whole UTC days of a period (by its place in the list): from `first` to before `end`."""

    place: int
    first: date
    end: date


class Use(NamedTuple):
    """What an edge is to a period: added (`sign` 1) or taken away (-1). `edge`: its place in the list."""

    place: int
    sign: int
    edge: int


class Cut(NamedTuple):
    """`edges`: each once, though the end of one period is the beginning of the next."""

    days: list[Days]
    edges: list[Period]
    uses: list[Use]


def cut(periods: Sequence[Period]) -> Cut:
    """The sums of its days and of its edges, by their signs, are exactly the sum of a period."""
    days: list[Days] = []
    edges: dict[Period, int] = {}
    uses: list[Use] = []
    for place, period in enumerate(periods):
        first, end = nearest_midnight(period.start), nearest_midnight(period.end)
        differences = [*_difference(period.start, first), *_difference(end, period.end)]
        if sum((edge.end - edge.start for _, edge in differences), timedelta()) >= period.end - period.start:
            differences = [(1, period)]
        else:
            days.append(Days(place, first.date(), end.date()))
        uses.extend(Use(place, sign, edges.setdefault(edge, len(edges))) for sign, edge in differences)
    return Cut(days, list(edges), uses)


def inner(periods: Sequence[Period]) -> tuple[list[Days], list[tuple[int, Period]]]:
    """The whole UTC days within periods, and what of each period they leave: for what cannot be taken away again."""
    days: list[Days] = []
    edges: list[tuple[int, Period]] = []
    for place, period in enumerate(periods):
        first, end = _next_midnight(period.start), midnight(period.end)
        if first >= end:
            edges.append((place, period))
            continue
        days.append(Days(place, first.date(), end.date()))
        rest = (Period(period.start, first), Period(end, period.end))
        edges.extend((place, edge) for edge in rest if edge.start < edge.end)
    return days, edges


def nearest_midnight(at: datetime) -> datetime:
    """In UTC."""
    return midnight(at + DAY / 2)


def midnight(at: datetime) -> datetime:
    """At which the UTC day of a moment began."""
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)


def _next_midnight(at: datetime) -> datetime:
    """In UTC; the moment itself when it is one."""
    before = midnight(at)
    return before if before == at else before + DAY


def _difference(since: datetime, until: datetime) -> Iterator[tuple[int, Period]]:
    if since < until:
        yield 1, Period(since, until)
    elif until < since:
        yield -1, Period(until, since)


class Window(NamedTuple):
    """An edge (by its place in the list), or the part of it in one UTC day: seconds from midnight."""

    edge: int
    day: date
    since: int
    until: int


def windows(edges: Sequence[Period]) -> list[Window]:
    """Edges divided at midnight in UTC, to the whole second."""
    return [window for place, edge in enumerate(edges) for window in _windows(place, edge)]


def _windows(place: int, edge: Period) -> Iterator[Window]:
    start = edge.start
    while start < edge.end:
        day = midnight(start)
        end = min(edge.end, day + DAY)
        yield Window(place, day.date(), (start - day) // SECOND, (end - day) // SECOND)
        start = end
