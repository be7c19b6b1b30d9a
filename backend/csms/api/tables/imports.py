"""What every import takes: a file as the body, and how it is to be read."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request
from pydantic import BaseModel

from csms.api.limits import MOST_TABLE
from csms.api.routers import filters
from csms.api.tables.reading import Charset, Sheet, read
from csms.api.tables.typed import typed
from csms.api.tables.writing import CSV_TYPE, XLSX_TYPE
from csms.api.uploads import honest_ends, pieces
from csms.charging.imports import MOST_TOLD, Fault, ImportRow, Report
from csms.errors import Problem
from csms.said import said
from csms.store.files import TooLarge
from csms.store.values import words_view

_BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {CSV_TYPE: _BINARY, XLSX_TYPE: _BINARY}}}
"""The body of an import in the OpenAPI document."""


@dataclass(frozen=True, slots=True)
class ImportWish:
    """zone: of times without an offset; None: there must be none."""

    dry_run: bool
    zone: ZoneInfo | None
    charset: Charset


def import_wish(
    dry_run: Annotated[bool, Query(description="Only say what would happen")] = False,
    tz: Annotated[
        str | None, Query(max_length=64, description="IANA time zone of times without an offset")
    ] = None,
    charset: Annotated[Charset, Query(description="Of a CSV")] = "utf-8",
) -> ImportWish:
    return ImportWish(dry_run, None if tz is None else filters.zone(tz), charset)


AsImport = Annotated[ImportWish, Depends(import_wish)]


async def rows_of(
    request: Request,
    wish: ImportWish,
    model: type[BaseModel],
    *,
    ignored: tuple[str, ...] = (),
    aliases: Mapping[str, str] | None = None,
) -> tuple[list[ImportRow], list[Fault]]:
    """The rows of the body, with the fields of `model`. ignored: columns of the export that nobody writes.

    Raises Invalid for what is no table, Problem 413 and 415.
    """
    data = await _body(request)
    known = {*model.model_fields, *ignored}

    def work() -> tuple[list[ImportRow], list[Fault]]:
        sheet: Sheet = read(data, known, aliases or {}, wish.charset)
        return typed(sheet, model, wish.zone)

    return await asyncio.to_thread(work)


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise Problem(
            said("The file itself must be the body, not a form."), status=415, title="Unsupported media type"
        )
    data = bytearray()
    async with honest_ends():
        async for piece in pieces(request):
            data += piece
            if len(data) > MOST_TABLE:
                raise TooLarge(MOST_TABLE)
    return bytes(data)


def report_view(report: Report, *, dry_run: bool) -> dict[str, Any]:
    """In the form of `ImportReport`."""
    faults = sorted(report.faults, key=lambda fault: fault.row)
    return {
        "dry_run": dry_run,
        "rows": report.rows,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "faulty": len({fault.row for fault in faults}),
        "changes": [change._asdict() for change in report.changes],
        "faults": [_fault_view(fault) for fault in faults[:MOST_TOLD]],
    }


def _fault_view(fault: Fault) -> dict[str, Any]:
    return {**fault._asdict(), "message": str(fault.message), "said": words_view(fault.message)}
