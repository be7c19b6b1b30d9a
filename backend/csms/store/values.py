"""From rows to what REST and events say: one form for numbers and texts, and SQL that both databases read."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from csms.said import Day, Energy, Said, Value, Words
from csms.store.models import Charger

View = dict[str, Any]


def number(value: Decimal | float | None) -> int | float | None:
    """An int when it is whole, otherwise a float."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def or_null(value: str | None) -> str | None:
    """Texts that nobody has given are null."""
    return value or None


def said_view(said: Said) -> View:
    """For whoever puts it into the reader's words."""
    return {"text": said.text, "values": {name: _value_view(value) for name, value in said.values.items()}}


def words_view(words: Words) -> View | None:
    """A sentence of ours; None for somebody else's words."""
    return said_view(words) if isinstance(words, Said) else None


def _value_view(value: Value) -> Any:
    match value:
        case Said():
            return said_view(value)
        case datetime():
            return {"moment": value}
        case timedelta():
            return {"seconds": max(0, int(value.total_seconds()))}
        case Day():
            return {"day": value.at}
        case Energy():
            return {"wh": number(value.wh), "digits": value.digits}
        case Decimal():
            return {"number": float(value), "digits": max(0, -int(value.as_tuple().exponent))}
    return value if isinstance(value, int) else str(value)


def text_id(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def ocpp_number(value: str | None) -> int | None:
    """The OCPP 1.6 transaction id, which is an integer on the wire; null for ids of another kind."""
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,15}", value, re.ASCII) else None


def in_order(ids: Collection[UUID | int], views: Sequence[View]) -> list[View]:
    """The views in the order in which their ids were asked for."""
    by_id = {view["id"]: view for view in views}
    return [by_id[key] for key in map(str, ids) if key in by_id]


def moment(value: datetime | str) -> datetime:
    """A time out of SQL of our own: SQLite keeps text."""
    return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).astimezone(UTC)


def connection() -> BaseDBAsyncClient:
    """Of all tables; the transaction's own within one."""
    return Charger._meta.db


def on_postgres() -> bool:
    return connection().capabilities.dialect == "postgres"


async def fetch(sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """Rows of a SELECT with `$1` parameters, which is PostgreSQL's form; SQLite writes `?1`."""
    rows: list[dict[str, Any]] = await connection().execute_query_dict(_written(sql), list(parameters))
    return rows


async def fetch_much(sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """As `fetch`, for a question over much of a large table, which PostgreSQL plans for its own values each time.

    The plan for any values, to which it turns after five such questions, reads twice as much.
    """
    if not on_postgres():
        return await fetch(sql, *parameters)
    async with in_transaction() as transaction:
        await transaction.execute_query("SET LOCAL plan_cache_mode = force_custom_plan")
        rows: list[dict[str, Any]] = await transaction.execute_query_dict(sql, list(parameters))
        return rows


async def execute(sql: str, *parameters: Any) -> None:
    """A statement of the same form, within the transaction that is open."""
    await connection().execute_query(_written(sql), list(parameters))


def _written(sql: str) -> str:
    return sql if on_postgres() else re.sub(r"\$(\d+)", r"?\1", sql)


def marks(count: int, first: int = 1) -> str:
    """`$1, $2, $3` for an IN list."""
    return ", ".join(f"${place}" for place in range(first, first + count))
