"""The matters of `csms.store.attention` for who compares them with what was told: all of them, and without prose.

And two kinds that merely happen: security events and firmware that failed. Those come until they were told.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from csms.store.matters.doubts import SPAN, doubt, stray, stray_stops, suspects
from csms.store.matters.drifting import keys_in_words
from csms.store.matters.faults import FAULTS, faulty
from csms.store.matters.faults import named as fault_name
from csms.store.matters.matter import stamp
from csms.store.matters.security import event_key
from csms.store.matters.silence import away
from csms.store.matters.upkeep import EXPIRES_WITHIN, certificate_key, failed_lists
from csms.store.models import Charger, ChargerCertificate, ConfigurationDrift
from csms.store.values import fetch, marks, moment, text_id

AT_ONCE = 500
"""Ids in one question."""

MOST_EVENTS = 1000
"""Of one look; the others come with the next."""

DANGEROUS = frozenset({"GroundFailure", "HighTemperature", "OverCurrentFailure", "OverVoltage"})
"""Faults in which somebody may come to harm."""


class About(Struct, frozen=True, omit_defaults=True):
    """What and where, as it is kept with what was told. what: the matter in a few words, where it has any."""

    charger_id: str | None = None
    charge_point_id: str = ""
    name: str = ""
    station_id: str | None = None
    station_name: str = ""
    connector_id: int | None = None
    transaction_id: str | None = None
    what: str = ""


class Matter(Struct, frozen=True):
    """subject: what it is about; the same as long as it lasts. matter_id: as in the attention list, where it is one.

    new: whether it may be told for the first time. critical: somebody may be harmed, or robbed.
    """

    subject: str
    opened_at: datetime
    about: About
    critical: bool = False
    new: bool = True
    matter_id: str = ""


Row = dict[str, Any]

_PLACE = ("charge_point_id", "name", "station_id", "station__name")


def _about(row: Row, charger_id: UUID, prefix: str = "", **more: Any) -> About:
    return About(
        charger_id=str(charger_id),
        charge_point_id=row[f"{prefix}charge_point_id"],
        name=row[f"{prefix}name"] or "",
        station_id=text_id(row[f"{prefix}station_id"]),
        station_name=row[f"{prefix}station__name"] or "",
        **more,
    )


async def chargers_offline(now: datetime) -> list[Matter]:
    """Without names: there may be very many of them. `named` puts them in."""
    return [
        Matter(
            f"offline:{one.charger_id}",
            one.offline_since,
            About(charger_id=one.charger_id, station_id=one.station_id),
            matter_id=f"offline:{one.charger_id}:{stamp(one.offline_since)}",
        )
        for one in await away(now)
    ]


async def named(abouts: Sequence[About]) -> list[About]:
    """With the names of their chargers and stations, those that have none."""
    nameless = {UUID(one.charger_id) for one in abouts if one.charger_id and not one.charge_point_id}
    places = {str(charger_id): place for charger_id, place in (await _places(nameless)).items()}
    return [places.get(one.charger_id or "", one) if not one.charge_point_id else one for one in abouts]


# The first word of it after the last one of something else: a charger may tell the same fault every minute.
_FAULTY_SINCE = """
SELECT c.id AS id, (
  SELECT MIN(s.received_at) FROM connector_statuses s
  WHERE s.charger_id = c.charger_id AND s.evse_id = c.evse_id AND s.applied AND s.received_at > COALESCE((
    SELECT MAX(o.received_at) FROM connector_statuses o
    WHERE o.charger_id = c.charger_id AND o.evse_id = c.evse_id AND o.applied AND o.status <> 'Faulted'
  ), $1)) AS since
