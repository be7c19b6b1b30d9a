"""Monthly partitions of the big tables on PostgreSQL. What fits no month falls into the default partition."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import asyncpg

PARTITIONED = ("messages", "meter_values", "connector_statuses")
MONTHS_BACK = 2
MONTHS_AHEAD = 3

# Rows for a month may stand in the default partition already (a clock that runs ahead): then the month stays there.
CREATE = """
DO $$ BEGIN
  CREATE TABLE IF NOT EXISTS {table}_{year:04}_{month:02} PARTITION OF {table}
    FOR VALUES FROM ('{start}') TO ('{end}');
EXCEPTION WHEN check_violation THEN NULL; END $$
"""


async def create(connection: "asyncpg.Connection[asyncpg.Record]", today: date | None = None) -> None:
    """Create the partitions around a day that are not there yet."""
    for start, end in _months(today or datetime.now(UTC).date()):
        for table in PARTITIONED:
            bounds = {"start": f"{start} 00:00:00+00", "end": f"{end} 00:00:00+00"}
            await connection.execute(CREATE.format(table=table, year=start.year, month=start.month, **bounds))


def _months(today: date) -> Iterator[tuple[date, date]]:
    start = today.replace(day=1)
    for _ in range(MONTHS_BACK):
        start = (start - timedelta(days=1)).replace(day=1)
    for _ in range(MONTHS_BACK + 1 + MONTHS_AHEAD):
        end = (start + timedelta(days=32)).replace(day=1)
        yield start, end
        start = end
