"""csms.store.occupancy: what it says of any periods is what the spans say, second by second."""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from csms.charging.charger_day import Span
from csms.charging.charger_days import totals
from csms.store import occupancy
from csms.store.grouping import Wanted
from csms.store.models import ChargerDay, StateSpan
from csms.store.models.rollups import CHARGER_SECONDS, CONNECTOR_SECONDS
from csms.store.occupancy import percent
from csms.store.periods import Interval, Period, periods
from tests.services.database import Database

FIRST = datetime(2026, 10, 20, tzinfo=UTC)
DAYS = 14
STATES = {0: ("up", "offline", "faulted", "planned", "excluded")}
OUTLET = tuple(name.removesuffix("_s") for name in CONNECTOR_SECONDS)
COLUMN_OF = {"offline": "down_offline_s", "faulted": "down_faulted_s"}


async def days(database: Database) -> list[tuple[str, StateSpan]]:
    """Two weeks around a change of clocks; the spans, with the ids of their chargers."""
    dice = random.Random(7)
    rows: list[tuple[str, StateSpan]] = []
    for number in range(2):
        charger = await database.charger(f"CP-{number}")
        for count in range(DAYS):
            day = (FIRST + timedelta(days=count)).date()
            spans = [span for evse_id in range(3) for span in line(dice, evse_id)]
            columns: dict[str, Any] = totals(spans)
            await ChargerDay.create(charger_id=charger.id, day=day, **columns)
            models = [StateSpan(charger_id=charger.id, day=day, **span._asdict()) for span in spans]
            await StateSpan.bulk_create(models)
            rows += [(str(charger.id), model) for model in models]
    return rows


def line(dice: random.Random, evse_id: int) -> list[Span]:
    cuts = sorted({0, 86400, *(dice.randrange(86400) for _ in range(6))})
    states = STATES.get(evse_id, OUTLET)
    return [Span(evse_id, dice.choice(states), since, until) for since, until in pairwise(cuts)]


def expected(rows: list[tuple[str, StateSpan]], period: Period, connectors: bool) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = {}
    for key, span in rows:
        if bool(span.evse_id) == connectors:
            midnight = datetime.combine(span.day, time(), UTC)
            start = max(period.start, midnight + timedelta(seconds=span.since))
            end = min(period.end, midnight + timedelta(seconds=span.until))
            column = f"{span.state}_s" if connectors else COLUMN_OF.get(span.state, f"{span.state}_s")
            if start < end:
                sums.setdefault(key, Counter())[column] += (end - start) // timedelta(seconds=1)
    return sums


@pytest.mark.parametrize(
    ("zone", "interval"),
    [
        *(
            ("UTC", "day"),
            ("Europe/Berlin", "day"),
            ("America/Los_Angeles", "day"),
            ("Pacific/Auckland", "day"),
        ),
        *(("Asia/Kathmandu", "month"), ("Europe/Berlin", "hour"), ("Asia/Kathmandu", "hour")),
    ],
)
async def test_sums_are_those_of_the_spans(database: Database, zone: str, interval: Interval) -> None:
    rows = await days(database)
    since, until = FIRST + timedelta(days=1, hours=5, minutes=7), FIRST + timedelta(days=DAYS - 2, hours=3)
    if interval == "hour":
        since = until - timedelta(days=2)
    asked = periods(since, until, interval, ZoneInfo(zone))
    utilisation = await occupancy.utilisation(asked, "charger", Wanted())
    uptime = await occupancy.uptime(asked, "charger", Wanted())
    for period in asked:
        for found, names, connectors in (
            (utilisation, CONNECTOR_SECONDS, True),
            (uptime, CHARGER_SECONDS, False),
        ):
            items = {item["key"]: item for item in found["items"] if item["start"] == period.start}
            seconds = {
                key: Counter({name: item[name] for name in names if item[name]})
                for key, item in items.items()
            }
            assert seconds == expected(rows, period, connectors)


async def test_of_all_it_is_the_sum(database: Database) -> None:
    await days(database)
    asked = periods(FIRST, FIRST + timedelta(days=DAYS), "month", ZoneInfo("UTC"))
    found = await occupancy.utilisation(asked, "none", Wanted())
    assert found["connector_s"] == 2 * 2 * DAYS * 86400
    assert found["connector_s"] == sum(item["connector_s"] for item in found["items"])
    up = await occupancy.uptime(asked, "none", Wanted())
    assert sum(up[name] for name in CHARGER_SECONDS) == 2 * DAYS * 86400


def test_a_share_is_never_rounded_to_what_it_is_not() -> None:
    assert [percent(*pair) for pair in ((0, 0), (0, 9), (9, 9), (1, 3), (1, 10**9), (10**9 - 1, 10**9))] == [
        *(None, 0.0, 100.0, 33.333, 0.001, 99.999)
    ]


async def test_outages_go_on_over_midnight(database: Database) -> None:
    charger = await database.charger()
    on = FIRST.date()
    for count, spans in enumerate(
        [
            [("up", 0, 80000), ("offline", 80000, 86400)],
            [("offline", 0, 500), ("faulted", 500, 600), ("up", 600, 86400)],
            [("up", 0, 50), ("planned", 50, 90), ("offline", 90, 100)],
        ]
    ):
        for state, since, until in spans:
            await StateSpan.create(
                charger_id=charger.id,
                evse_id=0,
                day=on + timedelta(days=count),
                state=state,
                since=since,
                until=until,
            )

    def at(day: int, seconds: int) -> datetime:
        return FIRST + timedelta(days=day, seconds=seconds)

    assert await occupancy.outages(charger.id, FIRST, FIRST + timedelta(days=9)) == [
        {"cause": "offline", "started_at": at(2, 90), "ended_at": None, "duration_s": 10},
        {"cause": "faulted", "started_at": at(1, 500), "ended_at": at(1, 600), "duration_s": 100},
        {"cause": "offline", "started_at": at(0, 80000), "ended_at": at(1, 500), "duration_s": 6900},
    ]
    (cut,) = await occupancy.outages(charger.id, at(1, 0), at(1, 30))
    assert (cut["started_at"], cut["ended_at"]) == (at(1, 0), at(1, 30))
