"""Every text that the database holds, looked through for some words and written anew, bit by bit."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from tortoise import BaseDBAsyncClient, Tortoise, fields
from tortoise.models import Model

from csms.store.models import MeterValue
from csms.store.values import connection, fetch, on_postgres

AT_ONCE = 5_000
"""Rows of one look: PostgreSQL has seconds for it, and nobody waits for a lock."""

READINGS = MeterValue._meta.db_table
"""What meters measured names nobody, except under the meter's own signature, which no change would survive."""

KEY = "key_of_the_row"
NEEDLES_AT_ONCE = 20
"""SQLite takes no condition of more than a thousand parts."""

Rewrite = Callable[[str, str], str]
"""(column, text) -> what it is to say instead."""


class Column(NamedTuple):
    name: str
    json: bool


class Table(NamedTuple):
    """key: the column of its primary key, which is in no text."""

    name: str
    key: str
    columns: tuple[Column, ...]


def tables() -> list[Table]:
    """All tables with texts, but the readings of meters."""
    found = [_table(model) for model in Tortoise.apps["csms"].values()]
    return [table for table in found if table.columns and table.name != READINGS]


def _table(model: type[Model]) -> Table:
    meta = model._meta
    texts = (
        Column(field.source_field or name, isinstance(field, fields.JSONField))
        for name, field in meta.fields_map.items()
        if isinstance(field, fields.CharField | fields.TextField | fields.JSONField) and not field.pk
    )
    return Table(meta.db_table, meta.db_pk_column, tuple(texts))


async def disown(user_id: UUID, connection: BaseDBAsyncClient) -> None:
    """No row is the person's any more, in whatever table."""
    for model in Tortoise.apps["csms"].values():
        owner = model._meta.fields_map.get("user_id")
        if isinstance(owner, fields.UUIDField) and owner.null and not owner.reference:
            await model.filter(user_id=user_id).using_db(connection).update(user_id=None)


async def rewrite(table: Table, needles: Sequence[str], anew: Rewrite) -> int:
    """How many rows were written anew. needles: in lower case; a row with one of them, or an escape, is looked at."""
    count = 0
    for start in range(0, len(needles), NEEDLES_AT_ONCE):
        async for rows in _with_one_of(table, needles[start : start + NEEDLES_AT_ONCE]):
            for row in rows:
                count += await _rewrite_row(table, row, anew)
    return count


async def _rewrite_row(table: Table, row: dict[str, Any], anew: Rewrite) -> bool:
    texts = {column.name: row[column.name] for column in table.columns if row[column.name]}
    changes = {name: said for name, text in texts.items() if (said := anew(name, text)) != text}
    if changes:
        await _write(table, row[KEY], changes)
    return bool(changes)


async def _with_one_of(table: Table, needles: Sequence[str]) -> AsyncIterator[list[dict[str, Any]]]:
    position = "STRPOS" if on_postgres() else "INSTR"
    texts = [(column, f"CAST({column.name} AS TEXT)") for column in table.columns]
    found = " OR ".join(
        f"{position}(LOWER({text}), ${place}) > 0"
        for _, text in texts
        for place in range(1, len(needles) + 1)
    )
    escaped = " OR ".join(rf"{position}({text}, '\u') > 0" for _, text in texts)
    columns = ", ".join(f"{text} AS {column.name}" for column, text in texts)
    last, key = len(needles) + 1, table.key
    async for after, until in _ranges(table):
        bounds = [(f"{key} > ${last}", after), (f"{key} <= ${last + (after is not None)}", until)]
        given = [(condition, bound) for condition, bound in bounds if bound is not None]
        where = " AND ".join([f"({found} OR {escaped})", *(condition for condition, _ in given)])
        sql = f"SELECT {key} AS {KEY}, {columns} FROM {table.name} WHERE {where}"  # noqa: S608 - names of our own tables
        yield await fetch(sql, *needles, *(bound for _, bound in given))


async def _ranges(table: Table) -> AsyncIterator[tuple[Any, Any]]:
    """(after, until) of keys, over the whole table; None: no bound."""
    key, name = table.key, table.name
    after: Any = None
    while True:
        where, given = (f"WHERE {key} > $1", [after]) if after is not None else ("", [])
        sql = f"SELECT {key} AS {KEY} FROM {name} {where} ORDER BY {key} LIMIT 1 OFFSET {AT_ONCE - 1}"  # noqa: S608
        rows = await fetch(sql, *given)
        until = rows[0][KEY] if rows else None
        yield after, until
        if until is None:
            return
        after = until


async def _write(table: Table, row_id: Any, changes: dict[str, str]) -> None:
    kinds = {column.name: column.json for column in table.columns}
    mark = "${}" if on_postgres() else "?{}"
    values = [
        f"{name} = {_value(mark.format(place), json=kinds[name])}" for place, name in enumerate(changes, 1)
    ]
    sql = f"UPDATE {table.name} SET {', '.join(values)} WHERE {table.key} = {mark.format(len(changes) + 1)}"  # noqa: S608
    await connection().execute_query(sql, [*changes.values(), row_id])


def _value(mark: str, *, json: bool) -> str:
    return f"CAST({mark} AS JSONB)" if json and on_postgres() else mark
