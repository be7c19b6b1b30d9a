"""The journal's writer for SQLite: one connection in one thread, WAL, synchronous=FULL."""

import asyncio
import re
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar
from uuid import UUID

from csms.errors import StorageUnavailable
from csms.store.facts import Fact
from csms.store.forms import Forms
from csms.store.journal import RefusedData, Results
from csms.store.readings import ReadingBuffer
from csms.store.statements import Row, Table, apply, apply_readings

T = TypeVar("T")

BUSY_TIMEOUT_MS = 15_000
"""How long a write waits for another writer of the same file."""

ROWS_AT_ONCE = 64
"""Rows in one INSERT: each statement hands the interpreter's lock to the event loop and waits to get it back."""

CACHED_STATEMENTS = 2 * ROWS_AT_ONCE + 64

CACHE_KIB = 64 * 1024
"""Indexes grow at one place per charger: without room for all those pages every group reads them anew."""

CHECKPOINT_PAGES = 8_000
"""Pages in the WAL before they move to the file (32 MiB); a page that changed many times moves once."""


def _number_text(value: Decimal) -> str:
    return format(value, "f")


def _time_text(value: datetime) -> str:
    return value.isoformat(" ")


def _as_it_is(value: Any) -> Any:
    return value


_FORMS = Forms(
    {
        UUID: lru_cache(maxsize=100_000)(str),
        Decimal: _number_text,
        datetime: _time_text,
        date: date.isoformat,
        **dict.fromkeys((NoneType, str, int, float), _as_it_is),
        bool: int,  # the driver takes a detour for everything that is not a plain number or text
    }
)
for _kind in (UUID, Decimal, datetime, date):  # `run` and `fetch` leave it to the driver
    sqlite3.register_adapter(_kind, _FORMS[_kind])


class SqliteWriter:
    """Groups into one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._connection: sqlite3.Connection | None = None
        self._readings = ReadingBuffer()

    async def commit(self, group: Sequence[Sequence[Fact]]) -> Results:
        results = await self._in_thread(lambda session: apply(session, group))
        self._readings.remember(group)
        return results

    async def flush(self) -> float | None:
        if self._readings.due_in() == 0:
            await self._flush_now()
        return self._readings.due_in()

    async def _flush_now(self) -> None:
        taken = self._readings.take()
        try:
            await self._in_thread(lambda session: apply_readings(session, taken))
        except (StorageUnavailable, RefusedData) as error:
            self._readings.give_back(taken)
            raise StorageUnavailable(str(error)) from error

    async def close(self) -> None:
        if self._readings.due_in() is not None:
            await self._flush_now()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    async def _in_thread(self, work: "Callable[[_Session], Coroutine[Any, Any, T]]") -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(self._transact, work))

    def _transact(self, work: "Callable[[_Session], Coroutine[Any, Any, T]]") -> T:
        try:
            connection = self._connect()
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = _finish(work(_Session(connection)))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except (sqlite3.OperationalError, OSError) as error:
            self._disconnect()
            raise StorageUnavailable(f"SQLite: {error}") from error
        except (sqlite3.Error, ValueError, OverflowError, TypeError) as error:
            raise RefusedData(f"SQLite: {error}") from error
        return result

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(
                self._path,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=CACHED_STATEMENTS,
            )
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends: SQLite's calls block, which is what this thread is for."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("a statement for SQLite must not wait for anything else")


class _Session:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def run(self, sql: str, rows: Sequence[Row]) -> None:
        self._connection.executemany(_numbered(sql), rows)

    async def fetch(self, sql: str, row: Row) -> list[Row]:
        return self._connection.execute(_numbered(sql), row).fetchall()

    def part(self, *values: Any) -> Row:
        return tuple([_FORMS[type(value)](value) for value in values])

    async def insert(self, table: Table, rows: Sequence[tuple[Row, ...]]) -> int:
        before = self._connection.total_changes
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            values = list(chain.from_iterable(chain.from_iterable(some)))
            self._connection.execute(_insert_sql(table, len(some)), values)
        return self._connection.total_changes - before


@cache
def _numbered(sql: str) -> str:
    return re.sub(r"\$(\d+)", r"?\1", sql)


@cache
def _insert_sql(table: Table, rows: int) -> str:
    row = f"({', '.join('?' * len(table.columns))})"
    marks = ", ".join([row] * rows)
    return f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.columns)}) VALUES {marks}"  # noqa: S608
