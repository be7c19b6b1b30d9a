"""An upgrade of a database in use, with a row in every table."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError
from tortoise.migrations.api import migrate

from csms.store import migrations
from csms.store.database import close_database, is_postgres, migration_config
from tests.services.database import opened

ID = "01939b5e-0000-7000-8000-000000000001"
"""Of every row, and so of what it refers to."""

STEPS = sorted(file.stem for file in Path(migrations.__path__[0]).glob("0*.py"))
STOPS = [*STEPS[1::10], STEPS[-1]]
"""Where rows are put in: the schema of the first release, of every tenth step after it, and the newest."""

TYPES = {
    "uuid|char\\(36\\)": f"'{ID}'",
    "json": "'{}'",
    "timestamp": "'2026-11-19 12:00:00+00:00'",
    "bool": "'1'",
    "bytea|blob": "'x'",
    "int|numeric|decimal|real|double|float": "1",
    "date": "'2026-11-19'",
    "char|text": "'x'",
}
"""An SQL value for each type of column, by what its name contains; the first that fits."""

MEANT = {"schedule": """'{"chargingSchedulePeriod": []}'"""}
"""Columns of which a migration reads more than their type says."""

Read = Callable[[BaseDBAsyncClient], Awaitable[dict[str, dict[str, str]]]]


async def _of_sqlite(client: BaseDBAsyncClient) -> dict[str, dict[str, str]]:
    """Tables with their columns and types."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = [row["name"] for row in await client.execute_query_dict(named)]
    columns = {table: await client.execute_query_dict(f"PRAGMA table_info({table})") for table in tables}
    return {table: {row["name"]: row["type"] for row in rows} for table, rows in columns.items()}


async def _of_postgresql(client: BaseDBAsyncClient) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in await client.execute_query_dict(
        "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) AS type"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        " AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''"
    ):
        found.setdefault(row["relname"], {})[row["attname"]] = row["type"]
    return found


def _value(column: str, kind: str) -> str:
    if column in MEANT:
        return MEANT[column]
    return next(value for names, value in TYPES.items() if re.search(names, kind, re.IGNORECASE))


async def _empty(client: BaseDBAsyncClient, table: str) -> bool:
    return not await client.execute_query_dict(f'SELECT 1 FROM "{table}" LIMIT 1')


async def _fill(client: BaseDBAsyncClient, tables: dict[str, dict[str, str]]) -> None:
    """Puts a row into every table that has none; those it refers to come first."""
    waiting = {table: columns for table, columns in tables.items() if await _empty(client, table)}
    while waiting:
        before = len(waiting)
        for table, columns in list(waiting.items()):
            values = ", ".join(_value(name, kind) for name, kind in columns.items())
            names = ", ".join(f'"{name}"' for name in columns)
            try:
                await client.execute_query(f'INSERT INTO "{table}" ({names}) VALUES ({values})')
            except IntegrityError:
                continue
            del waiting[table]
        assert len(waiting) < before, f"no row goes into {sorted(waiting)}"


@pytest.mark.timeout(180)
async def test_a_database_in_use_comes_to_the_newest_schema(empty_database_url: str) -> None:
    read = _of_postgresql if is_postgres(empty_database_url) else _of_sqlite
    config: dict[str, Any] = migration_config(empty_database_url)
    (name,) = config["connections"]
    before: dict[str, dict[str, str]] = {}
    try:
        for step in STOPS:
            await migrate(config=config, target=f"csms.{step}")
            client = get_connection(name)
            tables = await read(client)
            lost = [table for table in tables.keys() & before if await _empty(client, table)]
            assert not lost, f"rows of {lost} were lost on the way to {step}"
            await _fill(client, tables)
            before = tables
    finally:
        await close_database()


async def test_foreign_keys_hold_when_the_schema_is_there(tmp_path: Path) -> None:
    """They do not while it changes."""
    async with opened(f"sqlite://{tmp_path / 'csms.db'}"):
        assert await get_connection("sqlite").execute_query_dict("PRAGMA foreign_keys") == [
            {"foreign_keys": 1}
        ]
