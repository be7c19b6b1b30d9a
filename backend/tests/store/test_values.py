"""csms.store.values: one form for numbers, texts and ids, and SQL that both databases read."""

from decimal import Decimal
from uuid import UUID

import pytest

from csms.store.values import fetch, fetch_much, in_order, marks, number, ocpp_number, on_postgres
from tests.services.database import NOW, Database


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("40600.000000"), 40600),
        (Decimal("0.5"), 0.5),
        (Decimal("-0.0"), 0),
        (7000.0, 7000),
        (None, None),
        (Decimal(10) ** 24, 10**24),
    ],
)
def test_a_whole_number_is_an_integer(value: Decimal | float | None, shown: float | None) -> None:
    assert number(value) == shown
    assert type(number(value)) is type(shown)


@pytest.mark.parametrize(
    ("text", "shown"), [("18391", 18391), ("-1", -1), ("a8f3", None), ("", None), (None, None), ("٣", None)]
)
def test_only_integers_are_ocpp_1_6_transaction_ids(text: str | None, shown: int | None) -> None:
    assert ocpp_number(text) == shown


def test_views_come_in_the_order_that_was_asked_for() -> None:
    first, second, gone = UUID(int=1), UUID(int=2), UUID(int=3)
    assert in_order([second, gone, first], [{"id": str(first)}, {"id": str(second)}]) == [
        {"id": str(second)},
        {"id": str(first)},
    ]


async def test_parameters_are_numbered_in_both_dialects(database: Database) -> None:
    charger = await database.charger(last_seen_at=NOW)
    rows = await fetch(
        f"SELECT charge_point_id FROM chargers WHERE last_seen_at >= $1 AND id IN ({marks(1, 2)}) AND $1 = $1",
        NOW,
        charger.id,
    )
    assert rows == [{"charge_point_id": "CP-0001"}]


async def test_a_question_over_much_is_planned_for_its_own_values(database: Database) -> None:
    """PostgreSQL alone has plans for any values; the next question on the connection is as it always was."""
    asked = "SELECT current_setting('plan_cache_mode') AS mode, $1::int AS value"
    if not on_postgres():
        assert await fetch_much("SELECT $1 AS value", 7) == [{"value": 7}]
        return
    assert await fetch_much(asked, 7) == [{"mode": "force_custom_plan", "value": 7}]
    assert await fetch(asked, 7) == [{"mode": "auto", "value": 7}]
