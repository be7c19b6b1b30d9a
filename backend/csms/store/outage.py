"""Errors that mean "the database is away", as opposed to a fault of ours: they pass, and need no traceback."""

import logging

import asyncpg
from tortoise.exceptions import DBConnectionError, IntegrityError, OperationalError

from csms.errors import StorageUnavailable
from csms.store.postgres import UNAVAILABLE

_AWAY = (*UNAVAILABLE, DBConnectionError, StorageUnavailable)


def is_outage(error: BaseException) -> bool:
    """SQLite's lock and disk come as OperationalError; PostgreSQL's has the statement to blame as its cause."""
    if isinstance(error, OperationalError):
        return not isinstance(error, IntegrityError) and not isinstance(
            error.__cause__, asyncpg.PostgresError
        )
    return isinstance(error, _AWAY)


def log_failure(log: logging.Logger, error: BaseException, what: str, *args: object) -> None:
    """One line for an outage, which the journal reports too; the traceback for anything else."""
    if is_outage(error):
        log.warning(f"{what}: %s", *args, str(error) or type(error).__name__)
    else:
        log.error(what, *args, exc_info=error)
