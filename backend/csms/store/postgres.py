"""The journal's writer for PostgreSQL: one connection of its own, hot tables by COPY."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType
from typing import Any
from uuid import UUID

import asyncpg

from csms.errors import StorageUnavailable
from csms.store.facts import Fact
from csms.store.forms import Forms
from csms.store.journal import RefusedData, Results
from csms.store.readings import ReadingBuffer
from csms.store.statements import Row, Table, apply, apply_readings
from csms.store.statements.session import METER_VALUES

COMMAND_TIMEOUT = 10.0
"""Seconds for one statement; a server that hangs longer counts as away. Below the call time-out of chargers."""

CANCEL_PATIENCE = 2.0

UNAVAILABLE = (
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


class ImpatientConnection(asyncpg.Connection):
    """Ends when the server does not say within `CANCEL_PATIENCE` that a statement is cancelled.

    asyncpg waits for that word without a limit. Where the network swallows everything it never comes, and the
    connection's place in the pool would never come free (R5).
    """

    def _cancel_current_command(self, *waiters: "asyncio.Future[None]") -> None:
        super()._cancel_current_command(*waiters)  # type: ignore[misc] # not in its stubs
        asyncio.get_running_loop().call_later(CANCEL_PATIENCE, self._give_up)

    def _give_up(self) -> None:
        if not self.is_closed() and self._protocol._is_cancelling():  # type: ignore[attr-defined]
            self.terminate()


def impatience(command_timeout: float | None) -> dict[str, Any]:
    """Arguments for asyncpg. command_timeout: seconds, None for statements that take the time they take."""
    return {
        "command_timeout": command_timeout,
        "timeout": COMMAND_TIMEOUT,
        "connection_class": ImpatientConnection,
    }


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
        except UNAVAILABLE as error:
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
        except (*UNAVAILABLE, *_REFUSED) as error:
            self._readings.give_back(taken)
            await self._drop()
            raise StorageUnavailable(f"PostgreSQL: {error}") from error

    async def close(self) -> None:
        if self._readings.due_in() is not None and self._connection:
            await self._flush_now()
        await self._drop()

    async def _connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        if self._connection is None or self._connection.is_closed():
            connection = await asyncpg.connect(self._url, **impatience(COMMAND_TIMEOUT))
            self._connection = connection
            await connection.execute(_given_sql(METER_VALUES))
        return self._connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.terminate()


class _Session:
    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection

    async def run(self, sql: str, rows: Sequence[Row]) -> None:
        await self._connection.executemany(sql, rows)

    async def fetch(self, sql: str, row: Row) -> list[Row]:
        return [tuple(record) for record in await self._connection.fetch(sql, *row)]

    def part(self, *values: Any) -> str:
        return "\t".join([_FIELDS[type(value)](value) for value in values])

    async def insert(self, table: Table, rows: Sequence[tuple[str, ...]]) -> int:
        """COPY: it costs this process a tenth of what arrays do. Rows that may stand already take a detour."""
        if not rows:
            return 0
        lines = "\n".join(["\t".join(row) for row in rows]) + "\n"
        target = _given(table) if table.unique else table.name
        source = _at_once(lines.encode())
        tag = await self._connection.copy_to_table(target, source=source, columns=list(table.columns))
        if table.unique:
            tag = await self._connection.execute(_take_over_sql(table))
        return int(tag.rpartition(" ")[2])


async def _at_once(data: bytes) -> AsyncIterator[bytes]:
    """What COPY reads from; a file would be read by a thread."""
    yield data


def _text(value: str) -> str:
    """A text in COPY's text format."""
    if "\\" in value or "\n" in value or "\t" in value or "\r" in value:
        return value.translate(_ESCAPES)
    return value


_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_FIELDS = Forms(
    {
        NoneType: lambda value: "\\N",
        str: _text,
        UUID: lru_cache(maxsize=100_000)(str),
        datetime: datetime.isoformat,
        Decimal: str,
        int: str,
        float: repr,
        bool: repr,
    }
)


def _given(table: Table) -> str:
    return f"{table.name}_given"


def _given_sql(table: Table) -> str:
    columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
    return f"CREATE TEMPORARY TABLE {_given(table)} ({columns}) ON COMMIT DELETE ROWS"


@cache
def _take_over_sql(table: Table) -> str:
    names = ", ".join(table.columns)
    return (
        f"INSERT INTO {table.name} ({names}) "  # noqa: S608 - names of our own tables
        f"SELECT {names} FROM {_given(table)} ON CONFLICT DO NOTHING"
    )
