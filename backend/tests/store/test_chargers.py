"""csms.store questions: as many for a page of twenty as for one row (L6)."""

import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Any
from uuid import UUID

import pytest

from csms.store import chargers, commands, id_tags, stations, transactions
from csms.store.models import Command, Station
from tests.services.database import NOW, Database
from tests.store.rows import connector, transaction

Views = Callable[[Collection[UUID]], Awaitable[list[dict[str, Any]]]]


async def some_chargers(database: Database) -> list[UUID]:
    made = [await database.charger(f"CP-{number}", online=True) for number in range(20)]
    for charger in made:
        await connector(charger.id)
        await transaction(charger)
    return [charger.id for charger in made]


async def some_transactions(database: Database) -> list[UUID]:
    made = [await database.charger(f"CP-{number}") for number in range(20)]
    return [(await transaction(charger)).id for charger in made]


async def some_stations(database: Database) -> list[UUID]:
    made = [await Station.create(name=f"Site {number}") for number in range(20)]
    for station in made:
        await connector((await database.charger(station.name, station_id=station.id)).id)
    return [station.id for station in made]


async def some_tags(database: Database) -> list[UUID]:
    return [(await database.id_tag(f"TAG-{number}")).id for number in range(20)]


async def some_commands(database: Database) -> list[UUID]:
    charger = await database.charger()
    row = await transaction(charger)
    made = [
        await Command.create(
            charger_id=charger.id,
            action="Reset",
            request={},
            state="sent",
            created_at=NOW,
            transaction_id=row.id,
        )
        for _ in range(20)
    ]
    return [command.id for command in made]


@pytest.mark.parametrize(
    ("views", "rows"),
    [
        (chargers.charger_views, some_chargers),
        (transactions.transaction_views, some_transactions),
        (stations.station_views, some_stations),
        (id_tags.id_tag_views, some_tags),
        (commands.command_views, some_commands),
    ],
)
async def test_questions_do_not_grow_with_the_page(
    database: Database,
    caplog: pytest.LogCaptureFixture,
    views: Views,
    rows: Callable[[Database], Awaitable[list[UUID]]],
) -> None:
    ids = await rows(database)

    async def asked(wanted: list[UUID]) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
            assert [view["id"] for view in await views(wanted)] == [str(row_id) for row_id in wanted]
        return len([record for record in caplog.records if record.name == "tortoise.db_client"])

    assert 0 < await asked(ids[:1]) == await asked(ids)


async def test_ids_that_are_gone_are_left_out(database: Database) -> None:
    charger = await database.charger()
    assert [view["id"] for view in await chargers.charger_views([UUID(int=9), charger.id])] == [
        str(charger.id)
    ]
