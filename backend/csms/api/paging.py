"""`?limit=` and `?cursor=`, which every list takes."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from csms.store.paging import Cursor, read_cursor

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
MAX_CURSOR = 1000
NEXT = "`next_cursor` of the page before"


@dataclass(frozen=True, slots=True)
class Paging:
    limit: int
    cursor: Cursor | None


def parse(cursor: str | None) -> Cursor | None:
    """What `next_cursor` of the page before said. Raises BadCursor."""
    return read_cursor(cursor) if cursor is not None else None


def paging(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Items of a page")] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR, description=NEXT)] = None,
) -> Paging:
    return Paging(limit, parse(cursor))


Page = Annotated[Paging, Depends(paging)]
