"""What is known of chargers in a day, for those that derive how they were."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Subquery

from csms.store.energy import LONGEST_SESSION
from csms.store.models import Charger, ChargerDay, Command, ConnectorStatus, SessionFigures, Watch
from csms.store.values import fetch, marks, moment

Told = tuple[datetime, int, str]
"""When, of which connector (0: all), and what."""
Span = tuple[datetime, datetime | None]


class Material(NamedTuple):
    """By charger. Statuses, wishes and connections hold what was so when the day began."""

    statuses: dict[UUID, list[Told]]
    wishes: dict[UUID, list[Told]]
    connections: dict[UUID, list[Span]]
    first_connection: dict[UUID, datetime]
    sessions: dict[UUID, list[SessionFigures]]


async def without(day: date, limit: int) -> list[UUID]:
    """Chargers that have no row for that day yet."""
    rows = await fetch(
        f"""
        SELECT c.id AS id FROM chargers c
        WHERE NOT EXISTS (SELECT 1 FROM charger_days d WHERE d.charger_id = c.id AND d.day = $1) LIMIT {limit:d}
        """,  # noqa: S608 - a number
        day,
    )
    return [UUID(str(row["id"])) for row in rows]


async def first_missing(charger_id: UUID) -> datetime | date | None:
    """The day after its latest row, else when it was first heard of; None: never."""
    latest = await ChargerDay.filter(charger_id=charger_id).order_by("-day").first()
    if latest is not None:
        return latest.day + timedelta(days=1)
    (row,) = await fetch(
        """
        SELECT (SELECT MIN(received_at) FROM connector_statuses WHERE charger_id = $1) AS status,
          (SELECT MIN(since) FROM connections WHERE charger_id = $1) AS connection
        """,
        charger_id,
    )
    heard = [moment(at) for at in row.values() if at is not None]
    return min(heard) if heard else None


async def due(now: datetime, limit: int) -> list[ChargerDay]:
    """Earlier days first. The days of a charger that was deleted stay as they are."""
    here = Subquery(Charger.all().values("id"))
    return (
        await ChargerDay.filter(due_at__lte=now, charger_id__in=here).order_by("due_at", "day").limit(limit)
    )


async def material(chargers: Sequence[UUID], start: datetime, end: datetime) -> Material:
    """What is known of chargers from `start` to `end`, a day in UTC."""
    connections, first = await _connections(chargers, start, end)
    return Material(
        await _statuses(chargers, start, end),
        await _wishes(chargers, end),
        connections,
        first,
        await _sessions(chargers, start, end),
    )


async def watches(start: datetime, end: datetime) -> tuple[datetime | None, list[tuple[datetime, datetime]]]:
    """When anybody first watched, and the watches that touch a time."""
    first = await Watch.all().order_by("since").first()
    found = await Watch.filter(until__gte=start - timedelta(minutes=1), since__lt=end).order_by("since")
    return (first.since if first else None), [(watch.since, watch.until) for watch in found]


async def _statuses(chargers: Sequence[UUID], start: datetime, end: datetime) -> dict[UUID, list[Told]]:
    """As they came, which is our own clock; a claim that is older than the one shown is not how it was."""
    told: dict[UUID, list[Told]] = defaultdict(list)
    for row in await fetch(_STATUS_BEFORE.format(marks=marks(len(chargers), 2)), start, *chargers):
        if row["status"] is not None:
            told[UUID(str(row["charger_id"]))].append((start, row["evse_id"], row["status"]))
    found = ConnectorStatus.filter(
        charger_id__in=list(chargers), received_at__gte=start, received_at__lt=end, applied=True
    )
    rows: list[Any] = await found.order_by("received_at", "id").values_list(
        "charger_id", "received_at", "evse_id", "status"
    )
    for charger_id, *one in rows:
        told[charger_id].append((one[0], one[1], one[2]))
    return told


# Who has said nothing since shows it still; the others' history is read back to the last one before.
_STATUS_BEFORE = """
SELECT c.charger_id AS charger_id, c.evse_id AS evse_id,
  CASE WHEN c.received_at < $1 THEN c.status ELSE (
    SELECT s.status FROM connector_statuses s
    WHERE s.charger_id = c.charger_id AND s.evse_id = c.evse_id AND s.received_at < $1 AND s.applied
    ORDER BY s.received_at DESC, s.id DESC LIMIT 1) END AS status
FROM connectors c WHERE c.charger_id IN ({marks})
"""


async def _wishes(chargers: Sequence[UUID], end: datetime) -> dict[UUID, list[Told]]:
    """Changes of availability that the charger has agreed to, since ever: they hold until the next."""
    said = Command.filter(
        charger_id__in=list(chargers), action="ChangeAvailability", state="answered", finished_at__lt=end
    )
    wishes: dict[UUID, list[Told]] = defaultdict(list)
    for command in await said.order_by("finished_at"):
        if command.finished_at and (command.response or {}).get("status") in ("Accepted", "Scheduled"):
            request = command.request
            wish = (command.finished_at, int(request.get("connectorId", 0)), str(request.get("type")))
            wishes[command.charger_id].append(wish)
    return wishes


async def _connections(
    chargers: Sequence[UUID], start: datetime, end: datetime
) -> tuple[dict[UUID, list[Span]], dict[UUID, datetime]]:
    """Those of the time, with the one before and the one after it."""
    rows = await fetch(_CONNECTIONS.format(marks=marks(len(chargers), 3)), start, end, *chargers)
    spans: dict[UUID, list[Span]] = defaultdict(list)
    first: dict[UUID, datetime] = {}
    for row in rows:
        charger_id = UUID(str(row["charger_id"]))
        first[charger_id] = moment(row["first_since"])
        spans[charger_id].append((moment(row["since"]), moment(row["until"]) if row["until"] else None))
    return spans, first


_CONNECTIONS = """
WITH wanted AS (
  SELECT c.id AS charger_id,
    (SELECT MIN(o.since) FROM connections o WHERE o.charger_id = c.id) AS first_since,
    COALESCE((SELECT MAX(b.since) FROM connections b WHERE b.charger_id = c.id AND b.since < $1), $1) AS earliest,
    COALESCE((SELECT MIN(a.since) FROM connections a WHERE a.charger_id = c.id AND a.since >= $2), $2) AS latest
  FROM chargers c WHERE c.id IN ({marks})
)
SELECT w.charger_id AS charger_id, w.first_since AS first_since, n.since AS since, n.until AS until
FROM wanted w JOIN connections n ON n.charger_id = w.charger_id AND n.since >= w.earliest AND n.since <= w.latest
ORDER BY n.since
"""


async def _sessions(
    chargers: Sequence[UUID], start: datetime, end: datetime
) -> dict[UUID, list[SessionFigures]]:
    found = SessionFigures.filter(
        charger_id__in=list(chargers), started_at__gte=start - LONGEST_SESSION, started_at__lt=end
    )
    sessions: dict[UUID, list[SessionFigures]] = defaultdict(list)
    for row in await found:
        if row.evse_id and (row.stopped_at is None or row.stopped_at > start):
            sessions[row.charger_id].append(row)
    return sessions
