"""csms.store.analytics: what it says of any periods is what records say, whatever the zone and its clock changes."""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from csms.charging.energy_quarters import EnergyQuarters
from csms.store import analytics
from csms.store.analytics import CountedAt
from csms.store.grouping import GroupBy, Wanted
from csms.store.models import EnergyDay, EnergyQuarter, SessionFigures, Transaction
from csms.store.periods import Interval, periods
from tests.services.database import Database
from tests.store.rows import sample, transaction

FIRST = datetime(2026, 10, 18, tzinfo=UTC)
UNTIL = datetime(2026, 11, 5, tzinfo=UTC)
ENERGY = "Energy.Active.Import.Register"
KEYS: dict[GroupBy, Callable[[EnergyQuarter], str | None]] = {
    "none": lambda _: None,
    "charger": lambda row: str(row.charger_id),
    "id_tag": lambda row: row.id_token_folded,
}
ENDS: tuple[CountedAt, ...] = ("start", "stop")


async def records(database: Database) -> None:
    """Sessions of minutes to days around a change of clocks, some with samples."""
    dice = random.Random(11)
    chargers = [await database.charger(f"CP-{number}") for number in range(2)]
    for number in range(30):
        start = FIRST + timedelta(seconds=dice.randrange(15 * 86400))
        end = start + timedelta(minutes=dice.choice((5, 50, 500, 3000)))
        energy = Decimal(dice.randrange(1, 10**10)) / 1_000_000
        row = await transaction(
            dice.choice(chargers),
            number,
            id_token=f"TAG-{dice.randrange(3)}",
            started_at=start,
            stopped_at=end,
            state="completed",
            energy_wh=energy,
            split_due_at=start,
        )
        if number % 2:
            await sample(row, start + (end - start) / 3, 1000 + int(energy), ENERGY)
    await EnergyQuarters(database.journal, lambda: UNTIL).work()


@pytest.mark.parametrize(
    ("zone", "interval"),
    [
        *(
            ("UTC", "day"),
            ("Europe/Berlin", "day"),
            ("America/Los_Angeles", "day"),
            ("Pacific/Auckland", "day"),
        ),
        *(("Asia/Kathmandu", "month"), ("Europe/Berlin", "hour"), ("Australia/Lord_Howe", "month")),
    ],
)
async def test_energy_is_that_of_the_quarters(database: Database, zone: str, interval: Interval) -> None:
    await records(database)
    since, until = FIRST + timedelta(days=2, hours=7, minutes=7), UNTIL - timedelta(hours=9)
    asked = periods(since, until, interval, ZoneInfo(zone))
    quarters = await EnergyQuarter.all()
    starts = [period.start for period in asked]
    for by, key in KEYS.items():
        expected: Counter[tuple[datetime, str | None]] = Counter()
        for row in quarters:
            if asked[0].start <= row.quarter < asked[-1].end:
                expected[starts[bisect_right(starts, row.quarter) - 1], key(row)] += row.energy_uwh
        found = (await analytics.energy(asked, by, Wanted()))["items"]
        assert {(item["start"], item["key"]): item["energy_wh"] for item in found} == {
            place: analytics.wh(energy) for place, energy in expected.items()
        }


async def test_days_and_figures_are_what_the_records_say(database: Database) -> None:
    await records(database)
    for row in await Transaction.all():
        micro = int((row.energy_wh or 0) * 1_000_000)
        days = await EnergyDay.filter(transaction_id=row.id)
        quarters = await EnergyQuarter.filter(transaction_id=row.id)
        figures = await SessionFigures.get(transaction_id=row.id)
        assert sum(day.energy_uwh for day in days) == sum(one.energy_uwh for one in quarters) == micro
        assert {day.day for day in days} == {one.quarter.astimezone(UTC).date() for one in quarters}
        assert row.stopped_at is not None
        assert figures.energy_uwh == micro
        assert figures.charging_s + figures.idle_s == int((row.stopped_at - row.started_at).total_seconds())


async def test_of_all_time_energy_and_sessions_say_the_same(database: Database) -> None:
    await records(database)
    asked = periods(FIRST, UNTIL, "month", ZoneInfo("Europe/Berlin"))
    energy = await analytics.energy(asked, "none", Wanted())
    for counted_at in ENDS:
        sessions = await analytics.sessions(asked, "none", Wanted(completed=True), counted_at)
        assert (sessions["sessions"], sessions["energy_wh"]) == (30, energy["energy_wh"])
