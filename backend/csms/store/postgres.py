"""The journal's writer for PostgreSQL: one connection of its own, hot tables by INSERT .. unnest."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg

from csms.errors import StorageUnavailable
from csms.store.facts import Fact
from csms.store.journal import RefusedData, Results
from csms.store.readings import ReadingBuffer
from csms.store.statements import Row, Table, apply, apply_readings

SENT_AS = {"numeric": "text"}
"""Types of columns that the driver encodes slowly, and what is sent in their place."""

COMMAND_TIMEOUT = 30.0
"""Seconds for one statement; a server that hangs longer counts as away."""

_UNAVAILABLE = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalServerError,
    asyncpg.ReadOnlySQLTransactionError,
)
_REFUSED = (asyncpg.PostgresError, ValueError, OverflowError, TypeError)


class PostgresWriter:
    """Groups into PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._url = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._readings = ReadingBuffer()

    async def commit(self, group: Sequence[Sequence[Fact]]) -> Results:
        try:
            connection = await self._connect()
            async with connection.transaction():
                results = await apply(_Session(connection), group)
        except _UNAVAILABLE as error:
            await self._drop()
            raise StorageUnavailable(f"PostgreSQL: {error}") from error
        except _REFUSED as error:
            raise RefusedData(f"PostgreSQL: {error}") from error
        self._readings.remember(group)
        return results

    async def flush(self) -> float | None:
        if self._readings.due_in() == 0:
            await self._flush_now()
        return self._readings.due_in()

    async def _flush_now(self) -> None:
        taken = self._readings.take()
        try:
            connection = await self._connect()
            async with connection.transaction():
                await apply_readings(_Session(connection), taken)
        except (*_UNAVAILABLE, *_REFUSED) as error:
            self._readings.give_back(taken)
            await self._drop()
            raise StorageUnavailable(f"PostgreSQL: {error}") from error

    async def close(self) -> None:
        if self._readings.due_in() is not None and self._connection:
            await self._flush_now()
        await self._drop()

    async def _connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._url, command_timeout=COMMAND_TIMEOUT, timeout=COMMAND_TIMEOUT
            )
        return self._connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.terminate()


class _Session:
    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection

    def key(self, value: UUID | None) -> UUID | None:
        return value

    def time(self, value: datetime) -> datetime:
        return value

    def number(self, value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    async def run(self, sql: str, rows: Sequence[Row]) -> None:
        await self._connection.executemany(sql, rows)

    async def fetch(self, sql: str, row: Row) -> list[Row]:
        return [tuple(record) for record in await self._connection.fetch(sql, *row)]

    async def insert(self, table: Table, rows: Sequence[Row]) -> int:
        if not rows:
            return 0
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
        tag = await self._connection.execute(_insert_sql(table), *columns)
        return int(tag.rpartition(" ")[2])


@cache
def _insert_sql(table: Table) -> str:
    arrays = ", ".join(
        f"${n}::{SENT_AS.get(kind, kind)}[]" for n, kind in enumerate(table.columns.values(), start=1)
    )
    names = ", ".join(table.columns)
    values = ", ".join(f"{name}::{kind}" if kind in SENT_AS else name for name, kind in table.columns.items())
    return (
        f"INSERT INTO {table.name} ({names}) "  # noqa: S608 - names of our own tables
        f"SELECT {values} FROM unnest({arrays}) AS given({names}) ON CONFLICT DO NOTHING"
    )
