"""What stands in one cell. Pure.

A text that a spreadsheet would compute gets an apostrophe in front; reading it back takes that away again, so that
what was exported, edited and imported is what it was. Numbers stay numbers: a negative one is no formula.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any, TypeAlias

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from csms.errors import Invalid
from csms.said import said
from csms.store.meter_values import exact_text

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

SHEET_TEXT = 32_767
"""Characters of a cell in a workbook: Excel has no more, and what writes them cuts the rest off in silence."""
SHEET_DIGITS = 15
"""Digits of a number in a workbook, which knows floating point only. A longer one is a text."""

CsvCell: TypeAlias = str | int | None
SheetCell: TypeAlias = str | int | float | bool | None


def safe(text: str) -> str:
    """The text, with an apostrophe where a spreadsheet would take it for a formula."""
    return "'" + text if text.lstrip("'").startswith(FORMULA) else text


def plain(text: str) -> str:
    """The text that `safe` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def csv_cell(value: Any, zone: tzinfo = UTC) -> CsvCell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return exact_text(value)
    if isinstance(value, int) or value is None:
        return value
    if isinstance(value, float):
        return exact_text(Decimal(repr(value)))
    return safe(_text(value, zone))


def sheet_cell(value: Any, zone: tzinfo = UTC) -> SheetCell:
    """Raises Invalid for a text that no workbook takes whole."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal | int | float):
        return _sheet_number(value)
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", safe(_text(value, zone)))
    if len(text) > SHEET_TEXT:
        message = said("A cell has more than {most} characters: take CSV", most=SHEET_TEXT)
        raise Invalid(said("{message}.", message=message), errors=(("format", message),))
    return text


def _sheet_number(value: Decimal | float) -> str | int | float | None:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if len(exact.normalize().as_tuple().digits) > SHEET_DIGITS:
        return exact_text(exact)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _text(value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return " ".join(map(_word, value))
    return str(value)


def _word(part: Any) -> str:
    """Of what a list has, the text by which a program tells it."""
    match part:
        case {"code": code}:
            return str(code)
        case {"connector_id": number, "status": status}:
            return f"{number}:{status or ''}"
    return str(part)