FROM connectors c WHERE c.id IN ({marks})
"""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


async def connectors_faulted(known: Collection[str]) -> list[Matter]:
    """known: subjects of which nobody asks any more since when."""
    rows = await faulty().values(
        "id", "evse_id", "error_code", "vendor_error_code", "received_at", "charger_id",
        *(f"charger__{name}" for name in _PLACE),
    )  # fmt: skip
    since = await _faulty_since([row["id"] for row in rows if f"fault:{row['id']}" not in known])
    return [_fault(row, since.get(row["id"]) or row["received_at"]) for row in rows]


async def _faulty_since(ids: list[UUID]) -> dict[UUID, datetime]:
    since: dict[UUID, datetime] = {}
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first : first + AT_ONCE]
        rows = await fetch(_FAULTY_SINCE.format(marks=marks(len(some), 2)), _EVER, *some)
        since |= {UUID(str(row["id"])): moment(row["since"]) for row in rows if row["since"]}
    return since


def _fault(row: Row, since: datetime) -> Matter:
    code = row["error_code"]
    words = [fault_name(code, row["vendor_error_code"]), FAULTS.get(code or "")]
    about = _about(
        row,
        row["charger_id"],
        "charger__",
        connector_id=row["evse_id"] or None,
        what=": ".join(str(word) for word in words if word),
    )
    return Matter(
        f"fault:{row['id']}",
        since,
        about,
        critical=code in DANGEROUS,
        matter_id=f"faulted:{row['id']}:{stamp(row['received_at'])}",
    )


async def transactions_in_doubt(now: datetime) -> list[Matter]:
    """Suspect transactions, and stops without one. Old ones stand, but are not told any more."""
    columns = (
        "id", "charger_id", "charge_point_id", "evse_id", "ocpp_transaction_id", "flags", "started_at", "suspect_at",
        "stopped_received_at",
    )  # fmt: skip
    rows = await suspects().values(*columns)
    stops = await stray_stops(now).values(
        "id", "charger_id", "charge_point_id", "ocpp_transaction_id", "received_at"
    )
    places = await _places({row["charger_id"] for row in (*rows, *stops)})
    return [_suspect(row, places, now) for row in rows] + [_stray(row, places, now) for row in stops]


def _suspect(row: Row, places: dict[UUID, About], now: datetime) -> Matter:
    at = row["suspect_at"] or row["stopped_received_at"] or row["started_at"]
    about = _placed(
        row,
        places,
        connector_id=row["evse_id"],
        transaction_id=str(row["id"]),
        what=str(doubt(row["ocpp_transaction_id"], row["flags"])),
    )
    new = row["started_at"] >= now - SPAN
    return Matter(f"suspect:{row['id']}", at, about, new=new, matter_id=f"suspect:{row['id']}")


def _stray(row: Row, places: dict[UUID, About], now: datetime) -> Matter:
    about = _placed(row, places, what=str(stray(row["ocpp_transaction_id"])))
    new = row["received_at"] >= now - SPAN
    return Matter(
        f"stop:{row['id']}", row["received_at"], about, new=new, matter_id=f"suspect:stop-{row['id']}"
    )


async def certificates_expiring(now: datetime) -> list[Matter]:
    """Certificates in use whose end is near; over once another one is in use."""
    ending = ChargerCertificate.filter(state="in_use", not_after__lte=now + EXPIRES_WITHIN)
    rows = await ending.values("id", "charger_id", "not_after")
    places = await _places({row["charger_id"] for row in rows})
    return [
        Matter(
            f"certificate:{row['id']}",
            row["not_after"] - EXPIRES_WITHIN,
            _placed(row, places, what=f"Its certificate expires on {row['not_after']:%Y-%m-%d}"),
            matter_id=f"certificate:{certificate_key(row['id'], row['not_after'], now)}",
        )
        for row in rows
    ]


async def configuration_drifts(_now: datetime) -> list[Matter]:
    """Chargers that are not configured as is wished."""
    rows = await ConfigurationDrift.all().values("charger_id", "keys", "since")
    places = await _places({row["charger_id"] for row in rows})
    return [
        Matter(
            f"drift:{row['charger_id']}",
            row["since"],
            _placed(row, places, what=str(keys_in_words(row["keys"]))),
            matter_id=f"drift:{row['charger_id']}:{stamp(row['since'])}",
        )
        for row in rows
    ]


async def local_lists_failed(_now: datetime) -> list[Matter]:
    """Local lists that could not be brought up to date; since the charger had the last one."""
    rows = await failed_lists().values("charger_id", "synced_at", "created_at", "error")
    places = await _places({row["charger_id"] for row in rows})
    return [
        Matter(
            f"local_list:{row['charger_id']}",
            row["synced_at"] or row["created_at"],
            _placed(row, places, what=row["error"]),
            matter_id=f"local_list:{row['charger_id']}:{stamp(row['synced_at'] or row['created_at'])}",
        )
        for row in rows
    ]


# The id of what a rule has told of is a part of its subject.
_EVENTS = """
SELECT e.id AS id, e.charger_id AS charger_id, e.received_at AS at, e.type AS type, e.critical AS critical,
  e.detail AS detail
