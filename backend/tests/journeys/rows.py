"""What stands in the server's database, read past the server by plain SQL."""

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import asyncpg


async def rows(url: str, sql: str) -> list[Sequence[Any]]:
    """The rows of a query; the server may be running or dead."""
    if urlsplit(url).scheme == "sqlite":
        with contextlib.closing(_sqlite(url)) as file:
            return list(file.execute(sql))
    connection = await asyncpg.connect(url)
    try:
        return [tuple(record) for record in await connection.fetch(sql)]
    finally:
        await connection.close()


def moment(value: Any) -> datetime:
    """A time, as either database gives it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def amount(value: Any) -> Decimal | None:
    """An exact number, as either database gives it."""
    return None if value is None else Decimal(str(value))


def execute(url: str, sql: str) -> None:
    """Changes a SQLite database whose server is dead."""
    with contextlib.closing(_sqlite(url)) as file:
        file.execute(sql)
        file.commit()


def _sqlite(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite://"))
