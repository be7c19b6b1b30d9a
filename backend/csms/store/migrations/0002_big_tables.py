"""The message log and the meter values: indexes, and on PostgreSQL partitions by time.

A sample's key is its series and time within its transaction, or within its connector when it has none (STOP-06). A
unique index on a partitioned table must hold the partition's column; `occurred_at` is part of the key anyway.
"""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

PARTITION = {"messages": "at", "meter_values": "occurred_at"}

INDEXES = (
    "CREATE INDEX idx_messages_charger ON messages (charger_id, at, id)",
    "CREATE UNIQUE INDEX uid_meter_values_transaction ON meter_values (transaction_id, occurred_at, series_key)"
    " WHERE transaction_id IS NOT NULL",
    "CREATE UNIQUE INDEX uid_meter_values_connector ON meter_values (charger_id, evse_id, occurred_at, series_key)"
    " WHERE transaction_id IS NULL",
    "CREATE INDEX idx_meter_values_power ON meter_values (occurred_at)"
    " WHERE measurand = 'Power.Active.Import' AND phase IS NULL",
)


def partitioned(table: str, column: str) -> tuple[str, ...]:
    """The table again, now partitioned; it is empty when this runs."""
    return (
        f"ALTER TABLE {table} RENAME TO {table}_plain",
        f"CREATE TABLE {table} (LIKE {table}_plain INCLUDING DEFAULTS) PARTITION BY RANGE ({column})",
        f"CREATE SEQUENCE {table}_number AS bigint OWNED BY {table}.id",
        f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_number')",
        f"DROP TABLE {table}_plain",
        f"ALTER TABLE {table} ADD PRIMARY KEY (id, {column})",
        f"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT",
    )


async def forward(_apps: Any, editor: Any) -> None:
    statements = list(INDEXES)
    if editor.DIALECT == "postgres":
        statements = [
            sql for table, column in PARTITION.items() for sql in partitioned(table, column)
        ] + statements
    for sql in statements:
        await editor._run_sql(sql)


class Migration(migrations.Migration):
    dependencies = [("csms", "0001_initial")]

    operations = [ops.RunPython(forward)]
