"""csms.store.paging: cursors are opaque, and a bad one never reaches the database."""

import base64
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.store.paging import BadCursor, Cursor, cut, read_cursor, write_cursor


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


def test_a_cursor_comes_back_as_it_was_written() -> None:
    moment, row = datetime(2026, 11, 19, 12, 0, 0, 5, tzinfo=UTC), UUID(int=7)
    cursor = read_cursor(write_cursor(moment, row))
    assert (cursor.moment(), cursor.uuid()) == (moment, row)
    assert read_cursor(write_cursor("Süd", 12)).number() == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "AAAA",
        encoded({}),
        encoded(["a"]),
        encoded([1, 2]),
        encoded(["a\0", "b"]),
        encoded(["\ud800", "b"]),
    ],
)
def test_what_is_no_cursor(text: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(text)


@given(st.text())
def test_no_text_at_all_does_anything_else(text: str) -> None:
    try:
        read_cursor(text)
    except BadCursor:
        return


@pytest.mark.parametrize(
    "cursor", [Cursor("x", "x"), Cursor("2026-11-19T12:00:00", "-1"), Cursor("", "9" * 19)]
)
def test_a_cursor_of_another_list(cursor: Cursor) -> None:
    for read in (cursor.moment, cursor.uuid, cursor.number):
        with pytest.raises(BadCursor):
            read()


def test_the_last_page_has_no_successor() -> None:
    assert cut([1, 2], 2, lambda row: (row, row)) == ([1, 2], None)
    kept, following = cut([1, 2, 3], 2, lambda row: (row, row))
    assert (kept, read_cursor(following or "")) == ([1, 2], Cursor("2", "2"))
