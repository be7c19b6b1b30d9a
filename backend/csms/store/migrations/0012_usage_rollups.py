from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

UTC_DAY = {
    "postgres": "CAST(quarter AT TIME ZONE 'UTC' AS DATE)",
    "sqlite": "substr(quarter, 1, 10)",
}


async def fill(_apps: Any, editor: Any) -> None:
    """Days are what their quarters say; figures are made by the chore, bit by bit; who is connected now is so."""
    day = UTC_DAY[editor.DIALECT]
    await editor._run_sql(
        "INSERT INTO energy_days (transaction_id, charger_id, id_token_folded, day, energy_uwh)"  # noqa: S608
        f" SELECT transaction_id, charger_id, id_token_folded, {day}, SUM(energy_uwh) FROM energy_quarters"
        " GROUP BY 1, 2, 3, 4"
    )
    await editor._run_sql("INSERT INTO peak_dues (day, marks) SELECT DISTINCT day, 1 FROM energy_days")
    await editor._run_sql("UPDATE transactions SET split_due_at = started_at WHERE split_due_at IS NULL")
    await editor._run_sql(
        "INSERT INTO connections (charger_id, epoch, since)"
        " SELECT id, owner_epoch, online_since FROM chargers WHERE online AND online_since IS NOT NULL"
    )


class Migration(migrations.Migration):
    dependencies = [("csms", "0011_identities")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ChargerDay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("day", fields.DateField()),
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("charging_s", fields.IntField(default=0)),
                ("occupied_s", fields.IntField(default=0)),
                ("free_s", fields.IntField(default=0)),
                ("reserved_s", fields.IntField(default=0)),
                ("faulted_s", fields.IntField(default=0)),
                ("unavailable_s", fields.IntField(default=0)),
                ("offline_s", fields.IntField(default=0)),
                ("unknown_s", fields.IntField(default=0)),
                ("up_s", fields.IntField(default=0)),
                ("down_offline_s", fields.IntField(default=0)),
                ("down_faulted_s", fields.IntField(default=0)),
                ("planned_s", fields.IntField(default=0)),
                ("excluded_s", fields.IntField(default=0)),
            ],
            options={
                "table": "charger_days",
                "app": "csms",
                "unique_together": (("charger_id", "day"),),
                "indexes": [Index(fields=["day"]), Index(fields=["due_at"])],
                "pk_attr": "id",
                "table_description": "How long a charger and its connectors were how, in one day, UTC. In seconds, those of connectors added up.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Connection",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("epoch", fields.BigIntField()),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "connections",
                "app": "csms",
                "unique_together": (("charger_id", "epoch"),),
                "indexes": [Index(fields=["charger_id", "since"])],
                "pk_attr": "id",
                "table_description": "A charger was connected: from when to when. `epoch` as in `Charger.owner_epoch` then. Open: until is null.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EnergyDay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("transaction_id", fields.UUIDField()),
                ("charger_id", fields.UUIDField()),
                ("id_token_folded", fields.CharField(null=True, max_length=255)),
                ("day", fields.DateField()),
                ("energy_uwh", fields.BigIntField()),
            ],
            options={
                "table": "energy_days",
                "app": "csms",
                "unique_together": (("transaction_id", "day"),),
                "indexes": [
                    Index(fields=["day"]),
                    Index(fields=["charger_id", "day"]),
                    Index(fields=["id_token_folded", "day"]),
                ],
                "pk_attr": "id",
                "table_description": "The same in one day, UTC: the sum of its quarters, always written with them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PeakDay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("day", fields.DateField()),
                ("scope", fields.CharField(max_length=8)),
                ("scope_id", fields.UUIDField(null=True)),
                ("quarter", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("energy_uwh", fields.BigIntField()),
            ],
            options={
                "table": "peak_days",
                "app": "csms",
                "indexes": [
                    Index(fields=["day"]),
                    Index(fields=["scope", "day"]),
                    Index(fields=["scope_id", "day"]),
                ],
                "pk_attr": "id",
                "table_description": "The quarter of an hour of a day, UTC, in which most energy flowed: in all, at a station, at a charger.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PeakDue",
            fields=[
                ("day", fields.DateField(primary_key=True, unique=True, db_index=True)),
                ("marks", fields.BigIntField(default=1)),
            ],
            options={
                "table": "peak_dues",
                "app": "csms",
                "pk_attr": "day",
                "table_description": "A day whose peaks are to be derived again. `marks` rises with each reason: who derives answers to a number.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SessionFigures",
            fields=[
                (
                    "transaction_id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("charger_id", fields.UUIDField()),
                ("id_token_folded", fields.CharField(null=True, max_length=255)),
                ("user_id", fields.UUIDField(null=True)),
                ("evse_id", fields.IntField(null=True)),
                ("state", fields.CharField(max_length=20)),
                ("started_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("stopped_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("energy_uwh", fields.BigIntField()),
                ("charging_s", fields.BigIntField()),
                ("idle_s", fields.BigIntField()),
                ("max_power_w", fields.DecimalField(null=True, max_digits=20, decimal_places=3)),
            ],
            options={
                "table": "session_figures",
                "app": "csms",
                "indexes": [
                    Index(fields=["started_at"]),
                    Index(fields=["stopped_at"]),
                    Index(fields=["charger_id", "started_at"]),
                    Index(fields=["id_token_folded", "started_at"]),
                    Index(fields=["user_id", "started_at"]),
                ],
                "pk_attr": "transaction_id",
                "table_description": "A transaction in the numbers that analytics add up, written with its quarters.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StateSpan",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("evse_id", fields.IntField()),
                ("day", fields.DateField()),
                ("state", fields.CharField(max_length=16)),
                ("since", fields.IntField()),
                ("until", fields.IntField()),
            ],
            options={
                "table": "state_spans",
                "app": "csms",
                "indexes": [
                    Index(fields=["charger_id", "day"]),
                    Index(fields=["day", "since"]),
                    Index(fields=["day", "until"]),
                ],
                "pk_attr": "id",
                "table_description": "How a connector was for a while, or, as connector 0, whether its charger was up, down or does not count.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Watch",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("node", fields.CharField(max_length=64)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "watches",
                "app": "csms",
                "indexes": [Index(fields=["until"]), Index(fields=["node", "until"])],
                "pk_attr": "id",
                "table_description": "A process of ours was there to see chargers come and go, without a pause. Beyond all of them nobody knows.",
            },
            bases=["Model"],
        ),
        ops.RunPython(fill),
    ]
