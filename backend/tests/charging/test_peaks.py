"""csms.charging.peaks and csms.store.peaks: what they say of any periods is what the quarters say."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.charging import chargers, stations
from csms.charging.energy_quarters import EnergyQuarters
from csms.charging.peaks import Peaks
from csms.store import peaks
from csms.store.facts import PeaksDerived
from csms.store.grouping import ChargerGroupBy, Wanted
from csms.store.models import Charger, EnergyQuarter, PeakDay, PeakDue, Station, Transaction
from csms.store.periods import Interval, periods
from tests.services.database import NOW, Database
from tests.store.rows import transaction

FIRST = datetime(2026, 10, 22, tzinfo=UTC)
UNTIL = datetime(2026, 12, 3, tzinfo=UTC)


async def fleet(database: Database) -> list[Charger]:
    """Two at a station, one at another, one at none, with sessions over six weeks."""
    dice = random.Random(3)
    sites = [await Station.create(name=name) for name in ("A", "B")]
    places = (sites[0].id, sites[0].id, sites[1].id, None)
    found = [await database.charger(f"CP-{n}", station_id=at) for n, at in enumerate(places)]
    for number in range(60):
        start = FIRST + timedelta(seconds=dice.randrange(int((UNTIL - FIRST).total_seconds())))
        await transaction(
            dice.choice(found),
            number,
            started_at=start,
            stopped_at=start + timedelta(minutes=dice.randrange(1, 600)),
            state="completed",
            energy_wh=Decimal(dice.randrange(1, 50_000)),
            split_due_at=start,
        )
    await derive(database)
    return found


async def derive(database: Database) -> None:
    await EnergyQuarters(database.journal, lambda: UNTIL).work()
    await Peaks(database.journal).work()
    assert await PeakDue.all().count() == 0


async def expected(
    asked: list[Any], by: ChargerGroupBy, wanted: Wanted
) -> dict[tuple[datetime, str | None], float]:
    standing: dict[UUID, UUID | None] = dict(await Charger.all().values_list("id", "station_id"))
    keys: dict[str, Any] = {
        "none": lambda _: None,
        "station": standing.get,
        "charger": lambda charger: charger,
    }
    highest: dict[tuple[datetime, str | None], float] = {}
    for period in asked:
        sums: Counter[tuple[UUID | None, datetime]] = Counter()
        for row in await EnergyQuarter.filter(quarter__gte=period.start, quarter__lt=period.end):
            charger_id = row.charger_id
            if wanted.charger_id in (None, charger_id) and wanted.station_id in (
                None,
                standing.get(charger_id),
            ):
                sums[keys[by](charger_id), row.quarter] += row.energy_uwh
        for (key, _), energy in sums.items():
            place = (period.start, str(key) if key else None)
            highest[place] = max(highest.get(place, 0), round(energy * 4 / 1_000_000, 3))
    return highest


@pytest.mark.parametrize(
    ("zone", "interval"),
    [("UTC", "day"), ("Europe/Berlin", "month"), ("Asia/Kathmandu", "month"), ("America/Los_Angeles", "day")],
)
async def test_the_highest_quarter_is_that_of_the_sums(
    database: Database, zone: str, interval: Interval
) -> None:
    found = await fleet(database)
    asked = periods(FIRST + timedelta(hours=7), UNTIL - timedelta(hours=9), interval, ZoneInfo(zone))
    everything, station = Wanted(), (await Station.get(name="A")).id
    for wanted in (everything, Wanted(station), Wanted(charger_id=found[1].id)):
        for by in ("none", "station", "charger"):
            items = (await peaks.power(asked, by, wanted))["items"]
            said = {(item["start"], item["key"]): item["peak_w"] for item in items}
            assert said == await expected(asked, by, wanted), (wanted, by)
            assert all(
                item["start"] - timedelta(minutes=15) < item["peak_at"] < item["end"] for item in items
            )


async def test_who_moves_takes_the_peaks_along(database: Database) -> None:
    found, credentials = await fleet(database), cast(ChargerCredentials, None)  # of no use for a move
    asked = periods(FIRST, UNTIL, "month", ZoneInfo("UTC"))
    station_id = (await Station.get(name="B")).id
    for deed in (
        chargers.update(credentials, found[0].id, {"station_id": station_id}),
        chargers.delete(found[1].id),
        stations.delete(station_id),
    ):
        await deed
        await Peaks(database.journal).work()
        items = (await peaks.power(asked, "station", Wanted()))["items"]
        assert {(item["start"], item["key"]): item["peak_w"] for item in items} == await expected(
            asked, "station", Wanted()
        )


async def test_a_correction_changes_the_days_that_it_was_and_is_on(database: Database) -> None:
    charger = await database.charger()
    start = NOW - timedelta(days=2)
    row = await transaction(
        charger, started_at=start, stopped_at=start + timedelta(minutes=15), energy_wh=100, split_due_at=start
    )
    await derive(database)
    await Transaction.filter(id=row.id).update(
        started_at=NOW, stopped_at=NOW + timedelta(minutes=15), split_due_at=NOW
    )
    await derive(database)
    assert {peak.day for peak in await PeakDay.all()} == {NOW.date()}


async def test_an_answer_to_older_marks_changes_nothing(database: Database) -> None:
    charger = await database.charger()
    await transaction(
        charger, started_at=NOW, stopped_at=NOW + timedelta(minutes=15), energy_wh=9, split_due_at=NOW
    )
    await EnergyQuarters(database.journal, lambda: NOW).work()
    await PeakDue.filter(day=NOW.date()).update(marks=7)
    await database.write([PeaksDerived(NOW.date(), 6, await peaks.of_day(NOW.date()))])
    assert await PeakDay.all().count() == 0
    await Peaks(database.journal).work()
    assert {peak.scope for peak in await PeakDay.all()} == {"all", "station", "charger"}
