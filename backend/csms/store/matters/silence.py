"""Chargers that were here and are silent now."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from csms.said import Energy, Said, said
from csms.store.matters.matter import LIMIT, matter, stamp
from csms.store.models import Charger, Transaction
from csms.store.values import View, fetch, moment, text_id

SILENCE = timedelta(minutes=1)
"""A charger that is away for less has only reconnected."""


class Away(NamedTuple):
    """The ids as text."""

    charger_id: str
    offline_since: datetime
    station_id: str | None


_AWAY = """
SELECT id, offline_since, station_id FROM chargers
WHERE NOT online AND last_seen_at IS NOT NULL AND offline_since <= $1 ORDER BY offline_since DESC
"""


async def away(since: datetime, limit: int | None = None) -> list[Away]:
    """Chargers that were here once, and have not been since that moment, the last first.

    They may be all that there are, many thousands: not by way of the models.
    """
    rows = await (fetch(_AWAY, since) if limit is None else fetch(f"{_AWAY} LIMIT $2", since, limit))
    return [Away(str(row["id"]), moment(row["offline_since"]), text_id(row["station_id"])) for row in rows]


async def offline(now: datetime) -> list[View]:
    ids = [UUID(one.charger_id) for one in await away(now - SILENCE, LIMIT)]
    columns = ("id", "charge_point_id", "last_seen_at", "offline_since", "station__name")
    rows = await Charger.filter(id__in=ids).order_by("-offline_since").values(*columns)
    sessions = await _sessions(ids)
    return [_silence(row, sessions[row["id"]], now) for row in rows]


async def _sessions(charger_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    running: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    query = Transaction.filter(state="active", charger_id__in=charger_ids).order_by("started_at")
    for row in await query.values("id", "charger_id", "evse_id", "id_token", "energy_wh"):
        running[row["charger_id"]].append(row)
    return running


def _silence(row: dict[str, Any], sessions: list[dict[str, Any]], now: datetime) -> View:
    session = sessions[0] if len(sessions) == 1 else None
    return matter(
        "offline",
        f"{row['id']}:{stamp(row['offline_since'])}",
        row["offline_since"],
        said(
            "{charger} has been silent for {span}",
            charger=row["charge_point_id"],
            span=now - row["last_seen_at"],
        ),
        [*_lost_sight_of(sessions), row["station__name"]],
        charger_id=str(row["id"]),
        charge_point_id=row["charge_point_id"],
        connector_id=session["evse_id"] if session else None,
        station_name=row["station__name"],
        transaction_id=str(session["id"]) if session else None,
    )


def _lost_sight_of(sessions: list[dict[str, Any]]) -> list[Said]:
    if not sessions:
        return [said("No session was running")]
    if len(sessions) > 1:
        running = said(
            "{count, plural, one {# session was running} other {# sessions were running}}",
            count=len(sessions),
        )
        return [running, said("They go on without us")]
    return [_charged(sessions[0]), said("The session goes on without us")]


def _charged(session: dict[str, Any]) -> Said:
    tag, energy = session["id_token"] or "?", session["energy_wh"]
    if energy is None:
        return said("It was charging {tag}", tag=tag)
    return said("It was charging {tag}, {energy} so far", tag=tag, energy=Energy(energy, digits=1))
