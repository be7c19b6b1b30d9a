"""Downloads of whole lists: CSV (RFC 4180) piece by piece, workbooks (XLSX) from a file on disk.

Either is made of the pages that the list itself is made of, so that a million rows need no more memory than one page.
"""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import IO, Annotated, Any, Literal, TypeAlias

from fastapi import Depends, Header, Query, Response
from openpyxl import Workbook
from starlette.responses import StreamingResponse

from csms.api.paging import Paging
from csms.api.responses import Responses
from csms.api.routers.filters import Zone
from csms.api.tables.cells import csv_cell, sheet_cell
from csms.api.tables.columns import Table
from csms.errors import Invalid
from csms.said import said
from csms.store.paging import Cursor, Page, read_cursor

AT_ONCE = 1_000
"""Rows of one page."""
PIECE = 64 * 1024
MOST_SHEET_ROWS = 1_048_575
"""A sheet has 1,048,576, one of them the head."""

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TABLES: Responses = {
    200: {
        "content": {
            CSV_TYPE: {"schema": {"type": "string"}},
            XLSX_TYPE: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
"""What a list answers with besides JSON."""

Ask: TypeAlias = Callable[[int, Cursor | None], Awaitable[Page]]
"""The question behind a list: (limit, cursor) -> a page."""


@dataclass(frozen=True, slots=True)
class TableWish:
    """zone: times are written with its offset. bom: a mark by which Excel knows that a CSV is UTF-8."""

    format: Literal["csv", "xlsx"]
    bom: bool = False
    zone: tzinfo = UTC


def table_wish(
    zone: Zone,
    format: Annotated[
        Literal["json", "csv", "xlsx"] | None,
        Query(description="Before the header Accept. csv, xlsx: all that the filter selects, not one page"),
    ] = None,
    bom: Annotated[bool, Query(description="Begin a CSV with a byte order mark, for Excel")] = False,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> TableWish | None:
    """None: JSON."""
    if format is None:
        wanted = accept.strip().lower()
        format = "csv" if wanted.startswith(CSV_TYPE) else "xlsx" if wanted.startswith(XLSX_TYPE) else "json"
    return None if format == "json" else TableWish(format, bom, zone)


AsTable = Annotated[TableWish | None, Depends(table_wish)]


async def download_items(wish: TableWish, table: Table, items: list[Any]) -> Response:
    """Of an answer that is no list in pages. The zone is that of its periods; their moments are UTC, as in JSON."""
    return await download(replace(wish, zone=UTC), table, single(items))


async def list_or_table(page: Paging, wish: TableWish | None, table: Table, ask: Ask) -> Any:
    """The page that was asked for, or the download."""
    return await ask(page.limit, page.cursor) if wish is None else await download(wish, table, ask)


async def download(wish: TableWish, table: Table, ask: Ask) -> Response:
    """Raises Invalid for more rows than a sheet has. The first page is read before anything is answered."""
    pages = _pages(ask)
    first = await anext(pages)
    headers = {
        "Content-Disposition": f'attachment; filename="{table.name}.{wish.format}"',
        "Vary": "Accept",
    }
    if wish.format == "csv":
        text = _csv(wish, table, first, pages)
        return StreamingResponse(text, media_type=f"{CSV_TYPE}; charset=utf-8", headers=headers)
    file = await _workbook(wish, table, first, pages)
    return StreamingResponse(_pieces(file), media_type=XLSX_TYPE, headers=headers)


def single(items: list[Any]) -> Ask:
    """The question behind a list that has one page."""

    async def ask(limit: int, cursor: Cursor | None) -> Page:
        return {"items": items, "next_cursor": None}

    return ask


async def _pages(ask: Ask) -> AsyncIterator[list[Any]]:
    cursor: Cursor | None = None
    while True:
        page = await ask(AT_ONCE, cursor)
        yield page["items"]
        if page["next_cursor"] is None:
            return
        cursor = read_cursor(page["next_cursor"])


async def _csv(
    wish: TableWish, table: Table, first: list[Any], others: AsyncIterator[list[Any]]
) -> AsyncIterator[bytes]:
    yield ("\ufeff" if wish.bom else "").encode() + _lines([table.columns])
    yield _lines(_csv_rows(wish, table, first))
    async for items in others:
        yield _lines(_csv_rows(wish, table, items))


def _csv_rows(wish: TableWish, table: Table, items: list[Any]) -> Iterable[list[Any]]:
    return ([csv_cell(item[column], wish.zone) for column in table.columns] for item in items)


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


async def _workbook(
    wish: TableWish, table: Table, first: list[Any], others: AsyncIterator[list[Any]]
) -> IO[bytes]:
    """The finished file, at its beginning. Made in threads: packing takes its time."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    sheet.append(table.columns)
    count = 0

    def add(items: list[Any]) -> None:
        for item in items:
            sheet.append([sheet_cell(item[column], wish.zone) for column in table.columns])

    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        await asyncio.to_thread(add, first)
        count = len(first)
        async for items in others:
            count += len(items)
            if count > MOST_SHEET_ROWS:
                raise _too_many()
            await asyncio.to_thread(add, items)
        await asyncio.to_thread(book.save, file)
        file.seek(0)
    except BaseException:
        file.close()
        if not sheet.closed:
            sheet.close()
            sheet._writer.cleanup()  # its own file, which would stay until the process ends
        raise
    return file


def _too_many() -> Invalid:
    message = said("A sheet has {most} rows at most: narrow the filter, or take CSV", most=MOST_SHEET_ROWS)
    return Invalid(said("{message}.", message=message), errors=(("format", message),))


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := file.read(PIECE):
            yield piece
    finally:
        file.close()
