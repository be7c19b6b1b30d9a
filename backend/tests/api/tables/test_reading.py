"""Tables that people bring: what spreadsheets write is understood, what would have to be guessed is refused."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from csms.api.tables import reading
from csms.api.tables.reading import Charset, Sheet, read
from csms.api.tables.writing import _lines
from csms.errors import Invalid

KNOWN = ("id_tag", "note", "blocked")


def reads(data: bytes, charset: Charset = "utf-8") -> Sheet:
    return read(data, KNOWN, {"rfid": "id_tag"}, charset)


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"id_tag,note\nA,x\n",
        b"\xef\xbb\xbfid_tag,note\r\nA,x\r\n",
        b"ID_TAG;Note\nA;x",
        b"id_tag\tnote\nA\tx\n",
        b"sep=;\r\nid_tag;note\r\nA;x\r\n",
        b'"id_tag","note",\n"A","x",\n',
        b"RFID,note\n A , x \n\n,\n",
        workbook(["id_tag", "note"], ["A", "x"], [None, None]),
    ],
)
def test_the_forms_of_a_table(data: bytes) -> None:
    sheet = reads(data)
    assert sheet.columns == ("id_tag", "note")
    assert [line.cells for line in sheet.lines] == [{"id_tag": "A", "note": "x"}]
    assert sheet.faults == []


TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]) | st.sampled_from("=+-@'")
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), min_size=1, max_size=5))
def test_what_was_exported_is_read_as_it_was(rows: list[tuple[str, str]]) -> None:
    from csms.api.tables.cells import csv_cell

    data = _lines([("id_tag", "note"), *([csv_cell(cell) for cell in row] for row in rows)])
    assert [tuple(line.cells.values()) for line in reads(data).lines] == rows


def test_cells_of_a_workbook_become_the_texts_of_an_export() -> None:
    data = workbook(
        ["id_tag", "note", "blocked"],
        [12345678, date(2026, 11, 19), True],
        [0.5, "'=1"],
    )
    assert [tuple(line.cells.values()) for line in reads(data).lines] == [
        ("12345678", "2026-11-19T00:00:00", "true"),
        ("0.5", "=1", ""),
    ]


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    sheet = reads(b'sep=,\nid_tag,note\nA,"two\nlines"\n\nB\nC,x,y\n')
    assert [line.row for line in sheet.lines] == [3]
    assert sheet.lines[0].cells["note"] == "two\nlines"
    assert [(fault.row, str(fault.message)) for fault in sheet.faults] == [
        (5, "Has only 1 of 2 cells"),
        (6, "Has 3 cells, and the head has 2"),
    ]


def test_another_charset_has_to_be_said() -> None:
    data = "id_tag;note\nA;Käfer\n".encode("windows-1252")
    with pytest.raises(Invalid, match="Line 2 is not utf-8: save it as CSV UTF-8, or say"):
        reads(data)
    assert reads(data, "windows-1252").lines[0].cells["note"] == "Käfer"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (reading.MOST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"id_tag,color\nA,red\n", "'color' is none of blocked, id_tag, note"),
        (b"id_tag,rfid\nA,B\n", "id_tag is there twice"),
        (b'id_tag\n"A\n', "After row 1 the file is no CSV"),
        ("id_tag".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 nonsense", "workbook cannot be read"),
        (workbook(["id_tag"], [12345678901234567890]), "Row 2 has a number that the spreadsheet has rounded"),
        (bomb(), "too large"),
        (b"id_tag\n" + b"A\n" * 100_001, "100000 rows at most"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        reads(data)
