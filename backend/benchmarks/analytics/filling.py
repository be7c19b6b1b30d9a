"""Fills a database with a world, and has the server's own chores derive what analytics add up."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import asyncpg

from benchmarks.analytics.world import CONNECTORS, PEOPLE, TAGS, World, reported
from csms.charging.charger_days import ChargerDays
from csms.charging.energy_quarters import EnergyQuarters
from csms.charging.peaks import Peaks
from csms.store import partitions
from csms.store.database import close_database, is_postgres, open_database, sqlite_path, writer_for
from csms.store.folding import fold, natural
from csms.store.journal import Journal
from csms.store.models import Charger, Connector, IdTag, Station, User, Watch

_COLUMNS = {
    "transactions": (
        "id charger_id charge_point_id evse_id connector_id ocpp_transaction_id start_key id_token id_token_folded"
        " id_token_type authorization_status state flags meter_start meter_stop energy_wh started_at"
        " started_received_at stopped_at stopped_received_at stop_reason split_due_at max_power_w register_wh"
        " metered_at user_id created_at updated_at"
    ),
    "meter_values": (
        "charger_id evse_id transaction_id received_at occurred_at series_key context measurand location unit"
        " multiplier signed value raw"
    ),
    "connector_statuses": (
        "charger_id evse_id status error_code info vendor_id occurred_at received_at applied"
    ),
    "connections": "charger_id epoch since until",
}
COLUMNS = {table: columns.split() for table, columns in _COLUMNS.items()}

Tell = Callable[[str], None]


async def fill(url: str, of: World, tell: Tell) -> None:
    """Leaves a database as a year of the fleet would have, with nothing left to derive."""
    await open_database(url)
    try:
        await _fleet(of)
        began = time.monotonic()
        counts = await (_into_postgres if is_postgres(url) else _into_sqlite)(url, of)
        tell(f"{counts} rows in {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        await _derive(url, of, tell)
        tell(f"derived in {time.monotonic() - began:.0f} s")
    finally:
        await close_database()


async def _fleet(of: World) -> None:
    now = of.since
    await Station.bulk_create([Station(id=key, name=f"Site {n:02}") for n, key in enumerate(of.stations)])
    await Charger.bulk_create(
        [
            Charger(
                id=place.id,
                charge_point_id=place.identity,
                charge_point_id_folded=fold(place.identity),
                charge_point_id_natural=natural(place.identity),
                station_id=place.station,
            )
            for place in of.places
        ]
    )
    await Connector.bulk_create(
        [
            Connector(charger_id=place.id, evse_id=n, status="Available", received_at=of.until)
            for place in of.places
            for n in range(1, CONNECTORS + 1)
        ]
    )
    people = [
        User(id=key, email=f"driver{n}@charging.example", created_at=now, updated_at=now)
        for n, key in enumerate(of.people)
    ]
    await User.bulk_create(people)
    tags = [
        IdTag(value=f"TAG-{n:05}", folded=f"tag-{n:05}", user_id=of.people[n % PEOPLE]) for n in range(TAGS)
    ]
    await IdTag.bulk_create(tags, batch_size=500)
    await Watch.create(node="benchmark", since=of.since, until=of.until)


async def _into_postgres(url: str, of: World) -> dict[str, int]:
    counts = dict.fromkeys(COLUMNS, 0)
    connection = await asyncpg.connect(url)
    try:
        for month in range(0, (of.until - of.since).days, 28):
            await partitions.create(connection, (of.since + timedelta(days=month)).date())
        for rows in reported(of):
            for table, some in rows.items():
                counts[table] += len(some)
                await connection.copy_records_to_table(table, records=some, columns=COLUMNS[table])
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return counts


async def _into_sqlite(url: str, of: World) -> dict[str, int]:
    return await asyncio.to_thread(_write_sqlite, url, of)


def _write_sqlite(url: str, of: World) -> dict[str, int]:
    """Without the indexes of the largest table, which are made afterwards."""
    counts = dict.fromkeys(COLUMNS, 0)
    with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'meter_values' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        for rows in reported(of):
            connection.execute("BEGIN")
            for table, some in rows.items():
                counts[table] += len(some)
                connection.executemany(_insert(table), some)
            connection.execute("COMMIT")
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("ANALYZE")
    return counts


def _insert(table: str) -> str:
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


async def _derive(url: str, of: World, tell: Tell) -> None:
    journal = Journal(writer_for(url))
    journal.start()
    try:
        now = of.until + timedelta(hours=1)
        await EnergyQuarters(journal, lambda: now).work()
        tell("energy is split")
        await Peaks(journal).work()
        tell("peaks are found")
        await ChargerDays(journal, lambda: now).work()
        tell("days are derived")
    finally:
        await journal.stop()
