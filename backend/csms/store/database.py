"""Opening the database: settings for durability, migrations, connections of Tortoise."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.exceptions import BaseORMException
from tortoise.migrations.api import migrate

from csms.errors import ConfigurationError
from csms.store import event_triggers, partitions, postgres
from csms.store.journal import Writer
from csms.store.postgres import PostgresWriter, impatience
from csms.store.sqlite import BUSY_TIMEOUT_MS, SqliteWriter

log = logging.getLogger(__name__)

MIGRATION_LOCK = 0x43534D53
"""PostgreSQL advisory lock: one process migrates, the others wait ("CSMS")."""

POOL_SIZE = 10

_UNUSABLE = (OSError, asyncpg.PostgresError, sqlite3.Error, BaseORMException, TimeoutError)


def is_postgres(url: str) -> bool:
    return urlsplit(url).scheme.startswith("postgres")


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite://` address."""
    return Path(url.removeprefix("sqlite://").partition("?")[0])


def tortoise_config(url: str, command_timeout: float | None = None) -> dict[str, Any]:
    """Tortoise's configuration for a database address. command_timeout: seconds for one question (PostgreSQL)."""
    # Tortoise keeps the statements it has built per connection name: one name for each dialect.
    dialect = "postgresql" if is_postgres(url) else "sqlite"
    return {
        "connections": {dialect: _connection(url, command_timeout)},
        "apps": {
            "csms": {
                "models": ["csms.store.models"],
                "migrations": "csms.store.migrations",
                "default_connection": dialect,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def migration_config(url: str) -> dict[str, Any]:
    """Tortoise's configuration while the schema changes. Where SQLite makes a table anew, the old one is dropped: with
    foreign keys that deletes what refers to its rows (https://www.sqlite.org/lang_altertable.html, 7).
    """
    config = tortoise_config(url)
    if not is_postgres(url):
        config["connections"]["sqlite"]["credentials"]["foreign_keys"] = "OFF"
    return config


def _connection(url: str, command_timeout: float | None) -> Any:
    if not is_postgres(url):
        credentials = {
            "file_path": str(sqlite_path(url)),
            "journal_mode": "WAL",
            "synchronous": "FULL",
            "busy_timeout": BUSY_TIMEOUT_MS,
        }
        return {"engine": "tortoise.backends.sqlite", "credentials": credentials}
    config = expand_db_url("asyncpg" + url[url.index("://") :])
    config["credentials"] |= {"maxsize": POOL_SIZE, **impatience(command_timeout)}
    return config


def writer_for(url: str) -> Writer:
    """The journal's writer for a database address."""
    return PostgresWriter(url) if is_postgres(url) else SqliteWriter(sqlite_path(url))


async def open_database(url: str) -> None:
    """Migrate to the newest schema and connect. Raises ConfigurationError with one clear line."""
    try:
        if is_postgres(url):
            await _open_postgres(url)
        else:
            _try_sqlite(sqlite_path(url))
            await _migrate(url)
            event_triggers.keep_sqlite(sqlite_path(url), BUSY_TIMEOUT_MS / 1000)
    except BaseException as error:
        await close_database()  # its threads would keep the process alive
        if not isinstance(error, _UNUSABLE):
            raise
        place = urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2]).geturl()
        raise ConfigurationError(f"DATABASE_URL: {place} cannot be used: {error}") from error


def _try_sqlite(file: Path) -> None:
    """Whether it can be written to: Tortoise would wait for ever for a file that is no database."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


async def _open_postgres(url: str) -> None:
    connection = await asyncpg.connect(url, timeout=15)
    try:
        await _require_durability(connection)
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        await _migrate(url)
        await partitions.create(connection)
        await event_triggers.keep_postgres(connection)
    finally:
        await connection.close()


async def _require_durability(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """R2: a database that forgets commits on power loss cannot keep what we promise."""
    for setting in ("fsync", "synchronous_commit"):
        if await connection.fetchval(f"SHOW {setting}") == "off":
            raise ConfigurationError(
                f"DATABASE_URL: PostgreSQL runs with {setting}=off; turn it on: stored must mean stored"
            )


async def _migrate(url: str) -> None:
    EXECUTOR_CACHE.clear()  # it holds SQL by connection name, whatever database that was before
    await migrate(config=migration_config(url), progress=lambda *step: log.debug("migration %s %s %s", *step))
    await connect_database(url)


async def connect_database(url: str) -> None:
    """Connect to a database as it is, for who only reads it."""
    await Tortoise.init(config=tortoise_config(url, postgres.COMMAND_TIMEOUT), _enable_global_fallback=True)


async def close_database() -> None:
    await Tortoise.close_connections()


async def keep_partitions(url: str) -> None:
    """Create coming months' partitions, once a day, until cancelled (PostgreSQL only)."""
    while is_postgres(url):
        await asyncio.sleep(24 * 3600)
        connection = await asyncpg.connect(url, timeout=15)
        try:
            await partitions.create(connection)
        finally:
            await connection.close()
