"""The history of another system: records that have ended, looked at first, then all or none.

They are of no conversation with a charger, so they have no OCPP number, and nothing that a charger says can change
them. A charger has each once, by its key there (`external_id`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from csms.charging import last_uses
from csms.charging.authorization import fold
from csms.charging.imported_records import Busy, Ended, energy_of, faults_of
from csms.charging.imports import Change, Fault, ImportRow, People, Report, parts, slowly
from csms.said import Said, said
from csms.store.flags import IMPORTED
from csms.store.models import Charger, Transaction
from csms.store.models.base import new_id

WRITE_AT_ONCE = 1_000

_COMPARED = (
    "evse_id",
    "id_token",
    "started_at",
    "stopped_at",
    "meter_start",
    "meter_stop",
    "energy_wh",
    "stop_reason",
)
_TOLD_AS = {"evse_id": "connector_id", "id_token": "id_tag"}

Key = tuple[UUID, str]
"""Charger and external id."""
Place = tuple[UUID, int | None]
"""Charger and connector; None: any of them, for a row that names none."""
Complain = Callable[[str, Said], None]


@dataclass(slots=True)
class Plan:
    report: Report
    records: dict[Key, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is here already. live: records of our own conversations, when each connector was in use."""

    chargers: dict[str, tuple[UUID, str]]
    people: People
    imported: dict[Key, dict[str, Any]]
    live: dict[Place, Busy]


async def plan(rows: Sequence[ImportRow], faults: Sequence[Fault], now: datetime) -> Plan:
    """What the rows would do. faults: of what could not even be read."""
    result = Plan(Report(rows=len(rows) + len({fault.row for fault in faults}), faults=list(faults)))
    known = await _known(rows, now)
    seen: dict[Key, int] = {}
    async for row in slowly(rows):
        _look_at(row, result, known, seen, now)
    return result


async def apply(found: Plan, now: datetime) -> list[UUID]:
    """In one transaction; the ids of the records. Raises Invalid when there are faults."""
    found.report.require_no_faults()
    records = [{**columns, "id": new_id()} for columns in found.records.values()]
    async with in_transaction() as connection:
        for part in parts(records, WRITE_AT_ONCE):
            await Transaction.bulk_create([_record(columns, now) for columns in part], using_db=connection)
        used = {columns["id_token_folded"] for columns in records if columns["id_token_folded"]}
        await last_uses.mark(used, connection)
    return [columns["id"] for columns in records]


def _record(columns: dict[str, Any], now: datetime) -> Transaction:
    """Received as a whole, now; its energy is split into quarters like that of any record that has changed."""
    when = dict.fromkeys(
        ("imported_at", "started_received_at", "stopped_received_at", "split_due_at", "created_at", "updated_at"),
        now,
    )  # fmt: skip
    return Transaction(**columns, **when, state="completed", flags=[IMPORTED])


async def _known(rows: Sequence[ImportRow], now: datetime) -> _Known:
    identities = {fold(row.fields["charge_point_id"]) for row in rows}
    chargers: dict[str, tuple[UUID, str]] = {}
    for part in parts(identities):
        columns = ("charge_point_id_folded", "id", "charge_point_id")
        for folded, row_id, identity in await Charger.filter(charge_point_id_folded__in=part).values_list(
            *columns
        ):
            chargers[str(folded)] = row_id, str(identity)
    return _Known(
        chargers,
        await People.named_in(rows),
        await _imported({row.fields["external_id"] for row in rows}),
        await _live([row_id for row_id, _ in chargers.values()], rows, now),
    )


async def _imported(external_ids: set[str]) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for part in parts(external_ids):
        rows = Transaction.filter(external_id__in=part).values("charger_id", "external_id", *_COMPARED)
        found.update({(row["charger_id"], row["external_id"]): row for row in await rows})
    return found


async def _live(charger_ids: list[UUID], rows: Sequence[ImportRow], now: datetime) -> dict[Place, Busy]:
    """Of the time that the rows are about."""
    if not rows:
        return {}
    since = min(row.fields["started_at"] for row in rows)
    until = max(row.fields["stopped_at"] for row in rows)
    then = Q(stopped_at=None) | Q(stopped_at__gt=since)
    records: dict[Place, list[Ended]] = defaultdict(list)
    for part in parts(charger_ids):
        query = Transaction.filter(then, charger_id__in=part, imported_at=None, started_at__lt=until)
        for charger_id, connector, start, stop in await query.values_list(
            "charger_id", "evse_id", "started_at", "stopped_at"
        ):
            for place in {(charger_id, connector), (charger_id, None)}:
                records[place].append(Ended(start, stop))
    return {place: Busy(found, now) for place, found in records.items()}


def _look_at(row: ImportRow, result: Plan, known: _Known, seen: dict[Key, int], now: datetime) -> None:
    report, fields = result.report, row.fields
    wrong: list[Fault] = []

    def complain(column: str, message: Said) -> None:
        wrong.append(Fault(row.row, column, message))

    for column, message in faults_of(fields, now):
        complain(column, message)
    user_id = known.people.of(row, complain)
    charger = known.chargers.get(fold(fields["charge_point_id"]))
    if charger is None:
        complain("charge_point_id", said("There is no such charger"))
    else:
        columns = _columns(fields, charger, user_id)
        key = (charger[0], fields["external_id"])
        _check_key(key, row, seen, complain)
        before = known.imported.get(key)
        _check_past(columns, before, known.live, complain)
    report.faults += wrong
    if wrong or charger is None:
        return
    if before is not None:
        report.unchanged += 1
    else:
        named = f"{charger[1]} {fields['external_id']}"
        report.note(Change(row.row, named, "created", [name for name in fields if fields[name] is not None]))
        result.records[key] = columns


def _check_key(key: Key, row: ImportRow, seen: dict[Key, int], complain: Complain) -> None:
    if key in seen:
        complain("external_id", said("Is in row {row} already", row=str(seen[key])))
    seen.setdefault(key, row.row)


def _check_past(
    columns: dict[str, Any], before: dict[str, Any] | None, live: dict[Place, Busy], complain: Complain
) -> None:
    """What is here already is not changed, and no session is here twice."""
    if before is None:
        busy = live.get((columns["charger_id"], columns["evse_id"]))
        if busy is not None and busy.overlaps(columns["started_at"], columns["stopped_at"]):
            complain("started_at", said("A session that is known here ran on this connector at that time"))
        return
    for name in _COMPARED:
        if columns[name] != before[name]:
            complain(_TOLD_AS.get(name, name), said("Was imported otherwise, and history is not changed"))


def _columns(fields: dict[str, Any], charger: tuple[UUID, str], user_id: UUID | None) -> dict[str, Any]:
    token, connector = fields.get("id_tag"), fields.get("connector_id")
    return {
        "charger_id": charger[0],
        "charge_point_id": charger[1],
        "external_id": fields["external_id"],
        "evse_id": connector,
        "connector_id": None if connector is None else 1,
        "id_token": token,
        "id_token_folded": fold(token) if token else None,
        "user_id": user_id,
        "started_at": fields["started_at"],
        "stopped_at": fields["stopped_at"],
        "meter_start": fields.get("meter_start"),
        "meter_stop": fields.get("meter_stop"),
        "energy_wh": energy_of(fields),
        "stop_reason": fields.get("stop_reason"),
    }