FROM security_events e
WHERE e.received_at >= $1 AND (e.critical OR $4) {where} AND NOT EXISTS (
  SELECT 1 FROM notified_matters n WHERE n.rule_id = $2 AND n.subject = 'event:' || CAST(e.id AS TEXT))
ORDER BY e.received_at LIMIT $3
"""
_FAILURES = """
SELECT e.id AS id, e.charger_id AS charger_id, e.charge_point_id AS charge_point_id, e.ended_at AS at,
  e.detail AS detail
FROM transfers e
WHERE e.state = 'failed' AND e.kind IN ('firmware', 'signed_firmware') AND e.ended_at >= $1 {where} AND NOT EXISTS (
  SELECT 1 FROM notified_matters n WHERE n.rule_id = $2 AND n.subject = 'transfer:' || CAST(e.id AS TEXT))
ORDER BY e.ended_at LIMIT $3
"""


class Untold(Struct, frozen=True):
    """What has happened since then and was not told by this rule. Nowhere in particular is everywhere."""

    rule_id: UUID
    since: datetime
    station_ids: Collection[UUID] = ()
    charger_ids: Collection[UUID] = ()

    async def fetch(self, sql: str, *more: Any) -> list[Row]:
        """The oldest first. more: from `$4` on."""
        values = [self.since, self.rule_id, MOST_EVENTS, *more]
        where = self._where(len(values) + 1)
        rows = await fetch(sql.format(where=where), *values, *self.station_ids, *self.charger_ids)
        return [row | {"charger_id": UUID(str(row["charger_id"])), "at": moment(row["at"])} for row in rows]

    def _where(self, first: int) -> str:
        there = []
        if self.station_ids:
            there.append(f"station_id IN ({marks(len(self.station_ids), first)})")
        if self.charger_ids:
            there.append(f"id IN ({marks(len(self.charger_ids), first + len(self.station_ids))})")
        chargers = f"SELECT id FROM chargers WHERE {' OR '.join(there)}"  # noqa: S608 - only parameter marks
        return f"AND e.charger_id IN ({chargers})" if there else ""


async def security_events(untold: Untold, *, critical_only: bool) -> list[Matter]:
    rows = await untold.fetch(_EVENTS, not critical_only)
    return await _happened(
        "event",
        rows,
        lambda row: f"{row['type']} {row['detail']}".strip(),
        lambda row: f"security:{event_key(row['charger_id'], row['type'], row['at'])}",
    )


async def firmware_failed(untold: Untold) -> list[Matter]:
    rows = await untold.fetch(_FAILURES)
    return await _happened("transfer", rows, lambda row: row["detail"], lambda row: f"firmware:{row['id']}")


async def _happened(
    word: str, rows: list[Row], what: Callable[[Row], str], matter_id: Callable[[Row], str]
) -> list[Matter]:
    places = await _places({row["charger_id"] for row in rows})
    return [
        Matter(
            f"{word}:{row['id']}",
            row["at"],
            _placed(row, places, what=what(row)),
            critical=bool(row.get("critical")),
            matter_id=matter_id(row),
        )
        for row in rows
    ]


def _placed(row: Row, places: dict[UUID, About], **more: Any) -> About:
    """A charger that was deleted has only its old identity."""
    place = places.get(row["charger_id"]) or About(charge_point_id=row.get("charge_point_id") or "")
    fields = {name: getattr(place, name) for name in ("charger_id", "charge_point_id", "name")}
    return About(**fields, station_id=place.station_id, station_name=place.station_name, **more)


async def _places(charger_ids: Collection[UUID]) -> dict[UUID, About]:
    """Those of chargers that exist."""
    ids = list(charger_ids)
    places: dict[UUID, About] = {}
    for first in range(0, len(ids), AT_ONCE):
        rows = await Charger.filter(id__in=ids[first : first + AT_ONCE]).values("id", *_PLACE)
        places |= {row["id"]: _about(row, row["id"]) for row in rows}
    return places


async def existing(charger_ids: Collection[UUID]) -> set[UUID]:
    """Which of these chargers exist."""
    return set(await _places(charger_ids))
