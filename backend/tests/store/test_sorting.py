"""Lists in several orders: cursors that belong to one, and indexes that make every page cost the same."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tortoise.transactions import in_transaction

from csms.store import chargers, id_tags, reservations, stations, transactions
from csms.store.models import Charger, IdTag, Reservation, Station, Transaction
from csms.store.models.base import new_id
from csms.store.paging import BadCursor, Cursor, read_cursor
from csms.store.sorting import (
    HAS,
    Found,
    Order,
    Sorting,
    begin_after,
    cut,
    finite,
    merged,
    sorting,
    whole_or_decimal,
    with_value,
)
from tests.services.database import NOW, Database

BY_NUMBER = Order("number", whole_or_decimal, nullable=True)
KEYS = st.one_of(st.none(), st.integers(-(10**6), 10**6))
ROWS = st.lists(st.builds(Found, KEYS, st.uuids()), unique_by=lambda row: row.id)


@given(ROWS, ROWS, st.booleans())
def test_merged_is_as_if_it_had_been_one_list(one: list[Found], other: list[Found], descending: bool) -> None:
    by = Sorting("number", BY_NUMBER, descending)
    rows = merged([one, other, one], by)
    assert set(rows) == {*one, *other}
    assert len(rows) == len(set(rows))
    keys = [row.key for row in rows if row.key is not None]
    assert keys == sorted(keys, reverse=descending)
    assert all(row.key is None for row in rows[len(keys) :])


@given(ROWS.filter(bool), st.integers(1, 5), st.booleans())
def test_a_cursor_says_where_the_page_ended(rows: list[Found], limit: int, descending: bool) -> None:
    by = sorting({"number": BY_NUMBER}, "-number" if descending else "number")
    ids, following = cut(rows, limit, by)
    assert ids == [row.id for row in rows[:limit]]
    assert (following is None) == (len(rows) <= limit)
    if following is not None:
        cursor, last = read_cursor(following), rows[limit - 1]
        assert (cursor.sort, cursor.uuid()) == (by.text, last.id)
        assert cursor.key == ("" if last.key is None else f"{HAS}{last.key}")


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor("=1", str(UUID(int=1)), "energy_wh"),
        Cursor("=1", str(UUID(int=1))),
        Cursor("1", str(UUID(int=1)), "-energy_wh"),
        Cursor("=NaN", str(UUID(int=1)), "-energy_wh"),
        Cursor("=wide", str(UUID(int=1)), "-energy_wh"),
        Cursor("=1", "1", "-energy_wh"),
    ],
)
def test_what_is_no_cursor_of_this_order_is_refused(cursor: Cursor) -> None:
    with pytest.raises(BadCursor):
        begin_after(cursor, sorting(transactions.ORDERS, "-energy_wh"))


@pytest.mark.parametrize(
    ("text", "value"),
    [("600000", 600000), ("-5", -5), ("600.000000", Decimal(600)), ("1E+2", Decimal(100))],
)
def test_numbers_are_read_as_they_were_said(text: str, value: int | Decimal) -> None:
    assert whole_or_decimal(text) == value


NOT_INDEXED = {
    ("transactions", "energy_wh"),
    *(("stations", name) for name in stations.ORDERS if name != "name"),
    ("id_tags", "status"),
    ("id_tags", "note"),
    ("id_tags", "parent_id_tag"),
    ("id_tags", "charging"),
    *(
        ("chargers", name)
        for name in chargers.ORDERS
        if name not in ("charge_point_id", "name", "created_at")
    ),
}
"""Written with every sample or heartbeat, which an index would make dearer; or never many."""
LISTS = [
    ("transactions", Transaction, transactions.ORDERS),
    ("chargers", Charger, chargers.ORDERS),
    ("stations", Station, stations.ORDERS),
    ("id_tags", IdTag, id_tags.ORDERS),
    ("reservations", Reservation, reservations.ORDERS),
]
KEY = {
    "started_at": NOW,
    "stopped_at": NOW,
    "duration_s": 600,
    "created_at": NOW,
    "expires_at": NOW,
    "last_used": NOW,
    "name": "A",
    "charge_point_id": "a",
    "id_tag": "a",
}


def test_a_number_without_end_is_no_cursor() -> None:
    assert finite("7000.5") == 7000.5
    with pytest.raises(ValueError, match=r"^$"):
        finite("inf")


async def test_a_page_begins_in_an_index(database: Database) -> None:
    """However many rows there are: nothing is sorted, nothing before the cursor is read."""
    for table, model, orders in LISTS:
        for name, order in orders.items():
            if (table, name) in NOT_INDEXED:
                continue
            for descending in (False, True):
                by = Sorting(name, order, descending)
                query = with_value(model.all(), Found(KEY[name], new_id()), by).limit(51)
                plan = await explained(database, query.sql(params_inline=True))
                assert "index" in plan.casefold(), (table, name, plan)
                for sorted_by_hand in ("TEMP B-TREE FOR ORDER BY", "'Sort'", '"Sort"'):
                    assert sorted_by_hand not in plan, (table, name, plan)


async def explained(database: Database, sql: str) -> str:
    postgres = database.url.startswith("postgres")
    async with in_transaction() as connection:
        if postgres:
            for way in ("seqscan", "bitmapscan", "sort"):  # of so few rows it would take them all
                await connection.execute_script(f"SET LOCAL enable_{way} = off")
        _, rows = await connection.execute_query(
            f"EXPLAIN {'(FORMAT JSON)' if postgres else 'QUERY PLAN'} {sql}"
        )
        return str([dict(row) for row in rows])
