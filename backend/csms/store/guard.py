"""One who changes a row at a time, and only what is still as the caller has seen it (`If-Match`)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F
from tortoise.models import Model
from tortoise.transactions import in_transaction

Check = Callable[[], Awaitable[None]]
Hold = Callable[[BaseDBAsyncClient], Awaitable[None]]

_check: ContextVar[Check | None] = ContextVar("precondition", default=None)


def expect(check: Check) -> None:
    """What this request expects; `check` raises when it is no longer so."""
    _check.set(check)


@asynccontextmanager
async def changing(
    model: type[Model], row_id: UUID, column: str = "created_at", hold: Hold | None = None
) -> AsyncIterator[BaseDBAsyncClient]:
    """A transaction that holds this row until it commits, and begins only where what was expected is so.

    The row is written first, as it is: that takes the row (PostgreSQL) or the write lock (SQLite), so of two who have
    seen the same the second finds it changed. column: any that has no index. hold: takes other rows before this one.
    """
    async with in_transaction() as connection:
        if hold is not None:
            await hold(connection)
        await model.filter(id=row_id).using_db(connection).update(**{column: F(column)})
        check = _check.get()
        if check is not None:
            await check()
            _check.set(None)  # from here on the changes are our own
        yield connection
