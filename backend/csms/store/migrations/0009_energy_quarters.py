from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index


async def mark(_apps: Any, editor: Any) -> None:
    """What was delivered before is split as well, bit by bit."""
    await editor._run_sql("UPDATE transactions SET split_due_at = started_at")


class Migration(migrations.Migration):
    dependencies = [("csms", "0008_api_keys")]

    initial = False

    operations = [
        ops.CreateModel(
            name="EnergyQuarter",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("transaction_id", fields.UUIDField()),
                ("charger_id", fields.UUIDField()),
                ("id_token_folded", fields.CharField(null=True, max_length=255)),
                ("quarter", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("energy_uwh", fields.BigIntField()),
            ],
            options={
                "table": "energy_quarters",
                "app": "csms",
                "unique_together": (("transaction_id", "quarter"),),
                "indexes": [
                    Index(fields=["quarter"]),
                    Index(fields=["charger_id", "quarter"]),
                    Index(fields=["id_token_folded", "quarter"]),
                ],
                "pk_attr": "id",
                "table_description": "What a transaction delivered in one quarter of an hour, UTC. Derived, and only where something was delivered.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Transaction",
            name="split_due_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name="Transaction",
            index=Index(fields=["split_due_at"]),
        ),
        ops.RunPython(mark),
    ]
