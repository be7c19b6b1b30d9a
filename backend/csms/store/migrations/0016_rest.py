"""Keys of requests that may be repeated; indexes for the orders of lists.

What is worked out (how long a session took) has an index of its expression: the text is that of the question.
"""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise import fields
from tortoise.indexes import Index

DURATION = {
    "postgres": '(EXTRACT(EPOCH FROM "stopped_at" - "started_at"))',
    "sqlite": 'CAST(ROUND((julianday("stopped_at") - julianday("started_at")) * 86400000) AS INTEGER)',
}


async def forward(_apps: Any, editor: Any) -> None:
    await editor._run_sql(
        f"CREATE INDEX idx_transactions_duration ON transactions ({DURATION[editor.DIALECT]}, id)"
    )


class Migration(migrations.Migration):
    dependencies = [("csms", "0015_webhooks")]

    initial = False

    operations = [
        ops.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("caller", fields.CharField(max_length=64)),
                ("key_hash", fields.CharField(max_length=64)),
                ("fingerprint", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("taken_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("status", fields.IntField(null=True)),
                ("answer", fields.BinaryField(null=True)),
            ],
            options={
                "table": "idempotency_keys",
                "app": "csms",
                "unique_together": (("caller", "key_hash"),),
                "indexes": [Index(fields=["created_at"])],
                "pk_attr": "id",
                "table_description": "One key of one caller. Kept are a keyed hash of it and the answer, sealed with what only the caller knows.",
            },
            bases=["Row"],
        ),
        ops.AddIndex(
            model_name="Charger",
            index=Index(fields=["name", "id"]),
        ),
        ops.AddIndex(
            model_name="Charger",
            index=Index(fields=["created_at", "id"]),
        ),
        ops.AddIndex(
            model_name="Command",
            index=Index(fields=["charger_id", "state", "created_at"]),
        ),
        ops.AddIndex(
            model_name="IdTag",
            index=Index(fields=["created_at", "id"]),
        ),
        ops.AddIndex(
            model_name="IdTag",
            index=Index(fields=["expires_at", "id"]),
        ),
        ops.AddIndex(
            model_name="Reservation",
            index=Index(fields=["expires_at", "id"]),
        ),
        ops.AddIndex(
            model_name="Station",
            index=Index(fields=["name", "id"]),
        ),
        ops.AddIndex(
            model_name="Transaction",
            index=Index(fields=["stopped_at", "id"]),
        ),
        ops.RunPython(forward),
    ]
