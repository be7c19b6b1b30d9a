"""Tables that people bring: CSV as spreadsheets write it, or the first sheet of a workbook (XLSX).

Every cell becomes a text, as an export would have written it. What would have to be guessed is refused.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from openpyxl import load_workbook

from csms.api.tables.cells import SHEET_DIGITS, plain
from csms.charging.imports import Fault
from csms.errors import Invalid
from csms.said import Said, said

MOST_UNPACKED = 192 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
DELIMITERS = ",;\t"

Charset = Literal["utf-8", "windows-1252"]
Cells: TypeAlias = list[str]


class Line(NamedTuple):
    """One row: the cells by their columns, each a text without the space around it."""

    row: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    columns: tuple[str, ...]
    lines: list[Line]
    faults: list[Fault]


def read(data: bytes, known: Iterable[str], aliases: Mapping[str, str], charset: Charset) -> Sheet:
    """known: the columns that may be there. aliases: what other systems call them. Raises Invalid."""
    records = _workbook(data) if data.startswith(b"PK\x03\x04") else _csv(data, charset)
    head = next(records, None)
    if head is None:
        raise _refused(said("The file is empty"))
    columns = _columns(head[1], set(known), aliases)
    lines: list[Line] = []
    faults: list[Fault] = []
    for row, cells in records:
        if not any(cells):
            continue
        if len(lines) + len(faults) >= MOST_ROWS:
            raise _refused(said("A file has {most} rows at most: split it", most=MOST_ROWS))
        if len(cells) != len(columns) and any(cells[len(columns) :]):
            faults.append(Fault(row, None, _too_many(len(cells), len(columns))))
        elif len(cells) < len(columns):
            faults.append(Fault(row, None, _too_few(len(cells), len(columns))))
        else:
            lines.append(Line(row, dict(zip(columns, map(plain, cells), strict=False))))
    return Sheet(columns, lines, faults)


def _columns(head: Sequence[str], known: set[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    while head and not head[-1]:
        head = head[:-1]
    names = tuple(aliases.get(name.casefold(), name.casefold()) for name in head)
    if len(names) > MOST_COLUMNS:
        raise _refused(said("A file has {most} columns at most", most=MOST_COLUMNS))
    if unknown := [name for name in names if name not in known]:
        raise _refused(
            said(
                "The first row must name the columns, and {name} is none of {known}",
                name=repr(unknown[0][:50]),
                known=", ".join(sorted(known)),
            )
        )
    if twice := [name for name in names if names.count(name) > 1]:
        raise _refused(said("The column {name} is there twice", name=twice[0]))
    return names


def _csv(data: bytes, charset: Charset) -> Iterator[tuple[int, Cells]]:
    text = _decoded(data, charset)
    offset = 0
    if text[:4].casefold() == "sep=":  # the hint that Excel understands, and writes
        _, _, text = text.partition("\n")
        offset = 1
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = offset
    try:
        for row, cells in enumerate(reader, offset + 1):
            yield row, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise _refused(
            said("After row {row} the file is no CSV: {error}", row=str(row), error=str(error))
        ) from None


def _decoded(data: bytes, charset: Charset) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(said("The file is UTF-16: save it as CSV UTF-8"))
    try:
        return data.decode("utf-8-sig" if charset == "utf-8" else charset)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if charset == "utf-8":
            raise _refused(
                said(
                    "Line {line} is not {charset}: save it as CSV UTF-8, or say charset=windows-1252",
                    line=str(line),
                    charset=charset,
                )
            ) from None
        raise _refused(said("Line {line} is not {charset}", line=str(line), charset=charset)) from None


def _workbook(data: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise _refused(said("The workbook is too large"))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        width = 0
        for row, values in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            cells = [_sheet_text(value, row) for value in values]
            width = width or len(cells)  # of the head; where empty cells end a row, they are not stored
            yield row, cells + [""] * (width - len(cells))
    except Invalid:
        raise
    except Exception as error:  # of a broken file the library raises whatever it stumbles over
        raise _refused(said("The workbook cannot be read")) from error


def _sheet_text(value: Any, row: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):  # of no zone: who reads it says which
        return value.isoformat()
    if isinstance(value, int | float):
        return _sheet_number(value, row)
    return str(value).strip()


def _sheet_number(value: float, row: int) -> str:
    text = str(int(value)) if value == int(value) else repr(value)
    if len(text.lstrip("-")) > SHEET_DIGITS and value == int(value):
        raise _refused(
            said(
                "Row {row} has a number that the spreadsheet has rounded: make the column a text, and type it anew",
                row=str(row),
            )
        )
    return text


def _too_many(cells: int, columns: int) -> Said:
    return said("Has {cells} cells, and the head has {columns}", cells=cells, columns=columns)


def _too_few(cells: int, columns: int) -> Said:
    return said("Has only {cells} of {columns} cells", cells=cells, columns=columns)


def _refused(message: Said) -> Invalid:
    return Invalid(said("{message}.", message=message), errors=(("file", message),))
