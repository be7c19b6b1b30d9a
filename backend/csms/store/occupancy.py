"""How connectors were, and whether chargers were up, over time: from days, and at their edges from spans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from csms.errors import Invalid
from csms.said import said
from csms.store.cuts import SECOND, Cut, Window, cut, windows
from csms.store.grouping import (
    KEYS,
    MOST_ITEMS,
    ChargerGroupBy,
    Parameters,
    Wanted,
    place,
    refuse_too_many,
    with_labels,
)
from csms.store.models import StateSpan
from csms.store.models.rollups import CHARGER_SECONDS, CONNECTOR_SECONDS
from csms.store.periods import Period
from csms.store.values import View, fetch_much, on_postgres

OUTAGES = {"offline": "down_offline_s", "faulted": "down_faulted_s"}
_OF_CONNECTORS = {name.removesuffix("_s"): name for name in CONNECTOR_SECONDS}
_OF_CHARGERS = {"up": "up_s", **OUTAGES, "planned": "planned_s", "excluded": "excluded_s"}

Sums = dict[tuple[int, Any], list[int]]


class _Kind(NamedTuple):
    """`columns` by the states that they are the seconds of."""

    columns: dict[str, str]
    connectors: str


_CONNECTORS = _Kind(_OF_CONNECTORS, "q.evse_id > 0")
_CHARGERS = _Kind(_OF_CHARGERS, "q.evse_id = 0")


async def utilisation(periods: Sequence[Period], by: ChargerGroupBy, wanted: Wanted) -> View:
    """Shaped as `UtilisationAnalytics`. Raises Invalid when it would be too long."""
    rows = await _rows(_CONNECTORS, periods, by, wanted)
    return {
        "items": [{**place(periods, row), **_utilised(row)} for row in rows],
        **_utilised(_total(rows, CONNECTOR_SECONDS)),
    }


async def uptime(periods: Sequence[Period], by: ChargerGroupBy, wanted: Wanted) -> View:
    """Shaped as `UptimeAnalytics`. Raises Invalid when it would be too long."""
    rows = await _rows(_CHARGERS, periods, by, wanted)
    return {
        "items": [{**place(periods, row), **_up(row)} for row in rows],
        **_up(_total(rows, CHARGER_SECONDS)),
    }


def _utilised(row: dict[str, Any]) -> View:
    """Shares are of the time in which anything was known."""
    seconds = {name: row[name] for name in CONNECTOR_SECONDS}
    total = sum(seconds.values())
    known = total - seconds["unknown_s"]
    in_use = seconds["charging_s"] + seconds["occupied_s"]
    return {
        "connector_s": total,
        **seconds,
        "charging_percent": percent(seconds["charging_s"], known),
        "in_use_percent": percent(in_use, known),
    }


def _up(row: dict[str, Any]) -> View:
    seconds = {name: row[name] for name in CHARGER_SECONDS}
    down = seconds["down_offline_s"] + seconds["down_faulted_s"]
    share = percent(seconds["up_s"], seconds["up_s"] + down)
    return {"uptime_percent": share, "down_s": down, **seconds}


def percent(part: int, whole: int) -> float | None:
    """To a thousandth; null of nothing. 100 and 0 are said of the whole and of nothing only."""
    if not whole:
        return None
    share = round(100 * part / whole, 3)
    if 0 < part < whole:
        return min(max(share, 0.001), 99.999)
    return share


def _total(rows: Sequence[dict[str, Any]], names: Iterable[str]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in names}


async def _rows(
    kind: _Kind, periods: Sequence[Period], by: ChargerGroupBy, wanted: Wanted
) -> list[dict[str, Any]]:
    """A row per period and key, with its columns."""
    pieces = cut(periods)
    numbers = itemgetter(*kind.columns.values())
    sums: Sums = {}
    for row in await _days(kind, pieces, by, wanted):
        sums[row["place"], row["key"]] = list(numbers(row))
    refuse_too_many(len(sums))
    uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for use in pieces.uses:
        uses[use.edge].append((use.place, use.sign))
    for row in await _edges(kind, pieces, by, wanted):
        found = numbers(row)
        for at, sign in uses[row["place"]]:
            before = sums.get((at, row["key"]), _NOTHING)
            sums[at, row["key"]] = [one + sign * other for one, other in zip(before, found, strict=False)]
    refuse_too_many(len(sums))
    names = tuple(kind.columns.values())
    rows = [
        {"place": at, "key": key, **dict(zip(names, seconds, strict=True))}
        for (at, key), seconds in sums.items()
        if any(seconds)
    ]
    return await with_labels(rows, by)


_NOTHING = [0] * len(_OF_CONNECTORS)


async def _days(kind: _Kind, pieces: Cut, by: str, wanted: Wanted) -> list[dict[str, Any]]:
    if not pieces.days:
        return []
    parameters = Parameters()
    sums = ", ".join(f"SUM(q.{name}) AS {name}" for name in kind.columns.values())
    sql = f"""
        WITH days (place, since, until) AS ({parameters.table(pieces.days)})
        SELECT p.place AS place, {KEYS[by]} AS key, {sums}
        FROM days p JOIN charger_days q ON q.day >= p.since AND q.day < p.until
        LEFT JOIN chargers c ON c.id = q.charger_id
        {parameters.where(wanted)} GROUP BY 1, 2 LIMIT {MOST_ITEMS + 1}
        """  # noqa: S608 - only texts of this module are put in
    return await fetch_much(sql, *parameters.values)


async def _edges(kind: _Kind, pieces: Cut, by: str, wanted: Wanted) -> list[dict[str, Any]]:
    """Those at the beginning of a day are found by another index than the others."""
    found = windows(pieces.edges)
    heads = [window for window in found if not window.since]
    others = [window for window in found if window.since]
    rows = await _spans(kind, heads, "q.since < p.until", by, wanted)
    return rows + await _spans(kind, others, "q.until > p.since AND q.since < p.until", by, wanted)


async def _spans(
    kind: _Kind, some: Sequence[Window], overlap: str, by: str, wanted: Wanted
) -> list[dict[str, Any]]:
    if not some:
        return []
    parameters = Parameters()
    least, greatest = ("LEAST", "GREATEST") if on_postgres() else ("MIN", "MAX")
    seconds = f"{least}(q.until, p.until) - {greatest}(q.since, p.since)"
    sums = ", ".join(
        f"SUM(CASE WHEN q.state = '{state}' THEN {seconds} ELSE 0 END) AS {name}"
        for state, name in kind.columns.items()
    )
    table = parameters.table(some)
    # Said once more as a range, by which PostgreSQL sees how few of the rows it is about.
    first, last = (parameters.mark(end(window.day for window in some)) for end in (min, max))
    sql = f"""
        WITH windows (place, day, since, until) AS ({table})
        SELECT p.place AS place, {KEYS[by]} AS key, {sums}
        FROM windows p JOIN state_spans q ON q.day = p.day AND {overlap} AND {kind.connectors}
          AND q.day >= {first} AND q.day <= {last}
        LEFT JOIN chargers c ON c.id = q.charger_id
        {parameters.where(wanted)} GROUP BY 1, 2
        """  # noqa: S608 - only texts of this module are put in
    return await fetch_much(sql, *parameters.values)


LONGEST_LIST = timedelta(days=400)


async def outages(charger_id: UUID, since: datetime, until: datetime) -> list[View]:
    """When a charger was down in that time, latest first. Raises Invalid for too long a time."""
    if not timedelta() < until - since <= LONGEST_LIST:
        text = said("After `from`, by at most {most} days", most=LONGEST_LIST.days)
        raise Invalid(said("So much time cannot be asked for."), errors=(("to", text),))
    rows = await StateSpan.filter(
        charger_id=charger_id,
        evse_id=0,
        day__gte=since.astimezone(UTC).date(),
        day__lte=until.astimezone(UTC).date(),
    ).order_by("day", "since")
    found: list[View] = []
    for row in rows:
        midnight = datetime.combine(row.day, time(), UTC)
        start, end = max(since, midnight + row.since * SECOND), min(until, midnight + row.until * SECOND)
        if row.state in OUTAGES and start < end:
            _append(found, row.state, start, end)
    latest = rows[-1] if rows else None
    open_end = latest is not None and latest.state in OUTAGES and latest.until < 86400
    return [_outage(one, open_end and one is found[-1]) for one in reversed(found)]


def _append(found: list[View], cause: str, start: datetime, end: datetime) -> None:
    """What goes on over midnight is one."""
    if found and found[-1]["cause"] == cause and found[-1]["ended_at"] == start:
        found[-1]["ended_at"] = end
    else:
        found.append({"cause": cause, "started_at": start, "ended_at": end})


def _outage(one: View, goes_on: bool) -> View:
    duration = (one["ended_at"] - one["started_at"]) // SECOND
    return {**one, "duration_s": duration, "ended_at": None if goes_on else one["ended_at"]}
