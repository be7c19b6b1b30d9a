"""Cells: nothing that a spreadsheet computes, and nothing lost on the way there and back."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.api.tables.cells import FORMULA, csv_cell, plain, safe, sheet_cell
from csms.errors import Invalid

ODD = st.text(alphabet="'=+-@\t\r\n＝＋－＠a1 ", max_size=6) | st.text(max_size=20)


@given(ODD)
def test_a_text_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not safe(text).startswith(FORMULA)
    assert plain(safe(text)) == text


@pytest.mark.parametrize(
    ("value", "csv", "sheet"),
    [
        (None, None, None),
        (True, "true", True),
        (-5, -5, -5),
        (-0.5, "-0.5", -0.5),
        (1e-7, "0.0000001", 1e-7),
        (Decimal("1234.500000"), "1234.5", 1234.5),
        (Decimal("12000.000000"), "12000", 12000),
        (Decimal("123456789012345678.000001"), "123456789012345678.000001", "123456789012345678.000001"),
        ("=1+1", "'=1+1", "'=1+1"),
        ("-5", "'-5", "'-5"),
        (["one", "two"], "one two", "one two"),
        ([{"code": "settled", "detail": "words"}], "settled", "settled"),
        ([{"connector_id": 1, "status": None}, {"connector_id": 2, "status": "Faulted"}],) + ("1: 2:Faulted",) * 2,
        (datetime(2026, 7, 1, 12, tzinfo=UTC),) + ("2026-07-01T14:00:00+02:00",) * 2,
    ],
)  # fmt: skip
def test_cells(value: object, csv: object, sheet: object) -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert csv_cell(value, zone) == csv
    assert sheet_cell(value, zone) == sheet
    assert type(sheet_cell(value, zone)) is type(sheet)


def test_utc_is_written_z() -> None:
    assert csv_cell(datetime(2026, 7, 1, 12, 0, 0, 5, UTC)) == "2026-07-01T12:00:00.000005Z"


def test_a_workbook_takes_no_control_characters_and_cuts_nothing_off() -> None:
    assert sheet_cell("a\x01b") == "a�b"
    with pytest.raises(Invalid):
        sheet_cell("x" * 32_768)
