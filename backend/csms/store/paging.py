"""Keyset paging: a page begins after the last row of the one before, however deep, for the same cost.

A cursor is opaque to clients: the sort key and the id of that row, as text, in base64; and the order, where there are
several (`csms.store.sorting`).
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from tortoise.expressions import Q

from csms.errors import CsmsError

Row = TypeVar("Row")


class BadCursor(CsmsError):
    """The text is no cursor, or one of another list."""


class Cursor(NamedTuple):
    """Sort key and id of the last row seen, as text. `sort`: the order it was seen in, where there are several."""

    key: str
    id: str
    sort: str = ""

    def moment(self) -> datetime:
        try:
            moment = datetime.fromisoformat(self.key)
        except ValueError as error:
            raise BadCursor from error
        if moment.tzinfo is None:
            raise BadCursor
        return moment

    def uuid(self) -> UUID:
        try:
            return UUID(self.id)
        except ValueError as error:
            raise BadCursor from error

    def number(self) -> int:
        if not (self.id.isascii() and self.id.isdigit() and len(self.id) < 19):
            raise BadCursor
        return int(self.id)


def read_cursor(text: str) -> Cursor:
    """Raises BadCursor."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    if not (
        isinstance(parts, list) and len(parts) in (2, 3) and all(isinstance(part, str) for part in parts)
    ):
        raise BadCursor
    if any("\0" in part or not _encodable(part) for part in parts):
        raise BadCursor
    return Cursor(*parts)


def _encodable(part: str) -> bool:
    """Neither NUL nor lone surrogates: no database takes them."""
    return all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in part)


def write_cursor(key: object, row_id: object, sort: str = "") -> str:
    parts = [key.isoformat() if isinstance(key, datetime) else str(key), str(row_id)]
    if sort:
        parts.append(sort)
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


def older_than(field: str, key: Any, row_id: Any) -> Q:
    """Rows after (key, id) in descending order. The first condition is what an index can begin at."""
    return Q(**{f"{field}__lte": key}) & (Q(**{f"{field}__lt": key}) | Q(id__lt=row_id))


def beyond(field: str, key: Any, row_id: Any) -> Q:
    """Rows after (key, id) in ascending order."""
    return Q(**{f"{field}__gte": key}) & (Q(**{f"{field}__gt": key}) | Q(id__gt=row_id))


def cut(
    rows: Sequence[Row], limit: int, key: Callable[[Row], tuple[object, object]]
) -> tuple[list[Row], str | None]:
    """A page out of `limit + 1` rows: its rows, and the cursor of the next page if there is one."""
    if len(rows) <= limit:
        return list(rows), None
    kept = list(rows[:limit])
    return kept, write_cursor(*key(kept[-1]))


Page = dict[str, Any]


def page(items: Sequence[Any], next_cursor: str | None) -> Page:
    return {"items": items, "next_cursor": next_cursor}
