"""csms.store.outage: what passes by itself is told from what is our fault."""

import logging
import sqlite3

import asyncpg
import pytest
from tortoise.exceptions import DBConnectionError, IntegrityError, OperationalError, ValidationError

from csms.errors import StorageUnavailable
from csms.store.outage import is_outage, log_failure


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (asyncpg.ConnectionDoesNotExistError("gone"), True),
        (asyncpg.InterfaceError("connection is closed"), True),
        (asyncpg.AdminShutdownError("stopped"), True),
        (DBConnectionError(), True),
        (OperationalError(sqlite3.OperationalError("database is locked")), True),
        (StorageUnavailable("away"), True),
        (caused(OperationalError("syntax"), asyncpg.PostgresSyntaxError()), False),
        (IntegrityError(), False),
        (ValidationError(), False),
        (KeyError("x"), False),
    ],
    ids=repr,
)
def test_outages(error: Exception, outage: bool, caplog: pytest.LogCaptureFixture) -> None:
    """R3: an outage is one line in the log, a fault of ours brings its traceback."""
    log_failure(logging.getLogger("csms.test"), error, "%s could not be done", "it")
    (record,) = caplog.records
    assert is_outage(error) is outage
    assert record.getMessage().startswith("it could not be done")
    assert (record.levelno, bool(record.exc_info)) == (
        (logging.WARNING, False) if outage else (logging.ERROR, True)
    )
