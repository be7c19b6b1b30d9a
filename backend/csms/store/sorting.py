"""`?sort=-started_at`: lists in another order, in pages that begin after a key, however deep, for the same cost.

What has no value (a session that runs has no duration yet) comes last, whichever way it is sorted.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from tortoise.expressions import Q, RawSQL
from tortoise.queryset import QuerySet

from csms.store.paging import BadCursor, Cursor, beyond, older_than, write_cursor

HAS = "="
"""Begins the key of a row that has a value; without one the key is empty."""


class Order(NamedTuple):
    """Something to sort by. read: its value out of a cursor, raises ValueError.

    expression: what is worked out in the database under the name `column`; its index has the same text.
    having: which rows have a value, where the expression would have to be asked of every one.
    """

    column: str
    read: Callable[[str], Any] = str
    nullable: bool = False
    expression: Callable[[], str] | None = None
    having: Callable[[], Q] | None = None

    def with_value(self) -> Q:
        return self._is_null(False) if self.having is None else self.having()

    def without_value(self) -> Q:
        return self._is_null(True) if self.having is None else ~self.having()

    def _is_null(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": value})


class Sorting(NamedTuple):
    """`text` as in the query parameter."""

    text: str
    order: Order
    descending: bool


class Found(NamedTuple):
    """A row of a list: what it is sorted by, None without a value, and its id."""

    key: Any
    id: Any


def sorting(orders: Mapping[str, Order], text: str) -> Sorting:
    """text: the name of an order, with `-` before it for the largest first."""
    return Sorting(text, orders[text.removeprefix("-")], text.startswith("-"))


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError
    return found


def decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError from error
    if not found.is_finite():
        raise ValueError
    return found


def finite(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError
    return found


def whole_or_decimal(text: str) -> int | Decimal:
    """As the database has said it: SQLite does not compare a number with the text of a decimal."""
    return int(text) if text.removeprefix("-").isdecimal() else decimal(text)


async def find(
    query: QuerySet[Any],
    limit: int,
    cursor: Cursor | None,
    by: Sorting,
    row_id: Callable[[Cursor], Any] = Cursor.uuid,
) -> list[Found]:
    """The next rows after the cursor. Raises BadCursor for one of another order."""
    after = begin_after(cursor, by, row_id)
    found: list[Found] = []
    if after is None or after.key is not None:
        rows = with_value(query, after, by).limit(limit)
        found = [Found(*row) for row in await rows.values_list(by.order.column, "id")]
        after = None
    if by.order.nullable and len(found) < limit:
        found += await _without_value(worked_out(query, by), limit - len(found), after, by)
    return found


def worked_out(query: QuerySet[Any], by: Sorting) -> QuerySet[Any]:
    expression = by.order.expression
    return query if expression is None else query.annotate(**{by.order.column: RawSQL(expression())})


def with_value(query: QuerySet[Any], after: Found | None, by: Sorting) -> QuerySet[Any]:
    """The rows that have something to be sorted by, in order, after that one."""
    column, sign = by.order.column, "-" if by.descending else ""
    query = worked_out(query, by)
    if by.order.nullable:
        query = query.filter(by.order.with_value())
    if after is not None:
        query = query.filter((older_than if by.descending else beyond)(column, after.key, after.id))
    return query.order_by(f"{sign}{column}", f"{sign}id")


async def _without_value(query: QuerySet[Any], limit: int, after: Found | None, by: Sorting) -> list[Found]:
    sign = "-" if by.descending else ""
    query = query.filter(by.order.without_value())
    if after is not None:
        query = query.filter(**{"id__lt" if by.descending else "id__gt": after.id})
    rows = query.order_by(f"{sign}id").limit(limit)
    return [Found(None, row[0]) for row in await rows.values_list("id")]


def merged(lists: Iterable[list[Found]], by: Sorting) -> list[Found]:
    """Several lists of one order as one; a row that is in two of them is in it once."""
    rows = {row for rows in lists for row in rows}
    having = sorted((row for row in rows if row.key is not None), reverse=by.descending)
    lacking = sorted((row for row in rows if row.key is None), key=lambda row: row.id, reverse=by.descending)
    return having + lacking


def cut(rows: list[Found], limit: int, by: Sorting) -> tuple[list[Any], str | None]:
    """A page out of `limit + 1` rows: its ids, and the cursor of the next page if there is one."""
    kept = rows[:limit]
    following = None
    if len(rows) > limit:
        key, row_id = kept[-1]
        text = key.isoformat() if isinstance(key, datetime) else str(key)
        following = write_cursor("" if key is None else HAS + text, row_id, by.text)
    return [row.id for row in kept], following


def begin_after(
    cursor: Cursor | None, by: Sorting, row_id: Callable[[Cursor], Any] = Cursor.uuid
) -> Found | None:
    """The row that the page before ended with. Raises BadCursor."""
    if cursor is None:
        return None
    if cursor.sort != by.text or not (cursor.key.startswith(HAS) or (by.order.nullable and not cursor.key)):
        raise BadCursor
    try:
        key = by.order.read(cursor.key.removeprefix(HAS)) if cursor.key else None
    except ValueError as error:
        raise BadCursor from error
    return Found(key, row_id(cursor))
