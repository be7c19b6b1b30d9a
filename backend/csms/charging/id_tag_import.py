"""Many id tags at once: looked at first, then all or nothing.

A tag is known by its text. Columns that a file does not have stay as they are; an empty cell empties the field.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from csms.charging import last_uses, local_lists
from csms.charging.authorization import fold
from csms.charging.imports import Change, Fault, ImportRow, People, Report, existing, parts, slowly
from csms.said import Said, msg, said
from csms.store.models import Charger, IdTag, Station, UnknownTag

WRITE_AT_ONCE = 1_000

_PLACES: dict[str, tuple[type[Station | Charger], str]] = {
    "allowed_station_ids": (Station, msg("There is no station {id}")),
    "allowed_charger_ids": (Charger, msg("There is no charger {id}")),
}
_AS_THEY_ARE = ("blocked", "expires_at", "max_active_transactions")
_COLUMNS = (
    "value", "parent_value", "parent_folded", *_AS_THEY_ARE, *_PLACES, "user_id", "note"
)  # fmt: skip
_TOLD_AS = {"value": "id_tag", "parent_value": "parent_id_tag"}

Complain = Callable[[str, Said], None]
Known = dict[str, dict[str, Any]]
"""Folded tag -> its columns."""


@dataclass(slots=True)
class Plan:
    """rows: the columns to be written, by folded tag."""

    report: Report
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    created: set[str] = field(default_factory=set)


async def plan(rows: Sequence[ImportRow], faults: Sequence[Fault] = ()) -> Plan:
    """What the rows would do. faults: of what could not even be read."""
    result = Plan(Report(rows=len(rows) + len({fault.row for fault in faults}), faults=list(faults)))
    known = await _known({fold(row.fields["id_tag"]) for row in rows})
    people = await People.named_in(rows)
    places = {
        column: await existing(model, {one for row in rows for one in row.fields.get(column) or ()})
        for column, (model, _) in _PLACES.items()
    }
    seen: dict[str, int] = {}
    async for row in slowly(rows):
        _look_at(row, result, known, people, places, seen)
    return result


async def apply(found: Plan) -> list[UUID]:
    """In one transaction; the ids of the first tags that were written. Raises Invalid when there are faults."""
    found.report.require_no_faults()
    now = datetime.now(UTC)
    async with in_transaction() as connection:
        for part in parts(found.rows.items(), WRITE_AT_ONCE):
            tags = [
                IdTag(folded=folded, created_at=now, updated_at=now, **columns) for folded, columns in part
            ]
            await IdTag.bulk_create(
                tags,
                on_conflict=("folded", "type"),
                update_fields=(*_COLUMNS, "updated_at"),
                using_db=connection,
            )
        await last_uses.mark(found.created, connection)
        for folded in parts(found.created):
            await UnknownTag.filter(folded__in=folded).using_db(connection).delete()
        if found.rows:
            await local_lists.tags_changed(connection)
    return await _ids(list(found.rows)[:WRITE_AT_ONCE])


async def _ids(folded: list[str]) -> list[UUID]:
    ids = IdTag.filter(folded__in=folded, type="").values_list("id", flat=True)
    return list(await ids)  # type: ignore[arg-type]


async def _known(folded: set[str]) -> Known:
    known: Known = {}
    for part in parts(folded):
        rows = IdTag.filter(folded__in=part, type="").values("id", "folded", *_COLUMNS)
        known.update({row["folded"]: row async for row in slowly(await rows)})
    return known


def _look_at(
    row: ImportRow,
    result: Plan,
    known: Known,
    people: People,
    places: dict[str, set[UUID]],
    seen: dict[str, int],
) -> None:
    report = result.report
    wrong: list[Fault] = []
    folded = fold(row.fields["id_tag"])
    before = known.get(folded)

    def complain(column: str, message: Said) -> None:
        wrong.append(Fault(row.row, column, message))

    if folded in seen:
        first = str(seen[folded])
        complain("id_tag", said("Is in row {row} already; upper and lower case do not count", row=first))
    seen.setdefault(folded, row.row)
    _check_id(row, before, complain)
    columns = _columns(row, before, people, complain)
    columns |= _places(row, before, places, complain)
    if columns["parent_folded"] == folded:
        complain("parent_id_tag", said("A tag cannot be its own parent"))
    if wrong:
        report.faults += wrong
        return
    changed = [name for name in _COLUMNS if columns[name] != (before or _NEW)[name]]
    if before is not None and not changed:
        report.unchanged += 1
        return
    kind = "created" if before is None else "changed"
    told = [_TOLD_AS.get(name, name) for name in changed if name != "parent_folded"]
    report.note(Change(row.row, row.fields["id_tag"], kind, told))
    result.rows[folded] = columns
    if before is None:
        result.created.add(folded)


def _check_id(row: ImportRow, before: dict[str, Any] | None, complain: Complain) -> None:
    """An id beside another text would be a new name, or the row of another system."""
    given = row.fields.get("id")
    if given is not None and (before is None or before["id"] != given):
        complain(
            "id",
            said("Is not the id of this tag: an import renames nothing. Leave it empty for a new tag"),
        )


_NEW: dict[str, Any] = {
    **dict.fromkeys(_COLUMNS),
    "blocked": False,
    "note": "",
}


def _columns(
    row: ImportRow, before: dict[str, Any] | None, people: People, complain: Complain
) -> dict[str, Any]:
    fields = row.fields
    columns = {name: (before or _NEW)[name] for name in _COLUMNS}
    columns["value"] = fields["id_tag"]
    columns |= {name: fields[name] for name in _AS_THEY_ARE if name in fields}
    if "parent_id_tag" in fields:
        parent = fields["parent_id_tag"]
        columns |= {"parent_value": parent, "parent_folded": fold(parent) if parent else None}
    if "note" in fields:
        columns["note"] = fields["note"] or ""
    if "user_id" in fields or "user_email" in fields:
        columns["user_id"] = people.of(row, complain)
    return columns


def _places(
    row: ImportRow, before: dict[str, Any] | None, places: dict[str, set[UUID]], complain: Complain
) -> dict[str, list[str] | None]:
    """As for one tag: a deleted place may stay in a list that has it."""
    columns: dict[str, list[str] | None] = {}
    for column, (_, text) in _PLACES.items():
        there = (before or {}).get(column) or []
        wanted = [str(one) for one in dict.fromkeys(row.fields.get(column) or ())]
        known = {*map(str, places[column]), *there} if wanted else set()
        if unknown := [one for one in wanted if one not in known]:
            complain(column, Said(text, {"id": unknown[0]}))
        columns[column] = (wanted if column in row.fields else there) or None
    return columns
